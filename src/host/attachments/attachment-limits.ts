/** What may go with one question, so that a slip of the hand neither freezes the window nor costs a fortune. */

/** Longest text of all attachments together, in UTF-16 code units: some 250,000 tokens, more than most models take. */
export const maxAttachedLength = 1_000_000;

/** Most attachments of one question. */
export const maxAttachments = 100;

/** Largest file that is read, in bytes: a character may take four. */
export const maxFileBytes = 4 * maxAttachedLength;

/** Why a selection of so many UTF-16 code units cannot be attached. */
export function longSelectionMessage(length: number): string {
  return `The selection is too long to be sent: ${inNumbers(length)} characters, at most ${inNumbers(maxAttachedLength)}. Select less and try again.`;
}

/** Why the text of a file, of so many UTF-16 code units, cannot be attached. */
export function longFileMessage(label: string, length: number): string {
  return `“${label}” is too long to be sent: ${inNumbers(length)} characters, at most ${inNumbers(maxAttachedLength)}. Attach a selection of it.`;
}

/** Why an attachment does not fit beside the others, which are so many UTF-16 code units with it. */
export function noRoomMessage(label: string, length: number): string {
  return `“${label}” is not attached: with it, ${inNumbers(length)} characters would go with the question, and at most ${inNumbers(maxAttachedLength)} can. Remove another one first, or attach a selection.`;
}

/** Why a file is too large to be attached. */
export function tooLargeMessage(label: string, bytes: number): string {
  return `“${label}” is too large to be sent: ${inNumbers(Math.ceil(bytes / 1_000_000))} MB, at most about ${inNumbers(maxAttachedLength)} characters. Attach a selection of it.`;
}

/** A number as the user's language writes it. */
function inNumbers(value: number): string {
  return value.toLocaleString();
}

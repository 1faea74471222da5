/** What may go with one question, so that a slip of the hand neither freezes the window nor costs a fortune. */

/** Longest text of all attachments together, in UTF-16 code units: some 250,000 tokens, more than most models take. */
export const maxAttachedLength = 1_000_000;

/** Most attachments of one question. */
export const maxAttachments = 100;

/** Largest file that is read, in bytes: a character may take four. */
export const maxFileBytes = 4 * maxAttachedLength;

/** Why something is too long to be attached. */
export function tooLongMessage(what: string, length: number): string {
  return `${what} is too long to be sent: ${inNumbers(length)} characters, at most ${inNumbers(maxAttachedLength)}. Select less and try again.`;
}

/** Why a file is too large to be attached. */
export function tooLargeMessage(label: string, bytes: number): string {
  return `“${label}” is too large to be sent: ${inNumbers(Math.ceil(bytes / 1_000_000))} MB, at most about ${inNumbers(maxAttachedLength)} characters. Attach a selection of it.`;
}

/** A number as the user's language writes it. */
function inNumbers(value: number): string {
  return value.toLocaleString();
}

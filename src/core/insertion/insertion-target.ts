/**
 * Where an answer, or a part of it, can be put:
 *
 * - `cursor`: at each cursor of the last focused text editor; what is selected there stays.
 * - `replace`: in place of each of its selections, or of what the question was about.
 * - `newFile`: into a new untitled document, its language and name guessed.
 * - `diff`: beside the text it is about in VS Code's diff editor, to be accepted or rejected.
 * - `terminal`: at the prompt of the active terminal, without ever running it.
 */
export const insertionTargets = ['cursor', 'replace', 'newFile', 'diff', 'terminal'] as const;

/** See {@link insertionTargets}. */
export type InsertionTarget = (typeof insertionTargets)[number];

/** Where the answer to a question about a selection can go: `panel`, and nowhere else, or to a place besides. */
export const askTargets = ['panel', 'cursor', 'replace', 'newFile', 'diff'] as const;

/** See {@link askTargets}. */
export type AskTarget = (typeof askTargets)[number];

export function isInsertionTarget(value: unknown): value is InsertionTarget {
  return insertionTargets.some(target => target === value);
}

export function isAskTarget(value: unknown): value is AskTarget {
  return askTargets.some(target => target === value);
}

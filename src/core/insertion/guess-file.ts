/** What is known about the file that a code block is meant to be. */
export interface GuessedFile {
  /** A language as it is written behind a fence, in lower case (`ts`, `python`); not a VS Code language id. */
  tag?: string;
  /** A relative path with `/`, of plain and safe parts: never absolute, never with `..`, at most 100 characters. */
  name?: string;
}

/**
 * Guesses the language and the name of the file that a code block is meant to be, from its info string, the line of prose
 * before it and its first line. What the model wrote is hostile: a name that is not plainly safe is cut down or left out.
 *
 * @param text the answer as far as it has come.
 * @param offset where the block begins in it, in UTF-16 code units; the first fenced block if absent.
 */
export function guessFile(_text: string, _offset?: number): GuessedFile {
  return {};
}

/** Whether `text` holds the block's first line of code, so that {@link guessFile} will not say more later. */
export function hasFirstCodeLine(_text: string, _offset?: number): boolean {
  return true;
}

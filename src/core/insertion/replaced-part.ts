/**
 * What of a text is replaced by code that is to stand in its place: all but the white space around it. A selection mostly
 * begins with the indentation of its first line and ends with a line ending, and an answer mostly has neither; what is
 * kept gives the code its indentation and keeps the next line where it is.
 *
 * @returns where the part begins and ends, in UTF-16 code units; all of a text that is nothing but white space
 */
export function replacedPart(text: string): { start: number; end: number } {
  const start = text.length - text.trimStart().length;
  if (start === text.length) return { start: 0, end: text.length };
  return { start, end: text.trimEnd().length };
}

/**
 * Where a text that was taken from a document is in it now: where it was, else the only place where it is.
 *
 * @param line of the document, zero-based, in which it began; it is tried first.
 * @returns the index in UTF-16 code units; undefined when it is not there, or in several places
 */
export function findTakenText(document: string, text: string, line: number): number | undefined {
  if (text === '') return undefined;
  const { start, end } = lineAt(document, line);
  const there = document.indexOf(text, start);
  if (there >= 0 && there <= end) return there;
  const first = document.indexOf(text);
  return first >= 0 && document.indexOf(text, first + 1) < 0 ? first : undefined;
}

function lineAt(document: string, line: number): { start: number; end: number } {
  let start = 0;
  for (let count = 0; count < line; count++) {
    const feed = document.indexOf('\n', start);
    if (feed < 0) break;
    start = feed + 1;
  }
  const feed = document.indexOf('\n', start);
  return { start, end: feed < 0 ? document.length : feed };
}

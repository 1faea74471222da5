/** Words of an answer that a source stands behind: a range of UTF-16 code units. */
export interface CitedWords {
  start: number;
  end: number;
}

/** The last sentence of the text that stands before a citation, as far as it has come. */
export function citedWords(before: string): CitedWords {
  const end = before.trimEnd().length;
  const sentence = /[^.!?\n|]*[.!?]?$/.exec(before.slice(0, end));
  const words = sentence?.[0].trimStart() ?? '';
  return { start: end - words.length, end };
}

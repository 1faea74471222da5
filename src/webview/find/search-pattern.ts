/** What is looked for, as patterns with the flag `g`. */
export interface SearchPattern {
  /** For running text, in which any white space is as good as any other. */
  prose: RegExp;
  /** For code, in which white space is what it is. */
  code: RegExp;
}

/** The patterns of what the user typed, taken word for word; undefined when it is empty. */
export function searchPattern(query: string, matchCase: boolean): SearchPattern | undefined {
  if (query === '') return undefined;
  const flags = matchCase ? 'gu' : 'giu';
  const escaped = query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return { prose: new RegExp(escaped.replace(/\s+/g, '\\s+'), flags), code: new RegExp(escaped, flags) };
}

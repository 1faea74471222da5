/** Characters that only ever mean themselves, whatever is before and after them. */
const PLAIN = /^[\p{L}\p{M}\p{N}\t .,;:!?()'"“”‘’«»„–—…%+=#{}^-]*$/u;

/** What `PLAIN` has and bare addresses begin with. */
const ADDRESS = /www/i;

/** Longer words are left to the parser, which reads their end only; looking for their beginning would take longer. */
const LONGEST_WORD = 200;

/**
 * Whether what `source` has from `from` on is words and nothing else, together with the word that it may belong to: then
 * it is shown as it is, and does not change what is before it either.
 */
export function isPlainGrowth(source: string, from: number): boolean {
  let start = from;
  while (start > 0 && from - start <= LONGEST_WORD && !/\s/.test(source.charAt(start - 1))) start--;
  if (from - start > LONGEST_WORD) return false;
  const grown = source.slice(start);
  return PLAIN.test(grown) && !ADDRESS.test(grown);
}

/**
 * Diagrams beyond these limits are not drawn. Drawing cannot be interrupted where the frame shares the page's thread, so
 * it must end soon whatever a model writes. What answers hold is far smaller.
 */
const mostCharacters = 5000;
const mostLines = 100;
/** Connecting lines of a whole diagram, such as `-->`; their layout takes more time than anything else. */
const mostConnections = 80;
/** Words are broken into lines letter by letter. */
const longestWord = 300;

/** Kinds that draw as many cells or rings as a number says. */
const counting = /^\s*(?:packet|block|radar)/m;

/** Says why a diagram is not even tried; undefined if it is. */
export function whyNotDrawn(source: string): string | undefined {
  const lines = source.split('\n').length;
  const isLarge = source.length > mostCharacters || lines > mostLines;
  if (isLarge || source.split(/\s/).some(word => word.length > longestWord)) return 'It is too large.';
  if (connections(source) > mostConnections) return 'It has too many connections.';
  if (counting.test(source) && /\d{4}/.test(source)) return 'It asks for too many parts.';
  return undefined;
}

/** `a & b --> c & d` are four. */
function connections(source: string): number {
  let count = 0;
  for (const line of source.split('\n')) {
    const ends = line.split(/(?:[<ox*|}.]*[-=.~]{2,}[->ox*|{.]*|-[->)x]+)/).map(end => end.split('&').length);
    for (let index = 1; index < ends.length; index++) count += (ends[index - 1] ?? 1) * (ends[index] ?? 1);
  }
  return count;
}

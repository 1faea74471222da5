/** Finding a model among hundreds by a few letters. */

/** More of a query than this says nothing more, in UTF-16 code units. */
const maxQueryLength = 100;

/**
 * Whether a text answers to a query: each of its words, in any order, has to be in the text. A word counts as there when
 * the text holds it, also across punctuation (“gpt4o” in “gpt-4o”), or as an abbreviation that takes the beginnings of the
 * text's words (“cs45” for “claude-sonnet-4.5”).
 */
export function matchesModel(query: string, text: string): boolean {
  const words = query.slice(0, maxQueryLength).toLowerCase().split(/\s+/).filter(Boolean);
  const lower = text.toLowerCase();
  const squeezed = squeeze(lower);
  return words.every(word => {
    if (lower.includes(word)) return true;
    const plain = squeeze(word);
    return plain !== '' && (squeezed.includes(plain) || isAbbreviation(plain, lower));
  });
}

/** Without what separates the parts of a model's id. */
function squeeze(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * Whether the letters are found in the text in their order, each of them right behind the one before or at the beginning
 * of a later word. All places the last letter may be at are followed at once, so that no text makes it slow.
 */
function isAbbreviation(letters: string, text: string): boolean {
  const starts = wordStarts(text);
  let places = starts.filter(start => text[start] === letters[0]);
  for (const letter of letters.slice(1)) {
    const next = new Set<number>();
    const first = places[0] ?? text.length;
    for (const place of places) if (text[place + 1] === letter) next.add(place + 1);
    for (const start of starts) if (start > first && text[start] === letter) next.add(start);
    places = [...next].sort((a, b) => a - b);
    if (places.length === 0) return false;
  }
  return places.length > 0;
}

/** Where words begin: after punctuation, and where letters turn to digits or back. */
function wordStarts(text: string): number[] {
  return [...text.matchAll(/\p{L}+|\p{N}+/gu)].map(({ index }) => index);
}

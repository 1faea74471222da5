import { isNearTypo, isSpread } from './loose-match.ts';
import { type ModelRow, modelKey } from './model-rows.ts';

/** Finding a model among hundreds by a few letters. */

/** More of a query than this says nothing more, in UTF-16 code units. */
const maxQueryLength = 100;

/** How well a model answers to a query; the lower the better. What is below `loose` was surely meant. */
export const matchRank = {
  /** It is its id, or its id behind its provider's. */
  exact: 0,
  /** A gateway's id for it, behind the maker's name. */
  name: 1,
  idBegins: 2,
  nameBegins: 3,
  idHolds: 4,
  /** All words are in what is known of it. */
  words: 5,
  /** Some only as abbreviations, or across punctuation. */
  abbreviation: 6,
  /** Some with gaps. */
  gaps: 7,
  /** Some with a slip of the finger. */
  typo: 8,
} as const;

/** How well a model answers to a query, as in {@link matchRank}; undefined if it does not. */
export function rankModel(
  query: string,
  row: Pick<ModelRow, 'providerId' | 'modelId' | 'searchText'>,
): number | undefined {
  const text = query.slice(0, maxQueryLength).trim().toLowerCase();
  const id = row.modelId.toLowerCase();
  if (text === id || text === modelKey(row).toLowerCase()) return matchRank.exact;
  if (text !== '' && id.includes(text)) {
    if (id.endsWith(`/${text}`)) return matchRank.name;
    if (id.startsWith(text)) return matchRank.idBegins;
    return id.includes(`/${text}`) ? matchRank.nameBegins : matchRank.idHolds;
  }
  return rankWords(text, row.searchText);
}

/** Whether every word of the query, in any order, is in the text as it stands. */
export function holdsWords(query: string, text: string): boolean {
  return rankWords(query.slice(0, maxQueryLength), text) === matchRank.words;
}

/**
 * How well a text answers to a query: each of its words, in any order, has to be in the text. A word counts as there when
 * the text holds it, also across punctuation (“gpt4o” in “gpt-4o”), as an abbreviation that takes the beginnings of the
 * text's words (“cs45” for “claude-sonnet-4.5”), with gaps (“mkd” for “markdown”), or with one letter amiss.
 */
function rankWords(query: string, text: string): number | undefined {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = text.toLowerCase();
  let worst: number = matchRank.words;
  for (const word of words) {
    const rank = rankWord(word, lower);
    if (rank === undefined) return undefined;
    worst = Math.max(worst, rank);
  }
  return worst;
}

function rankWord(word: string, text: string): number | undefined {
  if (text.includes(word)) return matchRank.words;
  const plain = squeeze(word);
  if (plain === '') return undefined;
  if (squeeze(text).includes(plain) || isAbbreviation(plain, text)) return matchRank.abbreviation;
  if (isSpread(plain, text)) return matchRank.gaps;
  return isNearTypo(word, text) ? matchRank.typo : undefined;
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

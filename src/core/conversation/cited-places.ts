import type { CitationDelta } from '../delta.ts';
import type { Part, TextPlace } from './conversation.ts';

/** More passages of one source than this are not looked for. */
const maxPassages = 200;

/**
 * The places behind the words that a citation stands behind, as far as they are in the text that has come. A source whose
 * link the text has in that place already gets none: the reader has it there.
 */
export function placesOf(parts: readonly Part[], { cites, url }: CitationDelta): TextPlace[] {
  if (cites === undefined) return [];
  if (typeof cites === 'object' && 'passages' in cites) {
    return cites.passages.slice(0, maxPassages).flatMap(passage => findPassage(parts, passage));
  }
  const part = parts.findLastIndex(({ type }) => type === 'text');
  const last = parts[part];
  if (last?.type !== 'text') return [];
  const { text } = last;
  if (cites === 'here') return place(part, text.trimEnd().length);
  const base = text.length - cites.within;
  // Another part has come between: the count does not fit this text.
  if (base < 0) return [];
  const start = skipCharacters(text, base, cites.start);
  const end = skipCharacters(text, start, cites.end - cites.start);
  const words = text.slice(start, end);
  if (url !== undefined && url !== '' && words.includes(url)) return [];
  return place(part, end - (words.length - words.trimEnd().length));
}

function place(part: number, offset: number): TextPlace[] {
  return offset > 0 ? [{ part, offset }] : [];
}

function findPassage(parts: readonly Part[], passage: string): TextPlace[] {
  const words = passage.trim();
  if (words === '') return [];
  for (const [part, candidate] of parts.entries()) {
    const at = candidate.type === 'text' ? candidate.text.indexOf(words) : -1;
    if (at >= 0) return place(part, at + words.length);
  }
  return [];
}

/** The offset that is a number of Unicode characters behind `from`. Text that has not come counts as single code units. */
function skipCharacters(text: string, from: number, count: number): number {
  let offset = from;
  for (let left = count; left > 0; left--) {
    if (offset >= text.length) return offset + left;
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

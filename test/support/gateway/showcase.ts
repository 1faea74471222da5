import type { AnswerPart } from './answer.ts';
import { chartPicture } from './chart-picture.ts';
import { SHOWCASE_REASONING, SHOWCASE_TEXT } from './showcase-text.ts';

const SOURCES = [
  {
    url: 'https://en.wikipedia.org/wiki/Little%27s_law',
    title: 'Little’s law',
    snippet: 'The mean number in a system is the arrival rate times the mean time in it.',
  },
  {
    url: 'https://www.postgresql.org/docs/current/sql-select.html#SQL-FOR-UPDATE-SHARE',
    title: 'PostgreSQL: SELECT, the locking clause',
    snippet: 'With SKIP LOCKED, rows that cannot be locked at once are left out.',
  },
  {
    url: 'https://www.rfc-editor.org/rfc/rfc6585#section-4',
    title: 'RFC 6585: 429 Too Many Requests',
    snippet: 'The response may tell with Retry-After how long to wait.',
  },
];

const MARK = /‹(\d)›/;

/** The text of the showcase, as it arrives: without the places of its sources. */
export const SHOWCASE = SHOWCASE_TEXT.split(MARK)
  .filter((_, index) => index % 2 === 0)
  .join('');

/** The showcase in its order: thoughts, text with each source where it is cited, and a picture. */
export function showcaseParts(): AnswerPart[] {
  const parts: AnswerPart[] = [{ type: 'reasoning', text: SHOWCASE_REASONING, signed: false }];
  for (const [index, piece] of SHOWCASE_TEXT.split(MARK).entries()) {
    const source = SOURCES[Number(piece) - 1];
    if (index % 2 === 0) parts.push({ type: 'text', text: piece });
    else if (source) parts.push({ type: 'citation', ...source });
  }
  parts.push({ type: 'image', mimeType: 'image/png', base64: chartPicture() });
  return parts;
}

import { ColumnCursor } from './columns.ts';
import { closesFence, type Fence, parseOpeningFence } from './fence.ts';

/** So much of the text before a line is looked at, in UTF-16 code units. */
const longestLook = 20_000;

/**
 * How far a line is indented by the list items that it is in and that began on earlier lines, in columns: 0 if there is
 * no such item. Told by the text before, from the line upwards: the nearest line with less indentation that begins a
 * list item whose content begins no further to the right.
 *
 * @param before the text before the line, which may be cut off at the front.
 * @param indent the line's own indentation behind its quote markers.
 * @param quotes how many quote markers it has.
 */
export function listIndentBefore(before: string, indent: number, quotes: number): number {
  let limit = indent;
  let isBlankBelow = false;
  const lines = before.slice(-longestLook).split(/\r\n|\r|\n/);
  for (const { line, isCode } of markCode(lines.slice(0, -1)).reverse()) {
    const cursor = behindQuotes(line, quotes);
    if (cursor === undefined) return 0;
    if (isCode) continue;
    if (cursor.rest().trim() === '') {
      isBlankBelow = true;
      continue;
    }
    const own = cursor.copy().takeIndent(limit + 1);
    if (own > limit) continue;
    // An item may begin with one blank line, not with two.
    const isEmpty = isBlankBelow && /(?:^|\s)(?:[-*+]|\d{1,9}[.)])\s*$/.test(line);
    const content = isEmpty ? 0 : contentColumn(cursor, limit);
    if (content > 0) return content;
    isBlankBelow = false;
    limit = Math.min(limit, own);
    if (limit === 0) return 0;
  }
  return 0;
}

/** Tells which lines are within a fenced block, whose text is no list however it looks. */
function markCode(lines: readonly string[]): { line: string; isCode: boolean }[] {
  let open: { fence: Fence; column: number } | undefined;
  return lines.map(line => {
    const text = line.replace(/^(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*/, '');
    const column = line.length - text.length;
    if (open !== undefined) {
      // A line further to the left ends the list item that the block is in, and so the block.
      const isLeft = text !== '' && open.column > 1 && line.search(/[^ \t>]/) < open.column;
      if (!isLeft) {
        if (closesFence(text, open.fence)) open = undefined;
        return { line, isCode: true };
      }
    }
    const fence = parseOpeningFence(text);
    open = fence && { fence, column };
    return { line, isCode: false };
  });
}

/** Where the content of the innermost list item begins that the line begins and that is not behind `limit`. */
function contentColumn(cursor: ColumnCursor, limit: number): number {
  let found = 0;
  let column = 0;
  for (;;) {
    column += cursor.takeIndent(Number.POSITIVE_INFINITY);
    const marker = cursor.takeListMarker();
    if (marker === 0) return found;
    const padding = cursor.copy().takeIndent(5);
    const gap = padding > 4 || cursor.rest().trim() === '' ? 1 : padding;
    cursor.takeIndent(gap);
    column += marker + gap;
    if (column > limit) return found;
    found = column;
  }
}

function behindQuotes(line: string, quotes: number): ColumnCursor | undefined {
  const cursor = new ColumnCursor(line);
  for (let index = 0; index < quotes; index++) {
    cursor.takeIndent(3);
    if (!cursor.take('>')) return undefined;
    cursor.takeIndent(1);
  }
  return cursor;
}

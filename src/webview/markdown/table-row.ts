import type { Alignment } from './block.ts';
import { trimBlank, trimBlankEnd } from './trim.ts';

/**
 * Cuts a table row into its cells, at pipes that are not escaped; `\|` becomes `|`, even inside code spans.
 *
 * @param most no more cells than this are looked for: a row under way is cut anew with each write
 */
export function splitRow(line: string, most = Number.POSITIVE_INFINITY): string[] {
  const cells: string[] = [];
  const row = trimBlank(line);
  let cell = '';
  let start = 0;
  let endsInPipe = false;
  for (const { 0: mark, index } of row.matchAll(/\\[\s\S]|\|/g)) {
    endsInPipe = mark === '|' && index === row.length - 1;
    if (mark === '|') {
      if (index > 0) cells.push(trimBlank(cell + row.slice(start, index)));
      if (cells.length >= most) return cells;
      cell = '';
      start = index + 1;
    } else if (mark === '\\|') {
      cell += `${row.slice(start, index)}|`;
      start = index + 2;
    }
  }
  if (!endsInPipe) cells.push(trimBlank(cell + row.slice(start)));
  return cells;
}

/** Where the cells' text ends in a row: positions in the line. */
export function cellEnds(line: string): number[] {
  const ends: number[] = [];
  const end = trimBlankEnd(line).length;
  const start = end - trimBlank(line).length;
  for (let index = start; index < end; index++) {
    const character = line.charAt(index);
    if (character === '\\') index++;
    else if (character === '|' && index > start) ends.push(trimBlankEnd(line.slice(0, index)).length);
  }
  ends.push(end);
  return ends;
}

/** With more columns than this it is no table: each write to a row looks at all its cells. */
const MOST_COLUMNS = 1000;

/** So many cells are added to the short rows of one table, or a few letters a row could make millions. */
const MOST_CELLS_ADDED = 10_000;

/** Reads the row of hyphens below a table's header; undefined if it is none. */
export function parseDelimiterRow(content: string): Alignment[] | undefined {
  // Cell by cell: one expression for the whole row would take quadratic time in long runs of spaces.
  if (!/^[ \t|:-]+$/.test(content) || !/[|:]/.test(content)) return undefined;
  const cells = splitRow(content, MOST_COLUMNS + 1);
  if (cells.length === 0 || cells.length > MOST_COLUMNS || !cells.every(cell => /^:?-+:?$/.test(cell)))
    return undefined;
  return cells.map(cell => {
    if (cell.endsWith(':')) return cell.startsWith(':') ? 'center' : 'right';
    return cell.startsWith(':') ? 'left' : undefined;
  });
}

/**
 * Makes a row as wide as its table.
 *
 * @param added how many cells the table's other rows got; with very many, the row gets none and stays shorter
 */
export function fitRow(cells: readonly string[], columns: number, added = 0): string[] {
  if (added + columns - cells.length > MOST_CELLS_ADDED) return cells.slice(0, columns);
  return Array.from({ length: columns }, (_, index) => cells[index] ?? '');
}

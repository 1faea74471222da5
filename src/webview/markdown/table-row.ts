import type { Alignment } from './block.ts';
import { trimBlank, trimBlankEnd } from './trim.ts';

/** Cuts a table row into its cells, at pipes that are not escaped; `\|` becomes `|`, even inside code spans. */
export function splitRow(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  const row = trimBlank(line);
  for (let index = 0; index < row.length; index++) {
    const character = row.charAt(index);
    if (character === '|') {
      if (index > 0) cells.push(trimBlank(cell));
      cell = '';
    } else if (character === '\\' && index + 1 < row.length) {
      const next = row.charAt(++index);
      cell += next === '|' ? '|' : character + next;
    } else {
      cell += character;
    }
  }
  if (!/(?:^|[^\\])(?:\\\\)*\|$/.test(row)) cells.push(trimBlank(cell));
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
  const cells = splitRow(content);
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

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

/** Reads the row of hyphens below a table's header; undefined if it is none. */
export function parseDelimiterRow(content: string): Alignment[] | undefined {
  if (!/^(?=.*[|:])\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/.test(content)) return undefined;
  return splitRow(content).map(cell => {
    if (cell.endsWith(':')) return cell.startsWith(':') ? 'center' : 'right';
    return cell.startsWith(':') ? 'left' : undefined;
  });
}

/** Makes a row exactly as wide as its table. */
export function fitRow(cells: readonly string[], columns: number): string[] {
  return Array.from({ length: columns }, (_, index) => cells[index] ?? '');
}

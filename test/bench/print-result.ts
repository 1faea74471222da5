import { type Aim, type BenchResult, type BenchTable, type Cell, isMet } from './bench-result.ts';

/** A result as text for a terminal. */
export function printResult({ title, tables, aims, notes }: BenchResult): string {
  const parts = [title, ...tables.map(printTable)];
  if (aims.length > 0) parts.push(printAims(aims));
  if (notes.length > 0) parts.push(notes.map(note => `- ${note}`).join('\n'));
  return `${parts.join('\n\n')}\n`;
}

function printTable({ title, columns, rows }: BenchTable): string {
  const lines = [columns, ...rows.map(row => row.map(printCell))];
  const widths = columns.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  const rule = widths.map(width => '-'.repeat(width));
  const [head = [], ...body] = lines;
  const printed = [head, rule, ...body].map(line =>
    widths
      .map((width, column) => {
        const cell = line[column] ?? '';
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return [title, '', ...printed].join('\n');
}

function printAims(aims: readonly Aim[]): string {
  const rows = aims.map(aim => [
    aim.what,
    printCell(aim.value),
    'atLeast' in aim.aim ? `≥ ${aim.aim.atLeast}` : `≤ ${aim.aim.atMost}`,
    isMet(aim) ? 'met' : 'MISSED',
  ]);
  const met = aims.filter(isMet).length;
  return printTable({ title: `Aims: ${met} of ${aims.length} met`, columns: ['aim', 'is', 'aim', ''], rows });
}

/** Three digits that count are as many as a measurement has. */
function printCell(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (Math.abs(cell) >= 100) return Math.round(cell).toLocaleString('en-US');
  return cell.toFixed(Math.abs(cell) >= 10 ? 1 : 2);
}

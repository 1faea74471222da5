import type { BenchTable, Cell } from '../bench-result.ts';
import type { Figures } from './summarize.ts';

/** A row of the table: whose figures, how many tokens there were to show, and what the floor's main thread needed. */
export interface FiguresRow {
  name: string;
  figures: Figures;
}

/** The figures of several candidates with the same text. */
export function figuresTable(
  title: string,
  rows: readonly FiguresRow[],
  tokens: number,
  floorTime: number,
): BenchTable {
  return {
    title,
    columns: [
      '',
      'shown',
      'to screen p50',
      'p95',
      'p99',
      'max ms',
      'behind at end',
      'frames drawn',
      'apart p95',
      'max ms',
      'tasks > 50 ms',
      'longest ms',
      'CPU ms/1,000',
      'script',
      'layout',
      'style',
      '× floor',
      'heap MB',
      'nodes',
    ],
    rows: rows.map(({ name, figures }) => {
      const { lag, frames, longTasks, perThousand } = figures;
      const lags: Cell[] = lag ? [lag.p50, lag.p95, lag.p99, lag.max, lag.atEnd] : ['', '', '', '', ''];
      return [
        name,
        figures.tokens >= tokens ? 'all' : figures.tokens,
        ...lags,
        String(frames.drawn),
        frames.p95,
        frames.max,
        String(longTasks.count),
        longTasks.longest,
        perThousand.total,
        perThousand.script,
        perThousand.layout,
        perThousand.style,
        perThousand.total / floorTime,
        figures.heapBytes / 1e6,
        String(figures.nodes),
      ];
    }),
  };
}

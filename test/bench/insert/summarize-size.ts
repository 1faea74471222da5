import type { Aim, BenchTable, Cell } from '../bench-result.ts';
import { median } from '../measure.ts';
import { percentile } from '../render/summarize.ts';
import type { SingleEdits } from './single-edits.ts';
import type { StreamRun } from './stream-run.ts';

/** How fast a text comes, and for how long. */
export interface Pace {
  name: string;
  tokensPerSecond: number;
  seconds: number;
}

/** What was measured in documents of one size, in one or more rounds. */
export interface Found {
  lines: SingleEdits[];
  whole: SingleEdits[];
  /** Streams as VS Code itself can do it, one bare edit after the other, and as Runnel does. */
  bare: { pace: Pace; run: StreamRun }[];
  streams: { pace: Pace; run: StreamRun }[];
  /** The share of the UI thread (0 to 1) that is used while nothing happens. */
  idle: number[];
}

const columns = [
  '',
  'to screen p50',
  'p95',
  'max ms',
  'edits',
  'an edit every ms',
  'awaited ms',
  'UI CPU ms an edit',
  'UI %',
  'tasks > 50 ms',
  'longest ms',
  'host CPU ms an edit',
  'host longest ms',
];

/** Puts what was measured into a table, and compares it with what we aim at. */
export function summarizeSize(
  size: string,
  paces: readonly Pace[],
  { lines, whole, bare, streams, idle }: Found,
): { table: BenchTable; aims: Aim[] } {
  const single = median(lines.flatMap(({ toScreen }) => toScreen));
  const rows: Cell[][] = [
    singleRow('floor: single edits of one line', lines),
    singleRow('floor: one edit of the whole text', whole),
  ];
  const aims: Aim[] = [];
  for (const pace of paces) {
    const runs = streams.filter(stream => stream.pace === pace).map(({ run }) => run);
    const lags = runs.flatMap(run => run.lags);
    const longTasks = runs.flatMap(run => run.longTasks);
    const longest = Math.max(0, ...longTasks);
    const bareRuns = bare.filter(stream => stream.pace === pace).map(({ run }) => run);
    rows.push(streamRow(`floor: bare edits, ${pace.name}`, bareRuns), streamRow(`stream at ${pace.name}`, runs));
    const what = `${size}, ${pace.name}`;
    aims.push(
      {
        what: `${what}: to screen, p95, times a single edit`,
        value: percentile(lags, 0.95) / single,
        aim: { atMost: 2.5 },
      },
      { what: `${what}: furthest behind, ms`, value: percentile(lags, 1), aim: { atMost: 250 } },
      { what: `${what}: longest block of the UI thread, ms`, value: longest, aim: { atMost: 50 } },
    );
    if (pace.tokensPerSecond === 100) {
      aims.push({ what: `${what}: % of the UI thread`, value: uiShare(runs), aim: { atMost: 30 } });
    }
  }
  rows.push(['(nothing happens)', ...Array.from({ length: 7 }, () => ''), 100 * median(idle), '', '', '', '']);
  return { table: { title: `Into a TypeScript document of ${size}`, columns, rows }, aims };
}

function streamRow(name: string, runs: readonly StreamRun[]): Cell[] {
  const lags = runs.flatMap(run => run.lags);
  const longTasks = runs.flatMap(run => run.longTasks);
  const of = (pick: (run: StreamRun) => number) => median(runs.map(pick));
  return [
    name,
    ...[0.5, 0.95, 1].map(part => percentile(lags, part)),
    of(({ host }) => host.edits),
    of(({ host }) => host.wall / host.edits),
    '',
    of(({ uiCpu, host }) => uiCpu / host.edits),
    uiShare(runs),
    String(longTasks.length),
    Math.max(0, ...longTasks),
    of(({ host }) => host.cpu / host.edits),
    Math.max(...runs.map(({ host }) => host.longestBlock)),
  ];
}

/** In percent of the UI thread's time. */
function uiShare(runs: readonly StreamRun[]): number {
  return median(runs.map(({ uiCpu, wall }) => (100 * uiCpu) / wall));
}

function singleRow(name: string, runs: readonly SingleEdits[]): Cell[] {
  const toScreen = runs.flatMap(run => run.toScreen);
  const longTasks = runs.flatMap(run => run.longTasks);
  return [
    name,
    ...[0.5, 0.95, 1].map(part => percentile(toScreen, part)),
    String(toScreen.length),
    '',
    median(runs.flatMap(({ took }) => took)),
    median(runs.map(({ uiCpu, took }) => uiCpu / took.length)),
    '',
    String(longTasks.length),
    Math.max(0, ...longTasks),
    '',
    '',
  ];
}

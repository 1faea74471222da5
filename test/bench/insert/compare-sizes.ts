import { benchRounds } from '../bench-environment.ts';
import type { Aim, BenchTable, Cell } from '../bench-result.ts';
import { median } from '../measure.ts';
import { tokenize } from '../render/sample-text.ts';
import { percentile } from '../render/summarize.ts';
import { inEditorWindow } from './editor-window.ts';
import { editLines, editWhole, type SingleEdits } from './single-edits.ts';
import { runStream, type StreamRun, type TokenStream } from './stream-run.ts';
import { numberedTypescript, typescriptFile } from './typescript-text.ts';

/** How long a document is. */
export interface Size {
  name: string;
  lines: number;
}

export const sizes: readonly Size[] = [
  { name: '100 lines', lines: 100 },
  { name: '10,000 lines', lines: 10_000 },
  { name: '50,000 lines', lines: 50_000 },
];

/** How fast a text comes, and for how long in seconds. */
const paces = [
  { tokensPerSecond: 100, seconds: 6 },
  { tokensPerSecond: 1000, seconds: 4 },
];

/** How often all is measured, taking turns. */
const rounds = 2 * benchRounds();

/** What was measured of one size. */
interface Found {
  lines: SingleEdits[];
  whole: SingleEdits[];
  streams: StreamRun[][];
}

/** Streams at several paces into documents of these sizes, with single edits as the floor. */
export async function compareSizes(
  seed: number,
  wanted: readonly Size[],
): Promise<{ tables: BenchTable[]; aims: Aim[] }> {
  const files: Record<string, string> = {};
  for (const size of wanted) {
    const text = typescriptFile(seed, size.lines);
    for (let round = 0; round < rounds; round++) {
      for (const use of ['lines', 'whole', ...paces.keys()]) files[fileName(size, round, use)] = text;
    }
  }
  const found = wanted.map((): Found => ({ lines: [], whole: [], streams: paces.map(() => []) }));
  await inEditorWindow(files, async window => {
    for (let round = 0; round < rounds; round++) {
      for (const [index, size] of wanted.entries()) {
        const { lines, whole, streams } = found[index] ?? { lines: [], whole: [], streams: [] };
        process.stderr.write(`${size.name}, round ${round + 1} of ${rounds} …\n`);
        lines.push(await editLines(window, fileName(size, round, 'lines')));
        const longest = makeStream(seed + round, paces.length - 1);
        whole.push(
          await editWhole(window, fileName(size, round, 'whole'), longest.text.split('\n').slice(1, -2).join('\n')),
        );
        for (const pace of paces.keys()) {
          const stream = makeStream(seed + round, pace);
          streams[pace]?.push(await runStream(window, fileName(size, round, pace), stream));
        }
      }
    }
  });
  const results = wanted.map((size, index) => resultOf(size, found[index] ?? { lines: [], whole: [], streams: [] }));
  return { tables: results.map(({ table }) => table), aims: results.flatMap(({ aims }) => aims) };
}

function fileName(size: Size, round: number, use: string | number): string {
  return `lines-${size.lines}-${round}-${use}.ts`;
}

/** An answer with one block of code, as long as the pace needs. */
function makeStream(seed: number, pace: number): TokenStream {
  const { tokensPerSecond, seconds } = paces[pace] ?? { tokensPerSecond: 1, seconds: 1 };
  // A line is about nine tokens.
  const text = `\`\`\`ts\n${numberedTypescript(seed, Math.ceil((tokensPerSecond * seconds) / 7))}\`\`\`\n`;
  const { ends } = tokenize(text, seed);
  const tokens = ends.map((end, index) => text.slice(index === 0 ? 0 : ends[index - 1], end));
  return { text, tokens, tokensPerSecond };
}

function resultOf(size: Size, { lines, whole, streams }: Found): { table: BenchTable; aims: Aim[] } {
  const floor = singleRow('floor: one edit of one line', lines);
  const single = median(lines.flatMap(({ toScreen }) => toScreen));
  const aims: Aim[] = [];
  const rows = streams.map((runs, index) => {
    const { tokensPerSecond } = paces[index] ?? { tokensPerSecond: 0 };
    const name = `${tokensPerSecond.toLocaleString('en-US')} tokens/s`;
    const lags = runs.flatMap(run => run.lags);
    const of = (pick: (run: StreamRun) => number) => median(runs.map(pick));
    const longest = Math.max(0, ...runs.flatMap(({ longTasks }) => longTasks));
    const share = of(({ uiCpu, wall }) => (100 * uiCpu) / wall);
    const what = `${size.name}, ${name}`;
    aims.push({
      what: `${what}: to screen, p95, times the floor`,
      value: percentile(lags, 0.95) / single,
      aim: { atMost: 2.5 },
    });
    aims.push({ what: `${what}: most behind, ms`, value: percentile(lags, 1), aim: { atMost: 250 } });
    aims.push({ what: `${what}: longest block of the UI thread, ms`, value: longest, aim: { atMost: 50 } });
    if (tokensPerSecond === 100) {
      aims.push({ what: `${what}: % of the UI thread`, value: share, aim: { atMost: 30 } });
    }
    return [
      `stream: ${name}`,
      percentile(lags, 0.5),
      percentile(lags, 0.95),
      percentile(lags, 1),
      of(({ wall, host }) => wall / host.edits),
      of(({ uiCpu, host }) => uiCpu / host.edits),
      share,
      String(runs.flatMap(({ longTasks }) => longTasks).length),
      longest,
      of(({ host }) => (100 * host.cpu) / host.wall),
      Math.max(...runs.map(({ host }) => host.longestBlock)),
    ] satisfies Cell[];
  });
  return {
    table: {
      title: `TypeScript document of ${size.name}`,
      columns: [
        '',
        'to screen p50',
        'p95',
        'max ms',
        'ms an edit',
        'UI CPU ms an edit',
        'UI %',
        'tasks > 50 ms',
        'longest ms',
        'host CPU %',
        'host longest ms',
      ],
      rows: [floor, singleRow('floor: one edit of all', whole), ...rows],
    },
    aims,
  };
}

function singleRow(name: string, runs: readonly SingleEdits[]): Cell[] {
  const toScreen = runs.flatMap(run => run.toScreen);
  const took = runs.flatMap(run => run.took);
  return [
    name,
    percentile(toScreen, 0.5),
    percentile(toScreen, 0.95),
    percentile(toScreen, 1),
    median(took),
    '',
    '',
    '',
    Math.max(0, ...runs.map(({ longestTask }) => longestTask)),
    '',
    '',
  ];
}

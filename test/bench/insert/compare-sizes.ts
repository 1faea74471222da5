import { benchRounds } from '../bench-environment.ts';
import type { Aim, BenchTable } from '../bench-result.ts';
import { clockDifference, inEditorWindow } from './editor-window.ts';
import { editLines, editWhole } from './single-edits.ts';
import { measureNothing, runStream } from './stream-run.ts';
import { type Found, type Pace, summarizeSize } from './summarize-size.ts';
import { codeOf, makeStream } from './token-stream.ts';
import { typescriptFile } from './typescript-text.ts';

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

const paces: readonly Pace[] = [
  { name: '100 tokens/s', tokensPerSecond: 100, seconds: 6 },
  { name: '1,000 tokens/s', tokensPerSecond: 1000, seconds: 4 },
];

/** A line of the streamed code has about so many tokens. */
const tokensALine = 7;

/** Streams at several paces into documents of these sizes, with single edits as the floor, all taking turns. */
export async function compareSizes(
  seed: number,
  wanted: readonly Size[],
): Promise<{ tables: BenchTable[]; aims: Aim[]; clockDifference: number }> {
  const rounds = 2 * benchRounds();
  const found = new Map(
    wanted.map((size): [Size, Found] => [size, { lines: [], whole: [], bare: [], streams: [], idle: [] }]),
  );
  // No file is used twice: VS Code remembers the undo stack of one that was closed.
  const files: Record<string, string> = {};
  const fileName = (size: Size, round: number, use: string) => `${use}-${size.lines}-${round}.ts`;
  for (const size of wanted) {
    const text = typescriptFile(seed, size.lines);
    for (let round = 0; round < rounds; round++) {
      for (const use of ['lines', 'whole', 'idle', ...paces.keys(), ...paces.map((_, index) => `bare-${index}`)]) {
        files[fileName(size, round, String(use))] = text;
      }
    }
  }
  const difference = await inEditorWindow(files, async window => {
    for (let round = 0; round < rounds; round++) {
      for (const [size, { lines, whole, bare, streams, idle }] of found) {
        process.stderr.write(`into ${size.name}, round ${round + 1} of ${rounds} …\n`);
        const streamed = paces.map(({ tokensPerSecond, seconds }) =>
          makeStream(seed + round, Math.ceil((tokensPerSecond * seconds) / tokensALine), tokensPerSecond),
        );
        lines.push(await editLines(window, fileName(size, round, 'lines')));
        whole.push(await editWhole(window, fileName(size, round, 'whole'), streamed.map(codeOf).join('\n')));
        for (const [index, stream] of streamed.entries()) {
          const pace = paces[index];
          if (!pace) continue;
          const files = { bare: fileName(size, round, `bare-${index}`), ours: fileName(size, round, String(index)) };
          bare.push({ pace, run: await runStream(window, files.bare, stream, 'bare edits') });
          streams.push({ pace, run: await runStream(window, files.ours, stream, 'Runnel') });
        }
        if (round === 0) idle.push(await measureNothing(window, fileName(size, round, 'idle')));
      }
    }
    return clockDifference(window);
  });
  const results = [...found].map(([size, measured]) => summarizeSize(size.name, paces, measured));
  return {
    tables: results.map(({ table }) => table),
    aims: results.flatMap(({ aims }) => aims),
    clockDifference: difference,
  };
}

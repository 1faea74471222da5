// Prints how many recorded streams and hostile cases come out as expected, per wire format, and which ones do not:
//   node test/unit/deltas/print-passes.ts [format]
import { isDeepStrictEqual } from 'node:util';
import { collect } from '../wire/support.ts';
import { expectedOf, formatsOf, recordedBytes, recordings, summaryOf } from './recorded.ts';
import { chunkings, runDeltas } from './run-deltas.ts';

const [, , only] = process.argv;
const passes = new Map<string, { whole: number; cut: number; of: number }>();
const misses: string[] = [];

for (const row of recordings()) {
  for (const format of formatsOf(row)) {
    if (only !== undefined && only !== format) continue;
    const count = passes.get(format) ?? { whole: 0, cut: 0, of: 0 };
    passes.set(format, count);
    count.of++;
    const body = recordedBytes(row.file ?? '');
    const results: boolean[] = [];
    for (const chunk of chunkings) {
      const difference = await differenceOf(format, chunk, row, body);
      results.push(difference === undefined);
      if (difference !== undefined && chunk === undefined) misses.push(`${format} ${row.file}: ${difference}`);
    }
    if (results[0]) count.whole++;
    if (results.every(Boolean)) count.cut++;
  }
}

for (const miss of misses) process.stdout.write(`${miss}\n`);
process.stdout.write(`${'format'.padEnd(24)}streams  whole  also cut\n`);
for (const [format, { whole, cut, of }] of passes) {
  process.stdout.write(
    `${format.padEnd(24)}${String(of).padStart(7)}${String(whole).padStart(7)}${String(cut).padStart(10)}\n`,
  );
}

/** The fields that came out otherwise than expected; undefined if none did. */
async function differenceOf(
  format: Parameters<typeof runDeltas>[0],
  chunk: number | undefined,
  row: ReturnType<typeof recordings>[number],
  body: Uint8Array,
): Promise<string | undefined> {
  try {
    const { items } = await runDeltas(format, row.framing ?? '', chunk, body);
    const actual = new Map(Object.entries(summaryOf(collect(items), row)));
    const wrong = Object.entries(expectedOf(row)).filter(
      ([name, value]) => !isDeepStrictEqual(actual.get(name), value),
    );
    if (wrong.length === 0) return undefined;
    return wrong.map(([name, value]) => `${name} ${show(actual.get(name))}, not ${show(value)}`).join('; ');
  } catch (cause) {
    return String(cause);
  }
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 300);
}

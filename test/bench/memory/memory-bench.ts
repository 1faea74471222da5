import { isWireFormatId, wireFormats } from '../../../src/core/wire/wire-formats.ts';
import type { Aim, BenchOptions, BenchResult } from '../bench-result.ts';
import { allowedGrowth, measureHeap } from './measure-heap.ts';

const deltas = 1_000_000;
const mebibyte = 1024 * 1024;

/** Streams a million deltas of text, and of reasoning, of each format and looks at what stays in memory. */
export async function runMemoryBench({ only }: BenchOptions): Promise<BenchResult> {
  const formats = Object.keys(wireFormats).filter(isWireFormatId);
  const growths = await measureHeap(
    deltas,
    formats.filter(id => id.includes(only)),
  );
  const count = deltas.toLocaleString('en-US');
  return {
    name: 'memory',
    title: `Memory: heap in use after garbage collection, from delta ${(deltas / 10).toLocaleString('en-US')} to ${count}`,
    tables: [
      {
        title: 'Growth while the stream is open',
        columns: ['', 'MiB'],
        rows: growths.map(({ format, content, bytes }) => [`${format}, ${content}`, bytes / mebibyte]),
      },
    ],
    aims: growths.map(
      ({ format, content, bytes }): Aim => ({
        what: `${format}, ${content}: growth in MiB over ${count} deltas`,
        value: bytes / mebibyte,
        aim: { atMost: allowedGrowth / mebibyte },
      }),
    ),
    notes: ['The stream is made as it is read, and what comes out is dropped: what stays is kept by Runnel.'],
  };
}

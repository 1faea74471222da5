import { expect, test } from 'vitest';
import { isWireFormatId, wireFormats } from '../../src/core/wire/wire-formats.ts';
import { allowedGrowth, measureHeap } from '../bench/memory/measure-heap.ts';

// `npm run bench -- memory` does the same with a million.
const deltas = 100_000;

test('however long a stream is, nothing of it stays in memory', { timeout: 60_000 }, async () => {
  const growths = await measureHeap(deltas, Object.keys(wireFormats).filter(isWireFormatId));
  expect(growths.filter(({ bytes }) => bytes > allowedGrowth)).toEqual([]);
});

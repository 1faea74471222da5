// Streams long answers through all that reads them, and prints as JSON by how many bytes the heap has grown meanwhile.
// Usage: node --expose-gc test/bench/memory/heap-growth.ts DELTAS FORMAT…
import { systemClock } from '../../../src/core/transport/clock.ts';
import { streamAnswer } from '../../../src/core/transport/stream-answer.ts';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { isWireFormatId, wireFormats } from '../../../src/core/wire/wire-formats.ts';
import { type Content, longStream } from './long-stream.ts';

/** What {@link heapGrowth} found. */
export interface HeapGrowth {
  format: WireFormatId;
  content: Content;
  deltas: number;
  bytes: number;
}

/** From a tenth of the deltas, when all code has run, to the last one while the stream is still open. */
async function heapGrowth(format: WireFormatId, content: Content, deltas: number): Promise<HeapGrowth> {
  const steps = streamAnswer({
    transport: { send: async () => ({ status: 200, headers: {}, body: longStream(format, content, deltas) }) },
    format: wireFormats[format],
    endpoint: { baseUrl: 'https://sample.invalid/v1' },
    request: { model: 'sample', messages: [{ role: 'user', parts: [{ type: 'text', text: 'Go on.' }] }] },
    signal: new AbortController().signal,
    timeouts: { connect: 60_000, firstByte: 60_000, idle: 60_000 },
    retry: { attempts: 1, maxWaitMs: 0 },
    clock: systemClock,
  });
  let count = 0;
  let start = 0;
  let end = 0;
  let finished = false;
  for await (const step of steps) {
    if (step.type === 'error') throw new Error(step.message);
    finished ||= step.type === 'finish';
    if (step.type !== `${content}-delta`) continue;
    count++;
    if (count === deltas / 10) start = heapUsed();
    if (count === deltas) end = heapUsed();
  }
  if (!finished || end === 0) throw new Error(`The stream of ${format} ended after ${count} deltas`);
  return { format, content, deltas, bytes: end - start };
}

function heapUsed(): number {
  if (!globalThis.gc) throw new Error('Run this with --expose-gc.');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

const [deltas = '', ...formats] = process.argv.slice(2);
const growths: HeapGrowth[] = [];
for (const format of formats.filter(isWireFormatId)) {
  for (const content of ['text', 'reasoning'] as const) {
    growths.push(await heapGrowth(format, content, Number(deltas)));
  }
}
process.stdout.write(JSON.stringify(growths));

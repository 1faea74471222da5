import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { createSampleStream } from '../decode/sample-stream.ts';
import type { ScriptSize } from '../decode/script.ts';

/** How many events make a chunk: about as many as come from a socket at a time. */
const eventsAChunk = 50;

/** What a long stream is made of. */
export type Content = 'text' | 'reasoning';

const sizes: Readonly<Record<Content, ScriptSize>> = {
  text: { reasoning: 10, text: 5000, toolArguments: 0 },
  reasoning: { reasoning: 5000, text: 10, toolArguments: 0 },
};

/**
 * The body of a response with at least so many pieces of text or reasoning, made as it is read: the same pieces come again
 * and again, but nothing of them is kept here.
 */
export async function* longStream(
  format: WireFormatId,
  content: Content,
  deltas: number,
): AsyncGenerator<Uint8Array, void, void> {
  const { events } = createSampleStream(format, 1, sizes[content]);
  // The formats differ in what frames the content; well within it, each event is a piece of it in all of them.
  const from = Math.floor(events.length / 3);
  const to = from * 2;
  yield Buffer.concat(events.slice(0, from));
  for (let sent = 0; sent < deltas; ) {
    for (let start = from; start < to && sent < deltas; start += eventsAChunk) {
      const chunk = events.slice(start, Math.min(start + eventsAChunk, to));
      sent += chunk.length;
      yield Buffer.concat(chunk);
    }
  }
  yield Buffer.concat(events.slice(to));
}

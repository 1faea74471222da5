import { StreamFailure } from '../../../../src/core/delta.ts';
import type { StreamOptions } from '../../../../src/core/transport/stream-options.ts';
import { FakeTransport } from './fake-transport.ts';
import { ManualClock } from './manual-clock.ts';
import { Run, streamOptions } from './run.ts';

/** The events of a stream of chat completions. */
export const START = 'data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{"role":"assistant"}}]}\n\n';
export const FINISH = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';
export const DONE = 'data: [DONE]\n\n';

/** An event with a piece of text. */
export function content(text: string): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text } }] })}\n\n`;
}

/** An answer over a transport and a clock that the test moves. */
export function setUp(overrides: Partial<StreamOptions> = {}) {
  const transport = new FakeTransport();
  const clock = new ManualClock();
  const stopper = new AbortController();
  const run = new Run(
    streamOptions(transport, 'http://server.test/v1', {
      clock,
      signal: stopper.signal,
      timeouts: { connect: 5000, firstByte: 60_000, idle: 30_000 },
      retry: { attempts: 3, maxWaitMs: 60_000 },
      ...overrides,
    }),
  );
  return { transport, clock, stopper, run };
}

/** What a transport throws when the connection is reset. */
export const RESET = new StreamFailure({ kind: 'network', message: 'connection reset', retryable: true });

import { errorItem } from '../delta.ts';
import { attemptAnswer } from './attempt.ts';
import { retryWaitMs } from './retry.ts';
import type { StreamOptions } from './stream-options.ts';
import type { StreamStep } from './stream-step.ts';

/**
 * Asks for an answer and streams it: one pull chain from the consumer's `for await` down to the socket.
 *
 * Every failure comes as a last item of type `error`; nothing is thrown. What came before it is the user's to keep, so a
 * request is only sent again while no content has come: after that the same answer would be paid for twice and its text
 * replaced. Nor is one sent again that the provider took and answered with silence: it may be working on it still.
 *
 * An aborted signal closes the connection and ends the generator without an error, also while it waits. Leaving the loop
 * early does the same; but a generator that is waiting cannot be left, only aborted.
 */
export async function* streamAnswer(options: StreamOptions): AsyncGenerator<StreamStep, void, void> {
  const { signal, clock, retry, random = Math.random } = options;
  for (let attempt = 1; !signal.aborted; attempt++) {
    const end = yield* attemptAnswer(options);
    if (!end.error || signal.aborted) return;
    const waitMs = end.repeatable ? retryWaitMs(end.error, attempt, retry, random()) : undefined;
    if (waitMs === undefined) {
      yield errorItem(end.error);
      return;
    }
    yield { type: 'state', state: 'retrying', retryAt: clock.now() + waitMs, error: end.error };
    await waitForRetry(waitMs, options);
  }
}

/** Waits, until the time is over, the user skips the wait, or the signal is aborted. */
async function waitForRetry(ms: number, { signal, clock, skipWait }: StreamOptions): Promise<void> {
  if (signal.aborted) return;
  const over = new AbortController();
  const end = () => over.abort();
  signal.addEventListener('abort', end);
  const waits = [clock.sleep(ms, over.signal)];
  if (skipWait) waits.push(skipWait(over.signal).catch(() => undefined));
  await Promise.race(waits);
  signal.removeEventListener('abort', end);
  over.abort();
}

import type { AnswerState, EndState } from '../conversation/conversation.ts';
import { errorItem, type StreamError, type StreamItem } from '../delta.ts';
import type { ThinkTags } from '../wire/think-tags.ts';
import type { AnswerRequest, Endpoint, WireFormat } from '../wire/wire-format.ts';
import { attemptAnswer } from './attempt.ts';
import type { Clock } from './clock.ts';
import { retryWaitMs } from './retry.ts';
import type { Transport } from './transport.ts';

/** A change of state that is no delta: what the user is waiting for. */
export interface StateStep {
  type: 'state';
  state: Exclude<AnswerState, EndState>;
  /** While `retrying`: when the next attempt is made, in milliseconds since the epoch. */
  retryAt?: number;
  /** While `retrying`: why. */
  error?: StreamError;
}

/** One step of an answer: a delta, a change of state, or as the last one an error. */
export type StreamStep = StreamItem | StateStep;

/** How long to wait for what, in milliseconds. Every one is a setting. */
export interface Timeouts {
  /** Until the connection stands, TLS included. */
  connect: number;
  /** From the sent request to the first byte of the body. */
  firstByte: number;
  /** Between two bytes of the body; comments and pings count. */
  idle: number;
}

/** Whether and how often a request that failed before any content is sent again unasked. */
export interface RetryPolicy {
  /** Attempts in all, at least 1. */
  attempts: number;
  /** Longest wait in milliseconds that is made without asking, whatever the server says. */
  maxWaitMs: number;
}

export interface StreamOptions {
  transport: Transport;
  format: WireFormat;
  endpoint: Endpoint;
  request: AnswerRequest;
  /** Whether reasoning has to be taken out of the text. */
  thinkTags?: ThinkTags;
  /** Aborting it closes the connection at once; the generator then returns without an error. */
  signal: AbortSignal;
  timeouts: Timeouts;
  retry: RetryPolicy;
  clock: Clock;
  /** Where the jitter of a wait comes from, from 0 to 1; `Math.random` if not given. */
  random?: () => number;
  /**
   * Called at the start of every wait for a retry; the wait is over as soon as its promise resolves. `signal` is
   * aborted when the wait is over, so that nothing is left listening.
   */
  skipWait?: (signal: AbortSignal) => Promise<void>;
}

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

import type { ThinkTags } from '../wire/think-tags.ts';
import type { AnswerRequest, Endpoint, WireFormat } from '../wire/wire-format.ts';
import type { Clock } from './clock.ts';
import type { Transport } from './transport.ts';

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

/** What an answer is asked for with. */
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

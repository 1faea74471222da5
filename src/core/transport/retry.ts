import type { StreamError } from '../delta.ts';
import type { RetryPolicy } from './stream-options.ts';

/** The first wait, in milliseconds; it doubles with every attempt. */
const BASE_WAIT_MS = 1000;

/**
 * How long to wait before a failed request is sent again, in milliseconds; undefined when it is not.
 *
 * The server's own wait is kept to, but never makes ours shorter: servers send a `Retry-After` of 0, or a date that has
 * passed by our clock, and would be asked without a pause. One that asks for a longer wait than the policy allows is
 * not asked again: coming back earlier than told would fail again and count against the user's limit.
 *
 * @param attempt the attempt that failed, counted from 1
 * @param random from 0 to 1; spreads the waits, so that many clients do not come back at the same moment
 */
export function retryWaitMs(
  error: StreamError,
  attempt: number,
  policy: RetryPolicy,
  random: number,
): number | undefined {
  if (!error.retryable || attempt >= policy.attempts) return undefined;
  const { retryAfterMs = 0 } = error;
  if (retryAfterMs > policy.maxWaitMs) return undefined;
  const longest = Math.min(BASE_WAIT_MS * 2 ** (attempt - 1), policy.maxWaitMs);
  return Math.max(retryAfterMs, Math.round(longest * (0.5 + random / 2)));
}

import type { StreamError } from '../delta.ts';
import type { RetryPolicy } from './stream-answer.ts';

/** The first wait, in milliseconds; it doubles with every attempt. */
const BASE_WAIT_MS = 1000;

/**
 * How long to wait before a failed request is sent again, in milliseconds; undefined when it is not.
 *
 * A server that asks for a longer wait than the policy allows is not asked again: coming back earlier than told would
 * fail again and count against the user's limit.
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
  if (error.retryAfterMs !== undefined) return error.retryAfterMs <= policy.maxWaitMs ? error.retryAfterMs : undefined;
  const longest = Math.min(BASE_WAIT_MS * 2 ** (attempt - 1), policy.maxWaitMs);
  return Math.round(longest * (0.5 + random / 2));
}

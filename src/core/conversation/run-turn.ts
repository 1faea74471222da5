import { type Delta, type StreamError, StreamFailure } from '../delta.ts';
import type { Clock } from '../transport/clock.ts';
import type { StreamStep } from '../transport/stream-answer.ts';
import type { ConversationEvent, EndState, Timing } from './conversation.ts';

/** One answer under way. */
export interface Turn {
  answerId: string;
  /** Pulled until it ends; its `error` item, or an exception, makes the turn `failed`. */
  steps: AsyncIterable<StreamStep>;
  /** Aborted by Stop: the turn then ends as `stopped`. */
  signal: AbortSignal;
  clock: Clock;
  emit(event: ConversationEvent): void;
}

/**
 * Pulls an answer to its end and tells what happens as events; the last one is `turn-end`, whatever happens. Never rejects.
 */
export async function runTurn({ answerId, steps, signal, clock, emit }: Turn): Promise<void> {
  const startedAt = clock.now();
  let firstDeltaAt: number | undefined;
  let finished = false;
  let error: StreamError | undefined;
  try {
    for await (const step of steps) {
      // What was on its way when the user stopped would be text that appears after Stop.
      if (signal.aborted) break;
      if (step.type === 'error') {
        const { type: _, ...streamError } = step;
        error = streamError;
      } else if (step.type === 'state') {
        const { type: _, ...state } = step;
        emit({ type: 'answer-state', id: answerId, ...state });
      } else {
        if (isContent(step)) firstDeltaAt ??= clock.now();
        finished ||= step.type === 'finish';
        emit({ type: 'answer-delta', id: answerId, delta: step });
      }
    }
  } catch (thrown) {
    error = StreamFailure.is(thrown) ? thrown.error : unexpectedError(thrown);
  }

  const timing: Timing = { totalMs: clock.now() - startedAt };
  if (firstDeltaAt !== undefined) timing.firstDeltaMs = firstDeltaAt - startedAt;
  let state: EndState;
  if (error) state = 'failed';
  else if (finished) state = 'finished';
  else if (signal.aborted) state = 'stopped';
  else {
    state = 'failed';
    error = truncatedError('The connection closed before the answer was complete.');
  }
  // An error that is only the echo of our own closing of the connection is no error to the user.
  if (signal.aborted && !finished) {
    state = 'stopped';
    error = undefined;
  }
  emit({ type: 'turn-end', id: answerId, state, timing, ...(error && { error }) });
}

/** An answer broke off; what has come of it is kept. */
export function truncatedError(message: string): StreamError {
  return { kind: 'truncated', message: `${message} The text received so far is kept.`, retryable: true };
}

function unexpectedError(thrown: unknown): StreamError {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    kind: 'protocol',
    message: `Runnel could not read the answer: ${reason}. The text received so far is kept.`,
    retryable: false,
  };
}

/** Whether a delta is something the user can see, in contrast to what only frames it. */
export function isContent(delta: Delta): boolean {
  return delta.type !== 'response-start' && delta.type !== 'usage' && delta.type !== 'finish';
}

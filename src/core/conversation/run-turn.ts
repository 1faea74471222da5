import type { EndState } from '../answer-state.ts';
import { contentState, type StreamError, StreamFailure } from '../delta.ts';
import type { Clock } from '../transport/clock.ts';
import type { StreamStep } from '../transport/stream-step.ts';
import type { ConversationEvent, Timing } from './conversation.ts';

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
  let reasoningAt: number | undefined;
  let reasoningMs: number | undefined;
  let finished = false;
  let error: StreamError | undefined;
  try {
    for await (const step of untilAborted(steps, signal)) {
      if (step.type === 'error') {
        const { type: _, ...streamError } = step;
        error = streamError;
      } else if (step.type === 'state') {
        const { type: _, ...state } = step;
        emit({ type: 'answer-state', id: answerId, ...state });
      } else {
        const content = contentState(step);
        if (content) firstDeltaAt ??= clock.now();
        if (content === 'reasoning') reasoningAt ??= clock.now();
        else if (content && reasoningAt !== undefined) reasoningMs ??= clock.now() - reasoningAt;
        finished ||= step.type === 'finish';
        emit({ type: 'answer-delta', id: answerId, delta: step });
      }
    }
  } catch (thrown) {
    error = StreamFailure.is(thrown) ? thrown.error : unexpectedError(thrown);
  }

  const timing: Timing = { totalMs: clock.now() - startedAt };
  if (firstDeltaAt !== undefined) timing.firstDeltaMs = firstDeltaAt - startedAt;
  if (reasoningAt !== undefined) timing.reasoningMs = reasoningMs ?? clock.now() - reasoningAt;
  let state: EndState;
  if (error) state = 'failed';
  else if (finished) state = 'finished';
  else if (signal.aborted) state = 'stopped';
  else {
    state = 'failed';
    error = truncatedError('The connection closed before the answer was complete.');
  }
  emit({ type: 'turn-end', id: answerId, state, timing, ...(error && { error }) });
}

/**
 * The steps until `signal` is aborted, whatever the source is waiting for at that moment: a key that is being fetched, say.
 * Nothing comes after the abort, since text that appears after Stop would be a surprise.
 */
async function* untilAborted(steps: AsyncIterable<StreamStep>, signal: AbortSignal): AsyncGenerator<StreamStep> {
  const iterator = steps[Symbol.asyncIterator]();
  let giveUp = () => {};
  const onAbort = () => giveUp();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      // One promise a step: racing against one for the whole turn would keep every step in memory.
      const result = await new Promise<IteratorResult<StreamStep> | undefined>((resolve, reject) => {
        giveUp = () => resolve(undefined);
        // A failure after the abort is the echo of our own closing of the connection; nobody hears it then.
        iterator.next().then(resolve, reject);
      });
      if (signal.aborted || !result || result.done) return;
      yield result.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    iterator.return?.()?.catch(() => undefined);
  }
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

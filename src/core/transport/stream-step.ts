import type { AnswerState, EndState } from '../answer-state.ts';
import type { StreamError, StreamItem } from '../delta.ts';

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

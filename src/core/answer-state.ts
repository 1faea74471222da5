/** What an answer is doing, in one word; shown to the user in words. The last three are final. */
export type AnswerState =
  | 'connecting'
  /** The request is sent; nothing has come back. */
  | 'waiting'
  | 'reasoning'
  | 'streaming'
  /** No byte for a while, but not yet given up. */
  | 'stalled'
  | 'retrying'
  | 'finished'
  | 'stopped'
  | 'failed';

/** How a turn ends. */
export type EndState = 'finished' | 'stopped' | 'failed';

/** Whether a state is one that an answer ends in. */
export function isEndState(state: AnswerState): state is EndState {
  return state === 'finished' || state === 'stopped' || state === 'failed';
}

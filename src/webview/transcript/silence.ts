import type { AnswerState } from '../../core/answer-state.ts';

/** How often a silence is told anew, in milliseconds. */
const tickMs = 1000;

/** Measures for how long nothing has come, and ticks while that is what there is to tell of an answer. */
export class Silence {
  readonly #tick: () => void;
  #state: AnswerState | undefined;
  /** When something came last, by `performance.now()`; after a reload of the view, when the view was there. */
  #since = performance.now();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param tick called once a second while the answer waits or is stalled */
  constructor(tick: () => void) {
    this.#tick = tick;
  }

  /** In milliseconds; 0 while the answer does not wait. */
  get ms(): number {
    return this.#timer === undefined ? 0 : performance.now() - this.#since;
  }

  /** To be called with the answer's state when it may have changed. A stall began with what came last before it. */
  update(state: AnswerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.dispose();
    if (state !== 'stalled') this.#since = performance.now();
    if (state === 'waiting' || state === 'stalled') this.#timer = setInterval(this.#tick, tickMs);
  }

  /** Something has come. */
  end(): void {
    if (this.#state !== 'waiting') this.#since = performance.now();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

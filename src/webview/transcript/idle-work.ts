import { isInputPending } from '../frame-loop.ts';

/** How long one slice of work may take, in milliseconds, so that frames and keys come through. */
const sliceMs = 8;
/** Work is not put off for longer than this, in milliseconds, however busy the page is. */
const longestWaitMs = 100;

/** Does small steps of work when the page has nothing better to do. */
export class IdleWork {
  #steps: Iterator<unknown> | undefined;
  #scheduled: number | undefined;

  /** Replaces all work that has not been done. */
  replace(steps: Iterator<unknown> | undefined): void {
    this.#steps = steps;
    if (steps) this.#schedule();
  }

  dispose(): void {
    this.#steps = undefined;
    if (this.#scheduled !== undefined) cancelIdleCallback(this.#scheduled);
    this.#scheduled = undefined;
  }

  #schedule(): void {
    this.#scheduled ??= requestIdleCallback(() => this.#work(), { timeout: longestWaitMs });
  }

  #work(): void {
    this.#scheduled = undefined;
    const end = performance.now() + sliceMs;
    do {
      if (!this.#steps || this.#steps.next().done) {
        this.#steps = undefined;
        return;
      }
    } while (performance.now() < end && !isInputPending());
    this.#schedule();
  }
}

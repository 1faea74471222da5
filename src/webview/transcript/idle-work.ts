import { isInputPending } from '../frame-loop.ts';
import type { RecentInput } from '../recent-input.ts';

/** How long one slice of work may take, in milliseconds, so that frames and keys come through. */
const sliceMs = 8;
/** Work is not put off for longer than this, in milliseconds, however busy the page is. */
const longestWaitMs = 100;
/** Who has pressed a key within so many milliseconds is typing; between two slices there is then a pause of so many. */
const typingMs = 1000;
const pauseMs = 400;

/**
 * Does small steps of work when the page has nothing better to do. Each makes the browser lay out and paint something,
 * which a key pressed meanwhile waits for.
 */
export class IdleWork {
  #steps: Iterator<unknown> | undefined;
  #scheduled: number | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  readonly #typing: RecentInput | undefined;

  /** @param typing keys that the work makes room for, if it can wait */
  constructor(typing?: RecentInput) {
    this.#typing = typing;
  }

  /** Replaces all work that has not been done. */
  replace(steps: Iterator<unknown> | undefined): void {
    this.#steps = steps;
    if (steps) this.#schedule();
  }

  dispose(): void {
    this.#steps = undefined;
    this.#typing?.dispose();
    clearTimeout(this.#pause);
    if (this.#scheduled !== undefined) cancelIdleCallback(this.#scheduled);
    this.#scheduled = undefined;
  }

  #schedule(): void {
    this.#scheduled ??= requestIdleCallback(() => this.#work(), { timeout: longestWaitMs });
  }

  #work(): void {
    this.#scheduled = undefined;
    this.#pause = undefined;
    const end = performance.now() + sliceMs;
    do {
      if (!this.#steps || this.#steps.next().done) {
        this.#steps = undefined;
        return;
      }
    } while (performance.now() < end && !isInputPending());
    if (this.#typing?.within(typingMs)) this.#pause = setTimeout(() => this.#schedule(), pauseMs);
    else this.#schedule();
  }
}

import type { Clock } from './clock.ts';

/**
 * One timer that rings at the earliest time asked for.
 *
 * A later time than the one that is set changes nothing: the alarm then rings early, and whoever set it looks at the
 * clock and sets it again. So a stream of bytes costs one timer now and then, and not one for each byte.
 */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #at = Number.POSITIVE_INFINITY;
  #cancel: AbortController | undefined;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Rings at `at` (milliseconds since the epoch) or before. */
  set(at: number): void {
    if (at >= this.#at) return;
    this.clear();
    const cancel = new AbortController();
    this.#at = at;
    this.#cancel = cancel;
    void this.#clock.sleep(Math.max(0, at - this.#clock.now()), cancel.signal).then(() => {
      if (cancel.signal.aborted) return;
      this.#at = Number.POSITIVE_INFINITY;
      this.#cancel = undefined;
      this.#ring();
    });
  }

  /** Stops the timer. */
  clear(): void {
    this.#at = Number.POSITIVE_INFINITY;
    this.#cancel?.abort();
    this.#cancel = undefined;
  }
}

/** Knows when the user has last done something on the page: more of it is to be expected soon. */
export class RecentInput {
  readonly #stop = new AbortController();
  #lastAt = Number.NEGATIVE_INFINITY;

  /** @param types the events that count */
  constructor(types: readonly (keyof WindowEventMap)[]) {
    const note = () => {
      this.#lastAt = performance.now();
    };
    for (const type of types) {
      window.addEventListener(type, note, { signal: this.#stop.signal, capture: true, passive: true });
    }
  }

  /** Whether there was any within the last so many milliseconds. */
  within(ms: number): boolean {
    return performance.now() - this.#lastAt < ms;
  }

  dispose(): void {
    this.#stop.abort();
  }
}

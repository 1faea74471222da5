/** So many edits tell how long one takes. */
const remembered = 5;

/** The longest pause, in milliseconds: text is not to lag behind for one slow edit more than people notice. */
const longestPause = 80;

/**
 * How long to let text come together before the next edit. An edit is a round trip to the window, and work there: half of
 * the time at most goes into edits, unless they are very slow. The median, since one edit in ten takes many times as long.
 */
export class EditPace {
  #durations: number[] = [];

  /** @param milliseconds that the last edit took. */
  took(milliseconds: number): void {
    this.#durations = [...this.#durations, milliseconds].slice(-remembered);
  }

  /** In milliseconds; 0 before the first edit. */
  get pause(): number {
    const sorted = this.#durations.toSorted((a, b) => a - b);
    return Math.min(longestPause, sorted[Math.floor(sorted.length / 2)] ?? 0);
  }
}

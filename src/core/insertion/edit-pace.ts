/** So many edits tell how long one takes. */
const remembered = 5;

/**
 * The pause, as a multiple of the time that an edit is awaited. What comes of an edit in the window (lines to draw, to color
 * and to look at for links and brackets) takes about twice that time of its UI thread, a third of which is to be used at most.
 */
const pausePerEdit = 4;

/** The longest pause, in milliseconds: text is not to lag behind for one slow edit more than people notice. */
const longestPause = 80;

/**
 * How long to let text come together before the next edit. An edit is a round trip to the window, and much more work there
 * than the edit itself: made as fast as they are answered, they keep the machine so busy that each takes several times as
 * long, and the text comes later, not sooner. The median, since one edit in ten takes many times as long as the others.
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
    return Math.min(longestPause, pausePerEdit * (sorted[Math.floor(sorted.length / 2)] ?? 0));
  }
}

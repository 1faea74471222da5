/** Something that is drawn piece by piece. */
export interface Drawing {
  /** Draws the next small piece; returns false if nothing was left. */
  drawNext(): boolean;
}

/** What waits to be drawn, in the order in which it came; each is drawn to its end before the next. */
export class DrawingQueue implements Drawing {
  readonly #waiting = new Set<Drawing>();

  get empty(): boolean {
    return this.#waiting.size === 0;
  }

  add(drawing: Drawing): void {
    this.#waiting.add(drawing);
  }

  clear(): void {
    this.#waiting.clear();
  }

  drawNext(): boolean {
    for (const drawing of this.#waiting) {
      if (drawing.drawNext()) return true;
      this.#waiting.delete(drawing);
    }
    return false;
  }
}

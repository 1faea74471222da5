/** Distances from the upper edge, in CSS pixels, at which something to hold on to is looked for. */
const heights = [2, 12, 24, 48];

/**
 * What stands at the upper edge of a scroller, to see whether it has moved although nobody scrolled.
 *
 * The browser keeps it where it is by itself (`overflow-anchor`), but not when sizes of text or of the page change, nor
 * always when much changes at once. What this notices is what the browser has left over.
 */
export class ReadingAnchor {
  readonly #scroller: HTMLElement;
  readonly #content: HTMLElement;
  #element: Element | undefined;
  #top = 0;

  constructor(scroller: HTMLElement, content: HTMLElement) {
    this.#scroller = scroller;
    this.#content = content;
  }

  /** Holds on to what is there now. */
  take(): void {
    const view = this.#scroller.getBoundingClientRect();
    const text = this.#content.getBoundingClientRect();
    const left = Math.max(view.left, text.left) + 40;
    const found = new Set<Element>();
    for (const height of heights) {
      const element = document.elementFromPoint(left, view.top + height);
      if (element && element !== this.#content && this.#content.contains(element)) found.add(element);
    }
    // Between two lines there is only what holds both: of something low it matters less where within it the reader is.
    let lowest = Number.POSITIVE_INFINITY;
    this.#element = undefined;
    for (const element of found) {
      const { top, height } = element.getBoundingClientRect();
      if (height >= lowest) continue;
      lowest = height;
      this.#element = element;
      this.#top = top - view.top;
    }
  }

  /** How far it is from where it was, in CSS pixels: positive when it has moved down. */
  get shift(): number {
    if (!this.#element?.isConnected || !this.#element.checkVisibility()) return 0;
    return this.#element.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top - this.#top;
  }
}

/** A queue with one reader: things happen on their own time, and are taken one by one. */
export class Mailbox<Item> {
  readonly #items: Item[] = [];
  #wake: (() => void) | undefined;

  /** Whether nothing is there to be taken at once. */
  get empty(): boolean {
    return this.#items.length === 0;
  }

  put(item: Item): void {
    this.#items.push(item);
    this.#wake?.();
  }

  /** Takes the oldest item, waiting for one if there is none. Only one caller may wait at a time. */
  async take(): Promise<Item> {
    for (;;) {
      const item = this.#items.shift();
      if (item !== undefined) return item;
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }
}

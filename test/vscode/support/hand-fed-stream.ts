/** A stream whose pieces come when a test says so. */
export class HandFedStream implements AsyncIterable<string> {
  /** Whether the reader has left before the end. */
  closedEarly = false;
  #items: { text?: string; error?: Error }[] = [];
  #wake: (() => void) | undefined;

  push(text: string): void {
    this.#add({ text });
  }

  end(): void {
    this.#add({});
  }

  fail(error: Error): void {
    this.#add({ error });
  }

  [Symbol.asyncIterator](): AsyncIterator<string> {
    return {
      next: async () => {
        while (this.#items.length === 0) {
          await new Promise<void>(resolve => {
            this.#wake = resolve;
          });
        }
        const item = this.#items.shift();
        if (item?.error) throw item.error;
        return item?.text === undefined ? { done: true, value: undefined } : { done: false, value: item.text };
      },
      return: async () => {
        this.closedEarly = true;
        return { done: true, value: undefined };
      },
    };
  }

  #add(item: { text?: string; error?: Error }): void {
    this.#items.push(item);
    this.#wake?.();
  }
}

import type { TextMachine } from '../../core/insertion/text-machine.ts';

/** Reads a source through a machine and keeps the text until it is taken, so that the source never waits for an edit. */
export class Inbox {
  /** What the source threw; undefined when it did not. */
  failure: unknown;
  readonly #iterator: AsyncIterator<string>;
  readonly #machine: TextMachine;
  #text = '';
  #ended = false;
  #closed = false;
  #rung = false;
  #wake: (() => void) | undefined;

  constructor(source: AsyncIterable<string>, machine: TextMachine) {
    this.#iterator = source[Symbol.asyncIterator]();
    this.#machine = machine;
    void this.#read();
  }

  /** Whether no more text comes than what can be taken now. */
  get isComplete(): boolean {
    return this.#ended;
  }

  /** The text so far, not cut within a surrogate pair; empty when there is none. */
  take(): string {
    const last = this.#text.charCodeAt(this.#text.length - 1);
    const until = !this.#ended && last >= 0xd800 && last <= 0xdbff ? this.#text.length - 1 : this.#text.length;
    const taken = this.#text.slice(0, until);
    this.#text = this.#text.slice(until);
    return taken;
  }

  /** Ends a {@link wait}: something has happened that its caller wants to look at. */
  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Resolves when text has come, the source has ended, or {@link ring} was called since the last wait. */
  async wait(): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
    this.#wake = undefined;
    this.#rung = false;
  }

  /** Lets text come together for so many milliseconds; less when the source ends, or `isOver` says so after a ring. */
  async gather(milliseconds: number, isOver: () => boolean): Promise<void> {
    let elapsed = false;
    const timer = setTimeout(() => {
      elapsed = true;
      this.ring();
    }, milliseconds);
    while (!elapsed && !this.#ended && !isOver()) await this.wait();
    clearTimeout(timer);
    // What rang meanwhile is for the caller to see.
    this.#rung = true;
  }

  /** Reads no further and closes the source. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#ended) return;
    // Not awaited: a generator that waits for its next piece answers only then.
    this.#iterator.return?.().then(undefined, () => undefined);
  }

  async #read(): Promise<void> {
    try {
      while (!this.#machine.done) {
        const next = await this.#iterator.next();
        if (this.#closed) return;
        if (next.done) break;
        this.#text += this.#machine.push(next.value);
        this.ring();
      }
    } catch (error) {
      this.failure = error ?? new Error('The stream failed.');
    }
    this.#text += this.#machine.end();
    this.#ended = true;
    if (this.#machine.done) void this.#iterator.return?.().then(undefined, () => undefined);
    this.ring();
  }
}

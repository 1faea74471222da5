import type { SourceReader } from '../../core/insertion/source-reader.ts';
import type { TextMachine } from '../../core/insertion/text-machine.ts';

/** A machine that may want to know that its source broke off, rather than ended. */
type Machine = TextMachine & Partial<Pick<SourceReader, 'breakOff'>>;

/** Reads a source through a machine and keeps the text until it is taken, so that the source never waits for an edit. */
export class Inbox {
  /** What the source threw; undefined when it did not. */
  failure: unknown;
  readonly #iterator: AsyncIterator<string>;
  readonly #machine: Machine;
  #text = '';
  #ended = false;
  #closed = false;
  #rung = false;
  #wake: (() => void) | undefined;

  constructor(source: AsyncIterable<string>, machine: Machine) {
    this.#iterator = source[Symbol.asyncIterator]();
    this.#machine = machine;
    void this.#read();
  }

  /** Whether no more text comes than what can be taken now. */
  get isComplete(): boolean {
    return this.#ended && this.#text === '';
  }

  /** Whether the source has ended; there may be text left to take. */
  get hasEnded(): boolean {
    return this.#ended;
  }

  /**
   * The text so far, never cut within a surrogate pair; empty when there is none.
   *
   * @param most UTF-16 code units, at least 2; more than that waits for the next time. Cut behind a line if there is one.
   */
  take(most: number = Number.POSITIVE_INFINITY): string {
    let until = Math.min(this.#text.length, most);
    if (until < this.#text.length) until = this.#text.lastIndexOf('\n', until - 1) + 1 || until;
    const isPart = until < this.#text.length || !this.#ended;
    if (isPart && isHighSurrogate(this.#text.charCodeAt(until - 1))) until--;
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
    await this.pause(milliseconds, () => this.#ended || isOver());
  }

  /** Waits for so many milliseconds; less when `isOver` says so after a ring. */
  async pause(milliseconds: number, isOver: () => boolean): Promise<void> {
    let elapsed = false;
    const timer = setTimeout(() => {
      elapsed = true;
      this.ring();
    }, milliseconds);
    while (!elapsed && !isOver()) await this.wait();
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
    /** It has said neither that it ends nor that it fails. */
    let isSourceOpen = true;
    try {
      while (!this.#machine.done) {
        isSourceOpen = false;
        const next = await this.#iterator.next();
        if (this.#closed) return;
        if (next.done) break;
        isSourceOpen = true;
        this.#text += this.#machine.push(next.value);
        this.ring();
      }
      this.#text += this.#machine.end();
    } catch (error) {
      this.failure = error ?? new Error('The stream failed.');
      this.#text += this.#lastText();
    }
    this.#ended = true;
    if (isSourceOpen) void this.#iterator.return?.().then(undefined, () => undefined);
    this.ring();
  }

  /** What the machine holds back when the source has failed, or it itself. */
  #lastText(): string {
    try {
      return this.#machine.breakOff?.() ?? this.#machine.end();
    } catch {
      return '';
    }
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

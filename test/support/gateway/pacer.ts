/** How fast an answer is written. */
export interface Pace {
  /** Wait before the first token, in milliseconds. */
  firstTokenMs: number;
  /** `Infinity`: as fast as the client reads. */
  tokensPerSecond: number;
}

/** Says when the next token of one answer may be written: by the clock, or one by one by the test. */
export class Pacer {
  readonly #pace: Pace;
  readonly #startedAt = performance.now();
  #held: boolean;
  #allowance = 0;
  #given = 0;
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(pace: Pace, held: boolean) {
    this.#pace = pace;
    this.#held = held;
  }

  /** From here on a token goes only when it is released. */
  hold(): void {
    this.#held = true;
    this.#wake?.();
  }

  /** Lets `count` tokens go, at once. */
  release(count: number): void {
    this.#allowance += count;
    this.#wake?.();
  }

  /** Ends holding: the rest goes at its pace. */
  resume(): void {
    this.#held = false;
    this.#wake?.();
  }

  /** The client has gone: nothing goes any more. */
  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  /** Waits for the next token's turn; false when there will be none. */
  async next(): Promise<boolean> {
    for (;;) {
      if (this.#closed) return false;
      if (this.#allowance > 0) {
        this.#allowance--;
        this.#given++;
        return true;
      }
      const waitMs = this.#held ? Number.POSITIVE_INFINITY : this.#due() - performance.now();
      if (waitMs <= 0) {
        this.#given++;
        return true;
      }
      await this.#sleep(waitMs);
    }
  }

  #due(): number {
    const gap = this.#pace.tokensPerSecond === Number.POSITIVE_INFINITY ? 0 : 1000 / this.#pace.tokensPerSecond;
    return this.#startedAt + this.#pace.firstTokenMs + this.#given * gap;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(() => this.#wake?.(), ms);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }
}

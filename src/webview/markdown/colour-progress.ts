import type { LineTokenizer } from './code-highlighter.ts';

/** How far a code block has been coloured. */
export class ColourProgress {
  #tokenizer: LineTokenizer | undefined;
  #next = 0;
  #state: object | undefined;
  #hasPartial = false;
  /** Lines so far that took too long. */
  slowLines = 0;

  /** What has coloured all lines before `next`. */
  get tokenizer(): LineTokenizer | undefined {
    return this.#tokenizer;
  }

  /** The first line that has no colours yet. */
  get next(): number {
    return this.#next;
  }

  /** The grammar's state at the end of the last complete line that has colours. */
  get state(): object | undefined {
    return this.#state;
  }

  /** Begins again at the first line. */
  restart(tokenizer: LineTokenizer | undefined): void {
    this.#tokenizer = tokenizer;
    this.#next = 0;
    this.#state = undefined;
    this.#hasPartial = false;
    this.slowLines = 0;
  }

  /** Line `next` has its colours. Only the last line may be incomplete. */
  advance(isComplete: boolean, state: object | undefined): void {
    this.#next++;
    this.#hasPartial = !isComplete;
    if (isComplete) this.#state = state;
  }

  /** Lines from `index` on are new or others. */
  changed(index: number): void {
    if (index >= this.#next) return;
    // The state before any other line than the incomplete one is not kept; such a line hardly ever changes.
    if (index < this.#next - 1 || !this.#hasPartial) {
      this.restart(this.#tokenizer);
    } else {
      this.#next--;
      this.#hasPartial = false;
    }
  }
}

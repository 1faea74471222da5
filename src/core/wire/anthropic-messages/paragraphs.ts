/**
 * Tells where text begins a paragraph of its own.
 *
 * Text is cut into blocks for many reasons; a block that follows a block of the same kind goes on in mid-sentence (text
 * with citations does). What comes after something else, such as a search of the provider's, does not.
 */
export class Paragraphs {
  #last = '';
  #isInterrupted = false;

  /** Something else has come. */
  interrupt(): void {
    this.#isInterrupted = this.#last !== '';
  }

  /** Takes the next text, which is not empty; whether it starts a paragraph that it does not mark itself. */
  starts(text: string): boolean {
    const starts = this.#isInterrupted && !text.startsWith('\n') && !this.#last.endsWith('\n');
    this.#isInterrupted = false;
    this.#last = text;
    return starts;
  }
}

/**
 * A place in one line, in characters and in columns. Tabs are not expanded but behave as if they stopped at every
 * fourth column; a container may consume only a part of one (https://spec.commonmark.org/0.31.2/#tabs).
 */
export class LineCursor {
  readonly text: string;
  #position = 0;
  #column = 0;
  /** Whether a part of the tab at the position is consumed. */
  #insideTab = false;
  /** Where the next character that is no space or tab stands. */
  #nextPosition = 0;
  #nextColumn = 0;

  constructor(text: string) {
    this.text = text;
    this.#measure();
  }

  /** Columns of white space before the next other character. */
  get indent(): number {
    return this.#nextColumn - this.#column;
  }

  /** Whether only white space is left. */
  get blank(): boolean {
    return this.#nextPosition === this.text.length;
  }

  /** What follows the indentation. */
  get content(): string {
    return this.text.slice(this.#nextPosition);
  }

  /** The first character after the indentation; empty at the end of the line. */
  get next(): string {
    return this.text.charAt(this.#nextPosition);
  }

  /** All that is left, with the unconsumed part of a tab as spaces. */
  get rest(): string {
    if (!this.#insideTab) return this.text.slice(this.#position);
    return ' '.repeat(nextTabStop(this.#column) - this.#column) + this.text.slice(this.#position + 1);
  }

  /** Consumes the indentation. */
  skipIndent(): void {
    this.#position = this.#nextPosition;
    this.#column = this.#nextColumn;
    this.#insideTab = false;
  }

  /** Consumes up to `count` columns of indentation. */
  skipColumns(count: number): void {
    const target = this.#column + Math.min(count, this.indent);
    while (this.#column < target) {
      if (this.text[this.#position] !== '\t') {
        this.#position++;
        this.#column++;
      } else if (nextTabStop(this.#column) <= target) {
        this.#column = nextTabStop(this.#column);
        this.#position++;
        this.#insideTab = false;
      } else {
        this.#column = target;
        this.#insideTab = true;
      }
    }
  }

  /** Consumes the indentation and `count` characters after it, none of which is a tab. */
  skipMarker(count: number): void {
    this.#position = this.#nextPosition + count;
    this.#column = this.#nextColumn + count;
    this.#insideTab = false;
    this.#measure();
  }

  #measure(): void {
    let position = this.#position;
    let column = this.#column;
    for (; ; position++) {
      const character = this.text[position];
      if (character === ' ') column++;
      else if (character === '\t') column = nextTabStop(column);
      else break;
    }
    this.#nextPosition = position;
    this.#nextColumn = column;
  }
}

function nextTabStop(column: number): number {
  return column + 4 - (column % 4);
}

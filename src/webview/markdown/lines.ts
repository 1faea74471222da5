/** One line of the source. */
export interface Line {
  /** Its text without the line ending, U+0000 replaced by U+FFFD. */
  readonly text: string;
  /** Where it begins in all text written, in UTF-16 code units. */
  readonly offset: number;
  /** Where the next line begins, or how far this one has come. */
  readonly next: number;
  /** How many lines are before it. */
  readonly number: number;
}

/**
 * Cuts text that arrives in pieces into lines. A line ends with LF, CR LF or CR
 * (https://spec.commonmark.org/0.31.2/#line-ending).
 */
export class LineSplitter {
  #rest = '';
  #restOffset = 0;
  #count = 0;

  /** Takes the next piece and returns the lines that are complete now. */
  push(text: string): Line[] {
    const source = this.#rest + clean(text);
    const lines: Line[] = [];
    let start = 0;
    let scan = this.#rest.length;
    // A rest that ends in CR is a line whose LF might still come.
    if (this.#rest.endsWith('\r')) scan--;
    for (;;) {
      const end = nextLineEnding(source, scan);
      if (end < 0) break;
      let next = end + 1;
      if (source.charCodeAt(end) === CR) {
        if (next === source.length) break;
        if (source.charCodeAt(next) === LF) next++;
      }
      lines.push({
        text: source.slice(start, end),
        offset: this.#restOffset + start,
        next: this.#restOffset + next,
        number: this.#count++,
      });
      start = next;
      scan = next;
    }
    this.#rest = source.slice(start);
    this.#restOffset += start;
    return lines;
  }

  /** The last line as far as it has come; undefined when nothing of it has come. */
  partial(): Line | undefined {
    const text = this.#rest.endsWith('\r') ? this.#rest.slice(0, -1) : this.#rest;
    if (this.#rest === '') return undefined;
    const offset = this.#restOffset;
    return { text, offset, next: offset + this.#rest.length, number: this.#count };
  }
}

const LF = 10;
const CR = 13;

const ENDING = /[\r\n]/g;

function nextLineEnding(text: string, from: number): number {
  ENDING.lastIndex = from;
  return ENDING.exec(text)?.index ?? -1;
}

function clean(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}

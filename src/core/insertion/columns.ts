/** A tab stop every four columns, as CommonMark (section 2.2) counts them. */
const tabStop = 4;

/** Reads the start of one line by columns, where a tab may be used up in part. */
export class ColumnCursor {
  private readonly line: string;
  private index = 0;
  private column = 0;
  /** Columns of a tab that was used up in part. */
  private pending = 0;

  constructor(line: string) {
    this.line = line;
  }

  /** Takes up to `limit` columns of spaces and tabs. Returns how many there were. */
  takeIndent(limit: number): number {
    let taken = 0;
    while (taken < limit) {
      if (this.pending === 0) {
        const character = this.line[this.index];
        if (character === ' ') this.pending = 1;
        else if (character === '\t') this.pending = tabStop - (this.column % tabStop);
        else break;
        this.index += 1;
        this.column += this.pending;
      }
      const step = Math.min(this.pending, limit - taken);
      this.pending -= step;
      taken += step;
    }
    return taken;
  }

  /** Takes the text if it comes next. */
  take(text: string): boolean {
    if (this.pending > 0 || !this.line.startsWith(text, this.index)) return false;
    this.index += text.length;
    this.column += text.length;
    return true;
  }

  /** Takes a list marker (`-`, `*`, `+`, `1.`, `1)`) that white space or nothing follows. Returns its width, 0 for none. */
  takeListMarker(): number {
    if (this.pending > 0) return 0;
    const marker = /^(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/.exec(this.line.slice(this.index, this.index + 12))?.[0];
    return marker !== undefined && this.take(marker) ? marker.length : 0;
  }

  /** What is left of the line; columns of a tab used up in part have become spaces. */
  rest(): string {
    return ' '.repeat(this.pending) + this.line.slice(this.index);
  }

  /** A second cursor at the same place. */
  copy(): ColumnCursor {
    const copy = new ColumnCursor(this.line);
    copy.index = this.index;
    copy.column = this.column;
    copy.pending = this.pending;
    return copy;
  }
}

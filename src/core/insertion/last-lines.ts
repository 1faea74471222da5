/** Longer lines are not compared with anything. */
const longestLine = 1000;

/** Keeps the end of a text that grows: its last lines. */
export class LastLines {
  private current = '';
  private previous: string | undefined;

  add(text: string): void {
    const pieces = text.split('\n');
    pieces.forEach((piece, index) => {
      if (index > 0) {
        this.previous = this.current.length > longestLine ? undefined : withoutReturn(this.current);
        this.current = '';
      }
      if (this.current.length <= longestLine) this.current += piece;
    });
  }

  /** @param isComplete whether the last line is complete though its line ending has not come. */
  at(isComplete: boolean): LastLinesAt {
    const current = this.current.length > longestLine ? undefined : this.current;
    if (current === '') return { partialLine: undefined, lastLine: this.previous, needsEnding: false };
    if (isComplete) return { partialLine: undefined, lastLine: current, needsEnding: true };
    return { partialLine: current ?? this.current, lastLine: this.previous, needsEnding: false };
  }
}

/** The last lines of a text, without their endings. */
export interface LastLinesAt {
  /** The line under way; undefined if the last one is complete. */
  partialLine: string | undefined;
  /** The last complete line; undefined if there is none, or it is very long. */
  lastLine: string | undefined;
  /** Whether the last line is complete, and its ending is still to be put out before the next one. */
  needsEnding: boolean;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

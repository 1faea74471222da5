import type { TextMachine } from './text-machine.ts';

/** Whether a line can only be the beginning of a diff. */
export function beginsDiff(line: string): boolean {
  return /^(?:diff --git |Index: |@@ -\d)|^--- (?:a\/|\/dev\/null)/.test(line);
}

/** Whether a line that starts like this, with a whole word at least, may still become such a line. */
export function mayBeginDiff(start: string): boolean {
  return /^(?:diff|Index:|@@|---)(?:\s|$)/.test(start);
}

/**
 * Takes the new text out of a unified diff: what is added and what stays, without the column of signs; headers, hunk
 * lines and what is removed are left out. A line without a sign is kept as it is, since models forget the space.
 */
export function createDiffCode(): TextMachine {
  return new DiffCode();
}

/** Text that cannot be told from code by its first character alone. */
const headers: readonly string[] = [
  'diff --git ',
  'Index: ',
  'index ',
  '--- ',
  '+++ ',
  'new file mode ',
  'deleted file mode ',
  'similarity index ',
  'rename from ',
  'rename to ',
];

class DiffCode implements TextMachine {
  /** The beginning of the current line, until it is known what it is. */
  private start = '';
  private state: 'undecided' | 'kept' | 'dropped' = 'undecided';
  /** No hunk has begun since the last header. */
  private inHeader = true;
  private wroteLine = false;

  push(text: string): string {
    let output = '';
    text.split('\n').forEach((piece, index) => {
      if (index > 0) output += this.endLine();
      output += this.add(piece);
    });
    return output;
  }

  end(): string {
    return this.start === '' ? '' : this.endLine();
  }

  private add(piece: string): string {
    if (this.state === 'kept') return piece;
    if (this.state === 'dropped') return '';
    this.start += piece;
    return this.start === '' || this.mayBeHeader() ? '' : this.decide();
  }

  private endLine(): string {
    const output = this.state === 'undecided' ? this.decide() : '';
    this.state = 'undecided';
    this.start = '';
    return output;
  }

  /** Whether a header line begins with what has come of the line. */
  private mayBeHeader(): boolean {
    return ['@@', ...this.possibleHeaders()].some(sign => sign !== this.start && sign.startsWith(this.start));
  }

  private possibleHeaders(): readonly string[] {
    return this.inHeader ? headers : headers.slice(0, 2);
  }

  private decide(): string {
    const line = this.start;
    this.start = '';
    const isHeader = this.possibleHeaders().some(header => line.startsWith(header));
    const isHunk = line.startsWith('@@');
    // Within a hunk, `--- ` is a line that was removed, unless the next one shows that another file begins.
    if (isHeader || line.startsWith('--- ')) this.inHeader = true;
    else if (isHunk || line !== '') this.inHeader = false;
    this.state = isHeader || isHunk || /^[-\\]/.test(line) ? 'dropped' : 'kept';
    if (this.state === 'dropped') return '';
    const ending = this.wroteLine ? '\n' : '';
    this.wroteLine = true;
    return ending + line.replace(/^[+ ]/, '');
  }
}

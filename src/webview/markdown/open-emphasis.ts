/** A run of one marker (`*`, `_` or `~`) and the characters around it, which are spaces at the ends of the source. */
export interface MarkerRun {
  readonly marker: string;
  readonly length: number;
  readonly before: string;
  readonly after: string;
}

interface Opener {
  readonly marker: string;
  length: number;
  /** Where it begins and ends in the output. */
  readonly start: number;
  readonly end: number;
}

/** As many markers of emphasis may be open; elements are not nested deeper either. */
const MOST_OPENERS = 100;

/**
 * The emphasis that is open at some place of a text. Simpler than the rules of CommonMark: what is a little off is on the
 * screen only until the rest of the text comes.
 */
export class OpenEmphasis {
  readonly #openers: Opener[] = [];

  get isEmpty(): boolean {
    return this.#openers.length === 0;
  }

  /** Markers that open all of it again, outermost first. */
  get markers(): string {
    return this.#openers.map(markerOf).join('');
  }

  /** Lets a run close what is open, and returns how many of its markers are left. */
  close({ marker, length, before, after }: MarkerRun): number {
    if (/\s/.test(before) || (marker === '_' && isWord(before) && isWord(after))) return length;
    let left = length;
    for (let index = this.#openers.length - 1; index >= 0 && left > 0; index--) {
      const opener = this.#openers[index];
      if (opener?.marker !== marker) continue;
      const used = Math.min(left, opener.length);
      left -= used;
      opener.length -= used;
      // What was opened within it is none.
      this.#openers.length = opener.length > 0 ? index + 1 : index;
      if (opener.length > 0) break;
    }
    return left;
  }

  /** Lets the `left` last markers of a run, which ends at `end` in the output, open emphasis if they can. */
  open({ marker, before, after }: MarkerRun, left: number, end: number): void {
    const inWord = isWord(before) && isWord(after);
    // A single marker inside a word is more often a sign than emphasis, and a single tilde means “about”.
    const isSign = marker === '~' ? left === 1 : inWord && (marker === '_' || left === 1);
    const canOpen = !/\s/.test(after) && !isSign && (isWord(after) || !isWord(before));
    if (left > 0 && canOpen && left <= (marker === '~' ? 2 : 3) && this.#openers.length < MOST_OPENERS) {
      this.#openers.push({ marker, length: left, start: end - left, end });
    }
  }

  /** The output with nothing left open. */
  closeAll(output: string): string {
    let closed = output;
    for (let last = this.#openers.at(-1); last; last = this.#openers.at(-1)) {
      closed = closed.trimEnd();
      // With nothing to emphasize yet, the marker itself would show.
      if (closed.length > last.end) break;
      closed = closed.slice(0, last.start);
      this.#openers.pop();
    }
    return closed + this.closers();
  }

  /** What closes all of it, innermost first. */
  closers(): string {
    return this.#openers.map(markerOf).reverse().join('');
  }
}

function markerOf({ marker, length }: Opener): string {
  return marker.repeat(length);
}

/** Whether a character is a letter or a digit. */
export function isWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}

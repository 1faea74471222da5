import { matchAt } from './match-at.ts';
import { isLikelyFormula, isMathOpener, mathAt } from './math-syntax.ts';
import { LONGEST_UNCLOSED, OpenBrackets, targetLength, waitsForTarget, withoutBracket } from './open-brackets.ts';
import { OpenEmphasis } from './open-emphasis.ts';

/**
 * Reads the inline source of a leaf that is still being written, once and from the left to the right, and keeps what is
 * open. Copies it, but for what at its end cannot be shown yet.
 */
export class InlineScan {
  readonly #source: string;
  readonly #math: boolean;
  #position = 0;
  #output = '';
  readonly #emphasis = new OpenEmphasis();
  readonly #brackets = new OpenBrackets();
  /** What closes a code span that the text ends in. */
  #codeEnd = '';
  /** Whether a formula may have begun that is shown as text meanwhile. */
  #formulaOpen = false;

  constructor(source: string, math: boolean) {
    this.#source = source;
    this.#math = math;
  }

  /** Whether nothing is open at this place. */
  get isNothingOpen(): boolean {
    return !this.#formulaOpen && this.#emphasis.isEmpty && this.#brackets.isEmpty;
  }

  /** Whether this place is within what may still become a link. */
  get isInLink(): boolean {
    return this.#brackets.isInLink(this.#output.length);
  }

  /** Markers of the emphasis that is open at this place, outermost first. */
  get openMarkers(): string {
    return this.#emphasis.markers;
  }

  /** Reads all of it. `words` is called before each piece without any marker, with where it begins and ends. */
  read(words?: (from: number, to: number) => void): void {
    while (this.#position < this.#source.length) {
      const plain = matchAt(/[^\\`[\]<*_~$]+/y, this.#source, this.#position)?.[0].length;
      if (plain === undefined) this.#marker(this.#source.charAt(this.#position));
      else {
        words?.(this.#position, this.#position + plain);
        this.#copy(plain);
      }
    }
  }

  /** What was read, with all closed that is open. */
  completed(): string {
    const output = this.#brackets.dropAll(this.#output);
    return this.#codeEnd === '' ? this.#emphasis.closeAll(output) : output + this.#codeEnd + this.#emphasis.closers();
  }

  #marker(character: string): void {
    if (this.#math && isMathOpener(this.#source, this.#position)) this.#formula(character);
    else if (character === '$') this.#copy(1);
    else if (character === '\\') this.#copy(2);
    else if (character === '`') this.#code();
    else if (character === '[') this.#openBracket();
    else if (character === ']') this.#closeBracket();
    else if (character === '<') this.#autolink();
    else this.#emphasisRun(character);
  }

  #copy(count: number): void {
    this.#output += this.#source.slice(this.#position, this.#position + count);
    this.#position += count;
  }

  /** Leaves the rest out. */
  #skipRest(): void {
    this.#position = this.#source.length;
  }

  #code(): void {
    const source = this.#source;
    const run = matchAt(/`+/y, source, this.#position)?.[0] ?? '`';
    const start = this.#position + run.length;
    const end = endOfRun(source, run.length, start);
    if (end > 0) {
      this.#copy(end - this.#position);
      return;
    }
    if (source.length - start > LONGEST_UNCLOSED) {
      this.#copy(run.length);
      return;
    }
    const content = source.slice(start).replace(/[`\s]+$/, '');
    if (content !== '') {
      this.#output += run + content;
      // A space at the beginning of code is left out together with the one at its end.
      this.#codeEnd = content.startsWith(' ') ? ` ${run}` : run;
    }
    this.#skipRest();
  }

  #formula(opener: string): void {
    const formula = mathAt(this.#source, this.#position);
    if (typeof formula !== 'string') this.#copy(formula.end - this.#position);
    else if (formula === 'under-way' && isLikelyFormula(this.#source.slice(this.#position, this.#position + 400)))
      this.#skipRest();
    else {
      if (formula === 'under-way') this.#formulaOpen = true;
      this.#copy(opener === '$' ? 1 : 2);
    }
  }

  #openBracket(): void {
    const footnote = matchAt(/\[\^[^\s[\]]{0,100}(\]?)/y, this.#source, this.#position);
    const length = footnote?.[0].length ?? 0;
    if (footnote?.[1]) this.#copy(length);
    else if (footnote && this.#position + length === this.#source.length) this.#skipRest();
    else {
      this.#brackets.open(this.#source, this.#position, this.#output.length);
      this.#copy(1);
    }
  }

  #closeBracket(): void {
    const bracket = this.#brackets.close();
    const target = bracket ? targetLength(this.#source, this.#position) : 0;
    if (!bracket || target > 0 || !waitsForTarget(this.#source, bracket, this.#position, this.#output.length)) {
      this.#copy(1 + target);
      return;
    }
    this.#output = withoutBracket(this.#output, bracket);
    this.#skipRest();
  }

  #autolink(): void {
    const link = matchAt(/<[a-z][a-z\d+.-]{1,31}:[^\s<>]*(>?)/iy, this.#source, this.#position);
    const isComplete = link?.[1] === '>';
    // Half a link at the end is shown without its angle bracket.
    if (link && !isComplete && this.#position + link[0].length === this.#source.length) this.#position++;
    this.#copy(link && isComplete ? link[0].length : 1);
  }

  #emphasisRun(marker: string): void {
    const length = matchAt(/\*+|_+|~+/y, this.#source, this.#position)?.[0].length ?? 1;
    const before = this.#source.charAt(this.#position - 1) || ' ';
    const after = this.#source.charAt(this.#position + length) || ' ';
    this.#copy(length);
    const run = { marker, length, before, after };
    const left = this.#emphasis.close(run);
    if (this.#position < this.#source.length) this.#emphasis.open(run, left, this.#output.length);
    else this.#output = this.#output.slice(0, this.#output.length - left);
  }
}

/** The end of the first run of exactly `length` backticks from `from` on; -1 for none. */
function endOfRun(source: string, length: number, from: number): number {
  const runs = /`+/g;
  runs.lastIndex = from;
  for (let run = runs.exec(source); run; run = runs.exec(source)) if (run[0].length === length) return runs.lastIndex;
  return -1;
}

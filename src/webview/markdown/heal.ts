import { isLikelyFormula, isMathOpener, mathAt } from './math-syntax.ts';

/**
 * Completes the inline source of a leaf that is still being written, so that markers whose other half has not come do not
 * show as text for a moment: `**bo` becomes `**bo**`, a half-typed link becomes its words. Only ever used for what is on
 * the screen meanwhile; a closed leaf is shown from its source as it is.
 */
export function heal(source: string, math = false): string {
  return new Healer(trimTail(source), math).run();
}

/** Where the beginning of a long leaf may be cut off, so that only the rest has to be read again. */
export interface Cut {
  /** How many characters come before the cut. */
  readonly length: number;
  /** Markers of the emphasis that is open there, outermost first: what the rest has to begin with. */
  readonly reopen: string;
}

/** The places to cut a text at, of which the first is the better one; undefined for none. */
export interface Cuts {
  /** Between two words, with nothing open. Whether the beginning means the same on its own, its parse must show. */
  readonly clean: Cut | undefined;
  /** Between two words, perhaps inside emphasis: good enough for what is on the screen meanwhile. */
  readonly provisional: Cut | undefined;
}

/** Finds the last places in `source` where it could be cut. */
export function findCuts(source: string, math = false): Cuts {
  const healer = new Healer(source, math);
  healer.run();
  return { clean: healer.clean, provisional: healer.provisional };
}

/** Code spans and link texts that are longer than this before they are closed are taken for stray markers. */
const LONGEST_UNCLOSED = 240;

/** Drops the markers, the backslash and the white space at the end: what they mean shows only with what follows. */
function trimTail(source: string): string {
  let end = source.length;
  while (end > 0 && '*_~[!\\ \t\n'.includes(source.charAt(end - 1))) {
    // An escaped marker is text.
    if (source[end - 2] === '\\' && source[end - 3] !== '\\' && '*_~['.includes(source.charAt(end - 1))) break;
    // An exclamation mark is an image only together with a bracket.
    if (source[end - 1] === '!' && source[end] !== '[') break;
    // A run that closes something must stay; the healer puts the rest of it where it belongs.
    end--;
  }
  const run = closingRun(source, end);
  return run === '' ? source.slice(0, startOfHalfToken(source, end)) : source.slice(0, end) + run;
}

/** The marker run right after `end`, if it may close what was opened before. */
function closingRun(source: string, end: number): string {
  const run = matchAt(/\*+|_+|~+/y, source, end)?.[0];
  return run && end > 0 && !/\s/.test(source.charAt(end - 1)) ? run : '';
}

/** Leaves out the beginning of an entity (`&am`) or of an address in angle brackets (`<htt`) before `end`. */
function startOfHalfToken(source: string, end: number): number {
  const half = /(?:&(?:#[\da-fx]{0,8}|[a-z][a-z\d]{0,11})?|<(?:h(?:t(?:t(?:ps?)?)?)?|m(?:a(?:i(?:l(?:to?)?)?)?)?)?)$/i;
  const start = Math.max(0, end - 14);
  const found = half.exec(source.slice(start, end));
  return found ? start + found.index : end;
}

interface Opener {
  readonly marker: string;
  length: number;
  /** Where it begins and ends in the output. */
  readonly start: number;
  readonly end: number;
}

interface Bracket {
  /** Where it stands in the output, and in the source. */
  readonly at: number;
  readonly from: number;
  /** Whether it stands where words begin; `a[0]` and `[1]` are hardly links. */
  readonly plausible: boolean;
}

/** As many markers of emphasis may be open; elements are not nested deeper either. */
const MOST_OPENERS = 100;

/** Nothing yet, or the beginning of a label or of a destination and its title; prose in parentheses is none. */
const UNFINISHED_TARGET = /(?:$|\[[^\]\n]{0,99}$|\(\s?(?:<[^<>\n]*>?|[^\s<]*)(?:\s(?:"[^"]*"?|'[^']*'?)?)?$)/y;

const TARGET = /(?:\((?:[^()\\]|\\[\s\S]|\([^()]*\))*\)|\[[^\]]*\])/y;

class Healer {
  readonly #source: string;
  readonly #math: boolean;
  /** Whether a formula may have begun that is shown as text meanwhile. */
  #formulaOpen = false;
  #position = 0;
  #output = '';
  readonly #openers: Opener[] = [];
  readonly #brackets: Bracket[] = [];
  /** What closes a code span that the text ends in. */
  #codeEnd = '';
  /** After `run`: see `Cuts`. */
  clean: Cut | undefined;
  provisional: Cut | undefined;

  constructor(source: string, math: boolean) {
    this.#source = source;
    this.#math = math;
  }

  run(): string {
    while (this.#position < this.#source.length) {
      const plain = matchAt(/[^\\`[\]<*_~$]+/y, this.#source, this.#position);
      if (plain) this.#plain(plain[0].length);
      else this.#marker(this.#source.charAt(this.#position));
    }
    for (const bracket of this.#brackets.reverse()) if (this.#isLink(bracket)) this.#dropBracket(bracket);
    const closers = this.#closers();
    return this.#output + this.#codeEnd + closers;
  }

  #marker(character: string): void {
    if (this.#math && isMathOpener(this.#source, this.#position)) this.#formula(character);
    else if (character === '$') this.#copy(1);
    else if (character === '\\') this.#copy(2);
    else if (character === '`') this.#code();
    else if (character === '[') this.#openBracket();
    else if (character === ']') this.#closeBracket();
    else if (character === '<') this.#autolink();
    else this.#delimiters(character);
  }

  #plain(length: number): void {
    const cut = this.#lastSpace(this.#position, this.#position + length);
    if (cut > 0 && !this.#isInLink()) {
      this.provisional = { length: cut, reopen: this.#openers.map(markerOf).join('') };
      if (this.#nothingOpen()) this.clean = this.provisional;
    }
    this.#copy(length);
  }

  #nothingOpen(): boolean {
    return !this.#formulaOpen && this.#openers.length === 0 && this.#brackets.length === 0;
  }

  /** The position after the last space between two words; 0 if there is none. */
  #lastSpace(from: number, to: number): number {
    // In a piece of its own, or a text without spaces would be searched to its very beginning each time.
    const piece = this.#source.slice(from, to - 1);
    for (let at = piece.lastIndexOf(' '); at > 0; at = piece.lastIndexOf(' ', at - 1)) {
      if (isWord(piece.charAt(at - 1)) && isWord(this.#source.charAt(from + at + 1))) return from + at + 1;
    }
    return 0;
  }

  #copy(count: number): void {
    this.#output += this.#source.slice(this.#position, this.#position + count);
    this.#position += count;
  }

  #finish(): void {
    this.#position = this.#source.length;
  }

  #code(): void {
    const source = this.#source;
    const run = matchAt(/`+/y, source, this.#position)?.[0] ?? '`';
    const start = this.#position + run.length;
    const end = findRun(source, run.length, start);
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
    this.#finish();
  }

  #formula(opener: string): void {
    const formula = mathAt(this.#source, this.#position);
    if (typeof formula !== 'string') this.#copy(formula.end - this.#position);
    else if (formula === 'under-way' && isLikelyFormula(this.#source.slice(this.#position, this.#position + 400)))
      this.#finish();
    else {
      if (formula === 'under-way') this.#formulaOpen = true;
      this.#copy(opener === '$' ? 1 : 2);
    }
  }

  #openBracket(): void {
    const footnote = matchAt(/\[\^[^\s[\]]{0,100}(\]?)/y, this.#source, this.#position);
    if (footnote?.[1]) {
      this.#copy(footnote[0].length);
      return;
    }
    if (footnote && this.#position + footnote[0].length === this.#source.length) {
      this.#finish();
      return;
    }
    // Not from the output: to look into a text that grows, the browser copies all of it each time.
    const before = this.#source.charAt(this.#position - 1) || ' ';
    const after = this.#source.charAt(this.#position + 1);
    this.#brackets.push({
      at: this.#output.length,
      from: this.#position,
      plausible: /[\s("'*_~!\u2014]/.test(before) && !/\d/.test(after),
    });
    this.#copy(1);
  }

  /** Whether this is within what may still become a link; brackets too far back for that are not looked at. */
  #isInLink(): boolean {
    for (let index = this.#brackets.length - 1; index >= 0; index--) {
      const bracket = this.#brackets[index];
      if (!bracket || this.#output.length - bracket.at > LONGEST_UNCLOSED) return false;
      if (this.#isLink(bracket)) return true;
    }
    return false;
  }

  /** Whether what the bracket began may still become a link. */
  #isLink({ at, plausible }: Bracket): boolean {
    return plausible && this.#output.length - at <= LONGEST_UNCLOSED;
  }

  #closeBracket(): void {
    const bracket = this.#brackets.pop();
    if (!bracket) {
      this.#copy(1);
      return;
    }
    const after = this.#position + 1;
    const target = matchAt(TARGET, this.#source, after)?.[0];
    // A number alone is more often the number of a source than the words of a link.
    const isNumber = /^\[\d{1,4}$/.test(this.#source.slice(bracket.from, Math.min(this.#position, bracket.from + 6)));
    if (target || isNumber || !this.#isLink(bracket) || !matchAt(UNFINISHED_TARGET, this.#source, after)) {
      this.#copy(1 + (target?.length ?? 0));
      return;
    }
    this.#dropBracket(bracket);
    this.#finish();
  }

  #dropBracket({ at }: Bracket): void {
    const start = this.#output[at - 1] === '!' ? at - 1 : at;
    this.#output = this.#output.slice(0, start) + this.#output.slice(at + 1);
  }

  #autolink(): void {
    const link = matchAt(/<[a-z][a-z\d+.-]{1,31}:[^\s<>]*(>?)/iy, this.#source, this.#position);
    if (!link) {
      this.#copy(1);
      return;
    }
    if (link[1] === '' && this.#position + link[0].length === this.#source.length) this.#position++;
    this.#copy(link[1] === '' ? 1 : link[0].length);
  }

  #delimiters(marker: string): void {
    const length = matchAt(/\*+|_+|~+/y, this.#source, this.#position)?.[0].length ?? 1;
    const before = this.#source.charAt(this.#position - 1) || ' ';
    const after = this.#source.charAt(this.#position + length) || ' ';
    this.#copy(length);
    const inWord = isWord(before) && isWord(after);
    let left = length;
    if (!/\s/.test(before) && !(marker === '_' && inWord)) left = this.#closeOpeners(marker, left);
    // A single marker inside a word is more often a sign than emphasis, and a single tilde means “about”.
    const sign = marker === '~' ? left === 1 : inWord && (marker === '_' || left === 1);
    const opens = !/\s/.test(after) && !sign && (isWord(after) || !isWord(before));
    if (this.#position >= this.#source.length) this.#output = this.#output.slice(0, this.#output.length - left);
    else if (left > 0 && opens && left <= (marker === '~' ? 2 : 3) && this.#openers.length < MOST_OPENERS) {
      const end = this.#output.length;
      this.#openers.push({ marker, length: left, start: end - left, end });
    }
  }

  /** Lets a run close open ones of its marker, and returns how much of the run is left. */
  #closeOpeners(marker: string, length: number): number {
    let left = length;
    for (let index = this.#openers.length - 1; index >= 0 && left > 0; index--) {
      const opener = this.#openers[index];
      if (opener?.marker !== marker) continue;
      const used = Math.min(left, opener.length);
      left -= used;
      opener.length -= used;
      this.#openers.length = opener.length > 0 ? index + 1 : index;
      if (opener.length > 0) break;
    }
    return left;
  }

  /** What closes all that is still open, innermost first. */
  #closers(): string {
    for (let last = this.#openers.at(-1); last && this.#codeEnd === ''; last = this.#openers.at(-1)) {
      this.#output = this.#output.trimEnd();
      // With nothing to emphasize yet, the marker itself would show.
      if (this.#output.length > last.end) break;
      this.#output = this.#output.slice(0, last.start);
      this.#openers.pop();
    }
    return this.#openers.map(markerOf).reverse().join('');
  }
}

function markerOf({ marker, length }: Opener): string {
  return marker.repeat(length);
}

/** The end of the first run of exactly `length` backticks from `from` on; -1 for none. */
function findRun(source: string, length: number, from: number): number {
  const runs = /`+/g;
  runs.lastIndex = from;
  for (let run = runs.exec(source); run; run = runs.exec(source)) if (run[0].length === length) return runs.lastIndex;
  return -1;
}

/** Matches a sticky expression at a position, without cutting the text first. */
function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}

import { isLikelyFormula, isMathOpener, mathAt } from './math-syntax.ts';

/**
 * Completes the inline source of a leaf that is still being written, so that markers whose other half has not come do not
 * show as text for a moment: `**bo` becomes `**bo**`, a half-typed link becomes its words. Only ever used for what is on
 * the screen meanwhile; a closed leaf is shown from its source as it is.
 */
export function heal(source: string, math = false): string {
  return new Healer(trimTail(source), math).run();
}

/** How much of the end `stablePrefix` leaves alone: it is where writing goes on. */
const KEEP = 128;

/**
 * The longest beginning of `source` that ends with a space between two words and leaves nothing open, some of the end
 * left alone; empty if there is none. This is a good guess: whether it means the same on its own, its parse must show.
 */
export function stablePrefix(source: string, math = false): string {
  const healer = new Healer(source.slice(0, Math.max(0, source.length - KEEP)), math);
  healer.run();
  return source.slice(0, healer.nothingOpenUntil);
}

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
  return source.slice(0, end) + closingRun(source, end);
}

/** The marker run right after `end`, if it may close what was opened before. */
function closingRun(source: string, end: number): string {
  const run = /^(\*+|_+|~+)/.exec(source.slice(end))?.[0];
  return run && end > 0 && !/\s/.test(source.charAt(end - 1)) ? run : '';
}

interface Opener {
  readonly marker: string;
  length: number;
  /** Where it begins and ends in the output. */
  readonly start: number;
  readonly end: number;
}

interface Bracket {
  /** Where it stands in the output. */
  readonly at: number;
  /** Whether it stands where words begin; `a[0]` is hardly a link. */
  readonly plausible: boolean;
}

/** Nothing yet, or the beginning of a label or of a destination and its title; prose in parentheses is none. */
const UNFINISHED_TARGET = /^(?:$|\[[^\]\n]{0,99}$|\(\s?(?:<[^<>\n]*>?|[^\s<]*)(?:\s(?:"[^"]*"?|'[^']*'?)?)?$)/;

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
  /** After `run`: the end of the last space between two words outside of everything. */
  nothingOpenUntil = 0;

  constructor(source: string, math: boolean) {
    this.#source = source;
    this.#math = math;
  }

  run(): string {
    while (this.#position < this.#source.length) {
      const character = this.#source.charAt(this.#position);
      if (this.#math && isMathOpener(this.#source, this.#position)) this.#formula(character);
      else if (character === '\\') this.#copy(2);
      else if (character === '`') this.#code();
      else if (character === '[') this.#openBracket();
      else if (character === ']') this.#closeBracket();
      else if (character === '<') this.#autolink();
      else if ('*_~'.includes(character)) this.#delimiters(character);
      else {
        if (character === ' ' && this.#betweenWords()) this.nothingOpenUntil = this.#position + 1;
        this.#copy(1);
      }
    }
    for (const bracket of this.#brackets.reverse()) if (bracket.plausible) this.#dropBracket(bracket);
    const closers = this.#closers();
    return this.#output + this.#codeEnd + closers;
  }

  #betweenWords(): boolean {
    const before = this.#source.charAt(this.#position - 1);
    const after = this.#source.charAt(this.#position + 1);
    return (
      !this.#formulaOpen && this.#openers.length === 0 && this.#brackets.length === 0 && isWord(before) && isWord(after)
    );
  }

  #copy(count: number): void {
    this.#output += this.#source.slice(this.#position, this.#position + count);
    this.#position += count;
  }

  #rest(): string {
    return this.#source.slice(this.#position);
  }

  #finish(): void {
    this.#position = this.#source.length;
  }

  #code(): void {
    const run = /^`+/.exec(this.#rest())?.[0] ?? '`';
    const closed = new RegExp(`^${run}(?!\`)[\\s\\S]*?[^\`]${run}(?!\`)`).exec(this.#rest())?.[0];
    if (closed) {
      this.#copy(closed.length);
      return;
    }
    const content = this.#rest()
      .slice(run.length)
      .replace(/[`\s]+$/, '');
    if (content !== '') {
      this.#output += run + content;
      this.#codeEnd = run;
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
    const footnote = /^\[\^[^\s[\]]{0,100}(\]?)/.exec(this.#source.slice(this.#position, this.#position + 103));
    if (footnote?.[1]) {
      this.#copy(footnote[0].length);
      return;
    }
    if (footnote && this.#position + footnote[0].length === this.#source.length) {
      this.#finish();
      return;
    }
    const before = this.#output.at(-1) ?? ' ';
    this.#brackets.push({
      at: this.#output.length,
      plausible: /[\s("'*_~!\u2014]/.test(before),
    });
    this.#copy(1);
  }

  #closeBracket(): void {
    const bracket = this.#brackets.pop();
    if (!bracket) {
      this.#copy(1);
      return;
    }
    const after = this.#rest().slice(1);
    const target = /^(?:\((?:[^()\\]|\\[\s\S]|\([^()]*\))*\)|\[[^\]]*\])/.exec(after)?.[0];
    if (target || !bracket.plausible || !UNFINISHED_TARGET.test(after)) {
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
    const link = /^<[a-z][a-z\d+.-]{1,31}:[^\s<>]*(>?)/i.exec(this.#rest());
    if (!link) {
      this.#copy(1);
      return;
    }
    if (link[1] === '' && link[0].length === this.#rest().length) this.#position++;
    this.#copy(link[1] === '' ? 1 : link[0].length);
  }

  #delimiters(marker: string): void {
    const run = marker.repeat(/^(\*+|_+|~+)/.exec(this.#rest())?.[0].length ?? 1);
    const before = this.#source.charAt(this.#position - 1) || ' ';
    const after = this.#source.charAt(this.#position + run.length) || ' ';
    this.#copy(run.length);
    const inWord = isWord(before) && isWord(after);
    let left = run.length;
    if (!/\s/.test(before) && !(marker === '_' && inWord)) left = this.#closeOpeners(marker, left);
    // A single marker inside a word is more often a sign than emphasis.
    const opens =
      !/\s/.test(after) && !(inWord && (marker === '_' || left === 1)) && (isWord(after) || !isWord(before));
    if (this.#position >= this.#source.length) this.#output = this.#output.slice(0, this.#output.length - left);
    else if (left > 0 && opens && left <= (marker === '~' ? 2 : 3)) {
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
    return this.#openers
      .map(({ marker, length }) => marker.repeat(length))
      .reverse()
      .join('');
  }
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}

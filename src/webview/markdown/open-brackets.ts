import { matchAt } from './match-at.ts';

/** An opening bracket, with which the words of a link may begin. */
export interface Bracket {
  /** Where it stands in the output, and in the source. */
  readonly at: number;
  readonly from: number;
  /** Whether it stands where words begin; `a[0]` and `[1]` are hardly links. */
  readonly plausible: boolean;
}

/** Code spans and link texts that are longer than this before they are closed are taken for stray markers. */
export const LONGEST_UNCLOSED = 240;

/** Nothing yet, or the beginning of a label or of a destination and its title; prose in parentheses is none. */
const UNFINISHED_TARGET = /(?:$|\[[^\]\n]{0,99}$|\(\s?(?:<[^<>\n]*>?|[^\s<]*)(?:\s(?:"[^"]*"?|'[^']*'?)?)?$)/y;

const TARGET = /(?:\((?:[^()\\]|\\[\s\S]|\([^()]*\))*\)|\[[^\]]*\])/y;

/** The brackets that are open at some place of a text. Lengths and positions are those of the output up to there. */
export class OpenBrackets {
  readonly #brackets: Bracket[] = [];

  get isEmpty(): boolean {
    return this.#brackets.length === 0;
  }

  /** Takes the one at `from` in the source, which stands at `at` in the output. */
  open(source: string, from: number, at: number): void {
    // Not from the output: to look into a text that grows, the browser copies all of it each time.
    const before = source.charAt(from - 1) || ' ';
    const after = source.charAt(from + 1);
    this.#brackets.push({ at, from, plausible: /[\s("'*_~!\u2014]/.test(before) && !/\d/.test(after) });
  }

  /** Takes the innermost one away and returns it. */
  close(): Bracket | undefined {
    return this.#brackets.pop();
  }

  /** Whether the output ends within what may still become a link; brackets too far back for that are not looked at. */
  isInLink(length: number): boolean {
    for (let index = this.#brackets.length - 1; index >= 0; index--) {
      const bracket = this.#brackets[index];
      if (!bracket || length - bracket.at > LONGEST_UNCLOSED) return false;
      if (bracket.plausible) return true;
    }
    return false;
  }

  /** The output without those that may still become links. */
  dropAll(output: string): string {
    return this.#brackets.reduceRight(
      (rest, bracket) => (mayBeLink(bracket, rest.length) ? withoutBracket(rest, bracket) : rest),
      output,
    );
  }
}

/** The length of what stands behind the closing bracket at `end` of the source and says where a link leads; 0 if nothing. */
export function targetLength(source: string, end: number): number {
  return matchAt(TARGET, source, end + 1)?.[0].length ?? 0;
}

/** Whether the words from a bracket to the closing one at `end`, the last of the source, still wait for their target. */
export function waitsForTarget(source: string, bracket: Bracket, end: number, length: number): boolean {
  // A number alone is more often the number of a source than the words of a link.
  const isNumber = /^\[\d{1,4}$/.test(source.slice(bracket.from, Math.min(end, bracket.from + 6)));
  return !isNumber && mayBeLink(bracket, length) && matchAt(UNFINISHED_TARGET, source, end + 1) !== null;
}

/** Whether what the bracket began may still become a link. */
function mayBeLink({ at, plausible }: Bracket, length: number): boolean {
  return plausible && length - at <= LONGEST_UNCLOSED;
}

/** The output without a bracket and the exclamation mark of an image before it. */
export function withoutBracket(output: string, { at }: Bracket): string {
  const start = output[at - 1] === '!' ? at - 1 : at;
  return output.slice(0, start) + output.slice(at + 1);
}

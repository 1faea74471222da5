/** A formula found in the inline source of a leaf. */
export interface FormulaSource {
  /** What stands between the delimiters, without the white space around it. */
  readonly tex: string;
  /** Whether it is set on lines of its own. */
  readonly display: boolean;
  /** The end of its closing delimiter in the source. */
  readonly end: number;
}

/**
 * What stands at an opening delimiter: a formula; `under-way`, which may still become one as the source grows; or
 * `none`, which never does.
 */
export type MathAt = FormulaSource | 'under-way' | 'none';

/** Formulas longer than this, in UTF-16 code units, are text: no one writes them, and setting one would take seconds. */
export const LONGEST_FORMULA = 10_000;

/** The same for `$…$`, which is within a line and may well be no formula at all. */
const LONGEST_INLINE = 1000;

/**
 * Reads the formula whose opening delimiter, `$`, `$$`, `\(` or `\[`, stands at `position`; the source up to there must
 * end outside of any escape. Takes time linear in the distance to the next delimiter, so that a flood of openers
 * remains cheap.
 *
 * What a dollar means is decided by the next dollar, since amounts of money are as common as formulas: the rules are
 * those of pandoc (no space inside, no digit after) and some more.
 */
export function mathAt(source: string, position: number, end = source.length): MathAt {
  const text = end === source.length ? source : source.slice(0, end);
  if (text[position] === '\\') return bracketed(text, position);
  if (text[position] !== '$' || text[position - 1] === '$') return 'none';
  if (text[position + 1] !== '$') return inline(text, position);
  return text[position + 2] === '$' ? 'none' : doubled(text, position);
}

/** Whether an opening delimiter of a formula can stand here. */
export function isMathOpener(source: string, position: number): boolean {
  const character = source[position];
  return character === '$' || (character === '\\' && (source[position + 1] === '(' || source[position + 1] === '['));
}

/** `$…$` */
function inline(source: string, position: number): MathAt {
  // Part of a word, as in `US$`, `5$` or `a$b`; scripts without spaces between words are another matter.
  if (/[A-Za-z0-9]/.test(source.charAt(position - 1))) return 'none';
  const start = position + 1;
  if (start === source.length) return 'under-way';
  // No formula begins like this, but what follows a quoted or a variable's dollar does.
  if (/[\s'"’”),;:!?\]}]/.test(source.charAt(start))) return 'none';
  const close = nextDelimiter(source, start, Math.min(source.length, start + LONGEST_INLINE), '$', '\n');
  const tex = source.slice(start, close.at);
  if (isNoInlineFormula(tex)) return 'none';
  if (!close.found) return close.at === source.length ? 'under-way' : 'none';
  if (/\s$/.test(tex) || isPartOfWord(source, close.at + 1)) return 'none';
  return { tex, display: false, end: close.at + 1 };
}

/**
 * What can stand after a closing dollar only if it is none: an amount's digits, a name (but for `$n$th` and `$x$s`), a
 * call or a substitution in a script.
 */
function isPartOfWord(source: string, position: number): boolean {
  return /^(?:[0-9${_(]|(?!(?:th|st|nd|rd|s)(?![A-Za-z]))[A-Za-z])/.test(source.slice(position, position + 4));
}

/** Whether this, and all that begins like this, is prose, money or a script rather than a formula. */
function isNoInlineFormula(tex: string): boolean {
  return (
    /`|\*\*|\]\(/.test(tex) ||
    // `$5 and`, `$1.50 per`
    /^\d[\d.,]*(?:[kKmMbB]n?)?\s+(?:\p{L}{3,}|(?:a|an|as|at|by|in|is|of|on|or|to)(?=\s))/u.test(tex) ||
    // `${name}` in a script; `${n}_k` is a formula.
    /^\{[A-Za-z_]\w+\}(?![_^])/.test(tex) ||
    isProse(tex)
  );
}

/** `$$…$$` */
function doubled(source: string, position: number): MathAt {
  const start = position + 2;
  const close = nextDelimiter(source, start, Math.min(source.length, start + LONGEST_FORMULA), '$$');
  if (close.found && source[close.at + 2] === '$') return 'none';
  if (close.found && isPriceRange(source.slice(Math.max(0, position - 80), position), source.slice(start, close.at)))
    return 'none';
  return explicit(source, start, close, true);
}

/** `$$ to $$`, `$$/$$`, or the ends of two lines in a list of places to eat. */
function isPriceRange(before: string, tex: string): boolean {
  if (hasMathSigns(tex)) return false;
  if (!/[\p{L}\p{N}]/u.test(tex) || /^\s*(?:and|or|to)\s*$/.test(tex)) return true;
  return /^[ \t]*\n/.test(tex) && !/(?:^|\n)[ \t]*$/.test(before);
}

/** `\(…\)` and `\[…\]`; they win over the escapes that they are in CommonMark. */
function bracketed(source: string, position: number): MathAt {
  const opener = source.slice(position, position + 2);
  if (opener !== '\\(' && opener !== '\\[') return 'none';
  const start = position + 2;
  const closer = opener === '\\(' ? '\\)' : '\\]';
  const close = nextDelimiter(source, start, Math.min(source.length, start + LONGEST_FORMULA), closer, opener);
  // `\[words\](target)` is an escaped link.
  if (close.found && opener === '\\[' && /[([]/.test(source.charAt(close.at + 2))) return 'none';
  return explicit(source, start, close, opener === '\\[');
}

function explicit(source: string, start: number, close: Delimiter, display: boolean): MathAt {
  const tex = source.slice(start, close.at);
  if (!close.found) return close.at === source.length ? 'under-way' : 'none';
  const isFormula = tex.trim() !== '' && !tex.includes('`') && (hasMathSigns(tex) || !isProse(tex));
  return isFormula ? { tex: tex.trim(), display, end: close.at + 2 } : 'none';
}

/** Signs that no prose has make a formula of words too. */
function hasMathSigns(tex: string): boolean {
  return /[\\^_={}]/.test(tex);
}

interface Delimiter {
  readonly found: boolean;
  /** Where it stands; or where the search was given up. */
  readonly at: number;
}

/** The next `wanted` that is not escaped, unless `forbidden` or `limit` comes before it. */
function nextDelimiter(source: string, from: number, limit: number, wanted: string, forbidden = ''): Delimiter {
  for (let at = from; at < limit; at++) {
    if (source.startsWith(wanted, at)) return { found: true, at };
    if (forbidden !== '' && source.startsWith(forbidden, at)) return { found: false, at };
    if (source[at] === '\\') at++;
  }
  return { found: false, at: limit };
}

/** Whether two plain words, or two with a short one between, stand outside of all braces, as they do in no formula. */
function isProse(tex: string): boolean {
  return /(?<![\\\p{L}])\p{L}{3,}[,.;:]?\s+(?:\p{L}{1,2}\s+)?\p{L}{3,}/u.test(outsideBraces(tex));
}

function outsideBraces(tex: string): string {
  if (!tex.includes('{')) return tex;
  let depth = 0;
  let outside = '';
  for (const character of tex) {
    if (character === '{') depth++;
    if (depth === 0) outside += character;
    else if (character === '}') {
      depth--;
      outside += '{}';
    }
  }
  return outside;
}

/** Whether a formula under way is to be kept off the screen until it is complete. A guess: amounts are shown at once. */
export function isLikelyFormula(tail: string): boolean {
  if (!tail.startsWith('$') || tail.startsWith('$$')) return hasMathSigns(tail.slice(2)) || !isProse(tail.slice(2));
  const tex = tail.slice(1);
  if (tex.length > 200 || /^\p{L}{4,}/u.test(tex)) return false;
  // After an amount only an operator goes on with a formula.
  return !/^\d[\d.,]*(?:[kKmMbB]n?)?(?:\s+[^\s+\-*/=<>\\^_({]|[);:!?%~]|[.,]\s)/.test(tex);
}

import { isLikelyFormula, LONGEST_FORMULA } from './math-syntax.ts';

/** A display formula that the lines of a paragraph so far have opened and not closed. */
export interface OpenMath {
  readonly closer: '$$' | '\\]';
  /** How much of it has come, in UTF-16 code units. */
  readonly length: number;
}

/**
 * Follows display formulas over the lines of a paragraph. While one is open its lines are no markdown: `= b` is no
 * heading's underline and `- c` no list. A blank line still ends the paragraph, and the formula with it.
 */
export function openMathAfter(open: OpenMath | undefined, line: string): OpenMath | undefined {
  if (!open && !line.includes('$$') && !line.includes('\\[')) return undefined;
  let current = open;
  const markers = /\\[\s\S]|\$+|`+/g;
  let at = 0;
  for (;;) {
    if (current) {
      const end = closerAt(line, at, current.closer);
      if (end < 0) return stillOpen(current, line.length - at + 1);
      current = undefined;
      at = end + 2;
    }
    markers.lastIndex = at;
    const marker = markers.exec(line)?.[0];
    if (!marker) return undefined;
    at = markers.lastIndex;
    if (marker.startsWith('`')) at = codeEnd(line, at, marker);
    else if ((marker === '\\[' || marker === '$$') && isLikelyFormula(line.slice(at - 2, at + 200))) {
      current = { closer: marker === '$$' ? '$$' : '\\]', length: 0 };
    }
  }
}

/** Whether a line begins what no line of a formula looks like: a heading or a fenced code block. */
export function endsMath(content: string): boolean {
  return /^(?:#{1,6}(?:\s|$)|`{3}|~{3})/.test(content);
}

function stillOpen(open: OpenMath, more: number): OpenMath | undefined {
  const length = open.length + more;
  return length > LONGEST_FORMULA ? undefined : { ...open, length };
}

function closerAt(line: string, from: number, closer: string): number {
  for (let at = from; at < line.length; at++) {
    if (line.startsWith(closer, at)) return at;
    if (line[at] === '\\') at++;
  }
  return -1;
}

/** Where the code span ends that begins before `start`; or `start`, when it is not closed on this line. */
function codeEnd(line: string, start: number, marker: string): number {
  const close = line.indexOf(marker, start);
  return close < 0 ? start : close + marker.length;
}

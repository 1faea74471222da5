import { matchAt } from './match-at.ts';

/** Drops the markers, the backslash and the white space at the end: what they mean shows only with what follows. */
export function dropUndecidedEnd(source: string): string {
  let end = source.length;
  while (end > 0 && '*_~[!\\ \t\n'.includes(source.charAt(end - 1))) {
    // An escaped marker is text.
    if (source[end - 2] === '\\' && source[end - 3] !== '\\' && '*_~['.includes(source.charAt(end - 1))) break;
    // An exclamation mark is an image only together with a bracket.
    if (source[end - 1] === '!' && source[end] !== '[') break;
    end--;
  }
  // A run that closes something must stay; the scan puts the rest of it where it belongs.
  const run = closingRun(source, end);
  return run === '' ? source.slice(0, startOfHalfToken(source, end)) : source.slice(0, end) + run;
}

/** The marker run right after `end`, if it may close what was opened before. */
function closingRun(source: string, end: number): string {
  const run = matchAt(/\*+|_+|~+/y, source, end)?.[0];
  return run && end > 0 && !/\s/.test(source.charAt(end - 1)) ? run : '';
}

/** Where the beginning of an entity (`&am`) or of an address in angle brackets (`<htt`) stands before `end`; else `end`. */
function startOfHalfToken(source: string, end: number): number {
  const half = /(?:&(?:#[\da-fx]{0,8}|[a-z][a-z\d]{0,11})?|<(?:h(?:t(?:t(?:ps?)?)?)?|m(?:a(?:i(?:l(?:to?)?)?)?)?)?)$/i;
  const start = Math.max(0, end - 14);
  const found = half.exec(source.slice(start, end));
  return found ? start + found.index : end;
}

import type { Standing } from './source-reader.ts';
import type { TextMachine } from './text-machine.ts';

/**
 * Joins the code of a block that a second answer has opened again to the code that is there. Lines and parts of a line
 * that are there already are left out where they are certainly the same. A line that broke off goes on, unless it looks
 * complete or the new code begins further to the right than the middle of a line would.
 */
export function createSeam({ partialLine, lastLine, needsEnding }: Standing): TextMachine {
  const ending = needsEnding ? '\n' : '';
  let held = '';
  let isDecided = false;
  /** The first line of the new code, where it is the last complete line that is there. */
  let repeated: string | undefined;
  /** A line ending that belongs before what comes next. */
  let pending = '';

  const decide = (isEnd: boolean): string => {
    for (;;) {
      const feed = held.indexOf('\n');
      const isWhole = feed >= 0 || isEnd;
      const line = feed < 0 ? held : held.slice(0, feed);
      if (!isWhole && line.trim() === '') return '';
      if (repeated === undefined && lastLine !== undefined && isTelling(lastLine)) {
        if (!isWhole && mayRepeat(line, lastLine)) return '';
        if (isWhole && line.trim() === lastLine.trim()) {
          repeated = line;
          held = feed < 0 ? '' : held.slice(feed + 1);
          if (partialLine === undefined) return release(ending);
          if (feed < 0) return '';
          continue;
        }
      }
      if (partialLine === undefined) return release(ending);
      const rest = withoutRepeated(held, partialLine);
      if (rest !== undefined) {
        held = rest;
        return release('');
      }
      if (!isWhole && isTelling(partialLine) && mayRepeat(line, partialLine)) return '';
      if (repeated !== undefined) return release(`\n${repeated}\n`);
      return release(/[;{}]\s*$/.test(partialLine) || /^(?: {2}|\t)/.test(held) ? '\n' : '');
    }
  };

  const release = (before: string): string => {
    isDecided = true;
    const output = held === '' ? '' : before + held;
    if (held === '') pending = before;
    held = '';
    return output;
  };

  return {
    push(text) {
      if (!isDecided) {
        held += text;
        return held === '' ? '' : decide(false);
      }
      if (text === '') return '';
      const output = pending + text;
      pending = '';
      return output;
    },
    end: () => (isDecided || held === '' ? '' : decide(true)),
  };
}

/** Whether so much text is there twice only because it was repeated, and not by chance. */
export function isTelling(text: string): boolean {
  return text.trim().length >= 4 && /\p{L}/u.test(text);
}

/** The text without the part of a line that is there, if it certainly begins with that. */
export function withoutRepeated(text: string, partialLine: string): string | undefined {
  const start = partialLine.trimStart();
  if (!isTelling(start)) return undefined;
  const own = text.trimStart();
  if (text.slice(0, text.length - own.length).includes('\n')) return undefined;
  if (own.startsWith(start)) return own.slice(start.length);
  if (!own.startsWith(start.trimEnd())) return undefined;
  return own.length === start.trimEnd().length ? undefined : own.slice(start.trimEnd().length);
}

/** Nobody repeats more than this, in UTF-16 code units; looking at all of it for each piece would take the longer the more comes. */
const longestRepeated = 20_000;

/** Whether a text that starts like this may still turn out to begin with the other. */
export function mayRepeat(text: string, other: string): boolean {
  return text.length <= longestRepeated && other.trim().startsWith(text.trim());
}

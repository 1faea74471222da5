import { mayOpenFence, parseOpeningFence } from './fence.ts';
import type { TextMachine } from './text-machine.ts';

/** Code without a fence around it, and where it stands. */
export interface UnfencedCode extends TextMachine {
  readonly done: boolean;
  readonly atLineStart: boolean;
}

/** The most characters of a line that may be a stray fence. */
const longestFence = 100;

/**
 * Passes on code that had no opening fence. A closing fence that nothing has opened, as models write it when they forget
 * the other one, ends it. Fences that belong to the code come in pairs, the first of them with a label.
 */
export function createUnfencedCode(): UnfencedCode {
  let line = '';
  let passing = false;
  let inFence = false;
  let done = false;
  let wroteLine = false;
  /** A line ending that only counts if a line follows that is none but a stray fence. */
  let heldEnding = '';

  /** A line is known to be code, as far as it has come. */
  const pass = (): string => {
    const output = heldEnding + line;
    heldEnding = '';
    line = '';
    passing = true;
    return output;
  };

  const endLine = (): string => {
    let output = '';
    if (!passing) {
      const fence = parseOpeningFence(line.trim());
      if (fence?.info === '' && !inFence && wroteLine) {
        done = true;
        return '';
      }
      if (fence !== undefined) inFence = !inFence;
      output = pass();
    }
    passing = false;
    wroteLine = true;
    heldEnding += '\n';
    return output;
  };

  return {
    push(text) {
      let output = '';
      for (const [index, piece] of text.split('\n').entries()) {
        if (index > 0) output += endLine();
        if (done) return output;
        if (passing) output += piece;
        else {
          line += piece;
          const start = line.trimStart();
          if (line.length > longestFence || (start !== '' && (!/^[`~]/.test(start) || !mayOpenFence(start.trimEnd()))))
            output += pass();
        }
      }
      return output;
    },
    end() {
      const output = line === '' ? '' : endLine();
      return done ? output : output + heldEnding;
    },
    get done() {
      return done;
    },
    get atLineStart() {
      return !passing;
    },
  };
}

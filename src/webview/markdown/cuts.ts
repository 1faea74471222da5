import { InlineScan } from './inline-scan.ts';
import { isWord } from './open-emphasis.ts';

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
export function findCuts(source: string, math: boolean): Cuts {
  let clean: Cut | undefined;
  let provisional: Cut | undefined;
  const scan = new InlineScan(source, math);
  scan.read((from, to) => {
    const length = lastWordStart(source, from, to);
    if (length === 0 || scan.isInLink) return;
    provisional = { length, reopen: scan.openMarkers };
    if (scan.isNothingOpen) clean = provisional;
  });
  return { clean, provisional };
}

/** Where to cut a text without a good place: before its last `keep` characters, not between what belongs together, if that can be. */
export function anyCut(text: string, keep: number): Cut {
  const last = text.length - keep;
  let length = last;
  while (length > last / 2 && /[\s\\*_~[\]!<&`$\ud800-\udbff]/.test(text.charAt(length - 1))) length--;
  return { length: length > last / 2 ? length : last, reopen: '' };
}

/** The position after the last space between two words; 0 if there is none. */
function lastWordStart(source: string, from: number, to: number): number {
  // In a piece of its own, or a text without spaces would be searched to its very beginning each time.
  const piece = source.slice(from, to - 1);
  for (let at = piece.lastIndexOf(' '); at > 0; at = piece.lastIndexOf(' ', at - 1)) {
    if (isWord(piece.charAt(at - 1)) && isWord(source.charAt(from + at + 1))) return from + at + 1;
  }
  return 0;
}

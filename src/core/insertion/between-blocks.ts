/** So much text between two blocks may be held against their belonging together, in UTF-16 code units. */
const longestBetween = 1000;

/** What the text behind a block says of the next one. */
export type Outlook = 'undecided' | 'more' | 'no more';

/**
 * Judges, line by line, whether the block behind some prose is a part of the same code: it is when no prose is between,
 * when the prose says so (“Then …”, “2. …”), and, as code is sure to follow them, behind a block of imports only. An
 * example of use, an alternative, an output or a test is none. In doubt it is not: that block is in the chat.
 */
export class BetweenBlocks {
  private readonly afterImports: boolean;
  private length = 0;
  private sawProse = false;
  private sawCue = false;

  constructor(afterImports: boolean) {
    this.afterImports = afterImports;
  }

  /** Takes a complete line that opens no block. */
  addLine(line: string): 'undecided' | 'no more' {
    this.length += line.length + 1;
    if (this.length > longestBetween || otherCue.test(line)) return 'no more';
    if (line.trim() === '') return 'undecided';
    this.sawProse = true;
    this.sawCue ||= nextCue.test(line);
    return this.sawCue || this.afterImports ? 'undecided' : 'no more';
  }

  /** Whether a block that begins here goes on with the code. */
  get continues(): boolean {
    return !this.sawProse || this.sawCue || this.afterImports;
  }
}

const nextCue =
  /^\W*(?:then|next|and|now|after that|afterwards|finally|lastly|second(?:ly)?|third(?:ly)?|followed by|continu\w*|part \d|step \d|[2-9][.)])(?!\w)/i;
const otherCue =
  /\b(?:us(?:e|ed|es|age|ing)|examples?|call(?:ed|ing)?|alternatively|alternatives?|or|instead|outputs?|prints?|results?|tests?|try|run|install|equivalent|variants?|versions?)\b/i;

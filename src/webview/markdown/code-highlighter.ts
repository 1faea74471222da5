/** A piece of a line of code that looks the same throughout. */
export interface CodeToken {
  /** Where it ends in its line, in UTF-16 code units; it begins where the token before it ends. */
  readonly end: number;
  /** The classes its element gets, separated by spaces; empty for text without an element of its own. */
  readonly classes: string;
}

/** What is known of a line that has been read. */
export interface TokenizedLine {
  /** In order; what is behind the last one has no classes. */
  readonly tokens: readonly CodeToken[];
  /** Where the grammar is at the line's end; only for the tokenizer that made it. */
  readonly state: object;
  /** The line took so long that it was given up. */
  readonly tooSlow?: boolean;
}

/** Finds the tokens of code in one language, line by line. */
export interface LineTokenizer {
  /**
   * Reads one line.
   *
   * @param line without its line feed
   * @param state that of the line before; undefined for the first line
   * @returns undefined when the time for it is over before it is read: the same line is asked for again later
   */
  tokenize(line: string, state: object | undefined): TokenizedLine | undefined;
}

/** What one step of colouring came to; `waiting` is a line for which the time is over. */
export type ColouringStep = 'coloured' | 'waiting' | 'nothing left';

/** A code block whose lines can be coloured. */
export interface ColourableCode {
  /** What shows it. */
  readonly element: Element;
  /** The first word after its fence. */
  readonly language: string;
  /**
   * Colours the first line that has no colours of this tokenizer; another tokenizer than before starts again at the first
   * line, over the old colours.
   */
  colourNextLine(tokenizer: LineTokenizer): ColouringStep;
}

/**
 * Decides when code is coloured, and by which tokenizer: what knows grammars and themes, which the renderer does not.
 * Code is shown plain first, so all of this may come late or never.
 */
export interface CodeHighlighter {
  /** Lines of this code are new or changed. */
  codeChanged(code: ColourableCode): void;
  /** This code is gone for good. */
  codeRemoved(code: ColourableCode): void;
}

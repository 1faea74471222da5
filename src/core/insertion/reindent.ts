import { type IndentStyle, IndentUnit, renderIndent, withoutIndent } from './indentation.ts';
import { createLineEndings } from './line-endings.ts';
import type { TextMachine } from './text-machine.ts';

/** Where the code goes, and how the document there is written. */
export interface ReindentOptions extends IndentStyle {
  /** White space at the beginning of the line where the code goes in, up to the cursor; every further line gets it. */
  baseIndent: string;
  /** That white space is not there yet: the first line gets it, too. */
  indentFirst?: boolean;
  /** The document's line ending. */
  eol: '\n' | '\r\n';
  /** Leave the source's indentation below the base as it is: for prose, whose white space is no matter of levels. */
  keepUnit?: boolean;
  /** The text begins on a line of its own, below the one where it goes in. */
  newLine?: boolean;
}

/**
 * Fits streamed code to its place: the first line continues where the cursor is, further lines begin with the base
 * indentation; the first line's own indentation is taken off all lines as far as they have it, and what remains is
 * converted to the document's unit, level by level ({@link IndentUnit}). Blank lines have no trailing white space.
 *
 * It is a matter of lines, not of a language: lines within a multi-line string are indented like all others.
 * Only a line's leading white space is ever held back.
 */
export function createReindenter(options: ReindentOptions): TextMachine {
  return new Reindenter(options);
}

class Reindenter implements TextMachine {
  private readonly options: ReindentOptions;
  private readonly lineFeeds = createLineEndings('\n');
  private readonly unit = new IndentUnit();
  /** The indentation of the first line that is not blank. */
  private firstIndent: string | undefined;
  private atFirstLine = true;
  /** Leading white space of the current line; undefined once something else has followed. */
  private indent: string | undefined = '';
  /** What goes before the text. */
  private lead: string;

  constructor(options: ReindentOptions) {
    this.options = options;
    this.lead = options.newLine ? '\n' : '';
  }

  push(text: string): string {
    if (text === '') return '';
    const led = this.lead + text;
    this.lead = '';
    return this.lineFeeds
      .push(led)
      .split('\n')
      .map((piece, index) => (index === 0 ? '' : this.beginLine()) + this.continueLine(piece))
      .join('');
  }

  end(): string {
    this.indent = '';
    return '';
  }

  private beginLine(): string {
    this.indent = '';
    this.atFirstLine = false;
    return this.options.eol;
  }

  private continueLine(piece: string): string {
    if (this.indent === undefined || piece === '') return piece;
    const text = piece.replace(/^[ \t]+/, '');
    const indent = this.indent + piece.slice(0, piece.length - text.length);
    if (text === '') {
      this.indent = indent;
      return '';
    }
    this.indent = undefined;
    return this.render(indent) + text;
  }

  private render(indent: string): string {
    const { baseIndent, indentFirst, tabSize, keepUnit } = this.options;
    const base = this.atFirstLine && !indentFirst ? '' : baseIndent;
    if (this.firstIndent === undefined) {
      this.firstIndent = indent;
      return base;
    }
    const relative = withoutIndent(indent, this.firstIndent, tabSize);
    return base + (keepUnit ? relative : renderIndent(this.unit.depthOf(relative), this.options));
  }
}

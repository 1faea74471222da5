/** How a document indents its lines. */
export interface IndentStyle {
  /** Whether a level is written in spaces and not as a tab. */
  insertSpaces: boolean;
  /** Columns of a level, and of a tab; at least 1. */
  tabSize: number;
}

/** Leading white space as levels of the source's own unit and the columns left over (an alignment such as ` * `). */
export interface IndentDepth {
  levels: number;
  rest: number;
}

/**
 * Learns the unit of a source's indentation line by line, and tells each line's depth in it.
 *
 * A tab is one level. With spaces, the first indentation of 2, 4 or 8 columns is the unit; a smaller one of at least two
 * columns that shows later takes its place from there on. Other widths, and anything before the unit is known, are
 * alignment: one column (` * ` in a comment) tells nothing.
 */
export class IndentUnit {
  private unit: number | undefined;

  /** Columns of a level in spaces, as far as it is known. */
  get columns(): number | undefined {
    return this.unit;
  }

  /** @param indent leading white space of a line, relative to the first line. */
  depthOf(indent: string): IndentDepth {
    const lastTab = indent.lastIndexOf('\t');
    const levels = lastTab < 0 ? 0 : indent.slice(0, lastTab + 1).split('\t').length - 1;
    const spaces = indent.length - (lastTab + 1);
    if (levels > 0) return { levels, rest: spaces };
    this.learn(spaces);
    if (this.unit === undefined) return { levels: 0, rest: spaces };
    return { levels: Math.floor(spaces / this.unit), rest: spaces % this.unit };
  }

  private learn(spaces: number): void {
    if (this.unit === undefined ? [2, 4, 8].includes(spaces) : spaces >= 2 && spaces < this.unit) this.unit = spaces;
  }
}

/** How a text indents its lines, by the first ones that tell: with tabs, or with how many spaces; undefined if none does. */
export function indentStyleOf(lines: Iterable<string>): Partial<IndentStyle> | undefined {
  const unit = new IndentUnit();
  for (const line of lines) {
    const indent = /^[ \t]*(?=[^ \t])/.exec(line)?.[0] ?? '';
    if (indent.startsWith('\t')) return { insertSpaces: false };
    unit.depthOf(indent);
  }
  return unit.columns === undefined ? undefined : { insertSpaces: true, tabSize: unit.columns };
}

/** Writes a depth in the document's style. */
export function renderIndent(depth: IndentDepth, style: IndentStyle): string {
  const level = style.insertSpaces ? ' '.repeat(style.tabSize) : '\t';
  // Without a known unit, or with a deep alignment, tabs are used as far as they go.
  const tabs = style.insertSpaces ? 0 : Math.floor(depth.rest / style.tabSize);
  return level.repeat(depth.levels) + '\t'.repeat(tabs) + ' '.repeat(depth.rest - tabs * style.tabSize);
}

/** The line's indentation without that of the first line, as far as it has it. */
export function withoutIndent(indent: string, first: string, tabSize: number): string {
  if (indent.startsWith(first)) return indent.slice(first.length);
  const remaining = columnsOf(indent, tabSize) - columnsOf(first, tabSize);
  return ' '.repeat(Math.max(0, remaining));
}

/** How wide leading white space is, in columns. */
export function columnsOf(indent: string, tabSize: number): number {
  let columns = 0;
  for (const character of indent) columns += character === '\t' ? tabSize - (columns % tabSize) : 1;
  return columns;
}

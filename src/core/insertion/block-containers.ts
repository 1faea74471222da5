import { ColumnCursor } from './columns.ts';
import { type Fence, parseOpeningFence } from './fence.ts';
import { listIndentBefore } from './list-before.ts';

/** A block quote, or a list item whose content begins `width` columns to the right of where the item begins. */
export type Container = { type: 'quote' } | { type: 'list-item'; width: number };

/** What the first line of a code block tells: what it is inside of, and what kind of block it is. */
export interface CodeBlockStart {
  containers: readonly Container[];
  /** Absent for an indented code block. */
  fence?: Fence;
  /** Columns before the fence, behind the containers; for an indented block the columns taken off each line. */
  indent: number;
  /** The first line of an indented block, without indentation. */
  firstLine?: string;
}

/**
 * Reads the first line of a code block, maybe behind quote and list markers such as `> - `. White space at the line's
 * beginning may belong to list items begun on earlier lines, which are not known here.
 *
 * @returns undefined when the line opens neither a fenced nor an indented block.
 */
export function parseCodeBlockStart(line: string): CodeBlockStart | undefined {
  const containers: Container[] = [];
  let indented: CodeBlockStart | undefined;
  let cursor = new ColumnCursor(line);
  for (;;) {
    const ahead = cursor.copy();
    const indent = ahead.takeIndent(Number.POSITIVE_INFINITY);
    const fence = parseOpeningFence(ahead.rest());
    // Four columns behind a marker are those of indented code; before one, a list item begun earlier may have them.
    const isCode = indent >= 4 && containers.at(-1)?.type === 'list-item';
    if (fence !== undefined && !isCode) return { containers, fence, indent };
    if (indent >= 4 && indented === undefined) {
      const code = cursor.copy();
      code.takeIndent(4);
      indented = { containers: [...containers], indent: 4, firstLine: code.rest() };
    }
    // Behind four columns a marker is code, unless a list item begun earlier holds it and a fence follows: read on.
    const marker = ahead.take('>') ? undefined : ahead.takeListMarker();
    if (marker === 0 || isCode) return indented;
    if (marker === undefined) {
      ahead.takeIndent(1);
      containers.push({ type: 'quote' });
    } else {
      const padding = ahead.copy().takeIndent(5);
      // Five columns or more: one belongs to the marker, the rest begins indented code (CommonMark 5.2, rule 2).
      const gap = padding > 4 ? 1 : padding;
      ahead.takeIndent(gap);
      containers.push({ type: 'list-item', width: indent + marker + gap });
    }
    cursor = ahead;
  }
}

/**
 * The same for a line whose list items may have begun on earlier lines: these are told from the text before it, so that
 * what belongs to them is neither taken for the indentation of a fence nor for that of indented code.
 *
 * @param before the text before the line.
 */
export function parseCodeBlockStartBehind(before: string, line: string): CodeBlockStart | undefined {
  const cursor = new ColumnCursor(line);
  const quotes: Container[] = [];
  for (;;) {
    const ahead = cursor.copy();
    if (ahead.takeIndent(4) > 3 || !ahead.take('>')) break;
    cursor.takeIndent(3);
    cursor.take('>');
    cursor.takeIndent(1);
    quotes.push({ type: 'quote' });
  }
  const indent = cursor.copy().takeIndent(Number.POSITIVE_INFINITY);
  const width = listIndentBefore(before, indent, quotes.length);
  cursor.takeIndent(width);
  const containers: Container[] = width === 0 ? quotes : [...quotes, { type: 'list-item', width }];
  if (indent - width > 3) {
    cursor.takeIndent(4);
    return { containers, indent: 4, firstLine: cursor.rest() };
  }
  const start = parseCodeBlockStart(cursor.rest());
  return start && { ...start, containers: [...containers, ...start.containers] };
}

/**
 * Takes the containers' markers and indentation off a line.
 *
 * @returns the cursor behind them, or undefined when the line is outside of one of them.
 */
export function enterContainers(line: string, containers: readonly Container[]): ColumnCursor | undefined {
  const cursor = new ColumnCursor(line);
  for (const container of containers) {
    if (container.type === 'quote') {
      cursor.takeIndent(3);
      if (!cursor.take('>')) return undefined;
      cursor.takeIndent(1);
    } else if (isBlank(cursor.rest())) {
      // A blank line stays within a list item, whatever its indentation.
      cursor.takeIndent(Number.POSITIVE_INFINITY);
    } else if (cursor.takeIndent(container.width) < container.width) return undefined;
  }
  return cursor;
}

/** Whether there is nothing but white space. */
export function isBlank(text: string): boolean {
  return text.trim() === '';
}

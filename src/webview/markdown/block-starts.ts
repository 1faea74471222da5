import { type Block, depthOf, newBlock } from './block.ts';
import type { BlockTree } from './block-tree.ts';
import { footnoteKey, parseFootnoteLabel } from './footnote-label.ts';
import { normalizeLabel, resolveEscapes } from './inline-parser.ts';
import type { LineCursor } from './line-cursor.ts';
import { parseDelimiterRow, splitRow } from './table-row.ts';
import { trimBlank } from './trim.ts';

/** A line while the block structure is looked for in it. */
export interface LineContext {
  readonly tree: BlockTree;
  readonly cursor: LineCursor;
  /** See `CodeBlock.offset`. */
  readonly offset: number;
  /** Closes the blocks that the line does not continue; called as soon as a new block begins. */
  closeUnmatched(): void;
}

/**
 * Tries to begin a block at the cursor inside `container`. Returns the innermost block begun, or undefined with nothing
 * changed. Blocks that take whole lines, such as headings, consume the line.
 */
type BlockStart = (line: LineContext, container: Block) => Block | undefined;

/** Containers deeper than this are text: a line of ten thousand `>` must not exhaust the stack or the browser's layout. */
const DEEPEST = 100;

const quote: BlockStart = ({ tree, cursor, closeUnmatched }, container) => {
  if (cursor.indent >= 4 || cursor.next !== '>' || depthOf(container) >= DEEPEST) return undefined;
  closeUnmatched();
  skipQuoteMarker(cursor);
  const block: Block = { ...newBlock(), kind: 'quote', children: [] };
  tree.append(container, block);
  return block;
};

/** Consumes `>` and the one column of white space that may follow. */
export function skipQuoteMarker(cursor: LineCursor): void {
  cursor.skipMarker(1);
  cursor.skipColumns(1);
}

const atxHeading: BlockStart = ({ tree, cursor, closeUnmatched }, container) => {
  if (cursor.indent >= 4) return undefined;
  const opening = /^(#{1,6})(?:[ \t]|$)/.exec(cursor.content)?.[1];
  if (!opening) return undefined;
  closeUnmatched();
  const text = trimBlank(cursor.content.slice(opening.length).replace(/(?<=^|[ \t])#+[ \t]*$/, ''));
  const block: Block = { ...newBlock(), kind: 'heading', level: opening.length, text };
  tree.append(container, block);
  return block;
};

const fencedCode: BlockStart = ({ tree, cursor, offset, closeUnmatched }, container) => {
  if (cursor.indent >= 4) return undefined;
  const fence = parseFence(cursor.content);
  if (!fence) return undefined;
  closeUnmatched();
  const block: Block = {
    ...newCodeBlock(offset),
    fence: { character: fence.character, length: fence.length, indent: cursor.indent },
    language: resolveEscapes(fence.info).split(/\s/, 1)[0] ?? '',
  };
  tree.append(container, block);
  return block;
};

/** An indented code block that begins at this place of the source; a fenced one has more to say. */
function newCodeBlock(offset: number): Extract<Block, { kind: 'code' }> {
  const empty = { fence: undefined, language: '', lines: [], heldLines: [], innerFences: [] };
  return { ...newBlock(), ...empty, kind: 'code', offset };
}

/** Reads the opening line of a fenced code block. */
export function parseFence(content: string): { character: string; length: number; info: string } | undefined {
  const match = /^(`{3,})([^`]*)$|^(~{3,})(.*)$/.exec(content);
  const marks = match?.[1] ?? match?.[3];
  if (!marks) return undefined;
  return { character: marks.charAt(0), length: marks.length, info: (match?.[2] ?? match?.[4] ?? '').trim() };
}

const setextHeading: BlockStart = ({ tree, cursor }, container) => {
  if (container.kind !== 'paragraph' || cursor.indent >= 4) return undefined;
  const underline = /^(?:(=+)|-+)[ \t]*$/.exec(cursor.content);
  if (!underline) return undefined;
  tree.takeDefinitions(container);
  if (container.lines.length === 0) return undefined;
  const { parent } = container;
  if (!parent) return undefined;
  tree.removeLast(container);
  const text = trimBlank(container.lines.join('\n'));
  const { line } = container;
  const block: Block = { ...newBlock(), line, kind: 'heading', level: underline[1] ? 1 : 2, text };
  tree.append(parent, block);
  return block;
};

const thematicBreak: BlockStart = ({ tree, cursor, closeUnmatched }, container) => {
  if (cursor.indent >= 4 || !/^([*_-])[ \t]*(?:\1[ \t]*){2,}$/.test(cursor.content)) return undefined;
  closeUnmatched();
  const block: Block = { ...newBlock(), kind: 'rule' };
  tree.append(container, block);
  return block;
};

const listItem: BlockStart = ({ tree, cursor, closeUnmatched }, container) => {
  if (cursor.indent >= 4 || depthOf(container) >= DEEPEST) return undefined;
  const marker = /^(?:[*+-]|(\d{1,9})([.)]))(?=[ \t]|$)/.exec(cursor.content);
  if (!marker) return undefined;
  const ordered = marker[1] !== undefined;
  const start = Number(marker[1] ?? 1);
  if (container.kind === 'paragraph') {
    const empty = cursor.content.slice(marker[0].length).trim() === '';
    if (empty || start !== 1) return undefined;
  }
  closeUnmatched();
  const markerIndent = cursor.indent;
  cursor.skipMarker(marker[0].length);
  // Five columns or more are one column and indented code; an empty first line counts as one column too.
  const padding = cursor.blank || cursor.indent > 4 ? 1 : cursor.indent;
  cursor.skipColumns(padding);

  const delimiter = marker[2] ?? marker[0];
  let list = container;
  if (list.kind !== 'list' || list.ordered !== ordered || list.delimiter !== delimiter) {
    list = { ...newBlock(), kind: 'list', children: [], ordered, start, delimiter, loose: false };
    tree.append(container, list);
  }
  const contentIndent = markerIndent + marker[0].length + padding;
  const item: Block = { ...newBlock(), kind: 'item', children: [], contentIndent };
  tree.append(list, item);
  return item;
};

const footnote: BlockStart = ({ tree, cursor, closeUnmatched }, container) => {
  if (cursor.next !== '[' || cursor.indent >= 4 || depthOf(container) >= DEEPEST) return undefined;
  const label = parseFootnoteLabel(cursor.content);
  if (label === undefined) return undefined;
  closeUnmatched();
  cursor.skipMarker(`[^${label}]:`.length);
  cursor.skipIndent();
  const key = footnoteKey(normalizeLabel(label));
  const duplicate = tree.references.get(key) !== undefined;
  const block: Block = { ...newBlock(), kind: 'footnote', children: [], label, duplicate };
  tree.append(container, block);
  tree.references.define(key, { href: '', title: '' });
  return block;
};

const indentedCode: BlockStart = ({ tree, cursor, offset, closeUnmatched }, container) => {
  if (cursor.indent < 4 || cursor.blank || tree.tip.kind === 'paragraph') return undefined;
  closeUnmatched();
  cursor.skipColumns(4);
  const block = newCodeBlock(offset);
  tree.append(container, block);
  return block;
};

/** The line below a table's header row (https://github.github.com/gfm/#tables-extension-). */
const table: BlockStart = ({ tree, cursor }, container) => {
  if (container.kind !== 'paragraph' || cursor.indent >= 4) return undefined;
  const alignments = parseDelimiterRow(cursor.content);
  const header = container.lines.at(-1);
  const { parent } = container;
  if (!alignments || header === undefined || !parent) return undefined;
  const cells = splitRow(header, alignments.length + 1);
  if (cells.length !== alignments.length) return undefined;
  if (container.lines.length === 1) tree.removeLast(container);
  else {
    tree.setLines(container, container.lines.slice(0, -1));
    tree.close(container);
  }
  const line = tree.line - 1;
  const block: Block = { ...newBlock(), line, kind: 'table', children: [], alignments, cellsAdded: 0 };
  tree.append(parent, block);
  const row: Block = { ...newBlock(), line, kind: 'row', header: true, cells, source: header };
  tree.append(block, row);
  tree.close(row);
  return block;
};

/** All of them, in the order of precedence. */
export const blockStarts: readonly BlockStart[] = [
  quote,
  atxHeading,
  fencedCode,
  setextHeading,
  thematicBreak,
  listItem,
  footnote,
  indentedCode,
  table,
];

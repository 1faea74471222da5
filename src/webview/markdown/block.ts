import type { OpenMath } from './math-lines.ts';

/** What all blocks have. */
interface BlockBase {
  parent: ContainerBlock | undefined;
  /** Whether later lines may still belong to it. */
  open: boolean;
  /** Closed by a complete line: it will never open again. */
  settled: boolean;
  /** The first child or line that may differ from what was last rendered; `Infinity` for none. */
  changedFrom: number;
  /** The line of the source that it begins in, counted from 0; negative until it is in the tree. */
  line: number;
}

export interface DocumentBlock extends BlockBase {
  readonly kind: 'document';
  readonly children: Block[];
}

export interface QuoteBlock extends BlockBase {
  readonly kind: 'quote';
  readonly children: Block[];
}

export interface ListBlock extends BlockBase {
  readonly kind: 'list';
  readonly children: Block[];
  readonly ordered: boolean;
  readonly start: number;
  /** The bullet, or what follows the number; another one starts another list. */
  readonly delimiter: string;
  loose: boolean;
}

export interface ItemBlock extends BlockBase {
  readonly kind: 'item';
  readonly children: Block[];
  /** Columns that its further lines must be indented by. */
  readonly contentIndent: number;
}

/** The text of a footnote, shown where it is defined. */
export interface FootnoteBlock extends BlockBase {
  readonly kind: 'footnote';
  readonly children: Block[];
  /** As it is written. */
  readonly label: string;
  /** Whether the label was defined before; the first one counts. */
  readonly duplicate: boolean;
}

export type Alignment = 'left' | 'center' | 'right' | undefined;

export interface TableBlock extends BlockBase {
  readonly kind: 'table';
  readonly children: Block[];
  readonly alignments: readonly Alignment[];
  /** How many cells were added to rows that are shorter than the header. */
  cellsAdded: number;
}

export interface RowBlock extends BlockBase {
  readonly kind: 'row';
  readonly header: boolean;
  /** One for each column of the table; fewer only in a table that wants very many added (see `fitRow`). */
  readonly cells: readonly string[];
  /** The cells as they are written. */
  readonly source: string;
}

export interface ParagraphBlock extends BlockBase {
  readonly kind: 'paragraph';
  /** Without leading white space; trailing white space matters (hard line breaks). */
  lines: string[];
  /** The display formula that its lines leave open; never there when formulas are not looked for. */
  openMath?: OpenMath | undefined;
}

export interface HeadingBlock extends BlockBase {
  readonly kind: 'heading';
  readonly level: number;
  readonly text: string;
}

/** The line that opened a fenced code block. */
export interface Fence {
  readonly character: string;
  readonly length: number;
  /** Columns taken away from each line. */
  readonly indent: number;
}

export interface CodeBlockNode extends BlockBase {
  readonly kind: 'code';
  /** Absent for indented code. */
  readonly fence: Fence | undefined;
  readonly language: string;
  /** See `CodeBlock.offset`. */
  readonly offset: number;
  /** Each complete line ends with a line feed; only the last one may lack it. */
  readonly lines: string[];
  /** Blank lines of indented code, which count only when more code follows. */
  heldLines: string[];
  /** Lengths of the fences opened inside a block of Markdown, outermost first. */
  innerFences: readonly number[];
}

export interface RuleBlock extends BlockBase {
  readonly kind: 'rule';
}

export type ContainerBlock = DocumentBlock | QuoteBlock | ListBlock | ItemBlock | FootnoteBlock | TableBlock;
export type LeafBlock = RowBlock | ParagraphBlock | HeadingBlock | CodeBlockNode | RuleBlock;
export type Block = ContainerBlock | LeafBlock;

/** The fields every new block begins with. */
export function newBlock(): BlockBase {
  return { parent: undefined, open: true, settled: false, changedFrom: 0, line: -1 };
}

/** Whether blocks can be inside it. */
export function isContainer(block: Block): block is ContainerBlock {
  return 'children' in block;
}

/** Whether `parent` may directly contain a block of the kind of `child`. */
export function canContain(parent: Block, child: Block): parent is ContainerBlock {
  switch (parent.kind) {
    case 'document':
    case 'quote':
    case 'item':
    case 'footnote':
      return child.kind !== 'item' && child.kind !== 'row';
    case 'list':
      return child.kind === 'item';
    case 'table':
      return child.kind === 'row';
    default:
      return false;
  }
}

/** How many containers a block is in. */
export function depthOf(block: Block): number {
  let depth = 0;
  for (let parent = block.parent; parent; parent = parent.parent) depth++;
  return depth;
}

import { type Block, newBlock, type ParagraphBlock } from './block.ts';
import { continueBlock } from './block-continuation.ts';
import { blockStarts, type LineContext } from './block-starts.ts';
import { BlockTree, openChild } from './block-tree.ts';
import { LineCursor } from './line-cursor.ts';
import type { Line } from './lines.ts';
import { endsMath, openMathAfter } from './math-lines.ts';
import { fitRow, splitRow } from './table-row.ts';

/**
 * Finds the block structure line by line, after the strategy in the appendix of the CommonMark specification
 * (https://spec.commonmark.org/0.31.2/#phase-1-block-structure). A complete line is read once. The line still under way
 * is read speculatively and taken back before anything else is read. Raw HTML is no block of its own: it is text.
 */
export class BlockParser {
  readonly tree = new BlockTree();
  readonly #math: boolean;

  /** `math` says whether display formulas may span lines. */
  constructor(math = false) {
    this.#math = math;
  }

  /** What a line leaves open matters to the next one only: of a line that is tried nobody asks. */
  get #looksForMath(): boolean {
    return this.#math && !this.tree.journal.speculative;
  }

  /** Reads a complete line. */
  commit(line: Line): void {
    this.#read(line, '\n');
  }

  /** Reads the line under way. Must be taken back by `rollback` before anything else is read. */
  speculate(line: Line): void {
    this.tree.journal.begin();
    this.#read(line, '');
  }

  /** Takes the line under way back; does nothing if there is none. */
  rollback(): void {
    this.tree.journal.rollback();
  }

  /** No more lines come. */
  end(): void {
    this.tree.close(this.tree.root);
  }

  #read({ text, offset, number }: Line, ending: string): void {
    const { tree } = this;
    tree.line = number;
    const cursor = new LineCursor(text);

    let container: Block = tree.root;
    let unmatched: Block | undefined;
    for (let child = openChild(container); child; child = openChild(container)) {
      const continuation = continueBlock(child, cursor, tree);
      if (continuation === 'closed') {
        tree.journal.set(tree, 'blankIn', undefined);
        return;
      }
      if (continuation === 'no') {
        unmatched = child;
        break;
      }
      container = child;
    }

    if (container.kind === 'paragraph' && container.openMath && !endsMath(cursor.content)) {
      this.#appendToParagraph(container, cursor.content);
      tree.journal.set(tree, 'blankIn', undefined);
      return;
    }

    const context: LineContext = {
      tree,
      cursor,
      offset,
      closeUnmatched: () => {
        if (unmatched) tree.close(unmatched);
        unmatched = undefined;
      },
    };
    let begun: Block | undefined;
    while (takesBlocks(container)) {
      const block = firstStart(context, container);
      if (!block) break;
      container = block;
      begun = block;
      if (endsLine(block)) break;
    }

    if (begun?.kind === 'code' && !begun.fence) {
      tree.appendLine(begun, cursor.rest + ending);
    } else if (!begun || !endsLine(begun)) {
      this.#addText(context, container, ending, unmatched !== undefined && !begun);
    }
    tree.journal.set(tree, 'blankIn', begun ? undefined : blankContainer(cursor, container));
    if (begun?.kind === 'heading' || begun?.kind === 'rule') tree.close(begun);
  }

  /** Adds what is left of a line after its block markers. */
  #addText({ tree, cursor, closeUnmatched }: LineContext, container: Block, ending: string, mayBeLazy: boolean): void {
    const { tip } = tree;
    if (mayBeLazy && !cursor.blank && tip.kind === 'paragraph') {
      this.#appendToParagraph(tip, cursor.content);
      return;
    }
    closeUnmatched();
    if (container.kind === 'code') {
      const { heldLines } = container;
      if (!container.fence && cursor.blank) {
        heldLines.push(cursor.rest + ending);
        tree.journal.record(() => heldLines.pop());
        return;
      }
      if (heldLines.length > 0) {
        for (const held of heldLines) tree.appendLine(container, held);
        tree.journal.set(container, 'heldLines', []);
      }
      tree.appendLine(container, cursor.rest + ending);
    } else if (cursor.blank) {
      return;
    } else if (container.kind === 'paragraph') {
      this.#appendToParagraph(container, cursor.content);
    } else if (container.kind === 'table') {
      const written = splitRow(cursor.content, container.alignments.length);
      const cells = fitRow(written, container.alignments.length, container.cellsAdded);
      tree.journal.set(container, 'cellsAdded', container.cellsAdded + Math.max(0, cells.length - written.length));
      const row: Block = { ...newBlock(), kind: 'row', header: false, cells, source: cursor.content };
      tree.append(container, row);
      if (ending !== '') tree.close(row);
    } else {
      const openMath = this.#looksForMath ? openMathAfter(undefined, cursor.content) : undefined;
      tree.append(container, { ...newBlock(), kind: 'paragraph', lines: [cursor.content], openMath });
    }
  }

  #appendToParagraph(paragraph: ParagraphBlock, line: string): void {
    this.tree.appendLine(paragraph, line);
    if (!this.#looksForMath) return;
    this.tree.journal.set(paragraph, 'openMath', openMathAfter(paragraph.openMath, line));
  }
}

function firstStart(context: LineContext, container: Block): Block | undefined {
  for (const start of blockStarts) {
    const block = start(context, container);
    if (block) return block;
  }
  return undefined;
}

/** Whether a block may begin inside it, or interrupt it. */
function takesBlocks(block: Block): boolean {
  return block.kind !== 'code';
}

/** Whether the block has used up its first line. */
function endsLine(block: Block): boolean {
  return block.kind === 'heading' || block.kind === 'rule' || block.kind === 'code' || block.kind === 'table';
}

/** The block that a blank line is in. Blank lines of fenced code are code. */
function blankContainer(cursor: LineCursor, container: Block): Block | undefined {
  if (!cursor.blank) return undefined;
  if (container.kind !== 'code') return container;
  return container.fence ? undefined : container.parent;
}

import {
  type Block,
  type CodeBlockNode,
  type ContainerBlock,
  canContain,
  type DocumentBlock,
  isContainer,
  newBlock,
  type ParagraphBlock,
} from './block.ts';
import { Journal } from './journal.ts';
import { parseDefinition } from './reference-definition.ts';
import { ReferenceMap } from './reference-map.ts';

/** The blocks read so far, and the only place that changes them. */
export class BlockTree {
  readonly root: DocumentBlock = { ...newBlock(), kind: 'document', children: [] };
  readonly journal = new Journal();
  readonly references = new ReferenceMap(this.journal);
  /** Blocks whose rendering may be out of date. */
  readonly dirty = new Set<Block>();
  /**
   * The innermost block that the last line was blank in; undefined after a line that was not blank. Decides whether
   * a list is loose.
   */
  blankIn: Block | undefined;
  /** The line of the source that is being read, counted from 0. */
  line = 0;

  /** The innermost open block. */
  get tip(): Block {
    let block: Block = this.root;
    for (;;) {
      const child = openChild(block);
      if (!child) return block;
      block = child;
    }
  }

  /**
   * Adds `child` to `near` or, closing what cannot contain it, to the nearest ancestor that can.
   * @throws Error when no ancestor can contain it, which no parser rule asks for.
   */
  append(near: Block, child: Block): void {
    let parent: Block | undefined = near;
    while (parent && !canContain(parent, child)) {
      this.close(parent);
      parent = parent.parent;
    }
    if (!parent) throw new Error(`No open block can contain a ${child.kind}.`);
    const container: ContainerBlock = parent;
    const index = container.children.length;
    if (index > 0 && this.#blankLineBefore(container)) {
      const list = container.kind === 'item' ? container.parent : container;
      if (list?.kind === 'list') {
        this.journal.set(list, 'loose', true);
        this.#touch(list);
      }
    }
    child.parent = container;
    if (child.line < 0) child.line = this.line;
    container.children.push(child);
    this.#changed(container, index);
    this.journal.record(() => {
      container.children.pop();
      this.#changed(container, index);
    });
  }

  /** Takes the last child of its parent out of the tree. */
  removeLast(child: Block): void {
    const parent = child.parent;
    if (!parent) return;
    const index = parent.children.length - 1;
    parent.children.pop();
    this.#changed(parent, index);
    this.journal.record(() => {
      parent.children.push(child);
      this.#changed(parent, index);
    });
  }

  /** Replaces the lines of a paragraph. */
  setLines(block: ParagraphBlock, lines: string[]): void {
    this.journal.set(block, 'lines', lines);
    this.#touch(block);
  }

  /** Adds a line to a paragraph or a code block. */
  appendLine(block: ParagraphBlock | CodeBlockNode, line: string): void {
    const { lines } = block;
    const index = lines.length;
    lines.push(line);
    this.#changed(block, index);
    this.journal.record(() => {
      lines.pop();
      this.#changed(block, index);
    });
  }

  /** Closes a block and all that is open inside it, innermost first. Closing a closed block does nothing. */
  close(block: Block): void {
    if (!block.open) return;
    const child = openChild(block);
    if (child) this.close(child);
    this.journal.set(block, 'open', false);
    if (!this.journal.speculative) block.settled = true;
    this.#touch(block);
    if (block.kind === 'paragraph') {
      this.takeDefinitions(block);
      if (block.lines.length === 0) this.removeLast(block);
    }
  }

  /** Moves the link reference definitions at the start of a paragraph into the map of references. */
  takeDefinitions(paragraph: ParagraphBlock): void {
    if (!paragraph.lines[0]?.startsWith('[')) return;
    let text = paragraph.lines.join('\n');
    const { length } = text;
    while (text.startsWith('[')) {
      const definition = parseDefinition(text);
      if (!definition) break;
      this.references.define(definition.label, definition);
      text = text.slice(definition.length);
    }
    if (text.length === length) return;
    const lines = text === '' ? [] : text.split('\n').map(line => line.replace(/^[ \t]+/, ''));
    this.journal.set(paragraph, 'line', paragraph.line + paragraph.lines.length - lines.length);
    this.setLines(paragraph, lines);
  }

  /** Whether a blank line, not inside a block quote of its own, comes before the next child of `container`. */
  #blankLineBefore(container: Block): boolean {
    for (let block = this.blankIn; block; block = block.parent) {
      if (block === container) return true;
      if (block.kind === 'quote') return false;
    }
    return false;
  }

  #changed(block: Block, index: number): void {
    block.changedFrom = Math.min(block.changedFrom, index);
    this.#touch(block);
  }

  #touch(block: Block): void {
    this.dirty.add(block);
    this.journal.record(() => this.dirty.add(block));
  }
}

/** The child that the next line may continue. */
export function openChild(block: Block): Block | undefined {
  const child = isContainer(block) ? block.children.at(-1) : undefined;
  return child?.open ? child : undefined;
}

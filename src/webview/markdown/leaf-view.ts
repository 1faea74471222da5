import type { Block, ParagraphBlock } from './block.ts';
import { InlineContent } from './inline-content.ts';
import { hasPrefix } from './prefix.ts';
import { parseDefinition } from './reference-definition.ts';
import type { RenderContext } from './render-context.ts';
import { trimBlankEnd } from './trim.ts';
import type { BlockView } from './view.ts';

/** Shows a paragraph or a heading. */
export class LeafView implements BlockView {
  readonly shape: string;
  readonly element: HTMLElement;
  readonly #content: InlineContent;
  readonly #context: RenderContext;
  readonly #healing: boolean;
  /** The lines of a paragraph but the last one, and these lines joined, which would take long to do again for each write. */
  #lines: readonly string[] = [];
  #joined: { readonly text: string; readonly count: number } = { text: '', count: 0 };
  /** The definitions at the start that nothing which follows can change. */
  #definitions = '';

  constructor(shape: string, context: RenderContext) {
    this.shape = shape;
    this.element = document.createElement(shape);
    this.#content = new InlineContent(this.element, context);
    this.#context = context;
    this.#healing = context.healing;
  }

  update(block: Block): void {
    if (block.kind !== 'heading' && block.kind !== 'paragraph') return;
    const marks = this.#context.marks.inLeaf(block);
    if (block.kind === 'heading') {
      this.#content.update(block.text, !block.settled, false, marks);
      return;
    }
    const source = trimBlankEnd(this.#join(block));
    const healing = this.#healing && block.open;
    const shown = healing ? this.#hideUndecided(source) : source;
    // What is hidden at the beginning takes no mark along.
    const cut = marks.length > 0 && source.endsWith(shown) ? source.length - shown.length : 0;
    const placed = cut > 0 ? marks.map(({ position, id }) => ({ position: position - cut, id })) : marks;
    this.#content.update(shown, block.open, beginsItem(block), placed);
  }

  dispose(): void {
    this.#content.dispose();
  }

  /**
   * Leaves out what will most likely not stay in the paragraph: link reference definitions at its start, and a last line
   * that looks like the header of a table.
   */
  #hideUndecided(source: string): string {
    if (!hasPrefix(source, `${this.#definitions}[`)) this.#definitions = '';
    let text = source.slice(this.#definitions.length);
    for (let definition = parseDefinition(text); definition; definition = parseDefinition(text)) {
      text = text.slice(definition.length);
      // No title begins with a bracket: the definition before it is complete.
      if (text.startsWith('[')) this.#definitions = source.slice(0, source.length - text.length);
    }
    if (/^\[(?:[^\\[\]]|\\.)+\]:[^\n]*(?:\n[^\n]*)?$/.test(text)) return '';
    const lastLine = text.lastIndexOf('\n') + 1;
    return text.startsWith('|', lastLine) ? text.slice(0, lastLine) : text;
  }

  #join(block: ParagraphBlock): string {
    const { lines, changedFrom } = block;
    const last = lines.length - 1;
    const isSame = lines === this.#lines && this.#joined.count <= Math.min(last, changedFrom);
    const { text, count } = isSame ? this.#joined : { text: '', count: 0 };
    this.#lines = lines;
    block.changedFrom = Number.POSITIVE_INFINITY;
    const more = lines.slice(count, last).join('\n');
    if (count < last) this.#joined = { text: count > 0 ? [text, more].join('\n') : more, count: last };
    else this.#joined = { text, count };
    return last > 0 ? [this.#joined.text, lines[last]].join('\n') : (lines[0] ?? '');
  }
}

/** Whether it is where a task list item has its marker. */
function beginsItem(block: ParagraphBlock): boolean {
  return block.parent?.kind === 'item' && block.parent.children[0] === block;
}

import type { Block, ParagraphBlock } from './block.ts';
import { InlineContent } from './inline-content.ts';
import { parseDefinition } from './reference-definition.ts';
import type { RenderContext } from './render-context.ts';
import { trimBlankEnd } from './trim.ts';
import type { BlockView } from './view.ts';

/** Shows a paragraph or a heading. */
export class LeafView implements BlockView {
  readonly shape: string;
  readonly element: HTMLElement;
  readonly #content: InlineContent;
  readonly #healing: boolean;

  constructor(shape: string, context: RenderContext) {
    this.shape = shape;
    this.element = document.createElement(shape);
    this.#content = new InlineContent(this.element, context);
    this.#healing = context.healing;
  }

  update(block: Block): void {
    if (block.kind === 'heading') this.#content.update(block.text, !block.settled);
    if (block.kind !== 'paragraph') return;
    const source = trimBlankEnd(block.lines.join('\n'));
    const healing = this.#healing && block.open;
    this.#content.update(healing ? hideUndecided(source) : source, block.open, beginsItem(block));
  }

  dispose(): void {
    this.#content.dispose();
  }
}

/** Whether it is where a task list item has its marker. */
function beginsItem(block: ParagraphBlock): boolean {
  return block.parent?.kind === 'item' && block.parent.children[0] === block;
}

/**
 * Leaves out what will most likely not stay in the paragraph: link reference definitions at its start, and a last line
 * that looks like the header of a table.
 */
function hideUndecided(source: string): string {
  let text = source;
  for (let definition = parseDefinition(text); definition; definition = parseDefinition(text)) {
    text = text.slice(definition.length);
  }
  if (/^\[(?:[^\\[\]]|\\.)+\]:[^\n]*(?:\n[^\n]*)?$/.test(text)) return '';
  const lastLine = text.lastIndexOf('\n') + 1;
  return text.startsWith('|', lastLine) ? text.slice(0, lastLine) : text;
}

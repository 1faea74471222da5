import type { Block } from './block.ts';

/** What shows one block. */
export interface BlockView {
  readonly element: HTMLElement;
  /** Blocks of equal shape can take over each other's views. */
  readonly shape: string;
  /** Makes the element show `block`, of which the view may have shown an earlier state, or another block. */
  update(block: Block): void;
  /** The element is gone for good. */
  dispose(): void;
}

/** The shape a block's view must have: its element's name, for most. */
export function shapeOf(block: Block): string {
  switch (block.kind) {
    case 'document':
      return 'div';
    case 'quote':
      return 'blockquote';
    case 'list':
      return block.ordered ? 'ol' : 'ul';
    case 'item':
      return 'li';
    case 'paragraph':
      return 'p';
    case 'heading':
      return `h${block.level}`;
    case 'rule':
      return 'hr';
    case 'row':
      return block.header ? 'header-row' : 'row';
    default:
      return block.kind;
  }
}

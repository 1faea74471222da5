import type { Block } from './block.ts';
import { CodeView } from './code-view.ts';
import { ContainerView } from './container-view.ts';
import { FootnoteView } from './footnote-view.ts';
import { LeafView } from './leaf-view.ts';
import type { RenderContext } from './render-context.ts';
import { RowView, TableView } from './table-view.ts';
import { type BlockView, shapeOf } from './view.ts';

/** Makes the view of a block: its element, empty. */
export function createView(block: Block, context: RenderContext): BlockView {
  const shape = shapeOf(block);
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return new LeafView(shape, context);
    case 'row':
      return new RowView(shape, context);
    case 'table':
      return new TableView(shape, context, createView);
    case 'code':
      return new CodeView(shape, context);
    case 'footnote':
      return new FootnoteView(shape, context, createView);
    case 'rule':
      return { shape, element: document.createElement('hr'), update: () => {}, dispose: () => {} };
    default:
      return new ContainerView(shape, document.createElement(shape), context, createView);
  }
}

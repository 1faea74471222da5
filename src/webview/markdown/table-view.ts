import type { Block, TableBlock } from './block.ts';
import { ChildViews, type ViewFactory } from './child-views.ts';
import { setAttribute } from './container-view.ts';
import { InlineContent } from './inline-content.ts';
import type { RenderContext } from './render-context.ts';
import type { BlockView } from './view.ts';

/** Rows in one `tbody`: a new row makes the browser lay out no more than these. */
const ROWS_PER_BODY = 64;

/** From this many rows on the table gets the class `large`, which lays each row out on its own. */
const LARGE = 200;

/** Shows a table inside an element that scrolls when the table is wider than the page. */
export class TableView implements BlockView {
  readonly shape: string;
  readonly element: HTMLElement;
  readonly #table = document.createElement('table');
  readonly #head = document.createElement('thead');
  readonly #bodies: HTMLElement[] = [];
  readonly #rows: ChildViews;
  #columns = '';

  constructor(shape: string, context: RenderContext, create: ViewFactory) {
    this.shape = shape;
    this.element = document.createElement('div');
    this.element.className = 'table-scroll';
    this.#table.append(this.#head);
    this.element.append(this.#table);
    this.#rows = new ChildViews(context, create);
  }

  update(block: Block): void {
    if (block.kind !== 'table') return;
    const columns = String(block.alignments.length);
    if (columns !== this.#columns) this.#table.style.setProperty('--columns', columns);
    this.#columns = columns;
    this.#rows.update(block, (element, index) => {
      const place = index === 0 ? this.#head : this.#body(index - 1);
      if (element.parentElement !== place) place.append(element);
    });
    this.#removeEmptyBodies(block);
    setAttribute(this.#table, 'class', block.children.length > LARGE ? 'large' : undefined);
  }

  dispose(): void {
    this.#rows.dispose();
  }

  #body(row: number): HTMLElement {
    const index = Math.floor(row / ROWS_PER_BODY);
    const existing = this.#bodies[index];
    if (existing) return existing;
    const body = document.createElement('tbody');
    this.#bodies[index] = body;
    this.#table.append(body);
    return body;
  }

  #removeEmptyBodies(block: TableBlock): void {
    const count = Math.ceil((block.children.length - 1) / ROWS_PER_BODY);
    for (const body of this.#bodies.splice(count)) body.remove();
  }
}

/** Shows one row of a table. */
export class RowView implements BlockView {
  readonly shape: string;
  readonly element = document.createElement('tr');
  readonly #context: RenderContext;
  readonly #cells: { element: HTMLElement; content: InlineContent }[] = [];

  constructor(shape: string, context: RenderContext) {
    this.shape = shape;
    this.#context = context;
  }

  update(block: Block): void {
    if (block.kind !== 'row' || block.parent?.kind !== 'table') return;
    const { alignments } = block.parent;
    for (const removed of this.#cells.splice(block.cells.length)) {
      removed.element.remove();
      removed.content.dispose();
    }
    for (const [column, source] of block.cells.entries()) {
      const cell = this.#cells[column] ?? this.#addCell(block.header ? 'th' : 'td');
      const alignment = alignments[column];
      setAttribute(cell.element, 'data-align', alignment);
      cell.content.update(source, block.open, false, this.#context.marks.inCell(block, column));
    }
  }

  dispose(): void {
    for (const { content } of this.#cells) content.dispose();
  }

  #addCell(tag: 'th' | 'td'): { element: HTMLElement; content: InlineContent } {
    const element = document.createElement(tag);
    if (tag === 'th') element.setAttribute('scope', 'col');
    const cell = { element, content: new InlineContent(element, this.#context) };
    this.#cells.push(cell);
    this.element.append(element);
    return cell;
  }
}

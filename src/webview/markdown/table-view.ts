import type { Block, TableBlock } from './block.ts';
import { ChildViews, type ViewFactory } from './child-views.ts';
import { setAttribute } from './container-view.ts';
import { InlineContent } from './inline-content.ts';
import type { RenderContext } from './render-context.ts';
import type { BlockView } from './view.ts';

/** Rows in one `tbody`: a new row makes the browser lay out no more than these. */
const ROWS_PER_BODY = 64;

/** With more rows than this, the header among them, the table gets the class `large`: each row is laid out on its own. */
const LARGE = 64;

/** No column of a large table is made for more characters than this. */
const WIDEST = 48;

/** Nor can it become narrower than this many, unless it never has as many. */
const NARROWEST = 10;

/** Of so many characters a cell is short: its few words need not be broken into lines. */
const SHORT = 10;

/** The space around a cell's text and its borders, in pixels, and in characters, about. */
const CHROME = 22;
const PADDING = 3;

/** Shows a table inside an element that scrolls when the table is wider than the page. */
export class TableView implements BlockView {
  readonly shape: string;
  readonly element: HTMLElement;
  readonly #table = document.createElement('table');
  readonly #head = document.createElement('thead');
  readonly #bodies: HTMLElement[] = [];
  readonly #rows: ChildViews;
  readonly #properties = new Map<string, string>();

  constructor(shape: string, context: RenderContext, create: ViewFactory) {
    this.shape = shape;
    this.element = document.createElement('div');
    this.element.className = 'table-scroll';
    this.#table.append(this.#head);
    this.element.append(this.#table);
    context.options.table?.(this.element);
    this.#rows = new ChildViews(context, create);
  }

  update(block: Block): void {
    if (block.kind !== 'table') return;
    this.#setProperty('--columns', String(block.alignments.length));
    this.#rows.update(block, (element, index) => {
      const place = index === 0 ? this.#head : this.#body(index - 1);
      if (element.parentElement !== place) place.append(element);
    });
    this.#removeEmptyBodies(block);
    this.#setLarge(block, block.children.length > LARGE);
  }

  dispose(): void {
    this.#rows.dispose();
  }

  /**
   * Rows that are laid out on their own cannot find out how wide the columns have to be: the first rows tell. Not by
   * measuring them, which would make the result depend on where and how fast the table was written.
   */
  #setLarge(block: TableBlock, large: boolean): void {
    if (large === (this.#table.className === 'large')) return;
    setAttribute(this.#table, 'class', large ? 'large' : undefined);
    const widths = large ? columnWidths(block) : [];
    const least = widths.map(width => Math.min(width, NARROWEST));
    this.#setProperty(
      '--widths',
      widths.map((width, column) => `minmax(calc(${least[column]}ch + ${CHROME}px), ${width + PADDING}fr)`).join(' '),
    );
    this.#setProperty('--least', large ? `calc(${sum(least)}ch + ${widths.length * CHROME}px)` : '');
    this.#setProperty('--most', large ? `calc(${sum(widths)}ch + ${widths.length * CHROME}px)` : '');
  }

  /** Sets what the stylesheet needs, or takes it away if it is empty. */
  #setProperty(name: string, value: string): void {
    if (value === (this.#properties.get(name) ?? '')) return;
    this.#properties.set(name, value);
    if (value === '') this.#table.style.removeProperty(name);
    else this.#table.style.setProperty(name, value);
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

/** How many characters each column is made for. */
function columnWidths({ children, alignments }: TableBlock): number[] {
  const rows = children.slice(0, LARGE);
  return alignments.map((_, column) => {
    const lengths = rows.map(row => (row.kind === 'row' ? (row.cells[column]?.length ?? 0) : 0));
    return Math.min(WIDEST, Math.max(4, ...lengths));
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
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
      // The one that is always there comes first, so that their order is the same however the text comes.
      setAttribute(cell.element, 'data-length', source.length <= SHORT ? 'short' : 'long');
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

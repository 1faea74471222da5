import type { Block } from './block.ts';
import { ChildViews, type ViewFactory } from './child-views.ts';
import type { RenderContext } from './render-context.ts';
import type { BlockView } from './view.ts';

/** Sets an attribute, or takes it away, only if that changes something: setting the same again costs the browser too. */
export function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * So many blocks of a document or items of a list are one section, but for the first so many: what is out of sight is
 * then skipped by the browser as one thing, where a thousand siblings would each be looked at in every frame. Which
 * section something is in follows from its number alone, and nothing is ever moved into one.
 */
const sectionSizes: Partial<Record<Block['kind'], number>> = { document: 32, list: 64 };

/** Shows a block that contains others: a document, a block quote, a list or an item. */
export class ContainerView implements BlockView {
  readonly shape: string;
  readonly element: HTMLElement;
  readonly #children: ChildViews;
  readonly #elements: HTMLElement[] = [];
  readonly #sections: HTMLElement[] = [];

  constructor(shape: string, element: HTMLElement, context: RenderContext, create: ViewFactory) {
    this.shape = shape;
    this.element = element;
    this.#children = new ChildViews(context, create);
  }

  update(block: Block): void {
    if (!('children' in block)) return;
    if (block.kind === 'list') {
      // Items always hold paragraphs, so that a list which turns out loose changes by one attribute.
      setAttribute(this.element, 'class', block.loose ? undefined : 'tight');
      const digits = block.ordered ? String(block.start + block.children.length - 1).length : 1;
      setAttribute(this.element, 'data-digits', digits > 2 ? String(digits) : undefined);
      setAttribute(this.element, 'start', block.ordered && block.start !== 1 ? String(block.start) : undefined);
    }
    const size = sectionSizes[block.kind] ?? Number.POSITIVE_INFINITY;
    this.#children.update(block, (element, index) => {
      this.#elements[index] = element;
      // The browser counts the items of a section from 1.
      const isFirst = index >= size && index % size === 0;
      if (block.kind === 'list') {
        setAttribute(element, 'value', block.ordered && isFirst ? String(block.start + index) : undefined);
      }
      if (index < size) place(element, this.element, this.#elements[index - 1]);
      else place(element, this.#section(index, size), isFirst ? undefined : this.#elements[index - 1]);
    });
    const count = Math.ceil(block.children.length / size) - 1;
    for (const section of this.#sections.splice(Math.max(0, count))) section.remove();
  }

  dispose(): void {
    this.#children.dispose();
  }

  /** The section of child `index`; all before it are there. */
  #section(index: number, size: number): HTMLElement {
    const number = Math.floor(index / size) - 1;
    const existing = this.#sections[number];
    if (existing) return existing;
    const section = document.createElement('div');
    section.className = 'section';
    // The items in it are the list's.
    section.setAttribute('role', 'none');
    this.#sections[number] = section;
    place(section, this.element, this.#sections[number - 1] ?? this.#elements[size - 1]);
    return section;
  }
}

/** Puts `element` behind `before`, not at the end: the owner may have put something of its own there. */
function place(element: HTMLElement, parent: HTMLElement, before: HTMLElement | undefined): void {
  const present = before ? before.nextElementSibling : parent.firstElementChild;
  if (present === element) return;
  if (before) before.after(element);
  else parent.prepend(element);
}

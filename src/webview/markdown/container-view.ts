import type { Block } from './block.ts';
import { ChildViews, type ViewFactory } from './child-views.ts';
import type { RenderContext } from './render-context.ts';
import type { BlockView } from './view.ts';

/** Sets an attribute, or takes it away, only if that changes something: setting the same again costs the browser too. */
export function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Shows a block that contains others: a document, a block quote, a list or an item. */
export class ContainerView implements BlockView {
  readonly shape: string;
  readonly element: HTMLElement;
  readonly #children: ChildViews;
  readonly #elements: HTMLElement[] = [];

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
    this.#children.update(block, (element, index) => {
      this.#elements[index] = element;
      // After the one before, not at the end: the owner may have put something of its own there.
      const before = this.#elements[index - 1];
      const present = before ? before.nextElementSibling : this.element.firstElementChild;
      if (present === element) return;
      if (before) before.after(element);
      else this.element.prepend(element);
    });
  }

  dispose(): void {
    this.#children.dispose();
  }
}

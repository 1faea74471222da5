import type { Block, ContainerBlock } from './block.ts';
import type { RenderContext } from './render-context.ts';
import { type BlockView, shapeOf } from './view.ts';

export type ViewFactory = (block: Block, context: RenderContext) => BlockView;

/** The view that shows each block now on the screen. */
export const views = new WeakMap<Block, BlockView>();

/**
 * Keeps the views of a container's children in step with its blocks. Only children that may have changed are looked at.
 * A block that is new where another one of the same shape has gone takes that one's view over, so that what a
 * speculative line showed does not flicker when the line is read again.
 */
export class ChildViews {
  readonly #context: RenderContext;
  readonly #create: ViewFactory;
  /** The blocks shown, in order. */
  readonly #shown: Block[] = [];

  constructor(context: RenderContext, create: ViewFactory) {
    this.#context = context;
    this.#create = create;
  }

  /** `place` puts the element of child `index` where it belongs. */
  update(container: ContainerBlock, place: (element: HTMLElement, index: number) => void): void {
    const from = Math.min(container.changedFrom, container.children.length);
    container.changedFrom = Number.POSITIVE_INFINITY;
    const children = container.children.slice(from);
    const gone = this.#shown.splice(from).filter(block => !children.includes(block));
    for (const [offset, child] of children.entries()) {
      const view = views.get(child) ?? this.#adopt(child, gone) ?? this.#create(child, this.#context);
      views.set(child, view);
      place(view.element, from + offset);
      this.#shown.push(child);
      view.update(child);
    }
    for (const block of gone) {
      const view = views.get(block);
      view?.element.remove();
      view?.dispose();
      views.delete(block);
    }
  }

  dispose(): void {
    for (const block of this.#shown) views.get(block)?.dispose();
  }

  #adopt(child: Block, gone: Block[]): BlockView | undefined {
    const shape = shapeOf(child);
    const index = gone.findIndex(block => views.get(block)?.shape === shape);
    const [donor] = index < 0 ? [] : gone.splice(index, 1);
    const view = donor && views.get(donor);
    if (donor) views.delete(donor);
    return view;
  }
}

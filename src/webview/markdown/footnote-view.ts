import type { Block } from './block.ts';
import type { ViewFactory } from './child-views.ts';
import { ContainerView } from './container-view.ts';
import type { NoteView } from './footnotes.ts';
import type { RenderContext } from './render-context.ts';
import type { BlockView } from './view.ts';

/** Shows a footnote where it is defined: its number, which leads back to the mark, and its text. */
export class FootnoteView implements BlockView, NoteView {
  readonly shape: string;
  readonly element = document.createElement('div');
  readonly back = document.createElement('button');
  readonly #context: RenderContext;
  readonly #content: ContainerView;
  #label: string | undefined;

  constructor(shape: string, context: RenderContext, create: ViewFactory) {
    this.shape = shape;
    this.#context = context;
    this.element.className = 'footnote';
    this.element.setAttribute('role', 'note');
    this.back.type = 'button';
    this.back.className = 'footnote-back';
    const content = document.createElement('div');
    content.className = 'footnote-text';
    this.#content = new ContainerView(shape, content, context, create);
    this.element.append(this.back, content);
  }

  get text(): string {
    const copy = this.#content.element.cloneNode(true) as HTMLElement;
    // A formula as one reads it, or else as it is written, and code without what its owner has put there.
    for (const formula of copy.querySelectorAll<HTMLElement>('.math')) {
      formula.textContent = plainFormula(formula) ?? formula.dataset['source'] ?? '';
    }
    for (const code of copy.querySelectorAll('.code-block'))
      code.textContent = code.querySelector('pre')?.textContent ?? '';
    return [...copy.children].map(block => block.textContent?.trim()).join('\n');
  }

  update(block: Block): void {
    if (block.kind !== 'footnote') return;
    const { label, duplicate } = block;
    this.dispose();
    // Nothing leads to a second note of the same label.
    this.#label = duplicate ? undefined : label;
    if (!duplicate) this.#context.footnotes.addView(label, this);
    this.back.dataset['footnote'] = label;
    this.#show(label);
    this.#content.update(block);
  }

  renumber(): void {
    if (this.#label !== undefined) this.#show(this.#label);
  }

  dispose(): void {
    if (this.#label !== undefined) this.#context.footnotes.removeView(this.#label, this);
    this.#label = undefined;
  }

  #show(label: string): void {
    const number = this.#label === undefined ? undefined : this.#context.footnotes.numberOf(label);
    const name = String(number ?? label);
    if (this.back.textContent !== name) this.back.textContent = name;
    this.back.setAttribute('aria-label', `Back to reference ${name}`);
    this.element.setAttribute('aria-label', `Footnote ${name}`);
    this.back.disabled = number === undefined;
  }
}

/** MathML that says something by where its parts stand. */
const LAYOUT = 'msup, msub, msubsup, mfrac, msqrt, mroot, munder, mover, munderover, mtable, mmultiscripts, menclose';

/** What a formula says that is no more than letters, numbers and signs in a row, such as ρ; undefined for any other. */
function plainFormula(formula: Element): string | undefined {
  const math = formula.querySelector('math');
  if (!math || math.querySelector(LAYOUT)) return undefined;
  return [...math.querySelectorAll('mi, mn, mo, ms, mtext')].map(part => part.textContent).join('');
}

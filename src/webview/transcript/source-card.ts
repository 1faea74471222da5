import { element } from '../dom.ts';
import { placeBeside } from '../place-beside.ts';
import type { SourceWords } from './source-words.ts';

/** How long the pointer rests on a mark until its card is shown, and may be off both until it goes, in milliseconds. */
const delays = { show: 300, hide: 150 };

let cards = 0;

/** The card that says more about a source, beside the mark that the pointer or the focus is on. */
export class SourceCard {
  readonly element = element('div', 'source-card');
  #target: HTMLElement | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.element.id = `source-card-${++cards}`;
    this.element.role = 'tooltip';
    this.element.popover = 'manual';
    this.element.addEventListener('pointerenter', () => clearTimeout(this.#timer));
    this.element.addEventListener('pointerleave', () => this.#later(delays.hide, () => this.hide()));
  }

  /** Shows the card of a source beside `target` whenever the reader is there. */
  attach(target: HTMLElement, source: () => SourceWords | undefined): void {
    const show = () => this.#show(target, source());
    target.addEventListener('pointerenter', () => this.#later(delays.show, show));
    target.addEventListener('pointerleave', () => this.#later(delays.hide, () => this.hide()));
    target.addEventListener('focus', () => {
      if (target.matches(':focus-visible')) show();
    });
    target.addEventListener('blur', () => this.hide());
    target.addEventListener('click', () => this.hide());
    target.addEventListener('keydown', event => {
      if (event.key !== 'Escape' || this.#target !== target) return;
      event.stopPropagation();
      this.hide();
    });
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#target?.removeAttribute('aria-describedby');
    this.#target = undefined;
    document.removeEventListener('scroll', this.#onScroll, true);
    if (this.element.matches(':popover-open')) this.element.hidePopover();
  }

  readonly #onScroll = (event: Event): void => {
    if (event.target !== this.element) this.hide();
  };

  #later(delay: number, action: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, delay);
  }

  #show(target: HTMLElement, source: SourceWords | undefined): void {
    this.hide();
    if (!source || !target.isConnected || !this.element.isConnected) return;
    this.#target = target;
    const lines: [string, string][] = [
      ['source-card-title', source.title],
      ['source-card-address', source.address],
      ['source-card-snippet', source.snippet],
    ];
    this.element.replaceChildren(
      ...lines.filter(([, words]) => words !== '').map(([className, words]) => line(className, words)),
    );
    this.element.showPopover();
    placeBeside(this.element, target, 'left');
    target.setAttribute('aria-describedby', this.element.id);
    document.addEventListener('scroll', this.#onScroll, true);
  }
}

function line(className: string, words: string): HTMLElement {
  const made = element('div', className, words);
  made.dir = 'auto';
  return made;
}

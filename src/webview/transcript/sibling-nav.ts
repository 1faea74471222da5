import { element, iconButton } from '../dom.ts';

/** The `‹ 2/3 ›` of a message that has siblings; hidden while it has none. */
export class SiblingNav {
  readonly element = element('div', 'siblings');
  readonly #count = element('span', 'siblings-count');
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  #ids: readonly string[] = [];
  #index = 0;

  /** `choose` is called with the id of the sibling to show. */
  constructor(what: 'Answer' | 'Question', choose: (messageId: string) => void) {
    const step = (by: number) => {
      const id = this.#ids[this.#index + by];
      if (id !== undefined) choose(id);
    };
    this.#previous = iconButton('chevron-left', `Previous ${what}`, () => step(-1));
    this.#next = iconButton('chevron-right', `Next ${what}`, () => step(1));
    this.element.role = 'group';
    this.element.ariaLabel = `Versions of this ${what.toLowerCase()}`;
    this.element.append(this.#previous, this.#count, this.#next);
    this.element.hidden = true;
  }

  /** Sets all siblings, oldest first, and which one is shown. */
  update(ids: readonly string[], shownId: string): void {
    this.#ids = ids;
    this.#index = ids.indexOf(shownId);
    this.element.hidden = ids.length < 2;
    const count = `${this.#index + 1}/${ids.length}`;
    if (this.#count.textContent === count) return;
    this.#count.textContent = count;
    this.#previous.disabled = this.#index <= 0;
    this.#next.disabled = this.#index >= ids.length - 1;
  }

  /** Which of its buttons has the focus, if one has. */
  get focused(): 'previous' | 'next' | undefined {
    if (document.activeElement === this.#previous) return 'previous';
    return document.activeElement === this.#next ? 'next' : undefined;
  }

  /** Gives the focus to a button, or to the other one at an end of the row. */
  focus(which: 'previous' | 'next'): void {
    const wanted = which === 'previous' ? this.#previous : this.#next;
    const other = which === 'previous' ? this.#next : this.#previous;
    (wanted.disabled ? other : wanted).focus({ preventScroll: true });
  }
}

import { element, icon } from '../dom.ts';

/** A row of a menu. */
export interface MenuItem {
  label: string;
  /** A codicon's name. */
  icon: string;
  /** Whether it is a switch, and how that stands. */
  checked?: boolean;
  /** What a screen reader says besides the label. */
  description?: string;
  run(): void;
}

/**
 * A menu with the keys of any menu: arrows, Home and End, first letters, Enter and Space, Escape and Tab. It is made when
 * it opens and gone when it closes. It closes when anything else gets the focus, another window included.
 *
 * `vscode-context-menu` of the elements we use otherwise has neither roles nor Home and End, and does not give the focus
 * back.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/menubar/
 */
export class Menu {
  readonly element = element('div', 'menu');
  readonly #items: HTMLButtonElement[];
  readonly #closed: (byKey: boolean) => void;
  #isOpen = false;

  /**
   * @param note a line above the items, about all of them
   * @param closed called once; `byKey` says that the focus belongs to where it came from
   */
  constructor(label: string, items: readonly MenuItem[], note: string, closed: (byKey: boolean) => void) {
    this.#closed = closed;
    this.element.role = 'menu';
    this.element.ariaLabel = label;
    // The transcript that it may stand in is a live region, and the focus says what there is.
    this.element.ariaLive = 'off';
    this.element.popover = 'manual';
    this.#items = items.map(item => this.#row(item));
    if (note !== '') {
      const line = element('div', 'menu-note', note);
      line.role = 'presentation';
      this.element.append(line);
    }
    this.element.append(...this.#items);
    this.element.addEventListener('keydown', event => this.#keyed(event));
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      const isInside = relatedTarget instanceof Node && this.element.contains(relatedTarget);
      if (!isInside) this.close(false);
    });
  }

  /** Shows it, which must be on the page by now. `place` is called once it has its size. */
  open(place: () => void, focus: 'first' | 'last'): void {
    this.#isOpen = true;
    this.element.showPopover();
    place();
    this.#items.at(focus === 'first' ? 0 : -1)?.focus({ preventScroll: true });
  }

  close(byKey: boolean): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#closed(byKey);
    this.element.remove();
  }

  #row({ label, icon: iconName, checked, description, run }: MenuItem): HTMLButtonElement {
    const row = element('button', 'menu-item', icon(checked ? 'check' : iconName), element('span', '', label));
    row.type = 'button';
    row.tabIndex = -1;
    row.role = checked === undefined ? 'menuitem' : 'menuitemcheckbox';
    if (checked !== undefined) row.ariaChecked = String(checked);
    if (description !== undefined) row.ariaDescription = description;
    row.addEventListener('pointermove', () => {
      if (document.activeElement !== row) row.focus({ preventScroll: true });
    });
    row.addEventListener('click', () => {
      this.close(true);
      run();
    });
    return row;
  }

  #keyed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // What is pressed in a menu scrolls and stops nothing.
    event.stopPropagation();
    if (event.key === 'Enter' || event.key === ' ') return;
    if (event.key === 'Tab') {
      // From where the menu was opened the browser goes on to what is next.
      this.close(true);
      return;
    }
    event.preventDefault();
    if (event.key === 'Escape') this.close(true);
    else this.#goTo(event.key);
  }

  #goTo(key: string): void {
    const items = this.#items;
    const current = items.findIndex(item => item.matches(':focus'));
    const others = [...items.slice(current + 1), ...items.slice(0, current)];
    const wanted: Record<string, HTMLButtonElement | undefined> = {
      ArrowDown: others[0],
      ArrowUp: others.at(-1),
      Home: items[0],
      End: items.at(-1),
    };
    const named = others.find(item => item.textContent.toLowerCase().startsWith(key.toLowerCase()));
    (Object.hasOwn(wanted, key) ? wanted[key] : named)?.focus({ preventScroll: true });
  }
}

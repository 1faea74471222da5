import { element, iconButton, isComposing } from '../dom.ts';
import { mostMatches } from './match-index.ts';

/** What the bar is used for. */
export interface FindBarActions {
  /** What is looked for has changed. */
  queryChanged(): void;
  next(): void;
  previous(): void;
  close(): void;
}

/** The find widget's controls: like VS Code's own, which there is not for views. */
export class FindBar {
  readonly element = element('div', 'find-bar');
  readonly #input = element('input', 'find-input');
  readonly #count = element('span', 'find-count');
  readonly #matchCase: HTMLButtonElement;
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;

  constructor(actions: FindBarActions) {
    this.element.role = 'search';
    this.element.ariaLabel = 'Find in Conversation';
    this.#input.type = 'text';
    this.#input.placeholder = 'Find';
    this.#input.ariaLabel = 'Find';
    this.#input.autocomplete = 'off';
    this.#input.spellcheck = false;
    this.#input.dir = 'auto';
    this.#input.addEventListener('input', () => actions.queryChanged());
    this.#matchCase = iconButton('case-sensitive', 'Match Case (Alt+C)', () => {
      this.#matchCase.ariaPressed = String(!this.matchCase);
      actions.queryChanged();
      this.#input.focus();
    });
    this.#matchCase.ariaLabel = 'Match Case';
    this.#matchCase.ariaPressed = 'false';
    this.#matchCase.classList.add('find-toggle');
    this.#previous = namedButton('arrow-up', 'Previous Match', 'Shift+Enter', () => actions.previous());
    this.#next = namedButton('arrow-down', 'Next Match', 'Enter', () => actions.next());
    const close = namedButton('close', 'Close Find', 'Escape', () => actions.close());
    const field = element('div', 'find-field', this.#input, this.#matchCase);
    this.element.append(field, this.#count, this.#previous, this.#next, close);
    this.element.addEventListener('keydown', event => this.#keyed(event, actions));
    this.showCount(0, 0);
  }

  get query(): string {
    return this.#input.value;
  }

  get matchCase(): boolean {
    return this.#matchCase.ariaPressed === 'true';
  }

  /** Takes the focus, with what is looked for selected. */
  focus(query: string | undefined): void {
    if (query !== undefined) this.#input.value = query;
    this.#input.focus();
    this.#input.select();
  }

  /**
   * Shows which match is the current one.
   * @param position counted from 1; 0 for none
   * @returns the same in words
   */
  showCount(position: number, total: number): string {
    const all = `${total.toLocaleString('en')}${total >= mostMatches ? '+' : ''}`;
    const words = total === 0 ? 'No results' : `${position === 0 ? '?' : position.toLocaleString('en')} of ${all}`;
    const none = total === 0 && this.query !== '';
    if (this.#count.textContent !== words) this.#count.textContent = words;
    this.#count.classList.toggle('none', none);
    for (const button of [this.#previous, this.#next]) button.disabled = total === 0;
    return words;
  }

  #keyed(event: KeyboardEvent, actions: FindBarActions): void {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && event.target === this.#input) {
      if (event.shiftKey) actions.previous();
      else actions.next();
    } else if (event.code === 'KeyC' && event.altKey && !event.ctrlKey && !event.metaKey) {
      this.#matchCase.click();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

/** A button whose tooltip also tells the key. */
function namedButton(iconName: string, label: string, key: string, onClick: () => void): HTMLButtonElement {
  const button = iconButton(iconName, label, onClick);
  button.title = `${label} (${key})`;
  return button;
}

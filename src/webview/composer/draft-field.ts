import { isComposing } from '../dom.ts';

/** What a draft field tells. */
export interface DraftFieldOptions {
  /** The text changed by the user's hand, or by an assignment. */
  changed(text: string): void;
  /** Enter was pressed. */
  submitted(): void;
}

/**
 * The composer's text field. Its value is set by hand and not by a template, so that nothing but the user and the host
 * ever writes into it, least of all while an input method composes.
 */
export class DraftField {
  readonly element = document.createElement('textarea');
  readonly #options: DraftFieldOptions;
  #typed = false;

  constructor(options: DraftFieldOptions) {
    this.#options = options;
    this.element.className = 'draft';
    this.element.ariaLabel = 'Message';
    this.element.placeholder = 'Ask anything';
    this.element.rows = 1;
    this.element.dir = 'auto';
    this.element.addEventListener('input', () => {
      this.#typed = true;
      options.changed(this.text);
    });
    this.element.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
      event.preventDefault();
      options.submitted();
    });
  }

  /** Whether the user has ever changed the text. */
  get typed(): boolean {
    return this.#typed;
  }

  get text(): string {
    return this.element.value;
  }

  set text(text: string) {
    this.show(text);
    this.#options.changed(text);
  }

  /** Sets the text without telling of a change. */
  show(text: string): void {
    this.element.value = text;
    this.element.setSelectionRange(text.length, text.length);
  }
}

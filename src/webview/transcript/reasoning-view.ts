import { element, icon } from '../dom.ts';

/** The model's reasoning, closed until the reader wants it. Its text is put on the page only then. */
export class ReasoningView {
  readonly element = element('details', 'reasoning');
  readonly #label = element('span', 'reasoning-label');
  readonly #shown = document.createTextNode('');
  readonly #startedAt: number | undefined;
  /** What has not been put on the page yet. */
  #pending: string[] = [];
  #open = true;

  /** @param arriving whether this is its very beginning, so that its time can be taken */
  constructor(text: string, arriving: boolean) {
    this.#startedAt = arriving ? performance.now() : undefined;
    this.#label.textContent = 'Thinking…';
    this.element.append(
      element('summary', 'reasoning-summary', icon('chevron-right'), this.#label),
      element('div', 'reasoning-text', this.#shown),
    );
    this.element.addEventListener('toggle', () => this.#show());
    this.append(text);
  }

  append(text: string): void {
    this.#pending.push(text);
    this.#show();
  }

  end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#label.textContent = this.#startedAt === undefined ? 'Reasoning' : thoughtWords(this.#startedAt);
  }

  #show(): void {
    if (!this.element.open || this.#pending.length === 0) return;
    this.#shown.appendData(this.#pending.join(''));
    this.#pending = [];
  }
}

function thoughtWords(startedAt: number): string {
  const seconds = Math.max(1, Math.round((performance.now() - startedAt) / 1000));
  return `Thought for ${seconds} s`;
}

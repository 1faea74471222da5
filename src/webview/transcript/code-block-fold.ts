import { iconButton, setHidden, textButton } from '../dom.ts';

/** A block of more lines than this can be folded; folded it shows 16, as the stylesheet says. */
export const longestUnfolded = 24;

/**
 * Folds a long code block to its first lines. Its text stays on the page: it is copied and found like any other, and
 * whatever scrolls to a place inside, such as find, unfolds it.
 */
export class CodeBlockFold {
  /** Folds; shown while there is something to fold. */
  readonly lessButton = iconButton('fold', 'Show Less', () => {
    this.fold();
    // Only here: it makes the browser lay out the page, and a long conversation folds hundreds of blocks on opening.
    this.#pre.scrollTop = 0;
    this.#more?.focus({ preventScroll: true });
    this.#block?.scrollIntoView({ block: 'nearest' });
  });
  readonly #pre: HTMLElement;
  #more: HTMLButtonElement | undefined;

  constructor(pre: HTMLElement) {
    this.#pre = pre;
    this.lessButton.classList.add('code-fold');
    this.lessButton.hidden = true;
  }

  get #block(): HTMLElement | null {
    return this.#pre.parentElement;
  }

  /** No more lines come: from now on the block can be folded, if it is long. */
  allow(lineCount: number): void {
    if (lineCount <= longestUnfolded || this.#more) return;
    this.#more = textButton(`Show all ${lineCount.toLocaleString('en')} lines`, 'code-more', () => {
      this.unfold();
      this.lessButton.focus({ preventScroll: true });
    });
    this.#pre.after(this.#more);
    this.#pre.addEventListener('scroll', () => {
      if (this.#pre.scrollTop > 0) this.unfold();
    });
    this.#block?.addEventListener('beforematch', () => this.unfold());
    this.#show(false);
  }

  /** Does nothing with a block that is not long. */
  fold(): void {
    if (this.#more) this.#show(true);
  }

  unfold(): void {
    if (this.#more) this.#show(false);
  }

  #show(folded: boolean): void {
    this.#block?.classList.toggle('folded', folded);
    setHidden(this.lessButton, folded);
    if (this.#more) setHidden(this.#more, !folded);
  }
}

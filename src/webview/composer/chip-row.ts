import { render } from 'lit';
import type { FromView, NextAttachment, NextImage } from '../../protocol/messages.ts';
import { attachmentChip } from '../attachments/attachment-chip.ts';
import { element, setHidden } from '../dom.ts';
import { indexAfterKey } from '../roving-focus.ts';
import { doublePressMs } from './double-press.ts';
import { imageTile } from './image-tile.ts';

/** What has the focus of a chip, and of an image. */
const handles = '.chip-open, .image-remove';

/**
 * What goes with the next question: images and attachments. It is one stop for the Tab key, arrows go from chip to chip, and
 * Delete or Backspace takes one away.
 */
export class ChipRow {
  readonly element = element('div', 'composer-chips');
  readonly #post: (message: FromView) => void;
  readonly #leave: () => void;
  #images: readonly NextImage[] = [];
  #attachments: readonly NextAttachment[] = [];
  /** The chip that the Tab key goes to. */
  #current = 0;
  /** Where a chip is about to go that has the focus. */
  #removing: number | undefined;
  /** When one was taken away with the mouse, in milliseconds by the clock of events. */
  #clickedAt = Number.NEGATIVE_INFINITY;

  /** @param leave gives the focus to where the user types */
  constructor(post: (message: FromView) => void, leave: () => void) {
    this.#post = post;
    this.#leave = leave;
    this.element.role = 'group';
    this.element.ariaLabel = 'Attachments';
    this.element.addEventListener('keydown', event => this.#keyed(event));
    this.element.addEventListener('focusin', ({ target }) => this.#setCurrent(this.#indexOf(target)));
    this.#render();
  }

  get isEmpty(): boolean {
    return this.#images.length + this.#attachments.length === 0;
  }

  set images(images: readonly NextImage[]) {
    this.#images = images;
    this.#render();
  }

  set attachments(attachments: readonly NextAttachment[]) {
    this.#attachments = attachments;
    this.#render();
  }

  #render(): void {
    const before = this.#handles.length;
    const imageCount = this.#images.length;
    render(
      [
        ...this.#images.map((image, index) => imageTile(image, event => this.#remove(index, event))),
        ...this.#attachments.map((chip, index) =>
          attachmentChip(chip, {
            open: () => this.#post({ type: 'openAttachment', id: chip.id }),
            remove: event => this.#remove(imageCount + index, event),
          }),
        ),
      ],
      this.element,
    );
    const count = this.#handles.length;
    setHidden(this.element, count === 0);
    this.#setCurrent(Math.min(this.#current, count - 1));
    if (this.#removing === undefined || count >= before) return;
    const wanted = Math.min(this.#removing, count - 1);
    this.#removing = undefined;
    if (count === 0) this.#leave();
    else this.#focus(wanted);
  }

  #remove(index: number, event?: MouseEvent): void {
    const wanted = [...this.#images, ...this.#attachments][index];
    if (!wanted) return;
    if (event && event.detail > 0) {
      // The neighbour has come to where the first click was.
      if (event.timeStamp - this.#clickedAt < doublePressMs) return;
      this.#clickedAt = event.timeStamp;
      // Who uses the mouse goes on typing; the keyboard goes on with the neighbour.
      this.#leave();
    } else this.#removing = index;
    this.#post({ type: 'removeAttachment', id: wanted.id });
  }

  #keyed(event: KeyboardEvent): void {
    const index = this.#indexOf(event.target);
    if (index < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = indexAfterKey(event.key, index, this.#handles.length);
    if (event.key === 'Delete' || event.key === 'Backspace') this.#remove(index);
    else if (next !== undefined) this.#focus(next);
    else return;
    event.preventDefault();
  }

  get #handles(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>(handles)];
  }

  #indexOf(target: EventTarget | null): number {
    if (!(target instanceof Node)) return -1;
    return [...this.element.children].findIndex(child => child.contains(target));
  }

  #focus(index: number): void {
    this.#handles[index]?.focus();
  }

  #setCurrent(index: number): void {
    this.#current = Math.max(index, 0);
    for (const [at, handle] of this.#handles.entries()) handle.tabIndex = at === this.#current ? 0 : -1;
  }
}

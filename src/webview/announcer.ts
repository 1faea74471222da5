import { element } from './dom.ts';

/** Says short things to assistive technology without showing them. */
export class Announcer {
  readonly element = element('div', 'visually-hidden');

  constructor() {
    this.element.role = 'status';
  }

  announce(text: string): void {
    // A new node is spoken even when its text is that of the one before.
    this.element.replaceChildren(element('span', '', text));
  }
}

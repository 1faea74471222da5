import { element, setHidden, textButton } from '../dom.ts';
import type { SourceWords } from './source-words.ts';

/** So many are shown at first; if only one more would be hidden, it is shown too. */
const shownAtFirst = 5;

/** The numbered list of an answer's sources, below the answer. */
export class SourceList {
  readonly element = element('section', 'sources');
  readonly #list = element('ol', 'citations');
  readonly #items: HTMLElement[] = [];
  readonly #more: HTMLButtonElement;
  #isOpen = false;

  constructor() {
    this.element.ariaLabel = 'Sources';
    this.#more = textButton('', 'more-sources', () => {
      this.#open();
      // The button is gone: the focus goes on to what it has shown.
      this.#focus(this.#items[shownAtFirst]);
    });
    this.#more.hidden = true;
    this.element.append(element('p', 'sources-title', 'Sources'), this.#list, this.#more);
  }

  /** Adds sources; they are only ever added to. */
  add(sources: readonly SourceWords[]): void {
    for (const source of sources) {
      const item = sourceItem(source);
      this.#items.push(item);
      this.#list.append(item);
    }
    this.#hideRest();
  }

  /** Leads the reader to a source, counted from 1. */
  reveal(number: number): void {
    const item = this.#items[number - 1];
    if (item?.hidden) this.#open();
    this.#focus(item);
  }

  #open(): void {
    this.#isOpen = true;
    this.#hideRest();
  }

  #hideRest(): void {
    const count = this.#items.length;
    const isShort = this.#isOpen || count <= shownAtFirst + 1;
    for (const item of this.#items.slice(shownAtFirst)) setHidden(item, !isShort);
    setHidden(this.#more, isShort);
    this.#more.textContent = `Show all ${count}`;
  }

  #focus(item: HTMLElement | undefined): void {
    const target = item?.querySelector('a') ?? item;
    if (target && target === item) target.tabIndex = -1;
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'nearest' });
  }
}

function sourceItem({ title, href, host, address, snippet }: SourceWords): HTMLElement {
  const item = element('li');
  const tooltip = [address || href, snippet].filter(Boolean).join('\n\n');
  const words = href === undefined ? element('span', 'source-title', title) : element('a', 'source-title', title);
  words.dir = 'auto';
  if (words instanceof HTMLAnchorElement && href !== undefined) words.href = href;
  if (tooltip) words.title = tooltip;
  item.append(words);
  if (host) item.append(' ', element('span', 'source-host', host));
  return item;
}

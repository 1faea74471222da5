import { footnoteKey } from './footnote-label.ts';
import { normalizeLabel } from './inline-parser.ts';
import type { Reference } from './reference-map.ts';

/** What shows the text of a footnote. */
export interface NoteView {
  readonly element: HTMLElement;
  /** The control that leads back to the mark. */
  readonly back: HTMLElement;
  /** What the note says. */
  readonly text: string;
  /** Called when the note's number came or changed. */
  renumber(): void;
}

/** What a reference that is no definition's yet looks like: `[^1]`, `[^note]`, but not `[^a-z]` or `[^0-9]`. */
const LIKELY_LABEL = /^(?:\d{1,3}|\p{L}{2}[\p{L}\p{N}_-]*)$/u;

/** Longer notes are cut in the tooltip of their mark. */
const LONGEST_TITLE = 400;

/**
 * The footnotes of one document: their numbers, and the way from a mark to its note and back. While text comes, a
 * reference that looks like one is a mark before its note has come, and numbers are given in the order in which marks
 * appear, so that nothing changes when the notes follow. `finish` makes the order exact.
 */
export class Footnotes {
  readonly #container: HTMLElement;
  readonly #isDefined: (key: string) => boolean;
  readonly #expecting: boolean;
  readonly #views = new Map<string, NoteView>();
  #numbers = new Map<string, number>();
  #finished = false;
  /** The mark that led to a note last. */
  readonly #origins = new WeakMap<NoteView, HTMLElement>();

  /** `expecting` says whether likely references are marks before their notes have come. */
  constructor(container: HTMLElement, isDefined: (key: string) => boolean, expecting: boolean) {
    this.#container = container;
    this.#isDefined = isDefined;
    this.#expecting = expecting;
    container.addEventListener('click', event => this.#follow(event));
    container.addEventListener('pointerover', event => this.#explain(event));
    container.addEventListener('focusin', event => this.#explain(event));
  }

  /**
   * What a footnote's key stands for among the references: its number is the title, and it has no address. Undefined when
   * no such note has come or is expected.
   */
  reference(key: string): Reference | undefined {
    if (!this.#isDefined(key) && !this.#isExpected(key)) return undefined;
    let number = this.#numbers.get(key);
    // After the end only what is a mark has a number: words of an image have none.
    if (number === undefined && !this.#finished) {
      number = this.#numbers.size + 1;
      this.#numbers.set(key, number);
      this.#views.get(key)?.renumber();
    }
    return { href: '', title: String(number ?? '') };
  }

  /** The number of a note; undefined for one that nothing refers to. */
  numberOf(label: string): number | undefined {
    return this.#numbers.get(keyOf(label));
  }

  addView(label: string, view: NoteView): void {
    this.#views.set(keyOf(label), view);
  }

  removeView(label: string, view: NoteView): void {
    const key = keyOf(label);
    if (this.#views.get(key) === view) this.#views.delete(key);
  }

  /**
   * No more text comes: references without a note are text, and marks are numbered in the order of the document. `refresh`
   * makes the content anew that depends on a key.
   */
  finish(refresh: (key: string) => void): void {
    this.#finished = true;
    const before = this.#numbers;
    if (before.size === 0) return;
    for (const key of before.keys()) if (!this.#isDefined(key)) refresh(key);
    this.#numbers = new Map();
    for (const mark of this.#container.querySelectorAll<HTMLElement>('.footnote-mark > button')) {
      const key = keyOf(mark.dataset['footnote'] ?? '');
      if (!this.#numbers.has(key)) this.#numbers.set(key, this.#numbers.size + 1);
    }
    for (const [key, number] of before) {
      if (this.#numbers.get(key) === number) continue;
      refresh(key);
      this.#views.get(key)?.renumber();
    }
  }

  #isExpected(key: string): boolean {
    return this.#expecting && !this.#finished && LIKELY_LABEL.test(key.slice(footnoteKey('').length));
  }

  /** A click on a mark leads to its note, one on a note's number back to the mark. */
  #follow({ target }: Event): void {
    const button = target instanceof Element ? target.closest<HTMLElement>('button[data-footnote]') : null;
    if (!button) return;
    const key = keyOf(button.dataset['footnote'] ?? '');
    const view = this.#views.get(key);
    if (!view) return;
    if (button === view.back) {
      const origin = this.#origins.get(view);
      (origin?.isConnected ? origin : this.#firstMark(key))?.focus();
    } else {
      this.#origins.set(view, button);
      view.back.focus();
    }
  }

  #firstMark(key: string): HTMLElement | undefined {
    const marks = this.#container.querySelectorAll<HTMLElement>('.footnote-mark > button');
    return [...marks].find(mark => keyOf(mark.dataset['footnote'] ?? '') === key);
  }

  /** Gives a mark the note's words as its title, when somebody looks: until then they may still change. */
  #explain({ target }: Event): void {
    const mark = target instanceof Element ? target.closest<HTMLElement>('.footnote-mark > button') : null;
    const text = mark && this.#views.get(keyOf(mark.dataset['footnote'] ?? ''))?.text.trim();
    if (mark && text) mark.title = text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE)}…` : text;
  }
}

function keyOf(label: string): string {
  return footnoteKey(normalizeLabel(label));
}

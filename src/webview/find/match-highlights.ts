import type { Match } from './block-search.ts';

/** Marks matches by the CSS Custom Highlight API (https://drafts.csswg.org/css-highlight-api-1/): the text stays as it is. */
export class MatchHighlights {
  readonly #all = new Highlight();
  /** Below the current match, as in an editor, where it is selected too: in some themes its colour is that of all. */
  readonly #selected = new Highlight();
  readonly #current = new Highlight();

  constructor() {
    this.#selected.priority = 1;
    this.#current.priority = 2;
    CSS.highlights.set('runnel-find-selected', this.#selected);
    CSS.highlights.set('runnel-find', this.#all);
    CSS.highlights.set('runnel-find-current', this.#current);
  }

  show(matches: readonly Match[], current: Match | undefined): void {
    const ranges = new Set<AbstractRange>(matches.map(({ range }) => range));
    for (const range of [...this.#all]) if (!ranges.has(range)) this.#all.delete(range);
    for (const range of ranges) this.#all.add(range);
    if (current && this.#current.size === 1 && this.#current.has(current.range)) return;
    for (const highlight of [this.#selected, this.#current]) {
      highlight.clear();
      if (current) highlight.add(current.range);
    }
  }

  /** Leaves only the current match marked, until the user does something else. */
  linger(): void {
    if (CSS.highlights.get('runnel-find') === this.#all) CSS.highlights.delete('runnel-find');
    const stop = new AbortController();
    const end = () => {
      stop.abort();
      this.dispose();
    };
    for (const type of ['keydown', 'pointerdown']) {
      document.addEventListener(type, end, { capture: true, signal: stop.signal });
    }
  }

  dispose(): void {
    const named = {
      'runnel-find': this.#all,
      'runnel-find-selected': this.#selected,
      'runnel-find-current': this.#current,
    };
    for (const [name, highlight] of Object.entries(named)) {
      highlight.clear();
      if (CSS.highlights.get(name) === highlight) CSS.highlights.delete(name);
    }
  }
}

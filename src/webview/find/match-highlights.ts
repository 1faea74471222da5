import type { Match } from './block-search.ts';

/** Marks matches by the CSS Custom Highlight API (https://drafts.csswg.org/css-highlight-api-1/): the text stays as it is. */
export class MatchHighlights {
  readonly #all = new Highlight();
  readonly #current = new Highlight();

  constructor() {
    this.#current.priority = 1;
    CSS.highlights.set('runnel-find', this.#all);
    CSS.highlights.set('runnel-find-current', this.#current);
  }

  show(matches: readonly Match[], current: Match | undefined): void {
    const ranges = new Set<AbstractRange>(matches.map(({ range }) => range));
    for (const range of [...this.#all]) if (!ranges.has(range)) this.#all.delete(range);
    for (const range of ranges) this.#all.add(range);
    if (current && this.#current.size === 1 && this.#current.has(current.range)) return;
    this.#current.clear();
    if (current) this.#current.add(current.range);
  }

  dispose(): void {
    this.#all.clear();
    this.#current.clear();
    if (CSS.highlights.get('runnel-find') === this.#all) CSS.highlights.delete('runnel-find');
    if (CSS.highlights.get('runnel-find-current') === this.#current) CSS.highlights.delete('runnel-find-current');
  }
}

import type { Journal } from './journal.ts';

/** Where a link reference leads. */
export interface Reference {
  readonly href: string;
  readonly title: string;
}

/** Whether two lookups of a label came to the same. */
export function isSameReference(one: Reference | undefined, other: Reference | undefined): boolean {
  return one?.href === other?.href && one?.title === other?.title;
}

/** The link reference definitions read so far, by normalized label; of several for a label the first one counts. */
export class ReferenceMap {
  readonly #references = new Map<string, Reference>();
  readonly #journal: Journal;
  /** Labels whose definition came or went since the last rendering. */
  readonly changed = new Set<string>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get(label: string): Reference | undefined {
    return this.#references.get(label);
  }

  define(label: string, { href, title }: Reference): void {
    if (this.#references.has(label)) return;
    this.#references.set(label, { href, title });
    this.changed.add(label);
    this.#journal.record(() => {
      this.#references.delete(label);
      this.changed.add(label);
    });
  }
}

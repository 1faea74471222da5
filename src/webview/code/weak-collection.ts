/** A set whose members are free to go when nobody else holds them. */
export class WeakCollection<Item extends object> {
  readonly #references = new Set<WeakRef<Item>>();
  readonly #referenceTo = new WeakMap<Item, WeakRef<Item>>();
  readonly #gone = new FinalizationRegistry<WeakRef<Item>>(reference => this.#references.delete(reference));

  add(item: Item): void {
    if (this.#referenceTo.has(item)) return;
    const reference = new WeakRef(item);
    this.#references.add(reference);
    this.#referenceTo.set(item, reference);
    this.#gone.register(item, reference, item);
  }

  delete(item: Item): void {
    const reference = this.#referenceTo.get(item);
    if (!reference) return;
    this.#references.delete(reference);
    this.#referenceTo.delete(item);
    this.#gone.unregister(item);
  }

  /** Those that are still there, in the order in which they were added. */
  *[Symbol.iterator](): Generator<Item> {
    for (const reference of this.#references) {
      const item = reference.deref();
      if (item) yield item;
    }
  }
}

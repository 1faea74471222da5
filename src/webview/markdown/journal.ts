/**
 * Remembers how to take back what a speculative line did. Every change of the block tree goes through it, so that
 * nothing can be forgotten on the way back; while no speculation runs it costs nothing.
 */
export class Journal {
  #undo: (() => void)[] | undefined;

  /** Whether changes are only tried. */
  get speculative(): boolean {
    return this.#undo !== undefined;
  }

  /** From now on changes are remembered. */
  begin(): void {
    this.#undo = [];
  }

  /** Takes back, last one first, all that has been remembered. */
  rollback(): void {
    const undo = this.#undo ?? [];
    this.#undo = undefined;
    for (const step of undo.reverse()) step();
  }

  /** Remembers how to take one change back. */
  record(undo: () => void): void {
    this.#undo?.push(undo);
  }

  set<T extends object, K extends keyof T>(target: T, key: K, value: T[K]): void {
    const before = target[key];
    if (before === value) return;
    target[key] = value;
    this.#undo?.push(() => {
      target[key] = before;
    });
  }
}

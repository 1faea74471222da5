import * as vscode from 'vscode';

/** Where the next list would begin again at the top; lists are sent whole, so this should not be too much. */
const maxOffset = 4000;

interface Stand extends vscode.QuickPickItem {
  text: string;
}

/**
 * The lists sent to a quick pick. VS Code names a row by its index, which may be that in an earlier list, as it shows a list
 * only some time after it was sent. So each list begins where the one before it ended, behind invisible separators that
 * stand for earlier rows: an index never means a row of another list than the one the user saw, unless thousands of rows
 * have been sent meanwhile.
 */
export class SentRows<Item extends Stand> {
  /** The separators before the list. */
  #earlier: Item[] = [];
  #meant = new WeakMap<Item, Item>();
  #rows: readonly Item[] = [];
  readonly #standIn: (row: Item) => Item;

  /** @param standIn makes the invisible separator that takes a row's place */
  constructor(standIn: (row: Item) => Item) {
    this.#standIn = standIn;
  }

  /** What to send for a list whose rows are where those of the one before it are, or that adds some at the end. */
  grown(rows: readonly Item[]): Item[] {
    this.#rows = rows;
    return [...this.#earlier, ...rows];
  }

  /** What to send for a list that has nothing to do with the one before it. */
  another(rows: readonly Item[]): Item[] {
    if (this.#earlier.length + this.#rows.length > maxOffset) this.#earlier = [];
    else this.#earlier.push(...this.#rows.map(row => this.#standInFor(row)));
    return this.grown(rows);
  }

  /** The row that the user saw in the place of what VS Code says was picked. */
  meant(told: Item): Item {
    return this.#meant.get(told) ?? told;
  }

  /** The first row of the list sent last. */
  get first(): Item | undefined {
    return this.#rows.find(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
  }

  #standInFor(row: Item): Item {
    const separator = this.#standIn(row);
    this.#meant.set(separator, row);
    return separator;
  }
}

import * as vscode from 'vscode';
import { type ModelRow, modelKey, typedModels } from '../../core/providers/model-rows.ts';
import { matchesModel } from '../../core/providers/model-search.ts';

/** A row that does something else than picking a model. */
export interface ActionRow {
  label: string;
  description?: string;
  detail?: string;
  run(): void;
}

/** What can be picked in the list, or a heading. */
export type PickerRow =
  | { type: 'heading'; label: string }
  | { type: 'model'; row: ModelRow; pick?: () => Promise<void> }
  | { type: 'action'; action: ActionRow };

interface Item extends vscode.QuickPickItem {
  row?: PickerRow;
  /** Stands for what is typed. */
  typed?: ModelRow;
}

export interface ModelPickerOptions {
  title: string;
  rows: readonly PickerRow[];
  /** Where an id that is typed by hand may belong to; the likeliest first. */
  providers: readonly { id: string; label: string }[];
  /** The chosen model, on which the list opens where it is among the rows. */
  current: string | undefined;
  isFavorite(key: string): boolean;
  toggleFavorite(key: string): Promise<void>;
  /** What was picked; `pick` of the row, where it has one, is called before. */
  picked(row: ModelRow): Promise<void>;
  refresh(): void;
  setUp(): void;
  /** Called when it closes, whatever for. */
  closed(): void;
}

/**
 * The list of models. Rows are only ever added at its end, and changed in their place: VS Code names what was picked by its
 * index, which may come back after the list has changed.
 *
 * VS Code finds rows that hold the typed text as it stands. What else answers to it (words in any order, abbreviations) is
 * marked to be shown always; it comes after those.
 */
export class ModelPicker {
  readonly #picker = vscode.window.createQuickPick<Item>();
  readonly #options: ModelPickerOptions;
  readonly #rows: PickerRow[];
  /** Which rows are shown because of our own search, as it was last told to VS Code. */
  #shown = '';
  #work = 0;
  #disposed = false;
  #finish: (picked: Promise<void> | undefined) => void = () => undefined;
  /** Resolves when it has closed, and what was picked is taken care of; rejects when that failed. */
  readonly done = new Promise<void>(resolve => {
    this.#finish = resolve;
  });

  constructor(options: ModelPickerOptions) {
    this.#options = options;
    this.#rows = [...options.rows];
    const picker = this.#picker;
    picker.title = options.title;
    picker.placeholder = 'Pick a model, or type its id';
    picker.matchOnDescription = true;
    picker.matchOnDetail = true;
    picker.buttons = [setUpButton, refreshButton];
    picker.onDidTriggerButton(button => (button === refreshButton ? options.refresh() : this.#leaveTo(options.setUp)));
    picker.onDidTriggerItemButton(({ item }) => void this.#toggleFavorite(item));
    picker.onDidChangeValue(() => this.#search());
    picker.onDidAccept(() => this.#accept());
    picker.onDidHide(() => {
      this.#disposed = true;
      picker.dispose();
      options.closed();
      this.#finish(undefined);
    });
    this.#show();
    const current = picker.items.find(({ row }) => row?.type === 'model' && modelKey(row.row) === options.current);
    if (current) picker.activeItems = [current];
    picker.show();
  }

  /** Adds rows at the end. */
  add(rows: readonly PickerRow[]): void {
    if (rows.length === 0 || this.#disposed) return;
    this.#rows.push(...rows);
    this.#showInPlace();
  }

  /** Puts a row into another one's place. */
  replace(old: PickerRow, row: PickerRow): void {
    const index = this.#rows.indexOf(old);
    if (index < 0 || this.#disposed) return;
    this.#rows[index] = row;
    this.#showInPlace();
  }

  /** Shows that something is being done until it is over. */
  async during(work: Promise<unknown>): Promise<void> {
    this.#work++;
    if (!this.#disposed) this.#picker.busy = true;
    try {
      await work;
    } finally {
      this.#work--;
      if (!this.#disposed) this.#picker.busy = this.#work > 0;
    }
  }

  #search(): void {
    const items = this.#items();
    // Not with every key: the whole list goes to another process.
    if (shownBySearch(items) !== this.#shown) this.#show(items);
  }

  #show(items = this.#items()): void {
    this.#shown = shownBySearch(items);
    this.#picker.keepScrollPosition = false;
    this.#picker.items = items;
  }

  /** The user's place in the list stays, unless it was what is typed: what is found goes before that. */
  #showInPlace(): void {
    const [active] = this.#picker.activeItems;
    const items = this.#items();
    this.#shown = shownBySearch(items);
    this.#picker.keepScrollPosition = true;
    this.#picker.items = items;
    const text = this.#picker.value.trim();
    const same = items.find(({ row }) => row !== undefined && row === active?.row);
    // What is typed may have taken it off the screen, without our having been told yet: then no row would be active.
    if (same && (text === '' || answersTo(same, text))) this.#picker.activeItems = [same];
  }

  #items(): Item[] {
    const text = this.#picker.value.trim();
    const listed = new Set(this.#rows.flatMap(row => (row.type === 'model' ? [modelKey(row.row)] : [])));
    const typed = typedModels(text, this.#options.providers, key => listed.has(key));
    return [
      ...this.#rows.map(row => this.#item(row, text)),
      ...typed.map(row => ({ label: row.label, description: row.description, typed: row, alwaysShow: true })),
    ];
  }

  #item(row: PickerRow, text: string): Item {
    switch (row.type) {
      case 'heading':
        return { label: row.label, kind: vscode.QuickPickItemKind.Separator };
      case 'action': {
        const { label, description, detail } = row.action;
        return { label, ...(description && { description }), ...(detail && { detail }), row };
      }
      case 'model': {
        const { label, description, detail, searchText } = row.row;
        const isFavorite = this.#options.isFavorite(modelKey(row.row));
        return {
          label,
          description,
          ...(detail && { detail }),
          row,
          buttons: [isFavorite ? favoriteButton : notFavoriteButton],
          alwaysShow: text !== '' && matchesModel(text, searchText),
        };
      }
    }
  }

  #accept(): void {
    const item = this.#picker.selectedItems[0] ?? this.#picker.activeItems[0];
    const text = this.#picker.value.trim();
    // A row that does not answer to what is typed cannot have been on the screen: the list has grown meanwhile, and the
    // index was that of what is typed.
    const isStale = item?.row !== undefined && text !== '' && !answersTo(item, text);
    const { row, typed } = (isStale ? this.#items().find(candidate => candidate.typed) : item) ?? {};
    if (typed) this.#pick(typed);
    else if (row?.type === 'model') this.#pick(row.row, row.pick);
    else if (row?.type === 'action') this.#leaveTo(row.action.run);
  }

  #pick(row: ModelRow, before?: () => Promise<void>): void {
    this.#finish((before?.() ?? Promise.resolve()).then(() => this.#options.picked(row)));
    this.#picker.hide();
  }

  #leaveTo(action: () => void): void {
    this.#picker.hide();
    action();
  }

  async #toggleFavorite({ row }: Item): Promise<void> {
    if (row?.type !== 'model') return;
    await this.#options.toggleFavorite(modelKey(row.row));
    if (!this.#disposed) this.#showInPlace();
  }
}

const setUpButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('add'), tooltip: 'Set Up a Provider…' };
const refreshButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('refresh'),
  tooltip: 'Ask Providers for Their Models Again',
};
const favoriteButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('star-full'),
  tooltip: 'Remove from Favorites',
};
const notFavoriteButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('star-empty'),
  tooltip: 'Add to Favorites',
};

/** Whether VS Code or we would show a row for the text. */
function answersTo({ row, label, description = '', detail = '' }: Item, text: string): boolean {
  const searched = row?.type === 'model' ? row.row.searchText : '';
  return [searched, label, description, detail].some(field => matchesModel(text, field));
}

function shownBySearch(items: readonly Item[]): string {
  return items.map(item => (item.typed ? item.label + item.description : item.alwaysShow ? '1' : '0')).join('');
}

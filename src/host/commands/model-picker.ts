import * as vscode from 'vscode';
import { searchModels } from '../../core/providers/model-results.ts';
import { asPlainText, type ModelRow, modelKey } from '../../core/providers/model-rows.ts';
import { holdsWords } from '../../core/providers/model-search.ts';
import { SentRows } from './sent-rows.ts';

/** A row that does something else than picking a model. */
export interface ActionRow {
  label: string;
  description?: string;
  detail?: string;
  /** Whether it is there whatever is searched for. */
  always?: boolean;
  run(): unknown;
}

/** What can be picked in the list, or a heading. */
export type PickerRow = { type: 'heading'; label: string } | ModelPick | { type: 'action'; action: ActionRow };

interface ModelPick {
  type: 'model';
  row: ModelRow;
  /** Whether neither its provider nor the settings list it: it was typed once. */
  isUnlisted?: boolean;
  pick?: () => Promise<void>;
}

interface Item extends vscode.QuickPickItem {
  /** What was typed when it was shown. */
  text: string;
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
  setUp(): unknown;
  /** Called when it closes, whatever for. */
  closed(): void;
}

/**
 * The list of models. While nothing is typed, rows are only ever added at its end, and changed in their place. What a search
 * finds is a list of its own, made here and not by VS Code, which would put what holds the text in its label before all
 * else, be it the name of a provider. {@link SentRows} tells of which list a row is that VS Code says was picked.
 */
export class ModelPicker {
  readonly #picker = vscode.window.createQuickPick<Item>();
  readonly #options: ModelPickerOptions;
  readonly #rows: PickerRow[];
  readonly #sent = new SentRows<Item>(({ text }) => ({
    label: '',
    text,
    kind: vscode.QuickPickItemKind.Separator,
  }));
  /** What is searched for, without blanks around it, and the models it has shown. */
  #text = '';
  #found = new Set<PickerRow>();
  #work = 0;
  #disposed = false;
  #finish: (isThrough: Promise<boolean> | boolean) => void = () => undefined;
  /**
   * Resolves when it has closed, and what was picked is taken care of; rejects when that failed. False if it has led
   * elsewhere, such as to the settings.
   */
  readonly done = new Promise<boolean>(resolve => {
    this.#finish = resolve;
  });

  constructor(options: ModelPickerOptions) {
    this.#options = options;
    this.#rows = [...options.rows];
    const picker = this.#picker;
    picker.title = options.title;
    picker.placeholder = 'Pick a model, or type its id';
    // Only for what is highlighted: all rows are shown always. VS Code has a switch for its order that is not in its types.
    picker.matchOnDescription = true;
    Object.assign(picker, { sortByLabel: false });
    picker.buttons = [setUpButton, refreshButton];
    picker.onDidTriggerButton(button => (button === refreshButton ? options.refresh() : this.#leaveTo(options.setUp)));
    picker.onDidTriggerItemButton(({ item }) => void this.#toggleFavorite(item));
    picker.onDidChangeValue(() => this.#search());
    picker.onDidAccept(() => this.#accept());
    picker.onDidHide(() => {
      this.#disposed = true;
      picker.dispose();
      options.closed();
      this.#finish(true);
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
    const text = this.#picker.value.trim();
    if (text === this.#text) return;
    this.#text = text;
    this.#found = new Set();
    this.#show();
  }

  #show(): void {
    this.#picker.keepScrollPosition = false;
    this.#picker.items = this.#sent.another(this.#items());
  }

  /** The user's place in the list stays, unless it was what is typed: what is found goes before that. */
  #showInPlace(): void {
    const [active] = this.#picker.activeItems;
    const items = this.#items();
    this.#picker.keepScrollPosition = true;
    this.#picker.items = this.#text === '' ? this.#sent.grown(items) : this.#sent.another(items);
    // What was active in the list of another text need not be where the user is now.
    const same = items.find(({ row }) => row !== undefined && row === active?.row);
    if (same && active?.text === this.#text) this.#picker.activeItems = [same];
  }

  #items(): Item[] {
    return this.#text === '' ? this.#rows.map(row => this.#item(row)) : this.#results();
  }

  #results(): Item[] {
    const text = this.#text;
    const models = this.#rows
      .filter(row => row.type === 'model')
      .map(pick => ({ pick, row: pick.row, isListed: !pick.isUnlisted, wasShown: this.#found.has(pick) }));
    const { typedFirst, found, typedLast } = searchModels(text, models, this.#options.providers);
    for (const { pick } of found) this.#found.add(pick);
    const actions = this.#rows.filter(row => row.type === 'action');
    const always = actions.filter(({ action }) => action.always);
    const named = actions.filter(row => !always.includes(row) && holdsWords(text, row.action.label));
    const items = [
      ...typedFirst.map(row => this.#typedItem(row)),
      ...found.map(({ pick }) => this.#item(pick)),
      ...named.map(row => this.#item(row)),
      ...typedLast.map(row => this.#typedItem(row)),
    ];
    const nothing: Item = { label: `No model matches “${asPlainText(text)}”`, text, alwaysShow: true };
    return [...(items.length === 0 ? [nothing] : items), ...always.map(row => this.#item(row))];
  }

  #typedItem(typed: ModelRow): Item {
    return { label: typed.label, description: typed.description, typed, text: this.#text, alwaysShow: true };
  }

  #item(row: PickerRow): Item {
    const text = this.#text;
    switch (row.type) {
      case 'heading':
        return { label: row.label, text, kind: vscode.QuickPickItemKind.Separator };
      case 'action': {
        const { label, description, detail } = row.action;
        return { label, ...(description && { description }), ...(detail && { detail }), row, text, alwaysShow: true };
      }
      case 'model': {
        const { label, description, detail } = row.row;
        const isFavorite = this.#options.isFavorite(modelKey(row.row));
        const buttons = [isFavorite ? favoriteButton : notFavoriteButton];
        return { label, description, ...(detail && { detail }), row, text, buttons, alwaysShow: true };
      }
    }
  }

  #accept(): void {
    const { row, typed } = this.#accepted() ?? {};
    if (typed) this.#pick(typed);
    else if (row?.type === 'model') this.#pick(row.row, row.pick);
    else if (row?.type === 'action') this.#leaveTo(row.action.run);
  }

  /**
   * What the user means. Enter may have been pressed on the list of an earlier text, whose successor VS Code had not got:
   * then it counts only where it leads to the same as the first row of the list that answers to the whole text.
   */
  #accepted(): Item | undefined {
    const told = this.#picker.selectedItems[0] ?? this.#picker.activeItems[0];
    const item = told && this.#sent.meant(told);
    if (!item || item.text === this.#text) return item;
    const first = this.#sent.first;
    const isSame = item.typed
      ? item.typed.providerId === first?.typed?.providerId
      : item.row && item.row === first?.row;
    return isSame ? first : undefined;
  }

  #pick(row: ModelRow, before?: () => Promise<void>): void {
    const work = (before?.() ?? Promise.resolve()).then(() => this.#options.picked(row));
    this.#finish(work.then(() => true));
    this.#picker.hide();
  }

  /** Another prompt may follow, and be the last word. */
  #leaveTo(action: () => unknown): void {
    const led = Promise.withResolvers<unknown>();
    this.#finish(led.promise.then(isThrough => isThrough === true));
    this.#picker.hide();
    led.resolve(action());
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

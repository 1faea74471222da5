import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A quick pick that Runnel has opened, which is on the screen, with the hands of a user. */
export class OpenedPick {
  readonly #picker: vscode.QuickPick<vscode.QuickPickItem>;
  readonly #waiting = new Set<() => void>();
  /** Whether Runnel, or a test, has closed it. */
  isClosed = false;
  #buttonListeners: ((button: vscode.QuickInputButton) => unknown)[] = [];
  #itemButtonListeners: ((event: vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>) => unknown)[] = [];

  constructor(picker: vscode.QuickPick<vscode.QuickPickItem>) {
    this.#picker = picker;
    // A chat that a test has opened before may get the focus late, and VS Code would close the list.
    picker.ignoreFocusOut = true;
    picker.onDidChangeActive(() => this.#look());
    // Nothing tells when a list was set: its setter is watched.
    for (const name of ['items', 'busy', 'activeItems'] as const) this.#watch(name);
    const hide = picker.hide.bind(picker);
    Object.defineProperty(picker, 'hide', {
      value: () => {
        this.isClosed = true;
        hide();
      },
    });
    Object.defineProperty(picker, 'onDidTriggerButton', {
      value: (listener: (button: vscode.QuickInputButton) => unknown) => this.#buttonListeners.push(listener),
    });
    Object.defineProperty(picker, 'onDidTriggerItemButton', {
      value: (listener: (event: vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>) => unknown) =>
        this.#itemButtonListeners.push(listener),
    });
  }

  get busy(): boolean {
    return this.#picker.busy;
  }

  /** The rows without headings. */
  get rows(): readonly vscode.QuickPickItem[] {
    return this.#picker.items.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
  }

  get headings(): readonly string[] {
    return this.#picker.items
      .filter(({ kind, label }) => kind === vscode.QuickPickItemKind.Separator && label !== '')
      .map(({ label }) => label);
  }

  /** What Enter would take. */
  get active(): vscode.QuickPickItem | undefined {
    return this.#picker.activeItems[0];
  }

  row(label: string): vscode.QuickPickItem {
    const row = this.rows.find(candidate => candidate.label === label);
    assert(row, `no row “${label}”`);
    return row;
  }

  /** Resolves as soon as the condition holds. */
  until(condition: () => boolean): Promise<void> {
    return new Promise(resolve => {
      const look = () => {
        if (!condition()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  type(text: string): void {
    this.#picker.value = text;
  }

  async enter(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }

  /** Like a fast typist: the window gets both without anything in between. */
  async typeAndEnter(text: string): Promise<void> {
    this.type(text);
    // It is sent with the next turn of the event loop, as everything that is set.
    await new Promise(resolve => setTimeout(resolve));
    await this.enter();
  }

  /** Moves to a row and takes it. */
  async take(row: vscode.QuickPickItem): Promise<void> {
    // Told by the window, and not only by us.
    const moved = new Promise<void>(resolve => {
      this.#picker.onDidChangeActive(([active]) => {
        if (active === row) resolve();
      });
    });
    this.#picker.activeItems = [row];
    await moved;
    await this.enter();
  }

  /** Checks rows of a list in which several can be. */
  async check(rows: readonly vscode.QuickPickItem[]): Promise<void> {
    const checked = new Promise<void>(resolve => {
      this.#picker.onDidChangeSelection(items => {
        if (items.length === rows.length) resolve();
      });
    });
    this.#picker.selectedItems = rows;
    await checked;
  }

  hide(): void {
    this.#picker.hide();
  }

  press(tooltip: string): void {
    const button = this.#picker.buttons.find(candidate => candidate.tooltip?.includes(tooltip));
    assert(button, `no button “${tooltip}”`);
    for (const listener of this.#buttonListeners) listener(button);
  }

  async pressOnRow(item: vscode.QuickPickItem, tooltip: string): Promise<void> {
    const button = item.buttons?.find(candidate => candidate.tooltip?.includes(tooltip));
    assert(button, `no button “${tooltip}” on “${item.label}”`);
    for (const listener of this.#itemButtonListeners) await listener({ item, button });
  }

  #watch(name: 'items' | 'busy' | 'activeItems'): void {
    const property =
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(this.#picker), name) ??
      prototypeProperty(this.#picker, name);
    assert(property?.get && property.set);
    const { get, set } = property;
    Object.defineProperty(this.#picker, name, {
      get: () => get.call(this.#picker),
      set: value => {
        set.call(this.#picker, value);
        this.#look();
      },
    });
  }

  #look(): void {
    for (const look of this.#waiting) look();
  }
}

function prototypeProperty(object: object, name: string): PropertyDescriptor | undefined {
  for (let at: object | null = object; at; at = Object.getPrototypeOf(at)) {
    const property = Object.getOwnPropertyDescriptor(at, name);
    if (property) return property;
  }
  return undefined;
}

/** Runs an action and resolves with the quick pick it opens. */
export async function opened(action: () => Thenable<unknown>): Promise<{ pick: OpenedPick; done: Thenable<unknown> }> {
  const original = vscode.window.createQuickPick;
  let done: Thenable<unknown> = Promise.resolve();
  const pick = await new Promise<OpenedPick>(resolve => {
    Object.defineProperty(vscode.window, 'createQuickPick', {
      configurable: true,
      value: () => {
        Object.defineProperty(vscode.window, 'createQuickPick', { configurable: true, value: original });
        const picker = original.call(vscode.window);
        resolve(new OpenedPick(picker));
        return picker;
      },
    });
    done = action();
  });
  return { pick, done };
}

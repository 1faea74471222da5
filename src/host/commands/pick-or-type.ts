import * as vscode from 'vscode';

export interface PickOrTypeOptions {
  title: string;
  placeholder: string;
  /** Shown at once. */
  items: readonly vscode.QuickPickItem[];
  /** What the item that stands for the typed text says it does. */
  typedDescription: string;
  /** Brings further items, or throws an error whose message takes the placeholder's place. */
  load?(): Promise<readonly vscode.QuickPickItem[]>;
}

/** Lets the user pick an item, or type what no item says. Undefined when dismissed; a typed text comes as a label. */
export function pickOrType(options: PickOrTypeOptions): Promise<vscode.QuickPickItem | undefined> {
  const picker = vscode.window.createQuickPick();
  picker.title = options.title;
  picker.placeholder = options.placeholder;
  picker.matchOnDetail = true;
  let items = options.items;

  const refresh = () => {
    const typed = picker.value.trim();
    const known = typed === '' || items.some(({ label }) => label === typed);
    picker.items = known
      ? items
      : [{ label: typed, description: options.typedDescription, alwaysShow: true }, ...items];
  };
  const load = async () => {
    picker.busy = true;
    try {
      items = (await options.load?.()) ?? items;
    } catch (error) {
      picker.placeholder = error instanceof Error ? error.message : options.placeholder;
    }
    picker.busy = false;
    refresh();
  };

  return new Promise(resolve => {
    picker.onDidChangeValue(refresh);
    picker.onDidAccept(() => {
      resolve(picker.activeItems[0]);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    refresh();
    picker.show();
    if (options.load) void load();
  });
}

import * as vscode from 'vscode';
import { StreamFailure } from '../../core/delta.ts';

export interface ModelChoice {
  title: string;
  /** Ids the user configured; shown at once. */
  known: readonly string[];
  /** Asks the provider for the rest; may fail, the user can always type an id. */
  list(): Promise<string[]>;
}

/** Lets the user pick a model, or type an id that no list has. Undefined when dismissed. */
export function pickModelId({ title, known, list }: ModelChoice): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick();
  picker.title = title;
  picker.placeholder = 'Pick a model, or type its id';
  picker.matchOnDescription = true;
  picker.busy = true;
  let ids = [...known];

  const refresh = () => {
    const typed = picker.value.trim();
    const items: vscode.QuickPickItem[] = ids.map(label => ({ label }));
    if (typed !== '' && !ids.includes(typed))
      items.push({ label: typed, description: 'use this id', alwaysShow: true });
    picker.items = items;
  };
  const load = async () => {
    try {
      ids = [...new Set([...known, ...(await list())])];
    } catch (error) {
      picker.placeholder = StreamFailure.is(error) ? error.error.message : 'Type the id of a model';
    }
    picker.busy = false;
    refresh();
  };

  return new Promise(resolve => {
    picker.onDidChangeValue(refresh);
    picker.onDidAccept(() => {
      resolve(picker.activeItems[0]?.label ?? (picker.value.trim() || undefined));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    refresh();
    picker.show();
    void load();
  });
}

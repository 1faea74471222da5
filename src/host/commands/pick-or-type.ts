import * as vscode from 'vscode';

/** An item of the list, and what picking it gives. */
export interface Choice extends vscode.QuickPickItem {
  value: string;
}

export interface PickOrTypeOptions {
  title: string;
  placeholder: string;
  choices: readonly Choice[];
  /**
   * The choice that stands for the typed text. VS Code puts labels that match the typed text first: one that is the text
   * is what Enter takes, one that does not have it in its label comes last.
   */
  typed(text: string): Choice;
}

/** Lets the user pick a choice, or type what none of them says. Undefined when dismissed. */
export function pickOrType({ title, placeholder, choices, typed }: PickOrTypeOptions): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick<Choice>();
  picker.title = title;
  picker.placeholder = placeholder;

  const isChoice = (text: string) => choices.some(({ value }) => value === text);
  const refresh = () => {
    const text = picker.value.trim();
    // At the end, so that the others keep their index: VS Code names what was picked by its index, and that may come
    // back after the list has changed.
    picker.items = isChoice(text) || text === '' ? choices : [...choices, { ...typed(text), alwaysShow: true }];
  };

  return new Promise(resolve => {
    picker.onDidChangeValue(refresh);
    picker.onDidAccept(() => {
      const picked = (picker.selectedItems[0] ?? picker.activeItems[0])?.value;
      // What was typed last may not be in the list yet.
      resolve(picked !== undefined && isChoice(picked) ? picked : picker.value.trim() || undefined);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    refresh();
    picker.show();
  });
}

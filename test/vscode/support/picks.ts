import * as vscode from 'vscode';

/** Takes the row with this label of the list that `action` shows by `showQuickPick`; undefined dismisses it. Returns all rows. */
export async function withPick(label: string | undefined, action: () => Promise<unknown>): Promise<string[]> {
  const original = vscode.window.showQuickPick;
  let labels: string[] = [];
  Object.defineProperty(vscode.window, 'showQuickPick', {
    configurable: true,
    value: async (items: readonly vscode.QuickPickItem[] | Promise<readonly vscode.QuickPickItem[]>) => {
      const rows = (await items).filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
      labels = rows.map(row => row.label);
      return rows.find(row => row.label === label);
    },
  });
  try {
    await action();
  } finally {
    Object.defineProperty(vscode.window, 'showQuickPick', { configurable: true, value: original });
  }
  return labels;
}

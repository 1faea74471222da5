import * as vscode from 'vscode';

/**
 * Runs a command that asks the user something, and then `goBack`: VS Code gives the focus to the editors afterwards, not
 * to the webview that had it. Not when the command has led elsewhere (it then does not resolve to true), nor when the
 * user went to an editor instead of answering.
 */
export async function promptAndReturn(command: string, goBack: () => Promise<void>): Promise<void> {
  let wentAway = false;
  const note = () => {
    wentAway = true;
  };
  const listeners = [
    vscode.window.onDidChangeActiveTextEditor(note),
    vscode.window.onDidChangeTextEditorSelection(note),
    vscode.window.tabGroups.onDidChangeTabs(note),
  ];
  try {
    const isAnswered: unknown = await vscode.commands.executeCommand(command);
    if (isAnswered === true && !wentAway) await goBack();
  } finally {
    for (const listener of listeners) listener.dispose();
  }
}

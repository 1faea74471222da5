import * as vscode from 'vscode';

/**
 * Asks the user something, and then runs `goBack`: VS Code gives the focus to the editors afterwards, not to the webview
 * that had it. Not when the question has led elsewhere (it then does not resolve to true), nor when the user went to an
 * editor instead of answering.
 */
export async function promptAndReturn(ask: () => Thenable<unknown>, goBack: () => Promise<void>): Promise<void> {
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
    const isAnswered = await ask();
    if (isAnswered === true && !wentAway) await goBack();
  } finally {
    for (const listener of listeners) listener.dispose();
  }
}

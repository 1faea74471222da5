import * as vscode from 'vscode';

/** The document with LF. */
export function textOf(document: vscode.TextDocument): string {
  return document.getText().replaceAll('\r\n', '\n');
}

/** The editor where the user types into the document, if that is where the focus is. */
export function activeEditorOf(document: vscode.TextDocument): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document ? editor : undefined;
}

/** Resolves when what was asked of the window is done, and with it what its events have led to. */
export async function settle(document: vscode.TextDocument): Promise<void> {
  let version: number;
  do {
    version = document.version;
    // An answer of the window comes behind all the events that it has sent before. The second time it comes behind what
    // those who listen to these have asked for.
    for (let count = 0; count < 2; count++) await roundTrip();
  } while (document.version !== version);
}

/** Waits for a change for some time, which may not come: a piece need not have anything that is certain by itself. */
export async function maybeChanged(document: vscode.TextDocument): Promise<void> {
  const { version } = document;
  for (let count = 0; count < 10 && document.version === version; count++) await roundTrip();
}

/** Brings the document to the front, in one editor. */
export async function showAlone(document: vscode.TextDocument): Promise<void> {
  const closed = await closeSplits(document);
  if (closed || !activeEditorOf(document)) await vscode.window.showTextDocument(document, inFirstColumn);
}

let other: vscode.TextDocument | undefined;

/** Hides the document behind another one. */
export async function cover(document: vscode.TextDocument): Promise<void> {
  await closeSplits(document);
  if (!other || other.isClosed) other = await vscode.workspace.openTextDocument({ content: '' });
  await vscode.window.showTextDocument(other, inFirstColumn);
}

const inFirstColumn = { viewColumn: vscode.ViewColumn.One, preview: false };

async function roundTrip(): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'runnel.test', true);
}

async function closeSplits(document: vscode.TextDocument): Promise<boolean> {
  const uri = document.uri.toString();
  const [, ...others] = vscode.window.tabGroups.all.flatMap(group =>
    group.tabs.filter(tab => tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === uri),
  );
  if (others.length > 0) await vscode.window.tabGroups.close(others);
  return others.length > 0;
}

import * as vscode from 'vscode';
import { until } from './editing.ts';

/** What the diff editor shows that the user looks at. */
export function diffTab(): vscode.TabInputTextDiff | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff ? input : undefined;
}

/** Its right side. */
export function rightDocument(): vscode.TextDocument | undefined {
  const uri = diffTab()?.modified.toString();
  return vscode.workspace.textDocuments.find(document => document.uri.toString() === uri);
}

/** Resolves once there is this text on the right, among other text. */
export async function rightHas(text: string): Promise<void> {
  await until(vscode.workspace.onDidChangeTextDocument, () => rightDocument()?.getText().includes(text) === true);
}

/** Resolves once this and nothing else is on the right. */
export async function rightIs(text: string): Promise<void> {
  await until(vscode.workspace.onDidChangeTextDocument, () => rightDocument()?.getText() === text);
}

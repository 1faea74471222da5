import * as vscode from 'vscode';
import { visibleEditorOf } from '../editor/open-documents.ts';

/** What a light bulb is about. Unlike what keybindings and menus pass to a command, it cannot be written down. */
export class LightbulbPlace {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;

  constructor(document: vscode.TextDocument, range: vscode.Range) {
    this.document = document;
    this.range = range;
  }
}

/** The place that a command was called for from a light bulb, in an editor that shows it; undefined if it was not. */
export async function lightbulbPlace(
  argument: unknown,
): Promise<{ editor: vscode.TextEditor; range: vscode.Range } | undefined> {
  if (!(argument instanceof LightbulbPlace)) return undefined;
  const { document, range } = argument;
  const active = vscode.window.activeTextEditor;
  return { editor: visibleEditorOf(document, active) ?? (await vscode.window.showTextDocument(document)), range };
}

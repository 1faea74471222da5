import type * as vscode from 'vscode';

/** What a light bulb is about. Unlike what keybindings and menus pass to a command, it cannot be written down. */
export class LightbulbPlace {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;

  constructor(document: vscode.TextDocument, range: vscode.Range) {
    this.document = document;
    this.range = range;
  }
}

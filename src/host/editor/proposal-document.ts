import * as vscode from 'vscode';
import { hasSameLines } from './proposed-edit.ts';

/**
 * The right side of a proposal. VS Code asks for the whole of it after each change, which costs the more the longer it is:
 * the next change is told only when the one before has arrived.
 */
export class ProposalDocument implements vscode.Disposable {
  readonly #uri: vscode.Uri;
  readonly #text: () => string;
  readonly #changed: vscode.EventEmitter<vscode.Uri>;
  readonly #listener: vscode.Disposable;
  #document: vscode.TextDocument | undefined;
  /** VS Code has been told of a change, and has not taken it over yet. */
  #isUnderWay = false;

  /** @param changed tells VS Code to ask for the text of a document again */
  constructor(uri: vscode.Uri, text: () => string, changed: vscode.EventEmitter<vscode.Uri>) {
    this.#uri = uri;
    this.#text = text;
    this.#changed = changed;
    this.#listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.toString() !== uri.toString() || contentChanges.length === 0) return;
      this.#isUnderWay = false;
      this.refresh();
    });
  }

  /** What VS Code gets when it asks for the text. */
  provide(): string {
    const text = this.#text();
    // It has nothing to change then, and tells of nothing: what it was told of has been taken back before it asked.
    if (this.#document && hasSameLines(this.#document.getText(), text)) this.#isUnderWay = false;
    return text;
  }

  /** Shows the text as it is now, as soon as that can be. */
  refresh(): void {
    const uri = this.#uri.toString();
    this.#document ??= vscode.workspace.textDocuments.find(document => document.uri.toString() === uri);
    if (this.#isUnderWay || !this.#document || hasSameLines(this.#document.getText(), this.#text())) return;
    this.#isUnderWay = true;
    this.#changed.fire(this.#uri);
  }

  dispose(): void {
    this.#listener.dispose();
  }
}

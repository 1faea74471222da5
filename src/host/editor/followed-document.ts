import * as vscode from 'vscode';
import { isOpen, visibleEditorOf } from './open-documents.ts';

/** How long a document without a tab may take to come back under another name, in milliseconds. */
const moveTimeout = 1_000;

/**
 * A document, also after it was renamed, or saved under another name: VS Code closes it then and opens another one with
 * the same text and the same undo stack. In between it is in no tab for a moment.
 */
export class FollowedDocument implements vscode.Disposable {
  #document: vscode.TextDocument;
  readonly #preferred: vscode.TextEditor | undefined;
  readonly #onChange: () => void;
  readonly #listeners: vscode.Disposable[];
  /** Where it has gone. */
  #movedTo: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  #waiting: (() => void)[] = [];

  /**
   * @param preferred the editor to write in as long as it shows the document.
   * @param onChange called when {@link document}, {@link editor}, {@link isAway} or {@link isClosed} may have changed.
   */
  constructor(document: vscode.TextDocument, preferred: vscode.TextEditor | undefined, onChange: () => void) {
    this.#document = document;
    this.#preferred = preferred;
    this.#onChange = onChange;
    const look = () => this.#look();
    this.#listeners = [
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidCloseTextDocument(look),
      vscode.window.onDidChangeVisibleTextEditors(look),
      vscode.window.tabGroups.onDidChangeTabs(look),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.#moved(oldUri, newUri);
        look();
      }),
      vscode.workspace.onDidSaveTextDocument(saved => {
        if (saved === this.#document || !this.#isSameText(saved)) return;
        this.#movedTo = saved.uri.toString();
        look();
      }),
    ];
    if (!isOpen(this.#document)) look();
  }

  get document(): vscode.TextDocument {
    return this.#document;
  }

  /** An editor that shows it; the preferred one if that does. */
  get editor(): vscode.TextEditor | undefined {
    return visibleEditorOf(this.#document, this.#preferred);
  }

  /** It is in no tab just now, and may yet come back. */
  get isAway(): boolean {
    return !this.#isClosed && !isOpen(this.#document);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Resolves when the document is there again, or is known to be closed. */
  async back(): Promise<void> {
    while (this.isAway) {
      await new Promise<void>(resolve => {
        this.#waiting.push(resolve);
      });
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#isClosed = true;
    this.#wake();
    for (const listener of this.#listeners) listener.dispose();
  }

  #moved(from: vscode.Uri, to: vscode.Uri): void {
    const uri = this.#document.uri;
    if (uri.scheme !== from.scheme || uri.authority !== from.authority) return;
    if (uri.path !== from.path && !uri.path.startsWith(`${from.path}/`)) return;
    this.#movedTo = to.with({ path: to.path + uri.path.slice(from.path.length) }).toString();
  }

  #look(): void {
    if (this.#isClosed) return;
    if (!isOpen(this.#document)) this.#follow();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!isOpen(this.#document)) {
      this.#timer = setTimeout(() => {
        this.#isClosed = true;
        this.#wake();
        this.#onChange();
      }, moveTimeout);
    }
    this.#wake();
    this.#onChange();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #follow(): void {
    const next = vscode.workspace.textDocuments.find(
      other => other.uri.toString() === this.#movedTo && isOpen(other) && this.#isSameText(other),
    );
    if (next) this.#document = next;
  }

  #isSameText(other: vscode.TextDocument): boolean {
    return other.getText() === this.#document.getText();
  }
}

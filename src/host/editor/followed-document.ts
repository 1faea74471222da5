import * as vscode from 'vscode';
import { isOpen, visibleEditorOf } from './open-documents.ts';

/** How long a document may take to come back under another name, in milliseconds. */
const moveTimeout = 1_000;

/**
 * A document, also after it was renamed, or saved under another name: VS Code closes it then and opens another one with
 * the same text and the same undo stack. In between it is in no tab for a moment. An editor that compares goes on showing
 * the one with the old name (VS Code 1.139).
 */
export class FollowedDocument implements vscode.Disposable {
  #document: vscode.TextDocument;
  readonly #preferred: vscode.TextEditor | undefined;
  readonly #onChange: () => void;
  readonly #listeners: vscode.Disposable[];
  /** Where it has gone, or goes, and the text that must be there. */
  #movedTo: { uri: string; text: string } | undefined;
  /** Its text was saved under another name, and nothing was changed here since. */
  #isSavedElsewhere = false;
  /** It is being renamed just now. */
  #isMoving = false;
  /** Its file has got the new name. */
  #isRenamed = false;
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
      vscode.workspace.onWillRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.#moves(oldUri, newUri);
        if (this.#isMoving) look();
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.#moves(oldUri, newUri);
        this.#isRenamed = this.#isMoving;
        look();
      }),
      vscode.workspace.onDidSaveTextDocument(saved => {
        if (saved === this.#document || saved.getText() !== this.#document.getText()) return;
        this.#movedTo = { uri: saved.uri.toString(), text: saved.getText() };
        this.#isSavedElsewhere = true;
        look();
      }),
      vscode.workspace.onDidChangeTextDocument(event => {
        // What is changed now is not in what was saved. To be reverted leaves it clean.
        if (event.document !== this.#document || event.contentChanges.length === 0) return;
        if (this.#wasEmpty) this.#movedTo = undefined;
        if (event.document.isDirty) this.#isSavedElsewhere = false;
        // No tab need change with it.
        if (this.isLeft) look();
      }),
    ];
    // Nobody is told of anything before this is there.
    if (this.isAway) this.#giveUpLater();
  }

  get document(): vscode.TextDocument {
    return this.#document;
  }

  /** An editor that shows it; the preferred one if that does. */
  get editor(): vscode.TextEditor | undefined {
    return visibleEditorOf(this.#document, this.#preferred);
  }

  /**
   * It was saved under another name, as it seems: before VS Code closes it, it empties what was untitled and reverts a file.
   */
  get isLeft(): boolean {
    const { isUntitled, isDirty } = this.#document;
    if (this.#movedTo === undefined) return false;
    if (isUntitled) return this.#document.getText() === '';
    return this.#isSavedElsewhere && !isDirty && this.#document.getText() !== this.#movedTo.text;
  }

  /** It is in no tab just now, or about to get another name, and may yet come back. */
  get isAway(): boolean {
    return !this.#isClosed && (this.#isMoving || !this.#isHere);
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

  /** It is untitled and was empty when something empty was saved under another name. */
  get #wasEmpty(): boolean {
    return this.#document.isUntitled && this.#movedTo?.text === '';
  }

  get #isHere(): boolean {
    return isOpen(this.#document) && !this.isLeft;
  }

  #moves(from: vscode.Uri, to: vscode.Uri): void {
    const uri = this.#document.uri;
    if (uri.scheme !== from.scheme || uri.authority !== from.authority) return;
    if (uri.path !== from.path && !uri.path.startsWith(`${from.path}/`)) return;
    const moved = to.with({ path: to.path + uri.path.slice(from.path.length) });
    this.#movedTo = { uri: moved.toString(), text: this.#document.getText() };
    this.#isSavedElsewhere = false;
    this.#isMoving = true;
  }

  #look(): void {
    if (this.#isClosed) return;
    if (this.isAway) this.#follow();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.isAway) this.#giveUpLater();
    this.#wake();
    this.#onChange();
  }

  #giveUpLater(): void {
    this.#timer = setTimeout(() => void this.#giveUp(), moveTimeout);
  }

  async #giveUp(): Promise<void> {
    const { document } = this;
    if (this.#isRenamed && this.#movedTo) {
      // A hidden tab opens its document only when it is shown.
      const uri = vscode.Uri.parse(this.#movedTo.uri);
      await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
      if (this.#isClosed) return;
      this.#follow();
    }
    if (this.#document !== document) return this.#look();
    if (this.#wasEmpty && isOpen(document)) this.#movedTo = undefined;
    this.#isMoving = false;
    this.#isRenamed = false;
    this.#isClosed = !this.#isHere;
    this.#wake();
    this.#onChange();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #follow(): void {
    const moved = this.#movedTo;
    // What is untitled and still has its tab is not left yet: some other file with the same text may have been saved.
    if (!moved || (this.#document.isUntitled && isOpen(this.#document))) return;
    const next = vscode.workspace.textDocuments.find(
      other =>
        other.uri.toString() === moved.uri && (isOpen(other) || this.#isRenamed) && other.getText() === moved.text,
    );
    if (!next || next === this.#document) return;
    this.#document = next;
    this.#movedTo = undefined;
    this.#isSavedElsewhere = false;
    this.#isMoving = false;
    this.#isRenamed = false;
  }
}

import * as vscode from 'vscode';
import type { Obstacle } from './document-editor.ts';
import { PutOnTop, type ReplaceText, type WrittenText } from './put-on-top.ts';
import { followUndo } from './undo-follower.ts';

/**
 * Makes what was written one step of the undo stack, with everything the user did kept out of it.
 *
 * The first edit begins an element of the stack, the others join it. If the user has only watched, nothing else is to be
 * done. Otherwise our later edits have joined the user's elements (VS Code 1.139: an edit without an undo stop before it
 * joins whatever is on top). Then the text is taken out and put in again, see {@link PutOnTop}. So the first Undo removes
 * exactly the insertion. The second would undo the taking-out, so that the text would show again: {@link followUndo} goes on
 * to the user's last change.
 *
 * The same goes where the document was hidden for part of the time, since a `WorkspaceEdit` cannot join anything, and
 * where the user has moved the cursor by keyboard or mouse or has saved, since this ends an element. A cursor key that
 * moves nothing ends one, too, and nothing tells of it; so Undo is followed in any case.
 */
export class UndoStep implements vscode.Disposable {
  readonly #written: WrittenText;
  readonly #replace: ReplaceText;
  readonly #listener: vscode.Disposable;
  #putOnTop: PutOnTop | undefined;
  /** The document as it was last written to, which may have got another name since; undefined before the first edit. */
  #writtenTo: vscode.TextDocument | undefined;
  /** The written text is not one element on top of the undo stack. */
  #isScattered = false;
  /** The undo element on top has ended since the last edit. */
  #isElementEnded = false;
  #wasHidden = false;
  /** The document before the first edit. */
  #textBefore = '';

  constructor(written: WrittenText, replace: ReplaceText) {
    this.#written = written;
    this.#replace = replace;
    const scattered = (document: vscode.TextDocument) => {
      if (document === written.document) this.scatter();
    };
    this.#listener = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        const { Mouse, Keyboard } = vscode.TextEditorSelectionChangeKind;
        const isUser = kind === Mouse || kind === Keyboard;
        if (isUser && textEditor.document === written.document) this.#isElementEnded = this.hasBegun;
      }),
      // VS Code ends the element as it begins to save; a write may have come in between.
      vscode.workspace.onWillSaveTextDocument(({ document }) => scattered(document)),
      vscode.workspace.onDidSaveTextDocument(scattered),
    );
  }

  /** Whether anything was written. */
  get hasBegun(): boolean {
    return this.#writtenTo !== undefined;
  }

  /** The next edit is the first; it may be tried several times. */
  prepare(): void {
    this.#textBefore = this.#written.document.getText();
  }

  /** An edit has added to the text. */
  wrote(isHidden: boolean): void {
    this.#wasHidden ||= isHidden;
    if (this.hasBegun && (this.#wasHidden || this.#isElementEnded)) this.#isScattered = true;
    this.#isElementEnded = false;
    this.#writtenTo = this.#written.document;
  }

  /**
   * Others have changed the document.
   *
   * @returns whether all places are known from before, and need not follow the change
   */
  changed(reason: vscode.TextDocumentChangeReason | undefined): boolean {
    this.scatter();
    return this.#putOnTop?.changed(reason) ?? false;
  }

  /** The text is not one element on top of the undo stack any more. */
  scatter(): void {
    this.#isScattered ||= this.hasBegun;
  }

  /** The document may have got another name. It is saved before, and that ends the element. */
  lookAtName(): void {
    if (this.#writtenTo && this.#writtenTo !== this.#written.document) this.scatter();
  }

  /** To be called when all is written. */
  async finish(): Promise<Obstacle | undefined> {
    if (this.#isScattered) return await this.#rewrite();
    const { document } = this.#written;
    followUndo(document, { before: this.#textBefore, after: document.getText(), isAfter: true });
    return undefined;
  }

  /** Takes all of the text out as one Undo does, so that one Redo brings it back. */
  async takeBack(): Promise<void> {
    if ((await this.#rewrite()) !== undefined) return;
    // The command acts on what has the focus; the user has just pressed Undo there.
    const isInFront = vscode.window.activeTextEditor?.document === this.#written.document;
    if (isInFront) await vscode.commands.executeCommand('undo');
    else await this.#replace({ texts: undefined, undoStopBefore: true, undoStopAfter: true });
  }

  dispose(): void {
    this.#listener.dispose();
  }

  async #rewrite(): Promise<Obstacle | undefined> {
    const written = this.#written;
    this.#putOnTop = new PutOnTop(written, this.#replace, after =>
      // At once: Undo may be the next that comes.
      followUndo(written.document, { before: this.#textBefore, after, isAfter: false }),
    );
    try {
      return await this.#putOnTop.run();
    } finally {
      this.#putOnTop = undefined;
    }
  }
}

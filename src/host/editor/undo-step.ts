import * as vscode from 'vscode';
import type { DocumentEdit } from './document-edit.ts';
import type { Obstacle } from './document-editor.ts';
import { followUndo } from './undo-follower.ts';

/** What an edit does to the undo stack. */
export type UndoStops = Pick<DocumentEdit, 'undoStopBefore' | 'undoStopAfter'>;

/** Text of ours in a document, at one place or several. */
export interface WrittenText {
  readonly document: vscode.TextDocument;
  /** An editor that shows the document. */
  readonly editor: vscode.TextEditor | undefined;
  /** Where each place begins, in order; of places that are gone, where they were. */
  readonly starts: readonly vscode.Position[];
  /** The places that are still there. */
  readonly ranges: readonly vscode.Range[];
  /** What is at each of the `starts`; empty where the place is gone. */
  readonly texts: readonly string[];
}

/**
 * Replaces all of the text at each place; without texts by what was there before us.
 *
 * @param look called right before, when no change of others can come in between; again with each further try
 * @returns what was in the way, if anything was
 */
export type ReplaceText = (
  texts: readonly string[] | undefined,
  stops: UndoStops,
  look?: () => void,
) => Promise<Obstacle | undefined>;

/**
 * Makes what was written one step of the undo stack, with everything the user did kept out of it.
 *
 * The first edit begins an element of the stack, the others join it. If the user has only watched, nothing else is to be
 * done. Otherwise our later edits have joined the user's elements (VS Code 1.139: an edit without an undo stop before it
 * joins whatever is on top). Then the text is taken out, as part of the topmost element, and put in again as an element of
 * its own. So the first Undo removes exactly the insertion. The second takes back the user's last change, and as the
 * taking-out is undone with it, the part that was written by then would show again: {@link followUndo} sees to that.
 *
 * The same goes where the document was hidden for part of the time, since a `WorkspaceEdit` cannot join anything, and
 * where the user has moved the cursor by keyboard or mouse or has saved, since this ends an element. A cursor key that
 * moves nothing ends one, too, and nothing tells of it; so Undo is followed in any case.
 */
export class UndoStep implements vscode.Disposable {
  readonly #written: WrittenText;
  readonly #replace: ReplaceText;
  readonly #listener: vscode.Disposable;
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

  /** Others have changed the document, or it was saved. */
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
    else await this.#replace(undefined, { undoStopBefore: true, undoStopAfter: true });
  }

  dispose(): void {
    this.#listener.dispose();
  }

  async #rewrite(): Promise<Obstacle | undefined> {
    const written = this.#written;
    const { editor } = written;
    let selections: readonly vscode.Selection[] = [];
    let texts: readonly string[] = [];
    const removal = await this.#replace(undefined, { undoStopBefore: false, undoStopAfter: false }, () => {
      texts = written.texts;
      selections = editor?.selections ?? [];
    });
    if (removal !== undefined) return removal;
    const { starts } = written;
    let textWithout = '';
    const insertion = await this.#replace(texts, { undoStopBefore: true, undoStopAfter: true }, () => {
      textWithout = written.document.getText();
    });
    if (insertion !== undefined) return insertion;
    followUndo(written.document, { before: this.#textBefore, after: textWithout, isAfter: false });
    // A cursor within the text went to its beginning with the removal, and to its end with the insertion.
    const { ranges } = written;
    const isInside = selections.some(selection => ranges.some(range => range.intersection(selection) !== undefined));
    const isWhereItWas = written.starts.every((start, index) => starts[index]?.isEqual(start));
    if (editor && isInside && isWhereItWas) editor.selections = selections;
    return undefined;
  }
}

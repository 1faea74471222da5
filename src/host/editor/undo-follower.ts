import * as vscode from 'vscode';
import { type UndoTexts, UndoWatch } from '../../core/insertion/undo-watch.ts';
import { isLineEndingChange } from './document-edit.ts';

/** UTF-16 code units of the texts remembered for one insertion; above that, its Undo is not followed. */
const mostRemembered = 30_000_000;

/** How many insertions are followed in a document; the oldest is given up. */
const mostFollowed = 20;

/** Elements of the undo stack may change nothing; after more of them than this in a row, the stack has ended. */
const mostIdle = 3;

const followers = new WeakMap<vscode.TextDocument, Follower[]>();

/**
 * Lets the user's Undo and Redo never rest at a step between two texts of the document, but go on to one of them. Ends by
 * itself when these steps are gone from the undo stack, or the document is closed.
 */
export function followUndo(document: vscode.TextDocument, texts: UndoTexts): void {
  if (texts.before.length + texts.after.length > mostRemembered) return;
  const others = followers.get(document)?.filter(follower => !follower.isOver) ?? [];
  while (others.length >= mostFollowed) others.shift()?.dispose();
  followers.set(document, [...others, new Follower(document, texts)]);
}

class Follower implements vscode.Disposable {
  readonly #document: vscode.TextDocument;
  readonly #watch: UndoWatch;
  readonly #listeners: vscode.Disposable[];
  #isRunning = false;

  constructor(document: vscode.TextDocument, texts: UndoTexts) {
    this.#document = document;
    this.#watch = new UndoWatch(texts);
    this.#listeners = [
      vscode.workspace.onDidChangeTextDocument(event => {
        if (event.document === document && event.contentChanges.length > 0) this.#changed(event);
      }),
      vscode.workspace.onDidCloseTextDocument(closed => {
        if (closed === document && closed.isClosed) this.dispose();
      }),
    ];
  }

  get isOver(): boolean {
    return this.#watch.isOver;
  }

  dispose(): void {
    this.#watch.end();
    for (const listener of this.#listeners) listener.dispose();
  }

  #changed({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    // Undo of another line ending tells no reason, and the texts are compared without it.
    if (reason === undefined && isLineEndingChange(document, contentChanges)) return;
    if (reason === undefined) this.#watch.edited();
    else if (reason === vscode.TextDocumentChangeReason.Undo) this.#watch.undone(() => document.getText());
    else this.#watch.redone(() => document.getText());
    if (this.#watch.isOver) this.dispose();
    else void this.#goOn();
  }

  /** One step after the other, until the text is one the user may rest at. */
  async #goOn(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    let idle = 0;
    try {
      for (let step = this.#watch.next; step !== undefined; step = this.#watch.next) {
        // The command acts on what has the focus: only where the user has just pressed Undo or Redo.
        if (vscode.window.activeTextEditor?.document !== this.#document) return;
        const { version } = this.#document;
        await vscode.commands.executeCommand(step);
        idle = this.#document.version === version ? idle + 1 : 0;
        if (idle > mostIdle) this.#watch.stuck();
      }
    } finally {
      this.#isRunning = false;
    }
  }
}

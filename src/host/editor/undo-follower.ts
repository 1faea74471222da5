import * as vscode from 'vscode';
import { tooOld } from '../../core/insertion/keep-newest.ts';
import { type UndoTexts, UndoWatch } from '../../core/insertion/undo-watch.ts';
import { isLineEndingChange } from './document-edit.ts';

/**
 * How many insertions are followed in this window, each of which looks at every change, and how many UTF-16 code units of
 * their texts are remembered. Above that, those of longest ago are given up: Undo and Redo take them back and bring them
 * again step by step, as VS Code has these.
 */
const mostFollowed = { count: 50, size: 30_000_000 };

/** Elements of the undo stack may change nothing; after more of them than this in a row, the stack has ended. */
const mostIdle = 3;

/** Oldest first; those that are over are not among them. */
const followers = new Set<Follower>();

/**
 * Lets the user's Undo and Redo never rest at a step between two texts of the document, but go on to one of them. Ends by
 * itself when these steps are gone from the undo stack, or the document is closed.
 */
export function followUndo(document: vscode.TextDocument, texts: UndoTexts): void {
  followers.add(new Follower(document, texts));
  for (const old of tooOld([...followers], mostFollowed)) old.dispose();
}

class Follower implements vscode.Disposable {
  /** UTF-16 code units it remembers. */
  readonly size: number;
  readonly #document: vscode.TextDocument;
  readonly #watch: UndoWatch;
  readonly #listeners: vscode.Disposable[];
  #isRunning = false;
  /** The user has typed while a step was under way; then an Undo came, which is that step. */
  #overtaken: 'typed' | 'taken' | undefined;

  constructor(document: vscode.TextDocument, texts: UndoTexts) {
    this.size = texts.before.length + texts.after.length;
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

  dispose(): void {
    followers.delete(this);
    this.#watch.end();
    for (const listener of this.#listeners) listener.dispose();
  }

  #changed({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    if (this.#overtaken) {
      if (reason === vscode.TextDocumentChangeReason.Undo) this.#overtaken = 'taken';
      return;
    }
    // Undo of another line ending tells no reason, and the texts are compared without it.
    if (reason === undefined && isLineEndingChange(document, contentChanges)) return;
    if (reason === undefined) this.#watch.edited();
    else if (reason === vscode.TextDocumentChangeReason.Undo) this.#watch.undone(() => document.getText());
    else this.#watch.redone(() => document.getText());
    if (!this.#watch.isOver) void this.#goOn();
    else if (this.#isRunning && reason === undefined) this.#overtaken = 'typed';
    else this.dispose();
  }

  get #isInFront(): boolean {
    return vscode.window.activeTextEditor?.document === this.#document;
  }

  /** One step after the other, until the text is one the user may rest at. */
  async #goOn(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    let idle = 0;
    try {
      for (let step = this.#watch.next; step !== undefined; step = this.#watch.next) {
        // The command acts on what has the focus: only where the user has just pressed Undo or Redo.
        if (!this.#isInFront) return;
        const { version } = this.#document;
        await vscode.commands.executeCommand(step);
        // It was meant for what was below, and has taken what the user typed.
        if (this.#overtaken === 'taken' && this.#isInFront) await vscode.commands.executeCommand('redo');
        if (this.#overtaken) return this.dispose();
        idle = this.#document.version === version ? idle + 1 : 0;
        if (idle > mostIdle) this.#watch.stuck();
      }
    } finally {
      this.#isRunning = false;
    }
  }
}

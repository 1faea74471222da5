import * as vscode from 'vscode';
import type { DocumentEdit } from './document-edit.ts';
import type { Obstacle } from './document-editor.ts';

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
  /** What belongs to each of the `starts`, with what an Undo has taken of it; empty where the place is gone. */
  readonly texts: readonly string[];
  /** What this returns sets all places to where they are now: for when the document has the same text again. */
  remember(): () => void;
}

/** All of the text at each place is to be replaced. */
export interface Replacement extends UndoStops {
  /** One for each place; what was there before us if undefined. */
  texts: readonly string[] | undefined;
  /** Awaited before each try. */
  ready?: () => Promise<void>;
  /** Called right before each try, when no change of others can come in between. False if it is not wanted any more. */
  look?: () => boolean;
  /** Called when it is made, before anybody hears of a later change. */
  made?: () => void;
}

/** Returns what was in the way, if anything was. */
export type ReplaceText = (replacement: Replacement) => Promise<Obstacle | undefined>;

/** Redos in a row that change nothing, after which there is nothing to redo. */
const mostIdle = 3;

/**
 * Takes text out and puts it in again, so that it is the topmost element of the undo stack. What the user types meanwhile
 * is below.
 *
 * An Undo that is pressed meanwhile is meant for the text, and cannot take it yet: it takes what is on top instead. That is
 * brought back by Redo, and the Undo is made when the text is on top. If the user has gone on after the Undo, so that there
 * is no Redo any more, the Undo stays as it was, and the text is put on top of that.
 */
export class PutOnTop {
  readonly #written: WrittenText;
  readonly #replace: ReplaceText;
  readonly #done: (textWithout: string) => void;
  #isOut = false;
  #isDone = false;
  #texts: readonly string[] = [];
  #selections: readonly vscode.Selection[] = [];
  #starts: readonly vscode.Position[] = [];
  /** The document right before the text is taken out. */
  #before: { text: string; restore: () => void } | undefined;
  /** Where Redo leads back to, and by how many steps: while the user's Undo has led away from there. */
  #top: { isOut: boolean; restore: () => void; steps: number } | undefined;
  /** The user's Undos, less the Redos. */
  #presses = 0;
  #isRedoing = false;
  /** The last change since the beginning is one of the user's: Undo is meant for that. */
  #isUserOnTop = false;

  /** @param done called when the text is on top, with the document as it was without the text */
  constructor(written: WrittenText, replace: ReplaceText, done: (textWithout: string) => void) {
    this.#written = written;
    this.#replace = replace;
    this.#done = done;
  }

  async run(): Promise<Obstacle | undefined> {
    while (!this.#isDone) {
      const obstacle = await (this.#isOut ? this.#putIn() : this.#takeOut());
      // Once it is on top, the user may take it away again.
      if (obstacle !== undefined && !this.#isDone) return obstacle;
    }
    this.#restoreSelections();
    for (let press = 0; press < this.#presses && this.#isInFront; press++) await vscode.commands.executeCommand('undo');
    return undefined;
  }

  /**
   * Others have changed the document.
   *
   * @returns whether all places are known from before, and need not follow the change
   */
  changed(reason: vscode.TextDocumentChangeReason | undefined): boolean {
    if (this.#isDone) return false;
    const { Undo, Redo } = vscode.TextDocumentChangeReason;
    if (reason === Undo && !this.#isUserOnTop) return this.#undone();
    if (reason === Redo && this.#top) return this.#redone(this.#top);
    this.#giveUp();
    this.#isUserOnTop = reason !== Undo;
    return false;
  }

  #takeOut(): Promise<Obstacle | undefined> {
    const written = this.#written;
    return this.#replace({
      texts: undefined,
      // An element of its own, so that Undo in this moment takes nothing but that back.
      undoStopBefore: true,
      undoStopAfter: false,
      ready: () => this.#bringBack(),
      look: () => {
        this.#texts = written.texts;
        this.#selections = written.editor?.selections ?? [];
        this.#before = { text: written.document.getText(), restore: written.remember() };
        return true;
      },
      made: () => {
        this.#isOut = true;
        this.#isUserOnTop = false;
      },
    });
  }

  #putIn(): Promise<Obstacle | undefined> {
    const written = this.#written;
    let textWithout = '';
    return this.#replace({
      texts: this.#texts,
      undoStopBefore: true,
      undoStopAfter: true,
      ready: () => this.#bringBack(),
      look: () => {
        this.#starts = written.starts;
        textWithout = written.document.getText();
        return this.#isOut;
      },
      made: () => {
        this.#isDone = true;
        this.#done(textWithout);
      },
    });
  }

  get #isInFront(): boolean {
    // A command acts on what has the focus.
    return vscode.window.activeTextEditor?.document === this.#written.document;
  }

  /** A cursor within the text went to its beginning with the removal, and to its end with the insertion. */
  #restoreSelections(): void {
    const { editor, ranges, starts } = this.#written;
    const selections = this.#selections;
    const isInside = selections.some(selection => ranges.some(range => range.intersection(selection) !== undefined));
    const isWhereItWas = starts.every((start, index) => this.#starts[index]?.isEqual(start));
    if (editor && isInside && isWhereItWas) editor.selections = selections;
  }

  /** Makes the Redos that lead back to where the user pressed Undo. */
  async #bringBack(): Promise<void> {
    for (let idle = 0; this.#top; ) {
      if (!this.#isInFront || idle > mostIdle) return this.#giveUp();
      const { version } = this.#written.document;
      this.#isRedoing = true;
      await vscode.commands.executeCommand('redo');
      this.#isRedoing = false;
      idle = this.#written.document.version === version ? idle + 1 : 0;
    }
  }

  #undone(): boolean {
    this.#top ??= { isOut: this.#isOut, restore: this.#written.remember(), steps: 0 };
    this.#top.steps++;
    this.#presses++;
    const before = this.#isOut ? this.#before : undefined;
    if (!before || before.text !== this.#written.document.getText()) return false;
    before.restore();
    this.#isOut = false;
    return true;
  }

  #redone(top: { isOut: boolean; restore: () => void; steps: number }): boolean {
    if (!this.#isRedoing) this.#presses--;
    if (--top.steps > 0) return false;
    top.restore();
    this.#isOut = top.isOut;
    this.#top = undefined;
    return true;
  }

  /** There is no way back: what the user's Undo took stays away. One that took back the taking-out is still to be made. */
  #giveUp(): void {
    if (!this.#top) return;
    const { isOut, steps } = this.#top;
    this.#presses -= isOut && !this.#isOut ? steps - 1 : steps;
    this.#top = undefined;
  }
}

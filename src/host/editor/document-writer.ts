import * as vscode from 'vscode';
import type { Place } from '../../core/insertion/tracked-range.ts';
import type { WrittenPlace } from '../../core/insertion/written-place.ts';
import { type PlaceChange, WrittenPlaces } from '../../core/insertion/written-places.ts';
import { DocumentEditor, type Refusal } from './document-editor.ts';
import { followUndo } from './undo-follower.ts';

/** Why nothing more can be written. */
export type Obstacle = 'place-gone' | Refusal;

/** How long nothing is written after the user's Undo or Redo, in milliseconds: each write takes the Redo away. */
const undoPause = 1_000;

/**
 * Writes a growing text into a document, at places it follows through the user's own changes, one edit at a time, as raw
 * edits: auto-closing, format-on-type and the like see nothing of it. All places are written by the same edits.
 *
 * Whose text is whose, see {@link WrittenPlace}. A place whose text is deleted ends for itself.
 *
 * Undo: the first edit begins an element of the undo stack, the others join it. See {@link finish} for
 * what happens when the user has changed the document meanwhile. When the user presses Undo while text is still written:
 *
 * - Undo took something of the user's, and what we had written since with it: that is written again, after a pause.
 * - Undo took the insertion, or the end of it and nothing else: the insertion is {@link isUndone}.
 */
export class DocumentWriter implements vscode.Disposable {
  readonly #editor: DocumentEditor;
  readonly #listeners: vscode.Disposable[];
  readonly #places: WrittenPlaces;
  /** Called when something happened that may have changed {@link obstacle} or {@link canJoin}. */
  onChange: () => void;
  #hasWritten = false;
  #writtenTo: vscode.TextDocument | undefined;
  /** The written text is not one element on top of the undo stack. */
  #isScattered = false;
  /** The undo element on top has ended since the last edit. */
  #isElementEnded = false;
  #usedWorkspaceEdit = false;
  #isUndone = false;
  #foreignChanges = 0;
  #pausedUntil = 0;
  /** The document before the first writing. */
  #textBefore = '';

  /**
   * @param preferred the editor to write in as long as it shows the document.
   * @param ranges what the text replaces, or the places where it goes; those that touch or overlap are one.
   * @param onChange see {@link onChange}
   */
  constructor(
    document: vscode.TextDocument,
    preferred: vscode.TextEditor | undefined,
    ranges: readonly vscode.Range[],
    onChange: () => void,
  ) {
    this.onChange = onChange;
    this.#editor = new DocumentEditor(
      document,
      preferred,
      event => this.#foreignChange(event),
      () => {
        // A document is saved before it gets another name, and that ends the element.
        if (this.#hasWritten && this.document !== this.#writtenTo) this.#isScattered = true;
        this.onChange();
      },
    );
    this.#places = new WrittenPlaces(ranges.map(spanOf), place => this.document.getText(rangeOf(place)));
    const ended = (document: vscode.TextDocument) => {
      if (document === this.document) this.#isElementEnded = this.#hasWritten;
    };
    const scattered = (document: vscode.TextDocument) => {
      if (document === this.document && this.#hasWritten) this.#isScattered = true;
    };
    this.#listeners = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        const { Mouse, Keyboard } = vscode.TextEditorSelectionChangeKind;
        if (kind === Mouse || kind === Keyboard) ended(textEditor.document);
      }),
      // VS Code ends the element as it begins to save; a write may have come in between.
      vscode.workspace.onWillSaveTextDocument(({ document }) => scattered(document)),
      vscode.workspace.onDidSaveTextDocument(scattered),
    ];
  }

  get document(): vscode.TextDocument {
    return this.#editor.document;
  }

  /** An editor that shows the document. */
  get editor(): vscode.TextEditor | undefined {
    return this.#editor.visible;
  }

  /** What was written, as it is in the document now, or what will be replaced. Places that are gone have none. */
  get ranges(): vscode.Range[] {
    return this.#places.live.map(rangeOf);
  }

  /** Where each place begins, in order; of places that are gone, where they were. */
  get starts(): vscode.Position[] {
    return this.#places.all.map(place => rangeOf(place).start);
  }

  get obstacle(): Obstacle | undefined {
    if (this.#editor.isClosed) return 'closed';
    // What is closed may be emptied first. If it comes back under another name, its places are as they were.
    if (this.#editor.isAway) return undefined;
    return this.#isUndone || this.#places.live.length === 0 ? 'place-gone' : undefined;
  }

  /** Which of the {@link starts} are still there. */
  get liveIndexes(): number[] {
    const { all } = this.#places;
    return [...all.keys()].filter(index => all[index]?.gone === false);
  }

  /** How often the document was changed by others. */
  get foreignChanges(): number {
    return this.#foreignChanges;
  }

  /** Whether the user has changed something right where the text ends, since the beginning or {@link forgetTouches}. */
  get isEndTouched(): boolean {
    return this.#places.isEndTouched;
  }

  /** Whether the user has taken the insertion back by Undo. */
  get isUndone(): boolean {
    return this.#isUndone;
  }

  /** Whether a write would join the ones before; one to a hidden document does not. */
  get canJoin(): boolean {
    return this.editor !== undefined;
  }

  /** Whether an Undo of the user's took text of ours that has to be written again; {@link write} does so. */
  get owes(): boolean {
    return this.#places.live.some(place => place.owed !== '');
  }

  /** How long to wait with the next write, in milliseconds, so that the user can go on with Undo and Redo. */
  get pause(): number {
    return Math.max(0, this.#pausedUntil - performance.now());
  }

  /**
   * Adds text at the end of each place, one text for each of {@link starts}; the first time it replaces what is there.
   * Returns what was in the way, if anything was.
   *
   * @param isLast nothing more comes, so no edit of others may join this one.
   */
  write(texts: readonly string[], isLast = false): Promise<Obstacle | undefined> {
    return this.#apply(
      () => {
        if (this.#hasWritten) {
          return this.#places.changes((place, index) => ({ ...endOf(place), text: place.owed + (texts[index] ?? '') }));
        }
        this.#places.dropMet();
        this.#textBefore = this.document.getText();
        for (const place of this.#places.live) place.replaced = this.document.getText(rangeOf(place));
        return this.#places.changes((place, index) => ({ ...spanOf(place.range), text: texts[index] ?? '' }));
      },
      { undoStopBefore: !this.#hasWritten, undoStopAfter: isLast },
      hidden => {
        if (this.#hasWritten && (hidden || this.#usedWorkspaceEdit || this.#isElementEnded)) this.#isScattered = true;
        for (const place of this.#places.live) place.settle();
        this.#hasWritten = true;
        this.#writtenTo = this.document;
        this.#isElementEnded = false;
      },
    );
  }

  /**
   * Makes what was written one step of the undo stack, with everything the user did kept out of it.
   *
   * If the user has only watched, nothing is to be done. Otherwise our later edits have joined the user's elements (VS Code
   * 1.139: an edit without an undo stop before it joins whatever is on top). Then the text is taken out, as part of the
   * topmost element, and put in again as an element of its own. So the first Undo removes exactly the insertion. The
   * second takes back the user's last change, and as the taking-out is undone with it, the part that was written by then
   * would show again: {@link followUndo} sees to that.
   *
   * The same goes where the document was hidden for part of the time, since a `WorkspaceEdit` cannot join anything, and
   * where the user has moved the cursor by keyboard or mouse or has saved, since this ends an element. A cursor key that
   * moves nothing ends one, too, and nothing tells of it; so Undo is followed in any case.
   */
  async finish(): Promise<Obstacle | undefined> {
    if (!this.#hasWritten || this.obstacle) return undefined;
    if (this.owes) {
      const obstacle = await this.write([]);
      if (obstacle) return obstacle;
    }
    if (this.#isScattered) return this.#rewrite();
    followUndo(this.document, { before: this.#textBefore, after: this.document.getText(), isAfter: true });
    return undefined;
  }

  /**
   * Takes out what is left of an insertion the user has begun to take back, as one Undo does, so that one Redo brings all
   * of it back. To be called when it {@link isUndone}.
   */
  async takeBack(): Promise<void> {
    if (this.#editor.isClosed || this.#places.live.length === 0) return;
    this.#isUndone = false;
    const obstacle = (await this.write([])) ?? (await this.#rewrite());
    // The command acts on what has the focus; the user has just pressed Undo there.
    const isInFront = vscode.window.activeTextEditor?.document === this.document;
    if (!obstacle && isInFront) await vscode.commands.executeCommand('undo');
    else if (!obstacle) await this.#remove({ undoStopBefore: true, undoStopAfter: true });
    this.#isUndone = true;
  }

  forgetTouches(): void {
    this.#places.forgetTouches();
  }

  dispose(): void {
    this.#editor.dispose();
    for (const listener of this.#listeners) listener.dispose();
  }

  async #rewrite(): Promise<Obstacle | undefined> {
    const { editor } = this;
    let selections: readonly vscode.Selection[] = [];
    let texts: readonly string[] = [];
    const removal = await this.#remove({ undoStopBefore: false, undoStopAfter: false }, () => {
      texts = this.#places.all.map(place => (place.gone ? '' : this.document.getText(rangeOf(place))));
      selections = editor?.selections ?? [];
    });
    if (removal) return removal;
    const { starts } = this;
    let textWithout = '';
    const insertion = await this.#apply(
      () => {
        textWithout = this.document.getText();
        return this.#places.changes((place, index) => ({ ...spanOf(place.range), text: texts[index] ?? '' }));
      },
      { undoStopBefore: true, undoStopAfter: true },
    );
    if (insertion) return insertion;
    followUndo(this.document, { before: this.#textBefore, after: textWithout, isAfter: false });
    // A cursor within the text went to its beginning with the removal, and to its end with the insertion.
    const { ranges } = this;
    const isInside = selections.some(selection => ranges.some(range => range.intersection(selection) !== undefined));
    const isWhereItWas = this.starts.every((start, index) => starts[index]?.isEqual(start));
    if (editor && isInside && isWhereItWas) editor.selections = selections;
    return undefined;
  }

  /** Puts back what was replaced. */
  #remove(
    stops: { undoStopBefore: boolean; undoStopAfter: boolean },
    look?: () => void,
  ): Promise<Obstacle | undefined> {
    return this.#apply(() => {
      look?.();
      return this.#places.changes(place => ({ ...spanOf(place.range), text: place.replaced }));
    }, stops);
  }

  async #apply(
    plan: () => readonly PlaceChange[],
    stops: { undoStopBefore: boolean; undoStopAfter: boolean },
    made?: (hidden: boolean) => void,
  ): Promise<Obstacle | undefined> {
    const refusal = await this.#editor.apply(() => {
      if (this.obstacle) return undefined;
      const changes = plan();
      return {
        changes: changes.map(({ start, end, text }) => ({ range: toRange({ start, end }), text })),
        ...stops,
        made: hidden => {
          if (hidden) this.#usedWorkspaceEdit = true;
          this.#places.written(changes);
          made?.(hidden);
        },
      };
    });
    return refusal ?? this.obstacle;
  }

  #foreignChange({ contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    const changes = contentChanges.map(({ range, text }) => ({ ...spanOf(range), text }));
    this.#foreignChanges++;
    if (reason !== undefined) this.#pausedUntil = performance.now() + undoPause;
    const { Undo, Redo } = vscode.TextDocumentChangeReason;
    if (!this.#hasWritten) this.#places.changedBefore(changes);
    else if (reason !== Undo) this.#places.changed(changes, reason === Redo);
    else if (this.#places.undone(changes)) this.#isUndone = true;
    this.#isScattered ||= this.#hasWritten;
    this.onChange();
  }
}

function placeOf({ line, character }: Place): Place {
  return { line, character };
}

function spanOf({ start, end }: { start: Place; end: Place }): { start: Place; end: Place } {
  return { start: placeOf(start), end: placeOf(end) };
}

function rangeOf({ range }: WrittenPlace): vscode.Range {
  return toRange(range);
}

function toRange({ start, end }: { start: Place; end: Place }): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function endOf({ range: { end } }: WrittenPlace): { start: Place; end: Place } {
  return { start: end, end };
}

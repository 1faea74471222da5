import * as vscode from 'vscode';
import { PlaceShift } from '../../core/insertion/place-shift.ts';
import { type Change, comparePlaces, type Place } from '../../core/insertion/tracked-range.ts';
import { placesFor, type WrittenPlace } from '../../core/insertion/written-place.ts';
import { DocumentEditor, type Refusal } from './document-editor.ts';
import { followUndo } from './undo-follower.ts';

/** Why nothing more can be written. */
export type Obstacle = 'place-gone' | Refusal;

/** How long nothing is written after the user's Undo or Redo, in milliseconds: each write takes the Redo away. */
const undoPause = 1_000;

/** What goes to a place, and what it replaces there. */
interface PlaceChange {
  place: WrittenPlace;
  range: vscode.Range;
  text: string;
}

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
  readonly #places: readonly WrittenPlace[];
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
  #isEndTouched = false;
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
    this.#places = placesFor(ranges.map(({ start, end }) => ({ start: placeOf(start), end: placeOf(end) })));
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
    return this.#live.map(rangeOf);
  }

  /** Where each place begins, in order; of places that are gone, where they were. */
  get starts(): vscode.Position[] {
    return this.#places.map(place => rangeOf(place).start);
  }

  get obstacle(): Obstacle | undefined {
    if (this.#editor.isClosed) return 'closed';
    // What is closed may be emptied first. If it comes back under another name, its places are as they were.
    if (this.#editor.isAway) return undefined;
    return this.#isUndone || this.#live.length === 0 ? 'place-gone' : undefined;
  }

  /** Which of the {@link starts} are still there. */
  get liveIndexes(): number[] {
    return [...this.#places.keys()].filter(index => this.#places[index]?.gone === false);
  }

  /** How often the document was changed by others. */
  get foreignChanges(): number {
    return this.#foreignChanges;
  }

  /** Whether the user has changed something right where the text ends, since the beginning or {@link forgetTouches}. */
  get isEndTouched(): boolean {
    return this.#isEndTouched;
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
    return this.#live.some(place => place.owed !== '');
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
          return this.#changes((place, index) => ({ range: endOf(place), text: place.owed + (texts[index] ?? '') }));
        }
        this.#dropMet();
        this.#textBefore = this.document.getText();
        for (const place of this.#live) place.replaced = this.document.getText(rangeOf(place));
        return this.#changes((place, index) => ({ range: rangeOf(place), text: texts[index] ?? '' }));
      },
      { undoStopBefore: !this.#hasWritten, undoStopAfter: isLast },
      hidden => {
        if (this.#hasWritten && (hidden || this.#usedWorkspaceEdit || this.#isElementEnded)) this.#isScattered = true;
        for (const place of this.#live) place.settle();
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
    if (this.#editor.isClosed || this.#live.length === 0) return;
    this.#isUndone = false;
    const obstacle = (await this.write([])) ?? (await this.#rewrite());
    // The command acts on what has the focus; the user has just pressed Undo there.
    const isInFront = vscode.window.activeTextEditor?.document === this.document;
    if (!obstacle && isInFront) await vscode.commands.executeCommand('undo');
    else if (!obstacle) await this.#remove({ undoStopBefore: true, undoStopAfter: true });
    this.#isUndone = true;
  }

  forgetTouches(): void {
    this.#isEndTouched = false;
  }

  dispose(): void {
    this.#editor.dispose();
    for (const listener of this.#listeners) listener.dispose();
  }

  get #live(): WrittenPlace[] {
    return this.#places.filter(place => !place.gone);
  }

  #changes(changeOf: (place: WrittenPlace, index: number) => Omit<PlaceChange, 'place'>): PlaceChange[] {
    return this.#places
      .map((place, index) => ({ place, ...changeOf(place, index) }))
      .filter(({ place }) => !place.gone);
  }

  async #rewrite(): Promise<Obstacle | undefined> {
    const { editor } = this;
    let selections: readonly vscode.Selection[] = [];
    let texts: readonly string[] = [];
    const removal = await this.#remove({ undoStopBefore: false, undoStopAfter: false }, () => {
      texts = this.#places.map(place => (place.gone ? '' : this.document.getText(rangeOf(place))));
      selections = editor?.selections ?? [];
    });
    if (removal) return removal;
    const { starts } = this;
    let textWithout = '';
    const insertion = await this.#apply(
      () => {
        textWithout = this.document.getText();
        return this.#changes((place, index) => ({ range: rangeOf(place), text: texts[index] ?? '' }));
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
      return this.#changes(place => ({ range: rangeOf(place), text: place.replaced }));
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
        changes,
        ...stops,
        made: hidden => {
          if (hidden) this.#usedWorkspaceEdit = true;
          this.#follow(changes);
          made?.(hidden);
        },
      };
    });
    return refusal ?? this.obstacle;
  }

  #follow(changes: readonly PlaceChange[]): void {
    const shift = new PlaceShift();
    for (const { place, range, text } of changes) {
      const change = { ...changeOf(range), text };
      const grows = this.#hasWritten && range.isEmpty && !place.range.isEmpty;
      place.range.start = shift.map(grows ? place.range.start : change.start);
      place.range.end = shift.pass(change);
      place.text = grows ? place.text + text : text;
    }
  }

  /** Where the user has brought places together that nothing was written to yet, one goes on. */
  #dropMet(): void {
    let last: vscode.Range | undefined;
    for (const place of this.#live) {
      const range = rangeOf(place);
      if (last?.start.isEqual(range.start)) place.range.gone = true;
      last = range;
    }
  }

  #foreignChange({ contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    const changes = contentChanges.map(({ range, text }) => ({ ...changeOf(range), text }));
    this.#foreignChanges++;
    this.#isEndTouched ||= this.#live.some(place => changes.some(change => touches(change, place.range.end)));
    if (reason !== undefined) this.#pausedUntil = performance.now() + undoPause;
    if (!this.#hasWritten) this.#beforeWriting(changes);
    else if (reason === vscode.TextDocumentChangeReason.Undo) this.#userUndid(changes);
    else this.#userChanged(changes, reason === vscode.TextDocumentChangeReason.Redo);
    this.onChange();
  }

  #beforeWriting(changes: readonly Change[]): void {
    for (const { range } of this.#live) {
      const hadSelection = !range.isEmpty;
      range.apply(changes);
      // The user took out the selection before the first text came: the place is still known.
      if (hadSelection) range.gone = false;
    }
  }

  #userUndid(changes: readonly Change[]): void {
    const live = this.#live;
    const onlyOurs = changes.every(change => live.some(place => place.isCutOffBy(change)));
    for (const place of live) {
      const taken = place.tailTakenBy(changes);
      const isTouched = changes.some(change => place.range.overlaps(change));
      place.followUndo(changes, taken);
      if (isTouched) this.#readAgain(place);
    }
    this.#isScattered = true;
    if (onlyOurs || this.#live.length === 0) this.#isUndone = true;
  }

  #userChanged(changes: readonly Change[], isRedo: boolean): void {
    for (const place of this.#live) {
      const isTouched = changes.some(change => place.range.overlaps(change));
      const owed = place.owed;
      if (isRedo) place.followRedo(changes);
      else place.range.apply(changes);
      if (isTouched || owed !== place.owed) this.#readAgain(place);
    }
    this.#isScattered = true;
  }

  #readAgain(place: WrittenPlace): void {
    if (!place.gone) place.text = this.document.getText(rangeOf(place));
  }
}

function placeOf({ line, character }: vscode.Position): Place {
  return { line, character };
}

function changeOf({ start, end }: vscode.Range): { start: Place; end: Place } {
  return { start: placeOf(start), end: placeOf(end) };
}

function rangeOf({ range: { start, end } }: WrittenPlace): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function touches({ start, end }: Change, place: Place): boolean {
  return comparePlaces(start, place) <= 0 && comparePlaces(end, place) >= 0;
}

function endOf(place: WrittenPlace): vscode.Range {
  const { end } = rangeOf(place);
  return new vscode.Range(end, end);
}

import * as vscode from 'vscode';
import type { Place } from '../../core/insertion/tracked-range.ts';
import type { WrittenPlace } from '../../core/insertion/written-place.ts';
import { type PlaceChange, WrittenPlaces } from '../../core/insertion/written-places.ts';
import { DocumentEditor, type Obstacle } from './document-editor.ts';
import type { Replacement, UndoStops, WrittenText } from './put-on-top.ts';
import { UndoStep } from './undo-step.ts';

/** How long nothing is written after the user's Undo or Redo, in milliseconds: each write takes the Redo away. */
const undoPause = 1_000;

/**
 * Writes a growing text into a document, at places it follows through the user's own changes, one edit at a time, as raw
 * edits: auto-closing, format-on-type and the like see nothing of it. All places are written by the same edits.
 *
 * Whose text is whose, see {@link WrittenPlace}. A place whose text is deleted ends for itself.
 *
 * In the end all of it is one step of the undo stack, see {@link UndoStep}. When the user presses Undo before:
 *
 * - Undo took something of the user's, and what we had written since with it: that is written again, after a pause.
 * - Undo took the insertion, or the end of it and nothing else: the insertion is {@link isUndone}.
 */
export class DocumentWriter implements WrittenText, vscode.Disposable {
  readonly #editor: DocumentEditor;
  readonly #places: WrittenPlaces;
  readonly #undo: UndoStep;
  /** Called when something happened that may have changed {@link obstacle} or {@link canJoin}. */
  onChange: () => void;
  #isUndone = false;
  #foreignChanges = 0;
  #pausedUntil = 0;

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
    this.#undo = new UndoStep(this, replacement => this.#replace(replacement));
    this.#editor = new DocumentEditor(
      document,
      preferred,
      event => this.#foreignChange(event),
      () => {
        this.#undo.lookAtName();
        this.onChange();
      },
    );
    this.#places = new WrittenPlaces(ranges.map(spanOf), place => this.document.getText(rangeOf(place)));
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

  /** What belongs to each of the {@link starts}, with what it {@link owes}; empty where the place is gone. */
  get texts(): string[] {
    return this.#places.all.map(place => (place.gone ? '' : this.document.getText(rangeOf(place)) + place.owed));
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
        if (this.#undo.hasBegun) {
          return this.#places.changes((place, index) => ({ ...endOf(place), text: place.owed + (texts[index] ?? '') }));
        }
        this.#undo.prepare();
        this.#places.dropMet();
        for (const place of this.#places.live) place.replaced = this.document.getText(rangeOf(place));
        return this.#places.changes((place, index) => ({ ...spanOf(place.range), text: texts[index] ?? '' }));
      },
      { undoStopBefore: !this.#undo.hasBegun, undoStopAfter: isLast },
      isHidden => {
        for (const place of this.#places.live) place.settle();
        this.#undo.wrote(isHidden);
      },
    );
  }

  /** Writes what it {@link owes}, and makes all of the text one step of the undo stack. */
  async finish(): Promise<Obstacle | undefined> {
    if (!this.#undo.hasBegun || this.obstacle) return undefined;
    if (this.owes) {
      const obstacle = await this.write([]);
      if (obstacle) return obstacle;
    }
    return await this.#undo.finish();
  }

  /**
   * Takes out what is left of an insertion the user has begun to take back, as one Undo does, so that one Redo brings all
   * of it back. To be called when it {@link isUndone}.
   */
  async takeBack(): Promise<void> {
    if (this.#editor.isClosed || this.#places.live.length === 0) return;
    this.#isUndone = false;
    const obstacle = await this.write([]);
    if (!obstacle) await this.#undo.takeBack();
    this.#isUndone = true;
  }

  remember(): () => void {
    return this.#places.remember();
  }

  forgetTouches(): void {
    this.#places.forgetTouches();
  }

  dispose(): void {
    this.#editor.dispose();
    this.#undo.dispose();
  }

  async #replace({ texts, ready, look, made, ...stops }: Replacement): Promise<Obstacle | undefined> {
    return await this.#apply(
      () => {
        if (look?.() === false) return undefined;
        return this.#places.changes((place, index) => {
          return { ...spanOf(place.range), text: texts ? (texts[index] ?? '') : place.replaced };
        });
      },
      stops,
      () => {
        for (const place of this.#places.live) place.settle();
        made?.();
      },
      ready,
    );
  }

  async #apply(
    plan: () => readonly PlaceChange[] | undefined,
    stops: UndoStops,
    made?: (isHidden: boolean) => void,
    ready?: () => Promise<void>,
  ): Promise<Obstacle | undefined> {
    const refusal = await this.#editor.apply(() => {
      if (this.obstacle) return undefined;
      const changes = plan();
      if (!changes) return undefined;
      return {
        changes: changes.map(({ start, end, text }) => ({ range: toRange({ start, end }), text })),
        ...stops,
        made: isHidden => {
          this.#places.written(changes);
          made?.(isHidden);
        },
      };
    }, ready);
    await ready?.();
    return refusal ?? this.obstacle;
  }

  #foreignChange({ contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    const changes = contentChanges.map(({ range, text }) => ({ ...spanOf(range), text }));
    this.#foreignChanges++;
    if (reason !== undefined) this.#pausedUntil = performance.now() + undoPause;
    const { Undo, Redo } = vscode.TextDocumentChangeReason;
    const isKnown = this.#undo.changed(reason);
    if (isKnown) this.#isUndone = false;
    else if (!this.#undo.hasBegun) this.#places.changedBefore(changes);
    else if (reason !== Undo) this.#places.changed(changes, reason === Redo);
    else if (this.#places.undone(changes)) this.#isUndone = true;
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

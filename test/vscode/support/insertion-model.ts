import type * as vscode from 'vscode';
import { type Edit, type Mark, MarkedText } from './insertion-marked-text.ts';

/** A place of an insertion, as the model knows it. */
interface ModelPlace {
  start: Mark;
  end: Mark;
  /**
   * All that is to stand there. It follows the indentation of the line where it begins. While the first of it is under
   * way the user may change that line, which may come too late: then there are several, the last one first.
   */
  expected: string[];
  /** UTF-16 code units of it that have been written. */
  written: number;
  /** What was there before the first write; undefined until then. */
  replaced: string | undefined;
  /** Its text was deleted. */
  gone: boolean;
  /** Its text while it is taken out, to be put in again as a whole. */
  held: string | undefined;
}

/**
 * What the document must be, told from the changes that VS Code reports and from what was to be inserted. It knows nothing
 * of how insertions work: a text with marks in it, in which text put in at the start of a place goes before it, at the end
 * behind it, and within it belongs to it.
 *
 * Every change must be a piece of the insertion, at the end of its place and with the text that comes next, or a change
 * that the user may have made. Anything else is a fault. Line endings are LF throughout.
 */
export class DocumentModel {
  readonly faults: string[] = [];
  readonly places: readonly ModelPlace[];
  /** Deletions that the user may still make. */
  userDeletions = 0;
  /** The user's changes since the last one of the insertion. */
  userChangesOnTop = 0;
  /** The user's changes since the insertion began. */
  userChanges = 0;
  /** Nothing more of the source is to come: the insertion may put itself in order. */
  finishing = false;
  /** The first of the source is under way. */
  sourceBegun = false;
  /** What was done to the insertion cannot be told any more: an Undo in mid-stream took a part of it, for instance. */
  isUnclear = false;
  /** The document without the insertion, as it was when the insertion was written last. */
  textWithout: string;
  readonly #text: MarkedText;
  readonly #expectedAt: (baseIndent: string) => string;
  readonly #anchor: Mark = {};
  readonly #active: Mark = {};
  #knowsCursor = false;

  /**
   * @param places where insertions go, as offsets in order and apart from each other
   * @param expectedAt what is to be there on a line with this indentation
   */
  constructor(
    text: string,
    places: readonly { from: number; to: number }[],
    expectedAt: (baseIndent: string) => string,
  ) {
    this.#expectedAt = expectedAt;
    this.#text = new MarkedText(text);
    this.textWithout = text;
    this.places = places.map(({ from, to }) => {
      const [start, end] = [{}, {}];
      this.#text.mark(to, end);
      this.#text.mark(from, start);
      return { start, end, expected: [], written: 0, replaced: undefined, gone: false, held: undefined };
    });
    this.#expect();
  }

  get text(): string {
    return this.#text.text;
  }

  /** Whether all of it is written, wherever the place still is. */
  get isComplete(): boolean {
    return this.places.every(
      ({ gone, expected, written }) => gone || expected.some(({ length }) => length === written),
    );
  }

  get isGone(): boolean {
    return this.places.every(place => place.gone);
  }

  get hasWritten(): boolean {
    return this.places.some(place => place.replaced !== undefined);
  }

  /** Where the text of the place with this number is, as offsets. */
  rangeOf(index: number): { from: number; to: number } {
    const place = this.places[index];
    if (!place) throw new RangeError(`There is no place ${index}.`);
    return this.#range(place);
  }

  /** The zero-based line and character of an offset. */
  positionOf(offset: number): { line: number; character: number } {
    const before = this.text.slice(0, offset).split('\n');
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  }

  offsetOf({ line, character }: { line: number; character: number }): number {
    const lines = this.text.split('\n').slice(0, line);
    return lines.reduce((sum, text) => sum + text.length + 1, 0) + character;
  }

  /** Remembers the cursor, if it is known and away from all places. */
  setCursor(cursor: { anchor: number; active: number } | undefined): void {
    this.#text.unmark([this.#anchor, this.#active]);
    this.#knowsCursor = false;
    if (!cursor) return;
    const { anchor, active } = cursor;
    const touches = this.places.some(place => {
      const { from, to } = this.#range(place);
      return [anchor, active].some(offset => offset >= from && offset <= to) || anchor < from !== active < from;
    });
    if (touches) return;
    this.#knowsCursor = true;
    this.#text.mark(anchor, this.#anchor);
    this.#text.mark(active, this.#active);
  }

  /** Where the cursor must be, if that is known. */
  get cursor(): { anchor: number; active: number } | undefined {
    if (!this.#knowsCursor) return undefined;
    return { anchor: this.#text.offsetOf(this.#anchor), active: this.#text.offsetOf(this.#active) };
  }

  /** Takes a change that VS Code reports. */
  apply(changes: readonly vscode.TextDocumentContentChangeEvent[], isUndoOrRedo: boolean): void {
    // They are ordered from the end of the document to its beginning, so that none moves those still to come.
    const edits = changes.map(({ range, text }) => ({
      from: this.offsetOf(range.start),
      to: this.offsetOf(range.end),
      text: text.replaceAll('\r\n', '\n'),
    }));
    // A changed line ending is reported as a new text. It is a step of the user's on the undo stack.
    if (edits.length === 1 && edits[0]?.text === this.text && edits[0].to === this.text.length) {
      this.userChangesOnTop++;
      return;
    }
    if (isUndoOrRedo) this.#applyUndo(edits);
    else if (!this.#applyOwn(edits)) this.#applyUser(edits);
  }

  #applyUser(edits: readonly Edit[]): void {
    this.userChanges++;
    this.userChangesOnTop++;
    for (const edit of edits) {
      // VS Code itself takes indentation away that nothing was typed behind.
      if (edit.text === '' && this.text.slice(edit.from, edit.to).trim() !== '') this.userDeletions--;
      if (/[^A-Z\s(){}"]/.test(edit.text)) this.#fault('nobody typed this', edits);
      this.#replace(edit);
    }
    if (this.userDeletions < 0) this.#fault('nobody deleted this', edits);
    if (!this.hasWritten) this.#expect();
    this.setCursor(undefined);
  }

  /** Applies the change if it is one of the insertion. */
  #applyOwn(edits: readonly Edit[]): boolean {
    const steps: (() => void)[] = [];
    const open = new Set(this.places.filter(place => !place.gone));
    for (let index = 0; index < edits.length; index++) {
      const [edit, next] = edits.slice(index, index + 2);
      if (!edit) break;
      // A replacement may be reported as a deletion and an insertion at the same place.
      const isSplit = edit.text === '' && next?.from === edit.from && next.to === edit.from;
      const joined = isSplit ? this.#ownStep({ ...edit, text: next.text }, open) : undefined;
      const step = joined ?? this.#ownStep(edit, open) ?? this.#trimStep(edit);
      if (!step) return false;
      if (joined) index++;
      steps.push(step);
    }
    // Only along with a piece of the insertion.
    if (open.size === this.places.filter(place => !place.gone).length) return false;
    if (!this.hasWritten) this.#mergeMet();
    for (const step of steps) step();
    this.userChangesOnTop = 0;
    this.textWithout = this.#withoutInsertion();
    return true;
  }

  #ownStep(edit: Edit, open: Set<ModelPlace>): (() => void) | undefined {
    for (const place of open) {
      const step = this.#writeStep(edit, place) ?? this.#orderStep(edit, place);
      if (!step) continue;
      open.delete(place);
      return step;
    }
    return undefined;
  }

  /** The next of the text is written. */
  #writeStep(edit: Edit, place: ModelPlace): (() => void) | undefined {
    const { from, to } = this.#range(place);
    const isFirst = place.replaced === undefined;
    const fitting = place.expected.filter(expected => expected.startsWith(edit.text, place.written));
    const isThere = edit.to === to && edit.from === (isFirst ? from : to);
    if (!isThere || edit.text === '' || fitting.length === 0) return undefined;
    return () => {
      const content = this.#content(place);
      place.replaced ??= content;
      place.written += edit.text.length;
      place.expected = fitting;
      this.#text.fill(place.start, place.end, (isFirst ? '' : content) + edit.text);
    };
  }

  /** All of the text is taken out, or put in again. */
  #orderStep(edit: Edit, place: ModelPlace): (() => void) | undefined {
    const { from, to } = this.#range(place);
    // Code that is complete ends the insertion before the answer ends.
    if (!(this.finishing || this.isComplete) || place.replaced === undefined) return undefined;
    if (edit.from !== from || edit.to !== to) return undefined;
    const content = this.#content(place);
    const isRemoval = place.held === undefined && edit.text === place.replaced;
    if (!isRemoval && edit.text !== (place.held ?? content)) return undefined;
    return () => {
      // The user may have deleted the same.
      if (edit.text === '' && this.userDeletions > 0) this.isUnclear = true;
      place.held = isRemoval ? content : undefined;
      this.#text.fill(place.start, place.end, edit.text);
    };
  }

  /** VS Code takes indentation away that nothing was typed behind, at the next edit near the cursor. */
  #trimStep(edit: Edit): (() => void) | undefined {
    const isTrimming = edit.text === '' && /^[ \t]+$/.test(this.text.slice(edit.from, edit.to));
    return isTrimming ? () => this.#replace(edit) : undefined;
  }

  /** What is to be written where the places are now. */
  #expect(): void {
    for (const place of this.places) {
      const before = this.text.slice(0, this.#range(place).from).split('\n').at(-1) ?? '';
      const expected = this.#expectedAt(/^[ \t]*/.exec(before)?.[0] ?? '');
      place.expected = [expected, ...(this.sourceBegun ? place.expected : [])];
    }
  }

  /** Places that the user has brought together before anything was written are one. */
  #mergeMet(): void {
    const starts = new Set<number>();
    for (const place of this.places) {
      if (place.gone) continue;
      const { from } = this.#range(place);
      place.gone = starts.has(from);
      starts.add(from);
    }
  }

  #applyUndo(edits: readonly Edit[]): void {
    for (const edit of edits) {
      for (const place of this.places) {
        const { from, to } = this.#range(place);
        if (edit.to <= from || edit.from >= to) continue;
        this.isUnclear = true;
        // The tail that joined what the user typed: it is to be written again.
        if (edit.to === to && edit.from > from) place.written -= to - edit.from;
      }
      if (/[a-z]/.test(edit.text)) this.isUnclear = true;
      this.#replace(edit);
    }
    this.setCursor(undefined);
  }

  /** A change that is not of the insertion. */
  #replace(edit: Edit): void {
    const marksBehind = new Set<Mark>();
    for (const place of this.places) {
      const { from, to } = this.#range(place);
      const isEmpty = from === to;
      const covers = isEmpty ? edit.from < from && edit.to > to : edit.from <= from && edit.to >= to;
      // A selection that was to be replaced may go, its place is still known.
      if (covers && edit.from < edit.to && (isEmpty || place.replaced !== undefined)) place.gone = true;
      const isBefore = edit.to <= from || (edit.from < from && edit.to <= to);
      const isBehind = !isBefore && (edit.from >= to || edit.to > to);
      if (isBefore) marksBehind.add(place.start);
      if (!isBehind) marksBehind.add(place.end);
    }
    this.#text.replace(edit, mark => marksBehind.has(mark));
  }

  #withoutInsertion(): string {
    let text = this.text;
    for (const place of this.places.toReversed()) {
      if (place.gone || place.replaced === undefined) continue;
      const { from, to } = this.#range(place);
      text = text.slice(0, from) + place.replaced + text.slice(to);
    }
    return text;
  }

  #range({ start, end }: ModelPlace): { from: number; to: number } {
    return { from: this.#text.offsetOf(start), to: this.#text.offsetOf(end) };
  }

  #content({ start, end }: ModelPlace): string {
    return this.#text.between(start, end);
  }

  #fault(what: string, edits: readonly Edit[]): void {
    const around = edits.map(({ from }) => JSON.stringify(this.text.slice(Math.max(0, from - 30), from + 60)));
    this.faults.push(`${what}: ${JSON.stringify(edits)} in ${around.join(' and ')}`);
  }
}

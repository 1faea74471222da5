import type * as vscode from 'vscode';

/** A mark between two characters: the start or end of a place, or the user's cursor. */
interface Mark {
  place?: ModelPlace;
  edge: 'start' | 'end' | 'cursor';
}

/** One UTF-16 code unit of the document, or a mark. */
type Item = string | Mark;

/** A place of an insertion, as the model knows it. */
interface ModelPlace {
  /**
   * All that is to stand there, with LF. It follows the indentation of the line where it begins. While the first of it is
   * under way the user may change that line, which may come too late: then there are several, the last one first.
   */
  expected: string[];
  /** UTF-16 code units of it that have been written. */
  written: number;
  /** What was there before the first write, as items; undefined until then. */
  replaced: string[] | undefined;
  /** Its text was deleted. */
  gone: boolean;
  /** Its text while it is being taken out and put in again at the end. */
  held: string[] | undefined;
}

/** One replacement by offsets into the text with LF. */
interface Edit {
  from: number;
  to: number;
  text: string;
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
  readonly places: ModelPlace[] = [];
  /** Deletions and line breaks that the user may still make. */
  userDeletions = 0;
  /** The user's changes since the last one of the insertion. */
  userChangesOnTop = 0;
  /** The user's changes since the insertion began. */
  userChanges = 0;
  /** Nothing more of the source is to come: the insertion may put itself in order. */
  finishing = false;
  /** The first of the source is under way. */
  sourceBegun = false;
  /** An Undo of the user in mid-stream took a part of the insertion. */
  undone = false;
  /** The document without the insertion, as it was when the insertion was written last. */
  textWithout: string;
  #items: Item[] = [];
  #cursor: { anchor: Mark; active: Mark } | undefined;

  readonly #expectedAt: (baseIndent: string) => string;

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
    this.textWithout = text;
    this.#items = text.split('');
    for (const { from, to } of [...places].reverse()) {
      const place: ModelPlace = { expected: [], written: 0, replaced: undefined, gone: false, held: undefined };
      this.places.unshift(place);
      this.#items.splice(to, 0, { place, edge: 'end' });
      this.#items.splice(from, 0, { place, edge: 'start' });
    }
    this.#expect();
  }

  get text(): string {
    return textOf(this.#items);
  }

  /** Whether all of it is written, wherever the place still is. */
  get isComplete(): boolean {
    return this.places.every(place => place.gone || place.expected.some(expected => place.written === expected.length));
  }

  get isGone(): boolean {
    return this.places.every(place => place.gone);
  }

  get hasWritten(): boolean {
    return this.places.some(place => place.replaced !== undefined);
  }

  /** Where the place's text is, as offsets. */
  rangeOf(index: number): { from: number; to: number } {
    const place = this.places[index];
    if (!place) throw new RangeError(`There is no place ${index}.`);
    return { from: this.#offsetOf(place, 'start'), to: this.#offsetOf(place, 'end') };
  }

  /** The zero-based line and character of an offset. */
  positionOf(offset: number): { line: number; character: number } {
    const before = this.text.slice(0, offset).split('\n');
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  }

  offsetOf({ line, character }: { line: number; character: number }): number {
    const lines = this.text.split('\n');
    return lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0) + character;
  }

  /** Remembers the cursor, if it is away from all places; else forgets it. */
  setCursor(anchor: number | undefined, active: number | undefined): void {
    this.#items = this.#items.filter(item => typeof item === 'string' || item.edge !== 'cursor');
    this.#cursor = undefined;
    if (anchor === undefined || active === undefined) return;
    const touches = this.places.some((_, index) => {
      const { from, to } = this.rangeOf(index);
      return [anchor, active].some(offset => offset >= from && offset <= to) || anchor < from !== active < from;
    });
    if (touches) return;
    this.#cursor = { anchor: { edge: 'cursor' }, active: { edge: 'cursor' } };
    this.#insertMark(anchor, this.#cursor.anchor);
    this.#insertMark(active, this.#cursor.active);
  }

  /** Where the cursor must be, if that is known. */
  get cursor(): { anchor: number; active: number } | undefined {
    if (!this.#cursor) return undefined;
    return { anchor: this.#offsetOfItem(this.#cursor.anchor), active: this.#offsetOfItem(this.#cursor.active) };
  }

  /** Takes a change that VS Code reports. */
  apply(changes: readonly vscode.TextDocumentContentChangeEvent[], reason: 'undo' | 'redo' | undefined): void {
    const edits = this.#editsOf(changes);
    // A changed line ending is reported as a new text.
    if (edits.length === 1 && edits[0]?.text === this.text && edits[0].to === this.text.length) return;
    if (reason) {
      this.#applyUndo(edits);
      return;
    }
    if (this.#applyOwn(edits)) {
      this.userChangesOnTop = 0;
      this.textWithout = this.#withoutPlaces();
      return;
    }
    this.userChanges++;
    this.userChangesOnTop++;
    for (const edit of edits) {
      if (edit.to > edit.from && edit.text === '') this.userDeletions--;
      if (/[^A-Z\s(){}"]/.test(edit.text)) this.#fault('nobody typed this', edits);
      this.#replace(edit);
    }
    if (!this.hasWritten) this.#expect();
    if (this.userDeletions < 0) this.#fault('nobody deleted this', edits);
    this.setCursor(undefined, undefined);
  }

  /** The changes, each as it is to be applied to the text that the ones before have left. */
  #editsOf(changes: readonly vscode.TextDocumentContentChangeEvent[]): Edit[] {
    // All that VS Code reports in one event is ordered from the end of the document to its beginning.
    return changes.map(({ range, text }) => ({
      from: this.offsetOf(range.start),
      to: this.offsetOf(range.end),
      text: text.replaceAll('\r\n', '\n'),
    }));
  }

  /** Applies the change if it is one of the insertion. */
  #applyOwn(edits: readonly Edit[]): boolean {
    const steps: (() => void)[] = [];
    const open = new Set(this.places.filter(place => !place.gone));
    for (let index = 0; index < edits.length; index++) {
      const edit = edits[index];
      if (!edit) return false;
      const next = edits[index + 1];
      // A replacement may be reported as a deletion and an insertion at the same place.
      const isSplit = edit.text === '' && next?.from === edit.from && next.to === edit.from;
      const whole = isSplit ? { ...edit, text: next.text } : edit;
      const step = this.#ownStep(whole, open) ?? (isSplit ? this.#ownStep(edit, open) : undefined);
      if (!step) return false;
      if (isSplit && whole.text === next.text) index++;
      steps.push(step);
    }
    if (!this.hasWritten) this.#mergeMet();
    for (const step of steps) step();
    return true;
  }

  #ownStep(edit: Edit, open: Set<ModelPlace>): (() => void) | undefined {
    for (const place of open) {
      const from = this.#offsetOf(place, 'start');
      const to = this.#offsetOf(place, 'end');
      const isAll = edit.from === from && edit.to === to;
      const fitting = place.expected.filter(expected => expected.startsWith(edit.text, place.written));
      const isNext = edit.text !== '' && fitting.length > 0;
      if (place.replaced === undefined ? isAll && isNext : edit.from === to && edit.to === to && isNext) {
        open.delete(place);
        return () => {
          if (place.replaced === undefined) place.replaced = this.#setContent(place, []).filter(isText);
          this.#setContent(place, [...this.#contentOf(place), ...edit.text.split('')]);
          place.written += edit.text.length;
          place.expected = fitting;
        };
      }
      // Code that is complete ends the insertion before the answer ends.
      if (!(this.finishing || this.isComplete) || !isAll || place.replaced === undefined) continue;
      const content = textOf(place.held ?? this.#contentOf(place));
      const isRemoval = place.held === undefined && [textOf(place.replaced), ''].includes(edit.text);
      if (!isRemoval && edit.text !== content) continue;
      open.delete(place);
      return () => {
        if (isRemoval) {
          place.held = this.#setContent(place, edit.text.split('')).filter(isText);
        } else {
          this.#setContent(place, place.held ?? edit.text.split(''));
          place.held = undefined;
        }
      };
    }
    return undefined;
  }

  /** What is to be written where the places are now. */
  #expect(): void {
    for (const place of this.places) {
      const before = this.text.slice(0, this.#offsetOf(place, 'start')).split('\n').at(-1) ?? '';
      const expected = this.#expectedAt(/^[ \t]*/.exec(before)?.[0] ?? '');
      place.expected = [expected, ...(this.sourceBegun ? place.expected : [])];
    }
  }

  /** Places that the user has brought together before anything was written are one. */
  #mergeMet(): void {
    const starts = new Set<number>();
    for (const place of this.places) {
      if (place.gone) continue;
      const start = this.#offsetOf(place, 'start');
      if (starts.has(start)) place.gone = true;
      starts.add(start);
    }
  }

  #applyUndo(edits: readonly Edit[]): void {
    for (const edit of edits) {
      for (const place of this.places) {
        const from = this.#offsetOf(place, 'start');
        const to = this.#offsetOf(place, 'end');
        if (edit.to <= from || edit.from >= to) continue;
        this.undone = true;
        // The tail that joined what the user typed: it is to be written again.
        if (edit.to === to && edit.from > from) place.written -= to - edit.from;
      }
      if (/[a-z]/.test(edit.text)) this.undone = true;
      this.#replace(edit);
    }
    this.setCursor(undefined, undefined);
  }

  /** A change of the user. */
  #replace({ from, to, text }: Edit): void {
    const goesBefore = new Map<Mark, boolean>();
    for (const place of this.places) {
      const start = this.#offsetOf(place, 'start');
      const end = this.#offsetOf(place, 'end');
      if (start === end ? from < start && to > end : from < to && from <= start && to >= end) {
        // A selection that was to be replaced may go, its place is still known.
        if (place.replaced !== undefined || start === end) place.gone = true;
      }
      const isBefore = to <= start || (from < start && to <= end);
      const isBehind = !isBefore && (from >= end || to > end);
      for (const item of this.#items) {
        if (typeof item === 'string' || item.place !== place) continue;
        goesBefore.set(item, item.edge === 'start' ? isBefore : !isBehind);
      }
    }
    const result: Item[] = [];
    let rest: string[] | undefined = text.split('');
    let offset = 0;
    for (const item of this.#items) {
      const isCell = typeof item === 'string';
      if (rest && (isCell ? offset >= to : goesBefore.get(item) === true)) {
        result.push(...rest);
        rest = undefined;
      }
      if (!isCell || offset < from || offset >= to) result.push(item);
      if (isCell) offset++;
    }
    if (rest) result.push(...rest);
    this.#items = result;
  }

  #withoutPlaces(): string {
    const result: Item[] = [];
    let inside: ModelPlace | undefined;
    for (const item of this.#items) {
      if (typeof item !== 'string') {
        if (item.place && !item.place.gone) {
          inside = item.edge === 'start' ? item.place : undefined;
          if (inside) result.push(...(inside.replaced ?? []));
        }
      } else if (inside?.replaced === undefined) {
        result.push(item);
      }
    }
    return textOf(result);
  }

  /** Puts these in place of all that is between the marks of the place. Returns what was there. */
  #setContent(place: ModelPlace, content: readonly string[]): string[] {
    const [from, to] = this.#marksOf(place);
    return this.#items.splice(from + 1, to - from - 1, ...content).filter(isText);
  }

  #contentOf(place: ModelPlace): string[] {
    const [from, to] = this.#marksOf(place);
    return this.#items.slice(from + 1, to).filter(isText);
  }

  #marksOf(place: ModelPlace): [number, number] {
    const find = (edge: Mark['edge']) =>
      this.#items.findIndex(item => typeof item !== 'string' && item.place === place && item.edge === edge);
    return [find('start'), find('end')];
  }

  #offsetOf(place: ModelPlace, edge: 'start' | 'end'): number {
    const [start, end] = this.#marksOf(place);
    return textOf(this.#items.slice(0, edge === 'start' ? start : end)).length;
  }

  #offsetOfItem(mark: Mark): number {
    return textOf(this.#items.slice(0, this.#items.indexOf(mark))).length;
  }

  #insertMark(offset: number, mark: Mark): void {
    let index = 0;
    for (let seen = 0; seen < offset && index < this.#items.length; index++) {
      if (typeof this.#items[index] === 'string') seen++;
    }
    this.#items.splice(index, 0, mark);
  }

  #fault(what: string, edits: readonly Edit[]): void {
    const around = (offset: number) => this.text.slice(Math.max(0, offset - 30), offset + 60);
    const places = edits.map(({ from }) => JSON.stringify(around(from)));
    this.faults.push(`${what}: ${JSON.stringify(edits)} in ${places.join(' and ')}`);
  }
}

function isText(item: Item): item is string {
  return typeof item === 'string';
}

function textOf(items: readonly Item[]): string {
  return items.filter(isText).join('');
}

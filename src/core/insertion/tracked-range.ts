/** A place in a document: zero-based line, and UTF-16 code units from its beginning. */
export interface Place {
  line: number;
  character: number;
}

/** One replacement in a document. */
export interface Change {
  start: Place;
  end: Place;
  text: string;
}

/** Negative, zero or positive, as `a` is before, at or behind `b`. */
export function comparePlaces(a: Place, b: Place): number {
  return a.line - b.line || a.character - b.character;
}

/** Where text that begins at the place ends. */
export function advance(place: Place, text: string): Place {
  const lines = text.split(/\r\n|\r|\n/);
  const last = lines.at(-1) ?? '';
  if (lines.length === 1) return { line: place.line, character: place.character + last.length };
  return { line: place.line + lines.length - 1, character: last.length };
}

/**
 * The range of text that grows at its end, followed through changes made elsewhere in the document. Lines and characters
 * and not offsets, since these do not change with the document's line ending.
 */
export class TrackedRange {
  start: Place;
  end: Place;
  /** All of the range, or the place where it was to begin, has been deleted. */
  gone = false;

  constructor(start: Place, end: Place = start) {
    this.start = start;
    this.end = end;
  }

  get isEmpty(): boolean {
    return comparePlaces(this.start, this.end) === 0;
  }

  /** Whether the change alters something within the range, rather than beside it. */
  overlaps(change: Change): boolean {
    return comparePlaces(change.end, this.start) > 0 && comparePlaces(change.start, this.end) < 0;
  }

  /**
   * Follows the changes of one event; all their places are those before the event.
   *
   * Text put in at the very start goes before the range, at the very end behind it, so that the range stays what was
   * streamed; at an empty range it goes before. Edits within the range belong to it. A change across one of its edges
   * cuts it there; nothing left means that the range is gone.
   */
  apply(changes: readonly Change[]): void {
    // From the last to the first, so that none moves the places of one still to come.
    const ordered = [...changes].sort((a, b) => comparePlaces(b.start, a.start));
    for (const change of ordered) this.#applyOne(change);
  }

  #applyOne(change: Change): void {
    const isInsertion = comparePlaces(change.start, change.end) === 0;
    const toStart = comparePlaces(change.start, this.start);
    const toEnd = comparePlaces(change.end, this.end);
    if (this.isEmpty) {
      if (toStart < 0 && toEnd > 0) this.gone = true;
      const before = comparePlaces(change.end, this.start) <= 0;
      if (before || this.gone) this.start = before ? move(this.start, change) : newEndOf(change);
      this.end = this.start;
      return;
    }
    if (comparePlaces(change.end, this.start) <= 0) {
      this.start = move(this.start, change);
      this.end = move(this.end, change);
    } else if (comparePlaces(change.start, this.end) >= 0) {
      // Behind the range.
    } else if (!isInsertion && toStart <= 0 && toEnd >= 0) {
      this.gone = true;
      this.start = change.start;
      this.end = change.start;
    } else if (toStart < 0) {
      this.end = move(this.end, change);
      this.start = newEndOf(change);
    } else if (toEnd > 0) {
      this.end = change.start;
      this.gone = this.isEmpty;
    } else {
      this.end = move(this.end, change);
    }
  }
}

/** A place at or behind the change's end, as it is after the change. */
function move(place: Place, change: Change): Place {
  const newEnd = newEndOf(change);
  if (place.line !== change.end.line) {
    return { line: place.line + newEnd.line - change.end.line, character: place.character };
  }
  return { line: newEnd.line, character: newEnd.character + place.character - change.end.character };
}

/** One change may concern thousands of places, and its text may be as long as the document. */
const newEnds = new WeakMap<Change, Place>();

function newEndOf(change: Change): Place {
  const known = newEnds.get(change);
  if (known) return known;
  const end = advance(change.start, change.text);
  newEnds.set(change, end);
  return end;
}

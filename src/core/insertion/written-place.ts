import { advance, type Change, comparePlaces, type Place, TrackedRange } from './tracked-range.ts';

/**
 * One place of a document where text is written, as the user's own changes leave it. Before the first text it is what
 * that will replace, afterwards what was written.
 *
 * Whose text is whose: what is typed at the very start goes before the place, at the very end behind it, within it
 * belongs to it; see {@link TrackedRange.apply}.
 *
 * Texts written after the user's last change have joined the user's step of the undo stack, so an Undo of that step takes
 * them, too. The place then owes them ({@link owed}): they have to be written again.
 */
export class WrittenPlace {
  readonly range: TrackedRange;
  /** What is in the range now; known from the first writing on. */
  text = '';
  /** What the first writing replaced; it comes back when the insertion is taken out. */
  replaced = '';
  /** What each of the user's last Undos took of ours, the last one last. */
  #taken: string[] = [];

  constructor(start: Place, end: Place = start) {
    this.range = new TrackedRange(start, end);
  }

  get gone(): boolean {
    return this.range.gone;
  }

  /** What has to be written again before anything else. */
  get owed(): string {
    return this.#taken.toReversed().join('');
  }

  /** It has been written again. */
  settle(): void {
    this.#taken = [];
  }

  /** What this returns sets it to where it is now. */
  remember(): () => void {
    const { start, end, gone } = this.range;
    const { text } = this;
    const taken = [...this.#taken];
    return () => {
      Object.assign(this.range, { start, end, gone });
      this.text = text;
      this.#taken = [...taken];
    };
  }

  /** The change takes away the end of the text and nothing else. */
  isCutOffBy(change: Change): boolean {
    return change.text === '' && this.#cuts(change) && comparePlaces(change.end, this.range.end) === 0;
  }

  /** The part of the text that the changes take away at its end; empty when they leave the end, or nothing at all. */
  tailTakenBy(changes: readonly Change[]): string {
    const cut = changes.find(change => this.#cuts(change));
    return cut ? this.text.slice(lengthUntil(this.text, this.range.start, cut.start)) : '';
  }

  /** Follows an Undo of the user's that took this from the end. */
  followUndo(changes: readonly Change[], taken: string): void {
    this.range.apply(changes);
    this.#taken.push(taken);
  }

  /** Follows a Redo of the user's. What the Undo had taken has to come back with it; else the place is lost. */
  followRedo(changes: readonly Change[]): void {
    const back = this.#taken.pop() ?? '';
    let found = back === '';
    // From the last to the first, so that none moves the places of one still to come.
    for (const change of [...changes].sort((a, b) => comparePlaces(b.start, a.start))) {
      const brings = !found && this.#reachesEnd(change) && sameText(change.text.slice(0, back.length), back);
      this.range.apply([change]);
      if (!brings) continue;
      found = true;
      this.range.end = advance(change.start, back);
    }
    if (!found) this.range.gone = true;
  }

  #cuts(change: Change): boolean {
    const { start, end } = this.range;
    return (
      comparePlaces(change.start, start) > 0 &&
      comparePlaces(change.start, end) < 0 &&
      comparePlaces(change.end, end) >= 0
    );
  }

  #reachesEnd(change: Change): boolean {
    const { start, end } = this.range;
    return (
      comparePlaces(change.start, start) > 0 &&
      comparePlaces(change.start, end) <= 0 &&
      comparePlaces(change.end, end) >= 0
    );
  }
}

/** Places for these ranges, in the order of the text. Ranges that touch or overlap are one. */
export function placesFor(ranges: readonly { start: Place; end: Place }[]): WrittenPlace[] {
  const sorted = [...ranges].sort((a, b) => comparePlaces(a.start, b.start) || comparePlaces(a.end, b.end));
  const places: WrittenPlace[] = [];
  for (const { start, end } of sorted) {
    const last = places.at(-1)?.range;
    if (!last || comparePlaces(start, last.end) > 0) places.push(new WrittenPlace(start, end));
    else if (comparePlaces(end, last.end) > 0) last.end = end;
  }
  return places;
}

/** UTF-16 code units from the beginning of a text that starts at `start` until `place`. */
function lengthUntil(text: string, start: Place, place: Place): number {
  if (place.line === start.line) return place.character - start.character;
  let index = 0;
  const lineEnd = /\r\n|\r|\n/g;
  for (let line = start.line; line < place.line && lineEnd.exec(text); line++) index = lineEnd.lastIndex;
  return index + place.character;
}

function sameText(a: string, b: string): boolean {
  return a === b || a.replace(/\r\n?/g, '\n') === b.replace(/\r\n?/g, '\n');
}

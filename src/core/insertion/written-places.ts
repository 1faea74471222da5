import { PlaceShift } from './place-shift.ts';
import { type Change, comparePlaces, type Place } from './tracked-range.ts';
import { placesFor, type WrittenPlace } from './written-place.ts';

/** What is put to a place: its end, or in place of all of it. */
export interface PlaceChange extends Change {
  place: WrittenPlace;
}

/** All places of an insertion, in the order of the text. */
export class WrittenPlaces {
  readonly all: readonly WrittenPlace[];
  readonly #read: (place: WrittenPlace) => string;
  #isEndTouched = false;

  /**
   * @param ranges what is replaced, or the places where text goes; those that touch or overlap are one.
   * @param read what the document has there now.
   */
  constructor(ranges: readonly { start: Place; end: Place }[], read: (place: WrittenPlace) => string) {
    this.all = placesFor(ranges);
    this.#read = read;
  }

  get live(): WrittenPlace[] {
    return this.all.filter(place => !place.gone);
  }

  /** Makes a change for each place that is still there. */
  changes(changeOf: (place: WrittenPlace, index: number) => Change): PlaceChange[] {
    return this.all.map((place, index) => ({ place, ...changeOf(place, index) })).filter(({ place }) => !place.gone);
  }

  /** Follows changes of ours. */
  written(changes: readonly PlaceChange[]): void {
    const shift = new PlaceShift();
    for (const change of changes) {
      const { place, start, end, text } = change;
      const { range } = place;
      const grows = comparePlaces(start, end) === 0 && !range.isEmpty && comparePlaces(start, range.end) === 0;
      range.start = shift.map(grows ? range.start : start);
      range.end = shift.pass(change);
      place.text = grows ? place.text + text : text;
    }
  }

  /** Where the user has brought places together that nothing was written to yet, one goes on. */
  dropMet(): void {
    let last: Place | undefined;
    for (const { range } of this.live) {
      if (last && comparePlaces(last, range.start) === 0) range.gone = true;
      last = range.start;
    }
  }

  /** Whether others have changed something right where the text of a place ends, since the beginning or {@link forgetTouches}. */
  get isEndTouched(): boolean {
    return this.#isEndTouched;
  }

  forgetTouches(): void {
    this.#isEndTouched = false;
  }

  /** What this returns sets all places to where they are now: for when the document has the same text again. */
  remember(): () => void {
    const restores = this.all.map(place => place.remember());
    return () => {
      for (const restore of restores) restore();
    };
  }

  /** Follows the user's changes as long as nothing was written. */
  changedBefore(changes: readonly Change[]): void {
    this.#follow(changes, ({ range }, near) => {
      const hadSelection = !range.isEmpty;
      range.apply(near);
      // The user took out the selection before the first text came: the place is still known.
      if (hadSelection) range.gone = false;
    });
  }

  /** Follows the user's changes to what was written. */
  changed(changes: readonly Change[], isRedo: boolean): void {
    this.#follow(changes, (place, near) => {
      if (isRedo) place.followRedo(near);
      else place.range.apply(near);
    });
  }

  /**
   * Follows an Undo of the user's.
   *
   * @returns whether it took text of ours and nothing else
   */
  undone(changes: readonly Change[]): boolean {
    const ours = new Set<Change>();
    this.#follow(changes, (place, near) => {
      for (const change of near) if (place.isCutOffBy(change)) ours.add(change);
      place.followUndo(near, place.tailTakenBy(near));
    });
    return (ours.size > 0 && ours.size === changes.length) || this.live.length === 0;
  }

  /**
   * Follows the changes of one event, all given as before the event. There may be as many of them as places, so both are
   * gone through once, side by side.
   *
   * @param follow takes over the changes that touch the place, the last one first; those before it are seen to here.
   */
  #follow(changes: readonly Change[], follow: (place: WrittenPlace, near: readonly Change[]) => void): void {
    // VS Code reports them from the last to the first.
    const ordered = changes.toReversed().sort((a, b) => comparePlaces(a.start, b.start));
    const before = new PlaceShift();
    let next = 0;
    for (const place of this.live) {
      const { range } = place;
      for (let change = ordered[next]; change && comparePlaces(change.end, range.start) < 0; change = ordered[++next]) {
        before.pass(change);
      }
      let until = next;
      for (let change = ordered[until]; change && comparePlaces(change.start, range.end) <= 0; )
        change = ordered[++until];
      const near = ordered.slice(next, until).reverse();
      const isTouched = near.some(change => range.overlaps(change));
      this.#isEndTouched ||= near.some(change => comparePlaces(change.end, range.end) >= 0);
      const { owed } = place;
      follow(place, near);
      range.start = before.map(range.start);
      range.end = before.map(range.end);
      if (isTouched || owed !== place.owed) this.#readAgain(place);
    }
  }

  #readAgain(place: WrittenPlace): void {
    if (!place.gone) place.text = this.#read(place);
  }
}

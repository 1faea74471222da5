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

  /** Follows the user's changes as long as nothing was written. */
  changedBefore(changes: readonly Change[]): void {
    for (const { range } of this.live) {
      const hadSelection = !range.isEmpty;
      range.apply(changes);
      // The user took out the selection before the first text came: the place is still known.
      if (hadSelection) range.gone = false;
    }
  }

  /** Follows the user's changes to what was written. */
  changed(changes: readonly Change[], isRedo: boolean): void {
    for (const place of this.live) {
      const isTouched = changes.some(change => place.range.overlaps(change));
      const { owed } = place;
      if (isRedo) place.followRedo(changes);
      else place.range.apply(changes);
      if (isTouched || owed !== place.owed) this.#readAgain(place);
    }
  }

  /**
   * Follows an Undo of the user's.
   *
   * @returns whether it took text of ours and nothing else
   */
  undone(changes: readonly Change[]): boolean {
    const { live } = this;
    const onlyOurs = changes.every(change => live.some(place => place.isCutOffBy(change)));
    for (const place of live) {
      const taken = place.tailTakenBy(changes);
      const isTouched = changes.some(change => place.range.overlaps(change));
      place.followUndo(changes, taken);
      if (isTouched) this.#readAgain(place);
    }
    return onlyOurs || this.live.length === 0;
  }

  #readAgain(place: WrittenPlace): void {
    if (!place.gone) place.text = this.#read(place);
  }
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlaceShift } from '../../../src/core/insertion/place-shift.ts';
import { advance, type Place } from '../../../src/core/insertion/tracked-range.ts';
import { placesFor, WrittenPlace } from '../../../src/core/insertion/written-place.ts';

const at = (character: number, line = 0): Place => ({ line, character });

/** A place in “ab” + text. */
function written(text: string): WrittenPlace {
  const place = new WrittenPlace(at(2));
  place.range.end = advance(at(2), text);
  place.text = text;
  return place;
}

describe('written place', () => {
  it('owes what an Undo of the user takes from its end, until a Redo brings it back', () => {
    const place = written('one two ');
    const cut = [
      { start: at(0), end: at(1), text: '' },
      { start: at(6), end: at(10), text: '' },
    ];
    expect(cut.map(change => place.isCutOffBy(change))).toEqual([false, true]);
    expect(place.tailTakenBy(cut)).toBe('two ');
    place.followUndo(cut, 'two ');
    expect(place.owed).toBe('two ');
    expect(place.range).toMatchObject({ start: at(1), end: at(5) });
    place.followRedo([
      { start: at(5), end: at(5), text: 'two Z' },
      { start: at(0), end: at(0), text: 'x' },
    ]);
    expect(place.owed).toBe('');
    expect(place.range).toMatchObject({ start: at(2), end: at(10), gone: false });
  });

  it('owes what several Undos took in the order of the text', () => {
    const place = written('one two three');
    const last = [{ start: at(10), end: at(15), text: '' }];
    place.followUndo(last, place.tailTakenBy(last));
    place.text = 'one two ';
    const before = [{ start: at(6), end: at(10), text: '' }];
    place.followUndo(before, place.tailTakenBy(before));
    expect(place.owed).toBe('two three');
    place.settle();
    expect(place.owed).toBe('');
  });

  it('is lost when a Redo does not bring back what was taken', () => {
    const place = written('one two ');
    const cut = [{ start: at(6), end: at(10), text: '' }];
    place.followUndo(cut, 'two ');
    place.followRedo([{ start: at(0), end: at(0), text: 'x' }]);
    expect(place.gone).toBe(true);
  });

  it('finds the tail behind several lines', () => {
    const place = written('one\r\ntwo\r\nthree');
    expect(place.tailTakenBy([{ start: at(2, 2), end: at(5, 2), text: 'x' }])).toBe('ree');
    expect(place.tailTakenBy([{ start: at(2), end: at(5, 2), text: '' }])).toBe('');
    expect(place.tailTakenBy([{ start: at(2), end: at(3, 0), text: '' }])).toBe('');
  });
});

describe('places', () => {
  it('are one where ranges touch or overlap', () => {
    const ranges = [
      { start: at(5), end: at(7) },
      { start: at(0), end: at(2) },
      { start: at(2), end: at(3) },
      { start: at(6), end: at(6) },
    ];
    expect(placesFor(ranges).map(({ range }) => [range.start.character, range.end.character])).toEqual([
      [0, 3],
      [5, 7],
    ]);
  });

  it('are where the new texts are after changes made at once', () => {
    const piece = fc.constantFrom('a', 'bc', '\n', 'd\n', '\r\ne');
    const part = fc.tuple(piece, fc.constantFrom('', 'x', 'y\nz'), fc.constantFrom('', '1', '2\n', '\n3\n'));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), parts => {
        const shift = new PlaceShift();
        let old: Place = at(0);
        let now: Place = at(0);
        for (const [kept, removed, text] of parts) {
          const start = advance(old, kept);
          now = advance(now, kept);
          expect(shift.map(start)).toEqual(now);
          const end = advance(start, removed);
          now = advance(now, text);
          expect(shift.pass({ start, end, text })).toEqual(now);
          expect(shift.map(end)).toEqual(now);
          old = end;
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, type Change, type Place, TrackedRange } from '../../../src/core/insertion/tracked-range.ts';
import { WrittenPlaces } from '../../../src/core/insertion/written-places.ts';

const at = (character: number, line = 0): Place => ({ line, character });

/** Places behind every second character of one line, with “ab” written to each. */
function written(count: number): WrittenPlaces {
  const starts = Array.from({ length: count }, (_, index) => at(index * 2));
  const places = new WrittenPlaces(
    starts.map(start => ({ start, end: start })),
    () => 'read again',
  );
  places.written(places.changes(({ range }) => ({ start: range.end, end: range.end, text: 'ab' })));
  return places;
}

const spans = (places: WrittenPlaces) => places.all.map(({ range: { start, end, gone } }) => ({ start, end, gone }));

describe('written places', () => {
  it('follow changes made at once as each of them would by itself', () => {
    const text = 'ab\ncdef\n\nghi\njklmnop\nq\nrs';
    const placeAt = (index: number) => advance(at(0), text.slice(0, index));
    // Each end is behind the one before; some spans are empty.
    const spansOf = (ends: number[], empty: boolean[]) => {
      const sorted = ends.toSorted((a, b) => a - b).map(placeAt);
      return sorted.flatMap((start, index) => {
        const end = sorted[index + 1];
        return index % 2 === 0 && end ? [{ start, end: empty[index] ? start : end }] : [];
      });
    };
    const ends = fc.uniqueArray(fc.nat(text.length), { maxLength: 14 });
    const empty = fc.array(fc.boolean(), { minLength: 14, maxLength: 14 });
    const puts = fc.array(fc.constantFrom('', '1', '2\n', '\n3\n4'), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(ends, empty, ends, empty, puts, (rangeEnds, emptyRanges, changeEnds, emptyChanges, put) => {
        const places = new WrittenPlaces(spansOf(rangeEnds, emptyRanges), () => '');
        const changes = spansOf(changeEnds, emptyChanges).map((span, index) => ({ ...span, text: put[index] ?? '' }));
        changes.reverse();
        const expected = places.all.map(({ range: { start, end } }) => {
          const range = new TrackedRange(start, end);
          range.apply(changes);
          return { start: range.start, end: range.end, gone: range.gone };
        });
        places.changed(changes, false);
        expect(spans(places)).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are set to where they were, with what they owe', () => {
    const places = written(2);
    // In the document there is “ab” at 0 and 4.
    places.undone([{ start: at(5), end: at(6), text: '' }]);
    expect(places.all.map(({ owed }) => owed)).toEqual(['', 'b']);
    const before = spans(places);
    const restore = places.remember();
    places.undone([{ start: at(0), end: at(5), text: '' }]);
    expect(spans(places)).not.toEqual(before);
    for (const place of places.all) place.settle();
    restore();
    expect(spans(places)).toEqual(before);
    expect(places.all.map(({ owed, text }) => [owed, text])).toEqual([
      ['', 'ab'],
      ['b', 'read again'],
    ]);
  });

  it('tell an Undo that took text of ours and nothing else', () => {
    const cut = (character: number): Change => ({ start: at(character), end: at(character + 1), text: '' });
    // In the document there is “ab” at 0, 4 and 8.
    expect(written(3).undone([cut(9), cut(5), cut(1)])).toBe(true);
    expect(written(3).undone([cut(9), cut(6), cut(1)])).toBe(false);
    expect(written(3).undone([])).toBe(false);
  });

  it('owe what an Undo took from each of them', () => {
    const places = written(2);
    places.undone([
      { start: at(5), end: at(6), text: '' },
      { start: at(0), end: at(0), text: 'x' },
    ]);
    expect(places.all.map(({ owed }) => owed)).toEqual(['', 'b']);
    expect(spans(places)).toEqual([
      { start: at(1), end: at(3), gone: false },
      { start: at(5), end: at(6), gone: false },
    ]);
  });

  it('tell when somebody has changed something right where a text ends', () => {
    const places = written(2);
    places.changed([{ start: at(3), end: at(4), text: 'x' }], false);
    expect(places.isEndTouched).toBe(false);
    places.changed([{ start: at(6), end: at(6), text: 'x' }], false);
    expect(places.isEndTouched).toBe(true);
    places.forgetTouches();
    expect(places.isEndTouched).toBe(false);
  });

  it('are followed in a time that grows with their number, and not with its square', () => {
    let reads = 0;
    const count = 10_000;
    const places = written(count);
    const changes = Array.from({ length: count }, (_, index): Change => {
      const place = at((count - 1 - index) * 4 + 1);
      return {
        get start() {
          reads++;
          return place;
        },
        end: place,
        text: 'x',
      };
    });
    places.changed(changes, false);
    expect(places.all.at(-1)?.text).toBe('read again');
    expect(reads).toBeLessThan(100 * count);
  });
});

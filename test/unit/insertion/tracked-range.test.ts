import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, type Change, type Place, TrackedRange } from '../../../src/core/insertion/tracked-range.ts';

/** The place of an index in a text. */
const placeAt = (text: string, index: number): Place => advance({ line: 0, character: 0 }, text.slice(0, index));
const indexAt = (text: string, place: Place): number => {
  const lines = text.split('\n');
  return lines.slice(0, place.line).join('\n').length + (place.line > 0 ? 1 : 0) + place.character;
};
const change = (text: string, from: number, to: number, insert: string): Change => ({
  start: placeAt(text, from),
  end: placeAt(text, to),
  text: insert,
});

describe('tracked range', () => {
  it.each<[string, number, number, string, string | undefined]>([
    ['text before', 0, 0, 'x\n', 'STREAM'],
    ['text at the start', 3, 3, 'x', 'STREAM'],
    ['text at the end', 9, 9, 'x', 'STREAM'],
    ['text within', 5, 5, 'x\n', 'STx\nREAM'],
    ['a deletion before', 0, 3, '', 'STREAM'],
    ['a deletion behind', 9, 12, '', 'STREAM'],
    ['its last letter deleted', 8, 9, '', 'STREA'],
    ['a deletion over its start', 1, 5, 'x', 'REAM'],
    ['a deletion over its end', 7, 11, 'x', 'STRE'],
    ['all of it deleted', 3, 9, '', undefined],
    ['all of it and more replaced', 2, 10, 'STREAM', undefined],
  ])('%s', (_name, from, to, insert, expected) => {
    const text = 'a\nbSTREAMc\nd';
    const range = new TrackedRange(placeAt(text, 3), placeAt(text, 9));
    range.apply([change(text, from, to, insert)]);
    const after = text.slice(0, from) + insert + text.slice(to);
    expect(range.gone).toBe(expected === undefined);
    if (expected !== undefined)
      expect(after.slice(indexAt(after, range.start), indexAt(after, range.end))).toBe(expected);
  });

  it('is behind what is typed where nothing has been streamed yet', () => {
    const range = new TrackedRange({ line: 0, character: 1 });
    range.apply([change('ab', 1, 1, 'x\ny')]);
    expect(range).toMatchObject({ start: { line: 1, character: 1 }, end: { line: 1, character: 1 }, gone: false });
  });

  it('is gone when what surrounds the empty place is deleted', () => {
    const range = new TrackedRange({ line: 0, character: 1 });
    range.apply([change('abc', 0, 2, '')]);
    expect(range.gone).toBe(true);
    const touched = new TrackedRange({ line: 0, character: 1 });
    touched.apply([change('abc', 1, 2, ''), change('abc', 0, 1, '')]);
    expect(touched).toMatchObject({ gone: false, start: { line: 0, character: 0 } });
  });

  it('keeps the streamed text through several changes elsewhere at once', () => {
    const outside = fc.tuple(fc.nat(9), fc.nat(9), fc.constantFrom('', 'x', 'y\n', '\n\nz'));
    fc.assert(
      fc.property(outside, outside, fc.boolean(), (before, behind, reverse) => {
        const left = 'ab\ncd\n\nef';
        const right = 'gh\n\nij\nkl';
        const text = `${left}STR\nEAM${right}`;
        const at = (base: number, [a, b, insert]: [number, number, string]) =>
          ({ from: base + Math.min(a, b), to: base + Math.max(a, b), insert }) as const;
        const first = at(0, before);
        const second = at(left.length + 7, behind);
        const range = new TrackedRange(placeAt(text, left.length), placeAt(text, left.length + 7));
        const changes = [first, second].map(each => change(text, each.from, each.to, each.insert));
        range.apply(reverse ? changes.reverse() : changes);
        const after =
          text.slice(0, first.from) +
          first.insert +
          text.slice(first.to, second.from) +
          second.insert +
          text.slice(second.to);
        expect(range.gone).toBe(false);
        expect(after.slice(indexAt(after, range.start), indexAt(after, range.end))).toBe('STR\nEAM');
      }),
    );
  });
});

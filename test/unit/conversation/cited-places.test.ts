import { describe, expect, test } from 'vitest';
import { placesOf } from '../../../src/core/conversation/cited-places.ts';
import type { Part } from '../../../src/core/conversation/conversation.ts';
import type { CitedWords } from '../../../src/core/delta.ts';

const url = 'https://a.example/?x=1';

/** The places of a citation in these texts; an image is between one text and the next. */
function places(cites: CitedWords | undefined, ...texts: string[]): [part: number, before: string][] {
  const parts = texts.flatMap((text, index): Part[] => [
    ...(index > 0 ? [{ type: 'image', mimeType: 'image/png', base64: '' } as const] : []),
    { type: 'text', text },
  ]);
  const citation = { type: 'citation', url, ...(cites === undefined ? {} : { cites }) } as const;
  return placesOf(parts, citation).map(({ part, offset }) => {
    const found = parts[part];
    return [part, found?.type === 'text' ? found.text.slice(0, offset) : '?'];
  });
}

describe('a citation', () => {
  test('without a place has none', () => {
    expect(places(undefined, 'text')).toEqual([]);
  });

  test.each<[string, string[], [number, string][]]>([
    ['behind the text so far, without its white space', ['One. \n\n'], [[0, 'One.']]],
    ['in the last text', ['One.', 'Two.'], [[2, 'Two.']]],
    ['nowhere before any text', [' '], []],
    ['nowhere without text', [], []],
  ])('of what has just come is %s', (_, texts, expected) => {
    expect(places('here', ...texts)).toEqual(expected);
  });

  test.each<[string, { within: number; start: number; end: number }, string, [number, string][]]>([
    ['counts from the beginning of its part', { within: 4, start: 1, end: 2 }, 'abcdefg', [[0, 'abcde']]],
    ['counts characters, not code units', { within: 7, start: 0, end: 3 }, '😀b😀cde', [[0, '😀b😀']]],
    ['leaves white space behind it', { within: 5, start: 0, end: 3 }, 'ab  c', [[0, 'ab']]],
    ['may end beyond what has come', { within: 2, start: 0, end: 2 }, '😀', [[0, '😀']]],
    ['that is too long for the text has none', { within: 9, start: 0, end: 3 }, 'abc', []],
    ['has none where the text has the link', { within: 40, start: 0, end: 40 }, `([a](${url}))`.padEnd(40), []],
    ['ends in no time', { within: 3, start: 0, end: Number.MAX_SAFE_INTEGER }, 'abc', [[0, 'abc']]],
  ])('of a range %s', (_, range, text, expected) => {
    expect(places(range, text)).toEqual(expected);
  });

  test('of passages is behind each of them, in whichever part', () => {
    const passages = ['Two words.', ' One. ', 'nowhere', '', 'Three.'];
    expect(places({ passages }, 'One. Two words. One.', 'Three.')).toEqual([
      [0, 'One. Two words.'],
      [0, 'One.'],
      [2, 'Three.'],
    ]);
  });
});

import { expect, it } from 'vitest';
import { tooOld } from '../../../src/core/insertion/keep-newest.ts';

it.each<[string, number[], number[]]>([
  ['nothing', [], []],
  ['none within the limits', [4, 3, 3], []],
  ['the oldest above the sum', [4, 3, 3, 4], [4]],
  ['as many as need be', [4, 3, 3, 9], [4, 3, 3]],
  ['the oldest above the count', [1, 2, 1, 1, 1], [1]],
  ['the newest alone where it is too large by itself', [4, 3, 11], [11]],
])('gives up %s', (_name, sizes, expected) => {
  const items = sizes.map(size => ({ size }));
  expect(tooOld(items, { count: 4, size: 10 }).map(({ size }) => size)).toEqual(expected);
});

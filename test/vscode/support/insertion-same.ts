import assert from 'node:assert/strict';

/** As `assert.equal`, in one line and without what is the same at both ends. */
export function same(actual: string | undefined, expected: string | undefined, what: string): void {
  if (actual === expected) return;
  const [left = '', right = ''] = [actual, expected];
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  const part = (text: string) =>
    JSON.stringify(text.slice(Math.max(0, start - 40), text.length - Math.max(0, end - 40)));
  const [is, must] = [actual, expected].map(text => (text === undefined ? 'nothing' : part(text)));
  throw new assert.AssertionError({ message: `${what}: is ${is}, not ${must}` });
}

import { describe, expect, it } from 'vitest';
import { indentStyleOf } from '../../../src/core/insertion/indentation.ts';

describe('the indentation of a text', () => {
  it.each([
    ['two spaces', 'a {\n  b {\n    c\n', { insertSpaces: true, tabSize: 2 }],
    ['four spaces', 'a:\n    b\n', { insertSpaces: true, tabSize: 4 }],
    ['a smaller unit that shows later', 'f(\n    a)\nif\n  b', { insertSpaces: true, tabSize: 2 }],
    ['tabs', 'a {\n\tb\n', { insertSpaces: false }],
    ['one column, as in a comment', '/**\n * a\n */', undefined],
    ['none', 'a\nb', undefined],
    ['blank lines alone', 'a\n    \nb', undefined],
  ])('%s', (_name, text, expected) => {
    expect(indentStyleOf(text.split('\n'))).toEqual(expected);
  });
});

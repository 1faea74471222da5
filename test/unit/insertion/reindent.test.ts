import { describe, expect, it } from 'vitest';
import { createReindenter, type ReindentOptions } from '../../../src/core/insertion/reindent.ts';
import { expectSplitInvariance, run, runBothWays } from './every-split.ts';

const spaces: ReindentOptions = { baseIndent: '', insertSpaces: true, tabSize: 4, eol: '\n' };
const reindent = (text: string, options: Partial<ReindentOptions> = {}) =>
  runBothWays(() => createReindenter({ ...spaces, ...options }), text);

describe('reindenter', () => {
  it.each<[string, string, Partial<ReindentOptions>, string]>([
    ['further lines get the base', 'a\nb', { baseIndent: '  ' }, 'a\n  b'],
    ['the first indentation goes', '    a\n      b\n    c', {}, 'a\n    b\nc'],
    ['a line of its own', '  a\n    b', { newLine: true, baseIndent: ' ', eol: '\r\n' }, '\r\n a\r\n     b'],
    ['as far as lines have it', '    a\n  b\nc', { baseIndent: ' ' }, 'a\n b\n c'],
    ['two spaces to four', 'a\n  b\n    c\n  d', {}, 'a\n    b\n        c\n    d'],
    ['four spaces to two', 'a\n    b\n        c', { tabSize: 2 }, 'a\n  b\n    c'],
    ['spaces to tabs', 'a\n  b\n    c', { insertSpaces: false }, 'a\n\tb\n\t\tc'],
    ['tabs to spaces', '\ta\n\t\tb\n\t\t\tc', { tabSize: 2 }, 'a\n  b\n    c'],
    ['tabs in a tab document', 'a\n\tb', { insertSpaces: false, baseIndent: '\t' }, 'a\n\t\tb'],
    [
      'alignment stays',
      '/**\n * a\n */\nf() {\n  /**\n   * b\n   */\n}',
      {},
      '/**\n * a\n */\nf() {\n    /**\n     * b\n     */\n}',
    ],
    ['deep alignment in the same unit stays', 'f(a,\n  b) {\n       c', { tabSize: 2 }, 'f(a,\n  b) {\n       c'],
    ['alignment in a tab document', 'a\n  b\n   c', { insertSpaces: false }, 'a\n\tb\n\t c'],
    [
      'a smaller unit that shows later',
      'f(\n    a)\nif\n  b\n    c',
      { tabSize: 4 },
      'f(\n    a)\nif\n    b\n        c',
    ],
    ['a tab first, then spaces', '\ta\n    b', {}, 'a\nb'],
    ['blank lines have no white space', 'a\n   \n\n  b\n  ', { baseIndent: '\t' }, 'a\n\n\n\t    b\n'],
    ['a blank first line', '\n  a\n  b', { baseIndent: '  ' }, '\n  a\n  b'],
    ['to CRLF', 'a\nb\r\nc\rd', { eol: '\r\n' }, 'a\r\nb\r\nc\r\nd'],
    ['from CRLF', 'a\r\n\r\n  b\r\n', { tabSize: 2 }, 'a\n\n  b\n'],
    ['trailing white space after text stays', 'a  \nb', {}, 'a  \nb'],
    ['prose keeps its own unit', '- a\n  - b\n', { keepUnit: true, baseIndent: ' ' }, '- a\n   - b\n'],
    ['nothing', '', {}, ''],
  ])('%s', (_name, text, options, expected) => {
    expect(reindent(text, options)).toBe(expected);
  });

  it('holds back nothing but leading white space', () => {
    const machine = createReindenter(spaces);
    expect(machine.push('a ')).toBe('a ');
    expect(machine.push('\r')).toBe('\n');
    expect(machine.push('\n  ')).toBe('');
    expect(machine.push('b')).toBe('    b');
  });

  it('leaves code alone that is in the style of its place', () => {
    const code = 'a {\n    b\n\n      c\n        d\n}\n';
    expect(run(createReindenter(spaces), [code])).toBe(code);
  });

  it('gives the same for every split', () => {
    const parts = ['\n', '\r\n', '\r', ' ', '  ', '    ', '\t', 'a', 'b c', '\n  d', '\n    e', '\n\tf'];
    for (const insertSpaces of [true, false]) {
      expectSplitInvariance(() => createReindenter({ ...spaces, insertSpaces, eol: '\r\n', baseIndent: '  ' }), parts);
    }
  });
});

import { describe, expect, test } from 'vitest';
import { emptyLineIndent } from '../../../src/core/insertion/empty-line-indent.ts';

const two = { insertSpaces: true, tabSize: 2 };
const tabs = { insertSpaces: false, tabSize: 4 };

describe('The indentation of text on an empty line', () => {
  test.each([
    ['between two methods', '  }', '  second() {', '  '],
    ['first in a class', 'class A {', '  first() {', '  '],
    ['last in a class', '  }', '}', '  '],
    ['alone in a function', '  run() {', '  }', '    '],
    ['between two functions of Python', '    return 1', 'def b():', ''],
    ['between two methods of Python', '        return 1', '    def b(self):', '    '],
    ['first in a function of Python', '    def a(self):', '    def b(self):', '      '],
    ['before an element is closed', '  <li>', '</ul>', '  '],
    ['before the end of a block of Ruby', '  puts 1', 'end', '  '],
    ['at the end of the document', '    return 1', undefined, ''],
    ['at the end of the document, in a block', 'def a():', undefined, '  '],
    ['at the beginning of the document', undefined, '  a', ''],
    ['in an empty document', undefined, undefined, ''],
  ])('%s', (_, above, below, expected) => {
    expect(emptyLineIndent(above, below, two)).toBe(expected);
  });

  test('is written as the document is', () => {
    expect(emptyLineIndent('\tif (a) {', '\t}', tabs)).toBe('\t\t');
    expect(emptyLineIndent('\t\tb();', '\tc();', tabs)).toBe('\t');
  });
});

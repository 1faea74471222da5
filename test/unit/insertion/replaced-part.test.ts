import { describe, expect, test } from 'vitest';
import { findTakenText, replacedPart } from '../../../src/core/insertion/replaced-part.ts';

describe('what of a selection is replaced', () => {
  for (const [selected, part] of [
    ['\told();\n', 'old();'],
    ['  a\n  b\n\n', 'a\n  b'],
    ['word', 'word'],
    [' ', ' '],
    ['', ''],
    ['\r\n\ta\r\n', 'a'],
  ] as const) {
    test(JSON.stringify(selected), () => {
      const { start, end } = replacedPart(selected);
      expect(selected.slice(start, end)).toBe(part);
    });
  }
});

describe('where a text that was taken is now', () => {
  for (const { name, document, text, line, index } of [
    { name: 'where it was', document: 'a\nb\na', text: 'a', line: 2, index: 4 },
    { name: 'elsewhere, if only there', document: 'x\na\nb', text: 'b', line: 0, index: 4 },
    { name: 'nowhere', document: 'x', text: 'b', line: 0, index: undefined },
    { name: 'in several other places', document: 'x\nb\nb', text: 'b', line: 0, index: undefined },
    { name: 'beyond the end of what is left', document: 'b', text: 'b', line: 9, index: 0 },
    { name: 'nothing was taken', document: 'b', text: '', line: 0, index: undefined },
    { name: 'over several lines', document: '{\n a\n}\n', text: ' a\n}', line: 1, index: 2 },
  ]) {
    test(name, () => expect(findTakenText(document, text, line)).toBe(index));
  }
});

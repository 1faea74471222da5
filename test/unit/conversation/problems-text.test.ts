import { expect, test } from 'vitest';
import { problemsText } from '../../../src/core/conversation/problems-text.ts';

test('a problem is told with its line, severity, source and code, and its further lines are behind it', () => {
  expect(
    problemsText([
      { line: 3, severity: 'error', message: 'Not a\r\nnumber.\n', source: 'ts', code: '2322' },
      { line: 9, severity: 'hint', message: 'Unused.' },
    ]),
  ).toBe('line 3: error (ts 2322): Not a\n  number.\nline 9: hint: Unused.');
});

test('however much is wrong, what is sent stays small', () => {
  const many = Array.from({ length: 5000 }, () => ({
    line: 1,
    severity: 'error' as const,
    message: 'x'.repeat(100_000),
  }));
  expect(problemsText(many).length).toBeLessThan(110_000);
});

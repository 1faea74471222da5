import fc from 'fast-check';
import { expect } from 'vitest';
import type { TextMachine } from '../../../src/core/insertion/text-machine.ts';

/** What the machine makes of a text that comes in these pieces. */
export function run(machine: TextMachine, pieces: readonly string[]): string {
  return pieces.map(piece => machine.push(piece)).join('') + machine.end();
}

/** The text at once, and one code unit at a time; both must agree. */
export function runBothWays(create: () => TextMachine, text: string): string {
  const whole = run(create(), [text]);
  expect(run(create(), text.split(''))).toBe(whole);
  return whole;
}

/** Cuts of random texts, made of the parts that matter, give what the whole text gives. */
export function expectSplitInvariance(create: () => TextMachine, parts: readonly string[], numRuns = 500): void {
  const pieces = fc.array(fc.array(fc.constantFrom(...parts), { maxLength: 8 }), { maxLength: 12 });
  fc.assert(
    fc.property(pieces, arbitrary => {
      const cut = arbitrary.map(piece => piece.join(''));
      const text = cut.join('');
      const whole = run(create(), [text]);
      expect(run(create(), cut)).toBe(whole);
      expect(run(create(), text.split(''))).toBe(whole);
    }),
    { numRuns },
  );
}

/** Fences, markers, indentation and line endings of all kinds, and some text. */
export const markdownParts: readonly string[] = [
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '   ',
  '    ',
  '\t',
  '`',
  '``',
  '```',
  '````',
  '~~~',
  '```ts\n',
  '```md\n',
  '```\n',
  '\n```',
  '> ',
  '>',
  '- ',
  '1. ',
  'x',
  'foo {',
  'word:',
  '\n\n',
  '😀',
  '// a',
];

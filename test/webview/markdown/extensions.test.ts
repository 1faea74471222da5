import { describe, expect, test } from 'vitest';
import { addressExamples } from './address-examples.ts';
import { extensionExamples } from './documents.ts';
import { strikethroughExamples, taskExamples } from './extension-examples.ts';
import { fenceExamples } from './fence-examples.ts';
import { normalizeActual, normalizeExpected } from './normalize.ts';
import { html, pieces, render, seeded, units } from './support.ts';
import { tableExamples } from './table-examples.ts';

describe.each([
  ['tables', tableExamples],
  ['task lists', taskExamples],
  ['strikethrough', strikethroughExamples],
  ['bare addresses', addressExamples],
  ['nested fences', fenceExamples],
  ['several', extensionExamples],
])('%s', (_group, examples) => {
  test.each(examples)('$name', ({ markdown, html: expected }) => {
    const whole = render([markdown]);
    expect(normalizeActual(whole)).toBe(normalizeExpected(expected));
    const same = html(whole);
    expect(html(render(units(markdown)))).toBe(same);
    expect(html(render(units(markdown), { healing: false }))).toBe(same);
    expect(html(render(pieces(markdown, seeded(1))))).toBe(same);
  });
});

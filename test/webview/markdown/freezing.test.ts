import { expect, test } from 'vitest';
import { giantParagraph } from './answers.ts';
import { html, open, pieces, render, seeded, units } from './support.ts';

const soup = [
  ...'*_~`[]()<!\\$|&'.split(''),
  ...[
    '**',
    '***',
    '~~',
    '``',
    '](x)',
    '](https://example.com)',
    '[a]',
    ' *',
    '* ',
    '\n',
    '  \n',
    '&amp;',
    'https://a.b/c',
  ],
];

/** Words with markers strewn in: `share` of them. */
function strewn(length: number, share: number, random: () => number): string {
  let text = 'a';
  while (text.length < length) {
    const marker = soup[Math.floor(random() * soup.length)] ?? '';
    text +=
      random() < share
        ? marker
        : `${random() < 0.8 ? ' ' : ''}${['word', 'it', '5', 'né', 'x_y'][Math.floor(random() * 5)]}`;
  }
  return text;
}

test.each([0.01, 0.05, 0.2])('long leaves end up as when written at once, %f of them markers', share => {
  for (let seed = 0; seed < 25; seed++) {
    const random = seeded(seed + 1000 * share);
    const text = `${strewn(3_000, share, random)}\n\nnext\n\n[a]: https://example.com\n`;
    const whole = html(render([text], { healing: false }));
    expect(html(render(pieces(text, random, 60))), JSON.stringify(text)).toBe(whole);
    expect(html(render(pieces(text, random, 400), { healing: false })), JSON.stringify(text)).toBe(whole);
  }
});

test('a long leaf ends up the same when it is a heading, an item or a cell, and when it is cut off', () => {
  for (let seed = 0; seed < 12; seed++) {
    const text = strewn(2_500, 0.05, seeded(70 + seed)).replaceAll(/[\n|]/g, ' ');
    for (const prefix of ['# ', '- [x] ', '> 1. ', '| a |\n| - |\n| ']) {
      const whole = html(render([prefix + text], { healing: false }));
      expect(html(render(pieces(prefix + text, seeded(seed), 90))), prefix + text).toBe(whole);
    }
  }
});

test.each(['5*3', 'a[0', 'see `this'])(
  'the beginning of a paragraph with %j in it stays as it is while more comes',
  stray => {
    const { element, write } = open();
    const text = giantParagraph(6_000, seeded(5), stray);
    const made: ChildNode[] = [];
    for (const [index, piece] of pieces(text, seeded(6), 30).entries()) {
      write(piece);
      if (index % 20 !== 0) continue;
      const now = [...(element.firstElementChild?.childNodes ?? [])];
      expect(now.slice(0, made.length)).toEqual(made);
      for (const [at, node] of made.entries()) expect(now[at]).toBe(node);
      made.push(...now.slice(made.length, Math.max(made.length, now.length - 40)));
    }
    expect(made.length).toBeGreaterThan(20);
  },
);

test('emphasis that goes on for long is emphasis all the time', () => {
  const { element, write } = open();
  for (const unit of units(`Some **${'very bold words '.repeat(200)}`)) write(unit);
  const paragraph = element.firstElementChild;
  expect(paragraph?.textContent).toBe(`Some ${'very bold words '.repeat(200)}`.trim());
  expect(
    [...(paragraph?.querySelectorAll('strong') ?? [])].map(({ textContent }) => textContent).join('').length,
  ).toBeGreaterThan(3_000);
  write('end** and not.\n\n');
  expect(paragraph?.querySelectorAll('strong')).toHaveLength(1);
});

test('a selection in a long paragraph survives that it is read again when it is complete', () => {
  const { element, write } = open();
  document.body.append(element);
  for (const piece of pieces(`Words first, ${giantParagraph(4_000, seeded(8), '5*3')}`, seeded(9), 30)) write(piece);
  const first = element.firstElementChild?.firstChild;
  if (!first) throw new Error('no text');
  getSelection()?.setBaseAndExtent(first, 1, first, 4);
  const selected = getSelection()?.toString();
  write('\n\nnext');
  expect(selected).toHaveLength(3);
  expect(getSelection()?.toString()).toBe(selected);
  element.remove();
});

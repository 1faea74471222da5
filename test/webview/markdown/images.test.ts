import { expect, test } from 'vitest';
import { InlineParser } from '../../../src/webview/markdown/inline-parser.ts';
import { html, open, pieces, render, seeded, units } from './support.ts';

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function bytes(length: number): string {
  const random = seeded(3);
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return Array.from({ length }, () => digits[Math.floor(random() * 64)]).join('');
}

test('an image that holds its data is shown, with its words for who cannot see it', () => {
  expect(html(render([`a ![one *dot*](${pixel} "t") b`]))).toBe(
    `<p>a <img class="image" src="${pixel}" alt="one dot"> b</p>`,
  );
});

test.each([
  'data:image/svg+xml;base64,PHN2Zz4=',
  'data:image/svg+xml,<svg>',
  'data:text/html;base64,AAAA',
  'data:image/png;base64,AA%22onerror=%22x',
  'data:image/png,AAAA',
  'https://tracker.example/x.png',
  `data:image/png;base64,${'A'.repeat(3_000_000)}`,
])('nothing else is: %.50s', address => {
  expect(render([`![words](<${address}>)`]).querySelector('img')).toBeNull();
});

const documents = [
  `Before ![one](${pixel}) after.\n\nMore.`,
  `**Bold ![one](data:image/jpeg;base64,${bytes(3000)}) and on** with words that follow, more than a few of them.`,
  `[![one](data:image/webp;base64,${bytes(2000)})](https://example.com) ![two](data:image/gif;base64,${bytes(2000)})\n`,
  `- item ![one](data:image/png;base64,${bytes(1500)}`,
  `| a | b |\n|---|---|\n| ![one](data:image/png;base64,${bytes(1500)}) | c |\n`,
  `![one](data:image/png;base64,${bytes(900)} is no image)`,
];

test.each(documents)('however it comes, the page is the same: %.40s', text => {
  const whole = html(render([text]));
  expect(html(render(units(text)))).toBe(whole);
  for (let seed = 1; seed < 6; seed++) expect(html(render(pieces(text, seeded(seed), 400)))).toBe(whole);
  expect(html(render(pieces(text, seeded(9), 90), { healing: false }))).toBe(whole);
});

test('its data is never seen, and costs no more the longer it gets', () => {
  const inline = new InlineParser();
  const { element, write } = open({ inline });
  const text = `Here ![pic](data:image/png;base64,${bytes(200_000)}) is what it is, `;
  for (const piece of pieces(text, seeded(1), 200)) {
    write(piece);
    expect(element.textContent.length).toBeLessThan(30);
  }
  const image = element.querySelector('img');
  expect(image).not.toBeNull();
  expect(inline.charactersParsed).toBeLessThan(3 * text.length);
  const before = inline.charactersParsed;
  for (const piece of units('and so on, with **many** more words behind it.')) write(piece);
  expect(inline.charactersParsed - before).toBeLessThan(20_000);
  expect(element.querySelector('img')).toBe(image);
});

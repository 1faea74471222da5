import { expect, test } from 'vitest';
import { joinedDocument, mixedDocument, words } from './documents.ts';
import { html, open, pieces, render, seeded, units } from './support.ts';

const documents = Array.from({ length: 240 }, (_, index) => joinedDocument(seeded(1000 + index)));

test('joined documents are the same however they are cut', () => {
  for (const [index, text] of documents.entries()) {
    const whole = html(render([text], { healing: false }));
    expect(html(render(pieces(text, seeded(index), 30))), text).toBe(whole);
    expect(html(render(units(text))), text).toBe(whole);
  }
});

test('healing leaves no trace when writing stops anywhere', () => {
  const random = seeded(7);
  for (const document of documents.slice(0, 120)) {
    const text = document.slice(0, Math.floor(random() * document.length));
    expect(html(render(pieces(text, random)))).toBe(html(render([text], { healing: false })));
  }
});

test('a long answer, and a paragraph whose beginning is frozen, end up as when written at once', () => {
  const mixed = mixedDocument(20_000, seeded(3));
  expect(html(render(pieces(mixed, seeded(4))))).toBe(html(render([mixed])));

  const random = seeded(5);
  const sentence = () =>
    `${words(9, random)} **${words(2, random)}** \`a*b\` [x](https://example.com) [fwd] ~~${words(1, random)}~~.`;
  const paragraph = `${Array.from({ length: 60 }, sentence).join(' ')}\n\n[fwd]: https://example.com/fwd\n`;
  expect(html(render(pieces(paragraph, seeded(6))))).toBe(html(render([paragraph])));
  const unstable = `${Array.from({ length: 60 }, sentence).join(' *open ')}\n`;
  expect(html(render(pieces(unstable, seeded(8))))).toBe(html(render([unstable])));
});

test('nothing can be written after the end, which may come twice', () => {
  const { element, write, end } = open();
  write('a');
  end();
  end();
  expect(() => write('b')).toThrow('ended');
  expect(html(element)).toBe('<p>a</p>');
});

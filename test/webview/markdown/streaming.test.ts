import { expect, test } from 'vitest';
import { joinedDocument, words, workloads } from './documents.ts';
import { html, open, pieces, render, seeded, units } from './support.ts';

const documents = Array.from({ length: 1_000 }, (_, index) => joinedDocument(seeded(1_000 + index)));

// In parts, so that none takes long.
test.each(Array.from({ length: 10 }, (_, part) => part * 100))(
  'joined documents from %d on are the same however they are cut',
  first => {
    for (const [index, text] of documents.slice(first, first + 100).entries()) {
      const whole = html(render([text], { healing: false }));
      expect(html(render(pieces(text, seeded(first + index), 30))), text).toBe(whole);
      // By character, with and without healing, only a part: this takes most of the time.
      if (index % 4 === 0) expect(html(render(units(text))), text).toBe(whole);
      if (index % 20 === 1) expect(html(render(units(text), { healing: false })), text).toBe(whole);
      if (index % 10 === 2) {
        const options = { math: () => {} };
        const withMath = html(render([text], { options, healing: false }));
        expect(html(render(pieces(text, seeded(index)), { options })), text).toBe(withMath);
      }
    }
  },
);

const soup = [
  ...'-*+>#`~_|:[]()!<\\=1.ax \t\n\n\r\0$&@^',
  '    ',
  '```',
  '~~~md',
  '\n- ',
  '\n> ',
  '\r\n',
  '| - |',
  '[a]: b\n',
  '**',
  '[^1]',
  '\n[^1]: ',
  '\n[^a]:',
  '[^a]',
  '&amp;',
  'www.a.b',
  '\ud83d',
  '\ude00',
  '\u{1f600}',
];

function cook(length: number, random: () => number): string {
  return Array.from({ length }, () => soup[Math.floor(random() * soup.length)]).join('');
}

test('soups of markers are the same however they are cut', () => {
  const random = seeded(31);
  for (let count = 0; count < 1_000; count++) {
    const text = cook(40, random);
    expect(html(render(pieces(text, random, 5))), JSON.stringify(text)).toBe(html(render([text], { healing: false })));
  }
});

test('small soups are the same wherever they are cut in two', () => {
  const random = seeded(32);
  for (let count = 0; count < 60; count++) {
    const text = cook(25, random);
    const whole = html(render([text], { healing: false }));
    for (let at = 0; at <= text.length; at++) {
      expect(html(render([text.slice(0, at), text.slice(at)])), `${JSON.stringify(text)} at ${at}`).toBe(whole);
    }
  }
});

test.each([
  ['quotes', '>'.repeat(20_000)],
  ['lists', `${'1. '.repeat(20_000)}end`],
  ['brackets', '['.repeat(5_000)],
  ['emphasis', '*a **b '.repeat(2_000)],
  ['backticks', Array.from({ length: 200 }, (_, run) => `${'`'.repeat(run)} `).join('')],
])('a flood of %s is survived', (_name, text) => {
  const whole = render([text]);
  expect(html(render(pieces(text, seeded(32), 4_000)))).toBe(html(whole));
  expect(whole.textContent?.length).toBeGreaterThan(0);
});

test.each([
  ['a looser list', '- a\n\n---\n'],
  ['a definition', '[foo]: https://example.com\n"t\n-"\n\n[foo]\n'],
  ['a heading', 'text\n-\n\ntext\n--x\n'],
  ['a table', '| a | b |\n| - | - x |\n'],
  ['a fence', 'text\n```a`b\n'],
  ['blank lines of code', '    a\n\n   \n    b\n\n  c\n'],
])('%s that a line under way made is taken back', (_name, text) => {
  expect(html(render(units(text), { healing: false }))).toBe(html(render([text])));
});

test('healing leaves no trace when writing stops anywhere', () => {
  const random = seeded(7);
  for (const document of documents.slice(0, 250)) {
    const text = document.slice(0, Math.floor(random() * document.length));
    const whole = html(render([text], { healing: false }));
    expect(html(render(pieces(text, random))), text).toBe(whole);
    expect(html(render(pieces(text, random), { healing: false })), text).toBe(whole);
  }
});

test.each(workloads)('%s ends up as when written at once', (_name, make) => {
  const text = make(seeded(3));
  // By character at the end, where most could go wrong and writing all of it so would take too long.
  const end = text.length - 500;
  const cut = [...pieces(text.slice(0, end), seeded(4), 400), ...units(text.slice(end))];
  expect(html(render(cut)) === html(render([text], { healing: false }))).toBe(true);
});

test('a paragraph whose beginning is frozen ends up as when written at once', () => {
  const random = seeded(5);
  const sentence = () =>
    `${words(9, random)} **${words(2, random)}** \`a*b\` [x](https://example.com) [fwd][^n] ~~${words(1, random)}~~.`;
  const notes = '\n\n[fwd]: https://example.com/fwd\n[^n]: note\n';
  const paragraph = `${Array.from({ length: 60 }, sentence).join(' ')}${notes}`;
  expect(html(render(pieces(paragraph, seeded(6))))).toBe(html(render([paragraph])));
  const unstable = `${Array.from({ length: 60 }, sentence).join(' *open ')}\n\n`;
  expect(html(render(pieces(unstable, seeded(8))))).toBe(html(render([unstable])));
});

test.each([
  ['a marker is paired across what was frozen', `5*3 ${words(300, seeded(20))} 4*2`],
  ['a bracket is closed late', `a[0 ${words(300, seeded(21))} 1](https://example.com)`],
  ['a definition goes from the beginning', `[a]: https://example.com\n${words(300, seeded(22))} [a]`],
  ['a long title is complete', `[a]: https://example.com\n"${words(300, seeded(26))}"\nnext [a]`],
  ['a title turns out to be none', `[a]: https://example.com\n"${words(300, seeded(23))}" [a]`],
])('a long paragraph in which %s ends up as when written at once', (_name, paragraph) => {
  // Written at once, the paragraph is closed before it is shown, and nothing of it is ever frozen.
  const text = `${paragraph}\n\n`;
  const whole = html(render([text]));
  expect(html(render(pieces(text, seeded(24))))).toBe(whole);
  expect(html(render(pieces(text, seeded(25)), { healing: false }))).toBe(whole);
});

test('nothing can be written after the end, which may come twice', () => {
  const { element, write, end } = open();
  write('a');
  end();
  end();
  expect(() => write('b')).toThrow('ended');
  expect(html(element)).toBe('<p>a</p>');
});

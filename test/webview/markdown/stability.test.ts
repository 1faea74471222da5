import { expect, test } from 'vitest';
import { InlineParser } from '../../../src/webview/markdown/inline-parser.ts';
import { mixedDocument, words } from './documents.ts';
import { open, pieces, seeded, units } from './support.ts';

test('settled elements keep their identity and are not touched', () => {
  const text = mixedDocument(8_000, seeded(11)).replaceAll(/\[(?:ref\d|later)\]/g, 'x');
  const { element, write, end } = open();
  const settled: Element[] = [];
  let touched: Node[] = [];
  const observer = new MutationObserver(() => {});
  observer.observe(element, { subtree: true, childList: true, characterData: true, attributes: true });
  for (const piece of pieces(text, seeded(12))) {
    write(piece);
    touched = observer.takeRecords().map(({ target }) => target);
    expect(settled.filter(block => touched.some(node => block.contains(node)))).toEqual([]);
    // The last block is open, and the one before it may just have been closed.
    const blocks = [...element.children];
    expect(blocks.slice(0, settled.length)).toEqual(settled);
    settled.push(...blocks.slice(settled.length, -2));
  }
  end();
  expect(settled.length).toBeGreaterThan(30);
});

test.each([
  '# A heading\n',
  'A paragraph\n',
  '> - a\n>   b\n',
  '1. one\n',
  '| a | b |\n| - | - |\n| cell | x\n',
  '    code\n',
])('no element is made twice while %j is written', text => {
  const { element, write } = open();
  const made: Element[] = [];
  for (const unit of units(text)) {
    write(unit);
    const now = [...element.querySelectorAll('*')];
    // A paragraph that turns out to be a table's header is the one exception.
    if (element.querySelector('table'))
      made.splice(0, made.length, ...made.filter(({ localName }) => localName !== 'p'));
    for (const [index, existing] of made.entries()) expect(now[index]).toBe(existing);
    made.push(...now.slice(made.length));
  }
});

test('a selection inside the open paragraph survives what is written after it', () => {
  const { element, write } = open();
  document.body.append(element);
  write('Some **bold** wor');
  const bold = element.querySelector('strong')?.firstChild;
  if (!bold) throw new Error('no bold text');
  getSelection()?.setBaseAndExtent(bold, 1, bold, 3);
  for (const unit of units('ds and more\nlines `of` text')) write(unit);
  expect(getSelection()?.toString()).toBe('ol');
  element.remove();
});

test('the elements of a long paragraph stay while its beginning is frozen', () => {
  const { element, write, end } = open();
  const made: Element[] = [];
  for (let count = 0; count < 120; count++) {
    for (const piece of pieces(
      `Words and **bold ${count}** and [x](https://example.com/${count}) more `,
      seeded(count),
    ))
      write(piece);
    const now = [...(element.firstElementChild?.children ?? [])];
    for (const [index, existing] of made.entries()) expect(now[index]).toBe(existing);
    made.push(...now.slice(made.length));
  }
  expect(element.firstElementChild?.childNodes.length).toBeGreaterThan(2 * made.length + 3);
  end();
  for (const [index, existing] of made.entries()) expect(element.firstElementChild?.children[index]).toBe(existing);
});

test('what the owner adds to the container stays where it is', () => {
  const { element, write } = open();
  write('one\n\ntwo');
  const caret = element.appendChild(document.createElement('i'));
  write('\n\nthree\n\n- four');
  expect(element.lastElementChild).toBe(caret);
  expect(element.querySelectorAll(':scope > p, :scope > ul')).toHaveLength(4);
});

test('a definition that arrives late changes the links that wait for it, and nothing else', () => {
  const { element, write } = open();
  write('[a] and [b]\n\n- [a]\n\nother\n\n');
  const before = [...element.querySelectorAll('p')];
  write('[a]: https://example.com\n\n');
  expect([...element.querySelectorAll('p')]).toEqual(before);
  expect(element.querySelectorAll('a')).toHaveLength(2);
  write('[a]: https://example.com/second\n[b]: https://example.com/b\n\n');
  expect([...element.querySelectorAll('a')].map(({ href }) => href)).toEqual([
    'https://example.com/',
    'https://example.com/b',
    'https://example.com/',
  ]);
});

/** The most inline characters parsed for one write of 13 characters. */
function mostParsed(text: string): number {
  const inline = new InlineParser();
  const { write, end } = open({ inline });
  let most = 0;
  for (let at = 0; at < text.length; at += 13) {
    const before = inline.charactersParsed;
    write(text.slice(at, at + 13));
    most = Math.max(most, inline.charactersParsed - before);
  }
  end();
  return most;
}

test('the inline work of a write does not grow with the answer', () => {
  const text = mixedDocument(60_000, seeded(13)).replaceAll(/^\[.*\]:.*\n\n/gm, '');
  expect(mostParsed(text)).toBeLessThan(1_500);
});

test('the inline work of a write does not grow with a paragraph', () => {
  const random = seeded(14);
  const sentence = () => `${words(12, random)} **${words(2, random)}** \`code\` [x](https://example.com), 2 * 3.`;
  expect(mostParsed(Array.from({ length: 400 }, sentence).join(' '))).toBeLessThan(3_500);
});

test('a long table gets bodies of 64 rows and the class for large ones, and its rows stay', () => {
  const { element, write } = open();
  write('| a | b |\n| - | - |\n');
  for (let row = 0; row < 63; row++) write(`| ${row} | x |\n`);
  const rows = [...element.querySelectorAll('tr')];
  expect(element.querySelector('table')?.className).toBe('');
  for (let row = 63; row < 210; row++) write(`| ${row} | x |\n`);
  expect([...element.querySelectorAll('tbody')].map(({ rows }) => rows.length)).toEqual([64, 64, 64, 18]);
  expect(element.querySelector('table')?.className).toBe('large');
  expect([...element.querySelectorAll('tr')].slice(0, rows.length)).toEqual(rows);
});

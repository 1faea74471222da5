import { expect, test } from 'vitest';
import { InlineParser } from '../../../src/webview/markdown/inline-parser.ts';
import type { MarkdownOptions } from '../../../src/webview/markdown/sink.ts';
import { open } from '../markdown/support.ts';
import { floods } from './corpus/floods.ts';
import { inspect } from './inspect.ts';

const options: MarkdownOptions = { math: () => {}, mark: () => {}, codeBlock: () => undefined };

/** What it took to write a text, per character of it. */
interface Work {
  parsed: number;
  /** Nodes there are at the end. */
  nodes: number;
  /** Nodes added and removed, texts and attributes changed. */
  mutations: number;
  element: HTMLElement;
}

/** Writes a text in pieces of so many characters, as they come in a frame, and counts. */
function write(text: string, size: number): Work {
  const inline = new InlineParser();
  const writer = open({ options, inline });
  const { element } = writer;
  const observer = new MutationObserver(() => {});
  observer.observe(element, { subtree: true, childList: true, characterData: true, attributes: true });
  let mutations = 0;
  const count = () => {
    for (const { type, addedNodes, removedNodes } of observer.takeRecords()) {
      mutations += type === 'childList' ? addedNodes.length + removedNodes.length : 1;
    }
  };
  for (let at = 0; at < text.length; at += size) {
    writer.write(text.slice(at, at + size));
    count();
  }
  writer.end();
  count();
  let nodes = 0;
  for (const walker = document.createTreeWalker(element); walker.nextNode(); ) nodes++;
  const { length } = text;
  return { parsed: inline.charactersParsed / length, nodes: nodes / length, mutations: mutations / length, element };
}

/** A read of the end of a long leaf, with each write, may be of so many characters. */
const MOST_PARSED_PER_WRITE = 3_000;
const PIECE = 101;

test.each(Object.entries(floods))('a flood of %s costs no more for each character the longer it is', (_name, flood) => {
  const some = write(flood(6_000), PIECE);
  const more = write(flood(24_000), PIECE);
  expect(inspect(more.element)).toEqual([]);
  // Of each, four times the text may take up to eight times the work.
  expect(more.mutations).toBeLessThanOrEqual(2 * some.mutations + 1);
  expect(more.nodes).toBeLessThanOrEqual(2 * some.nodes + 0.1);
  // Once while it comes and once at its end, besides the end of it with each write.
  expect(more.parsed).toBeLessThanOrEqual(Math.max(2 * some.parsed, 2 + MOST_PARSED_PER_WRITE / PIECE));
  expect(more.nodes).toBeLessThan(8);
});

test.each(Object.entries(floods))(
  '200,000 characters of %s are survived, at once',
  { timeout: 60_000 },
  (_name, flood) => {
    const { element, nodes } = write(flood(200_000), 1_000_000);
    expect(nodes).toBeLessThan(8);
    expect(depthOf(element)).toBeLessThan(250);
  },
);

test('a word of 1 MB, in the pieces of an answer that comes fast', { timeout: 120_000 }, () => {
  const { element, mutations } = write('a'.repeat(1_000_000), 1_000);
  expect(element.textContent).toHaveLength(1_000_000);
  expect(mutations).toBeLessThan(0.1);
});

test.each([
  ['quotes', '>'.repeat(10_000)],
  ['lists', '- '.repeat(10_000)],
  ['numbered lists', '1. '.repeat(10_000)],
  ['notes', '[^a]: '.repeat(10_000)],
  ['brackets', `${'['.repeat(10_000)}a${']'.repeat(10_000)}`],
  ['links', `${'['.repeat(10_000)}a${'](b)'.repeat(10_000)}`],
  ['emphasis', `${'*a '.repeat(10_000)}${' a*'.repeat(10_000)}`],
  ['strong emphasis', `${'**a'.repeat(10_000)}${'a**'.repeat(10_000)}`],
  ['strikethrough', `${'~~a'.repeat(10_000)}${'a~~'.repeat(10_000)}`],
  ['parentheses', `[a](${'('.repeat(10_000)}b${')'.repeat(10_000)})`],
  [
    'indented lists',
    Array.from({ length: 10_000 }, (_, index) => `${' '.repeat(index)}- a`)
      .slice(0, 1_000)
      .join('\n'),
  ],
])('%s 10,000 deep do not become elements as deep', { timeout: 60_000 }, (_name, text) => {
  for (const size of [997, 1_000_000]) {
    const { element } = write(text, size);
    expect(depthOf(element)).toBeLessThan(250);
    document.body.append(element);
    expect(element.getBoundingClientRect().height).toBeGreaterThan(0);
    element.remove();
  }
});

test('100,000 definitions of links, and links that use them', { timeout: 60_000 }, () => {
  const definitions = Array.from({ length: 100_000 }, (_, index) => `[l${index}]: https://example.com/${index}\n`).join(
    '',
  );
  const { element } = write(`[l0] [l99999]\n\n${definitions}\n[l50000]`, 20_011);
  expect([...element.querySelectorAll('a')].map(link => link.getAttribute('href'))).toEqual([
    'https://example.com/0',
    'https://example.com/99999',
    'https://example.com/50000',
  ]);
});

test('a table is a table up to a thousand columns, and does not grow much beyond its text', () => {
  const table = (columns: number, rows: number) =>
    `${'|a'.repeat(columns)}|\n${'|-'.repeat(columns)}|\n${'|b\n'.repeat(rows)}`;
  expect(write(table(1_000, 1), 997).element.querySelectorAll('td')).toHaveLength(1_000);
  expect(write(table(10_000, 10), 997).element.querySelector('table')).toBeNull();
  expect(write(table(1_000, 1_000), 997).element.querySelectorAll('td').length).toBeLessThan(12_000);
});

function depthOf(element: Element): number {
  let depth = 0;
  for (let level: Element[] = [...element.children]; level.length > 0; depth++) {
    level = level.flatMap(child => [...child.children]);
  }
  return depth;
}

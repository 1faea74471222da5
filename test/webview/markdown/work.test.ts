import { describe, expect, test } from 'vitest';
import { InlineParser } from '../../../src/webview/markdown/inline-parser.ts';
import { forms, giantParagraph } from './answers.ts';
import { open, seeded } from './support.ts';

/** Characters in one write: some tokens, as many as come in a frame. */
const STEP = 13;

/** How many writes in a row are looked at one by one; between such stretches much is written at once. */
const STRETCH = 120;

interface Work {
  /** The most characters given to the inline parser for one write. */
  parsed: number;
  /** The most changes of the DOM for one write: nodes added, nodes removed, texts and attributes changed. */
  mutations: number;
  /** How often something was changed or removed that had settled before the first stretch. */
  touched: number;
}

/** Writes the text, `stretches` of it in small pieces, evenly spread, the last at the end. */
function work(text: string, stretches: number): Work {
  const inline = new InlineParser();
  const { element, write, end } = open({ inline });
  const observer = new MutationObserver(() => {});
  observer.observe(element, { subtree: true, childList: true, characterData: true, attributes: true });
  const most: Work = { parsed: 0, mutations: 0, touched: 0 };
  const settled = new Set<Node>();
  const touches = (records: readonly MutationRecord[]) => {
    most.touched += records.filter(
      ({ target, removedNodes }) => settled.has(target) || [...removedNodes].some(node => settled.has(node)),
    ).length;
  };

  const gap = Math.max(0, Math.floor(text.length / stretches) - STRETCH * STEP);
  let at = 0;
  while (at < text.length) {
    const until = Math.min(text.length, at + gap);
    for (; at < until; at += 4_096) write(text.slice(at, Math.min(until, at + 4_096)));
    at = until;
    touches(observer.takeRecords());
    if (settled.size === 0) for (const node of settledNodes(element)) settled.add(node);
    for (let count = 0; count < STRETCH && at < text.length; count++, at += STEP) {
      const parsed = inline.charactersParsed;
      write(text.slice(at, at + STEP));
      most.parsed = Math.max(most.parsed, inline.charactersParsed - parsed);
      const records = observer.takeRecords();
      most.mutations = Math.max(
        most.mutations,
        records.reduce((sum, record) => sum + changes(record), 0),
      );
      touches(records);
    }
  }
  end();
  touches(observer.takeRecords());
  return most;
}

/** All that cannot change any more: of what contains blocks, items, rows or lines, everything but the last two. */
function settledNodes(element: Element): Node[] {
  if (!element.matches('div, ul, ol, li, blockquote, table, tbody, pre, pre *')) return [];
  const children = [...element.children];
  return [
    ...children.slice(0, -2).flatMap(child => [child, ...descendants(child)]),
    ...children.slice(-2).flatMap(settledNodes),
  ];
}

function descendants(element: Element): Node[] {
  const walker = document.createTreeWalker(element);
  const found: Node[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(node);
  return found;
}

function changes({ addedNodes, removedNodes, type }: MutationRecord): number {
  return type === 'childList' ? addedNodes.length + removedNodes.length : 1;
}

/** A definition changes the links that waited for it, wherever they are. */
function withoutDefinitions(text: string): string {
  return text.replaceAll(/^\[\w+\]: .*\n/gm, '');
}

const large = new Set(['mixed', 'code', 'list', 'table']);

describe.each(Object.entries(forms))('%s', (name, form) => {
  test.each(large.has(name) ? [10_000, 100_000, 1_000_000] : [10_000, 100_000])(
    'of %i characters: each write costs no more than a constant',
    size => {
      const { parsed, mutations, touched } = work(withoutDefinitions(form(size, seeded(size))), 5);
      expect(parsed).toBeLessThan(1_600);
      expect(mutations).toBeLessThan(60);
      expect(touched).toBe(0);
    },
  );
});

describe('a giant paragraph', () => {
  // The named exception: what is stray may still pair with what comes, so that the paragraph is read as a whole once
  // more when it is complete. Until then each write is bounded here too.
  test.each(['', '5*3', 'a[0', 'x `y', '**never closed', '~~', '$5', 'snake_case', '<b', '\\'])(
    'with %j in it now and then',
    stray => {
      for (const size of [10_000, 60_000]) {
        const { parsed, mutations } = work(giantParagraph(size, seeded(size), stray), 4);
        expect(parsed).toBeLessThan(3_000);
        expect(mutations).toBeLessThan(100);
      }
    },
  );

  test.each([
    ['a word', 'x'],
    ['brackets', '['],
    ['asterisks', '*'],
    ['stars and words', '*a'],
    ['Chinese', '流式传输'],
    ['backticks', '`a ``b '],
    ['line feeds', 'a\n'],
  ])('of nothing but %s', (_name, unit) => {
    const { parsed } = work(unit.repeat(20_000 / unit.length), 4);
    expect(parsed).toBeLessThan(3_000);
  });

  test('is read at most once more when it is complete', () => {
    const inline = new InlineParser();
    const { write } = open({ inline });
    const text = giantParagraph(50_000, seeded(9), '5*3');
    for (let at = 0; at < text.length; at += 256) write(text.slice(at, at + 256));
    const before = inline.charactersParsed;
    write('\n\n');
    expect(inline.charactersParsed - before).toBeLessThanOrEqual(text.length);
    write('next');
    expect(inline.charactersParsed - before).toBeLessThanOrEqual(text.length + 10);
  });
});

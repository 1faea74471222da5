import { expect, test } from 'vitest';
import type { CodeHighlighter, ColourableCode, LineTokenizer } from '../../../src/webview/markdown/code-highlighter.ts';
import type { CodeBlock, MarkdownOptions } from '../../../src/webview/markdown/sink.ts';
import { open, pieces, render, seeded, units } from './support.ts';

/** Options that record the code blocks. */
function recorder() {
  const blocks: { block: CodeBlock; pre: HTMLPreElement; languages: string[]; closed: number }[] = [];
  const options: MarkdownOptions = {
    codeBlock(block, pre) {
      const record = { block, pre, languages: [block.language], closed: 0 };
      blocks.push(record);
      expect(pre.parentElement?.parentElement).not.toBeNull();
      return {
        languageChanged: () => record.languages.push(block.language),
        closed: () => record.closed++,
      };
    },
  };
  return { blocks, options };
}

const source = [
  'Text 🙂\r\n',
  '\r\n',
  '1. item\n',
  '   ~~~ts title\n   a\n\n    b\n   ~~~\n',
  '> - quoted\n',
  '>   ```\n>   c\n>   ```\n',
  '\n    indented\n\n\n    more\n\n',
  'end\n',
  '``` js\nopen',
];
const starts = ['   ~~~ts', '>   ```\n>   c', '    indented', '``` js'].map(line => source.join('').indexOf(line));

test.each([
  ['at once', [source.join('')]],
  ['by character', units(source.join(''))],
  ['in pieces', pieces(source.join(''), seeded(2))],
])('each code block has its place, language and text, written %s', (_name, parts) => {
  const { blocks, options } = recorder();
  render(parts, { options });
  expect(blocks.map(({ block }) => block.offset)).toEqual(starts);
  expect(blocks.map(({ block }) => block.language)).toEqual(['ts', '', '', 'js']);
  expect(blocks.map(({ block }) => block.text())).toEqual(['a\n\n b\n', 'c\n', 'indented\n\n\nmore\n', 'open\n']);
  expect(blocks.map(({ block }) => block.open)).toEqual([false, false, false, false]);
  expect(blocks.map(({ closed }) => closed)).toEqual([1, 1, 1, 1]);
  expect(blocks.map(({ pre }) => pre.textContent)).toEqual(blocks.map(({ block }) => block.text()));
});

test('the owner hears of a language that grows, and its header stays', () => {
  const { blocks, options } = recorder();
  const { element, write } = open({
    options: {
      codeBlock(block, pre) {
        pre.before(document.createElement('header'));
        return options.codeBlock?.(block, pre);
      },
    },
  });
  for (const unit of units('```type\nlet x')) write(unit);
  const [first] = blocks;
  expect(blocks).toHaveLength(1);
  expect(first?.languages).toEqual(['t', 'ty', 'typ', 'type']);
  expect(first?.block.open).toBe(true);
  expect(first?.block.text()).toBe('let x');
  write('\n```\n');
  expect(first?.block.open).toBe(false);
  expect(first?.closed).toBe(1);
  expect(element.querySelectorAll('header')).toHaveLength(1);
});

test('lines that have been shown are not touched again, in chunks of 64', () => {
  const { element, write } = open();
  write('```\n');
  for (let line = 0; line < 200; line++) write(`line ${line}\n`);
  const nodes = [...element.querySelectorAll('.code-chunk')].flatMap(chunk => [...chunk.childNodes]);
  const observer = new MutationObserver(() => {});
  observer.observe(element, { subtree: true, childList: true, characterData: true });
  write('next\nand');
  write(' more\n');
  // One line node added; one added, replaced when it grew and again when it was complete.
  expect(observer.takeRecords().length).toBeLessThanOrEqual(6);
  const chunks = [...element.querySelectorAll('.code-chunk')];
  expect(chunks.map(chunk => chunk.childNodes.length)).toEqual([64, 64, 64, 10]);
  expect(chunks.flatMap(chunk => [...chunk.childNodes]).slice(0, 200)).toEqual(nodes);
});

test('a fence held back or a fence-like line inside code does no harm', () => {
  const { element, write } = open();
  write('```\ncode\n``');
  expect(element.querySelector('pre')?.textContent).toBe('code\n');
  write('x');
  expect(element.querySelector('pre')?.textContent).toBe('code\n``x');
});

/** Colours every word by the number of the line and by what came before; not all at once, and gives up lines now and then. */
class FakeHighlighter implements CodeHighlighter {
  readonly codes = new Set<ColourableCode>();
  readonly #random: () => number;
  readonly #tokenizer: LineTokenizer = {
    tokenize: (line, state) => {
      if (this.#random() < 0.1) return undefined;
      const before = state instanceof Words ? state.count : 0;
      const tokens = [...line.matchAll(/\s*\S+/g)].map(({ 0: word, index }, number) => ({
        end: index + word.length,
        classes: (before + number) % 3 === 0 ? '' : `c${(before + number) % 3}`,
      }));
      return { tokens, state: new Words(before + tokens.length) };
    },
  };

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  codeChanged(code: ColourableCode): void {
    if (code.language === 'none') {
      this.codes.delete(code);
      return;
    }
    this.codes.add(code);
    if (this.#random() < 0.5) this.work(code, Math.floor(this.#random() * 4));
  }

  codeRemoved(code: ColourableCode): void {
    this.codes.delete(code);
  }

  work(code: ColourableCode, lines = Number.POSITIVE_INFINITY): void {
    for (let done = 0; done < lines; done++) if (code.colourNextLine(this.#tokenizer) === 'nothing left') return;
  }
}

class Words {
  readonly count: number;

  constructor(count: number) {
    this.count = count;
  }
}

const coloured = [
  '```ts\none two\n\nthree four five\n```\n',
  '1. a\n   ```\n   b c\n\n   d \u202E e\n   ```\n   > ~~~none\n   > f g\n',
  '\n    indented code\n\n\n    more code\n\nend\n',
  '> ~~~ts\n> h\n> i j\n\n~~~\nk l\n``\n~~~\n',
  '```md\n```ts\nm n\n```\no p\n```\n',
  '- x\n\n      y z\n\n  w\n',
];

test.each([1, 2, 3, 4, 5, 6, 7, 8])('colours that come bit by bit end up as those of the whole (%i)', seed => {
  const random = seeded(seed);
  const text = Array.from({ length: 12 }, () => coloured[Math.floor(random() * coloured.length)]).join('\n');
  const write = (parts: string[], healing: boolean, highlighterSeed: number) => {
    const highlighter = new FakeHighlighter(highlighterSeed);
    const element = render(parts, { options: { highlighter }, healing });
    for (const code of highlighter.codes) highlighter.work(code);
    return element.innerHTML;
  };
  const once = write([text], true, 0);
  expect(once).toContain('class="c1"');
  expect(write(units(text), true, seed)).toBe(once);
  expect(write(units(text), false, seed)).toBe(once);
  expect(write(pieces(text, random), true, seed)).toBe(once);
  expect(write(pieces(text, random), false, seed)).toBe(once);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCodeBlockReader } from '../../../src/core/insertion/code-block.ts';
import { type Block, isContainer } from '../../../src/webview/markdown/block.ts';
import { BlockParser } from '../../../src/webview/markdown/block-parser.ts';
import { LineSplitter } from '../../../src/webview/markdown/lines.ts';
import { run } from './every-split.ts';

/** The code blocks that the panel shows of an answer: where each begins, and the text that its Copy gives. */
function shownBlocks(answer: string): { offset: number; text: string }[] {
  const lines = new LineSplitter();
  const parser = new BlockParser();
  for (const line of lines.push(answer)) parser.commit(line);
  const partial = lines.partial();
  if (partial) parser.commit(partial);
  parser.end();
  const found: { offset: number; text: string }[] = [];
  const visit = (block: Block): void => {
    if (block.kind === 'code') found.push({ offset: block.offset, text: block.lines.join('') });
    if (isContainer(block)) for (const child of block.children) visit(child);
  };
  visit(parser.tree.root);
  return found;
}

/** White space on blank lines is left out when code is inserted. */
function trimBlankLines(text: string): string {
  return text.replace(/^[ \t]+$/gm, '');
}

/** Where the inserted text differs from the shown one. */
function differences(answer: string): string[] {
  return shownBlocks(answer).flatMap(({ offset, text }) => {
    const inserted = trimBlankLines(
      run(createCodeBlockReader({ before: answer.slice(0, offset) }), [answer.slice(offset)]),
    );
    // The last line has no ending where it is inserted.
    const shown = trimBlankLines(text.replace(/\n$/, ''));
    return inserted === shown
      ? []
      : [`at ${offset} inserted ${JSON.stringify(inserted)}, shown ${JSON.stringify(shown)}`];
  });
}

/** Lines of code, among them such as look like fences and markers. */
const codeLine = fc.constantFrom(
  ...[
    'a',
    '',
    '',
    '  b',
    '\tc',
    '    d',
    '\t\te',
    '   ',
    '```',
    '~~~',
    '````',
    '``',
    ' ```',
    '    ```',
    '```ts',
    '- f',
    '> g',
    '# h',
    '1. i',
  ],
  ...['```md', 'j```', 'k\tl', '---', '\u0000'],
);
const code = fc.array(codeLine, { maxLength: 7 });

const fenced = fc
  .record({
    fence: fc.constantFrom('```', '````', '~~~'),
    info: fc.constantFrom('', 'ts', ' js', 'md', 'markdown x'),
    indent: fc.constantFrom('', '', '', ' ', '   '),
    code,
  })
  .map(({ fence, info, indent, code }) => {
    // A line that closes the block early would let the rest of the code be Markdown by chance.
    const own = code.filter(line => !/^[`~]{3}/.test(line.trim()) || line.trim()[0] !== fence[0]);
    const lines = [fence + info, ...own, fence];
    return lines.map(line => (line === '' ? '' : indent + line));
  });
const indented = code.map(lines => ['___', ...['x', ...lines].map(line => `    ${line}`), '']);
const paragraph = fc.constantFrom<string[]>(
  ['Some words.', ''],
  ['Words', 'in two lines.', ''],
  ['# Heading'],
  ['___'],
);

function quoted(lines: readonly string[], marker: string): string[] {
  return lines.map(line => (line === '' ? '>' : marker + line));
}

function listed(lines: readonly string[], marker: string): string[] {
  const indent = ' '.repeat(marker.length);
  return lines.map((line, index) => (index === 0 ? marker + line : line === '' ? '' : indent + line));
}

/** Blocks within list items, which may be within a quote: what stands before a code block is what the panel takes it for. */
const { blocks } = fc.letrec<{ blocks: string[]; block: string[] }>(tie => ({
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4 }).map(all => all.flat()),
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fenced,
    fenced,
    paragraph,
    indented,
    fc.tuple(tie('blocks'), fc.constantFrom('- ', '*   ', '1. ')).map(([lines, marker]) => listed(lines, marker)),
  ),
}));
const documents = fc
  .tuple(blocks, fc.constantFrom(0, 0, 1, 2), fc.constantFrom('\n', '\n', '\r\n', '\r'), fc.boolean())
  .map(([lines, quotes, ending, isEnded]) => {
    const all = quotes === 0 ? lines : quotes === 1 ? quoted(lines, '> ') : quoted(quoted(lines, '> '), '> ');
    return all.join(ending) + (isEnded ? ending : '');
  });

describe('inserting a code block that the panel shows', () => {
  it.each([
    ['a fence', 'So:\n```ts\na\n```\nend'],
    ['an unclosed fence', 'So:\n```ts\na\n  b\n'],
    ['an unclosed fence in a list item', '1. one\n\n   ```ts\n   a\n2. two\n'],
    ['an unclosed fence in a list item with a bullet', '- one\n  ```ts\n  a\nend\n'],
    ['an unclosed fence in a nested list item', '- one\n  - two\n\n    ```ts\n    a\n  - three\n'],
    ['an unclosed fence in a quote', '> ```ts\n> a\nend\n'],
    ['an unclosed fence behind markers', '> - ```ts\n>   a\n> end\n'],
    ['a fence in a list item in a list item', '1. one\n   * two\n     ```\n     a\n       b\n     ```\n'],
    ['a fence below a paragraph that looks like a list', 'a - b\n   ```\n a\n    b\n   ```'],
    ['a fence below code that looks like a list', '```\n- a\n```\n  ```\n b\n  ```'],
    ['indented code', 'So:\n\n    a\n      b\n\n    c\nend'],
    ['indented code in a list item', '- one\n\n      a\n        b\n\n  end'],
    ['indented code that looks like a fence', '# So\n    ```\n    a\n    ```\n'],
    ['indented code behind a marker', '-     a\n      b\n'],
    ['indented code with a fence behind a marker', '-     ```\n      b\n'],
    ['tabs', '- one\n\n\t```\n\ta\n\t\tb\n\t```\n'],
    ['blank lines with white space', '- ```\n     \n  a\n  ```'],
    ['a lone CR', '```\ra\rb\r```\rc'],
    ['U+0000', '```\na\u0000b\n```'],
    ['nested Markdown', '```md\n```ts\na\n```\n```\nend'],
  ])('inserts what is shown: %s', (_name, answer) => {
    expect(shownBlocks(answer).length).toBeGreaterThan(0);
    expect(differences(answer)).toEqual([]);
  });

  it('inserts what is shown, wherever the block is', () => {
    const seen = fc.sample(documents, { numRuns: 3000, seed: 7 });
    expect(seen.flatMap(shownBlocks).length).toBeGreaterThan(3000);
    for (const answer of seen) expect(differences(answer), JSON.stringify(answer)).toEqual([]);
  });
});

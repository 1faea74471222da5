import { describe, expect, test } from 'vitest';
import { findCodeBlocks } from '../../../src/core/insertion/code-blocks.ts';

const cases: { name: string; answer: string; blocks: [info: string, code: string, closed: boolean][] }[] = [
  { name: 'none', answer: 'Just `words`.\n', blocks: [] },
  { name: 'nothing', answer: '', blocks: [] },
  { name: 'one', answer: 'So:\n\n```ts\na();\nb();\n```\n\nThat is all.', blocks: [['ts', 'a();\nb();', true]] },
  {
    name: 'several, of both kinds of fence',
    answer: '```sh\nnpm i\n```\nand\n~~~js title="a.js"\na\n~~~\n',
    blocks: [
      ['sh', 'npm i', true],
      ['js title="a.js"', 'a', true],
    ],
  },
  { name: 'one that is still coming', answer: 'x\n```py\nprint(', blocks: [['py', 'print(', false]] },
  { name: 'an empty one', answer: '```\n```\n', blocks: [['', '', true]] },
  {
    name: 'one with a shorter fence in it',
    answer: '````md\n```\na\n```\n````\n',
    blocks: [['md', '```\na\n```', true]],
  },
  { name: 'one in a list item', answer: '1. Do:\n\n   ```sh\n   ls\n   ```\n2. Done', blocks: [['sh', 'ls', true]] },
  {
    name: 'one that ends with its list item, before another',
    answer: '- ```\n  a\n\n```js\nb\n```\n',
    blocks: [
      ['', 'a\n', true],
      ['js', 'b', true],
    ],
  },
  { name: 'one with CRLF', answer: '```ts\r\na\r\nb\r\n```\r\n', blocks: [['ts', 'a\nb', true]] },
  { name: 'no fence by its indentation', answer: 'text\n\n     ```\n     a\n', blocks: [] },
];

describe('the code blocks of an answer', () => {
  for (const { name, answer, blocks } of cases) {
    test(name, () => {
      const found = findCodeBlocks(answer);
      expect(found.map(({ info, code, closed }) => [info, code, closed])).toEqual(blocks);
      for (const { offset } of found) expect(offset === 0 || answer[offset - 1] === '\n').toBe(true);
    });
  }

  test('stay where they are while the answer grows', () => {
    const answer = 'a\n```ts\nb\n```\nc\n~~~\nd\n~~~\n';
    const offsets = findCodeBlocks(answer).map(({ offset }) => offset);
    for (let length = 0; length <= answer.length; length++) {
      const found = findCodeBlocks(answer.slice(0, length)).map(({ offset }) => offset);
      expect(offsets.slice(0, found.length)).toEqual(found);
    }
  });
});

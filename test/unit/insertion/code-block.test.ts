import { describe, expect, it } from 'vitest';
import { createCodeBlockReader } from '../../../src/core/insertion/code-block.ts';
import { streamThrough } from '../../../src/core/insertion/text-machine.ts';
import { expectSplitInvariance, markdownParts, runBothWays } from './every-split.ts';

const read = (text: string) => runBothWays(createCodeBlockReader, text);

describe('code block reader', () => {
  it.each([
    ['a fence', '```ts\na\n```\nno', 'a'],
    ['a fence behind markers', '> - ```ts\n>   a\n>     b\n>   ```\n> no', 'a\n  b'],
    ['a fence behind an ordered marker', '10. ```\n    a\n    ```\n', 'a'],
    ['the end of its list item', '- ```\n  a\nno', 'a'],
    ['the end of its quote', '> ```\n> a\nno', 'a'],
    ['a blank line in a list item', '- ```\n  a\n\n  b\n  ```', 'a\n\nb'],
    ['less indentation than the fence', '   ```\n a\n    b\n   ```', 'a\n b'],
    ['a fence of a list item begun earlier', '      ```\n      a\n      ```\n', 'a'],
    ['the end of a list item begun earlier', '      ```\n      a\nno', 'a'],
    ['tabs', '- ```\n\ta\n\t\tb\n\t```', '  a\n  \tb'],
    ['an indented block', '    a\n      b\n\n    c\n\nno', 'a\n  b\n\nc'],
    ['an indented block with tabs', '\ta\n\t\tb\nno', 'a\n\tb'],
    ['an indented block with a marker as code', '    - a\n    > b\n', '- a\n> b'],
    ['an indented block behind a marker', '-     a\n      b\n', 'a\nb'],
    ['an indented block in a quote', '>     a\n>     b\n> no', 'a\nb'],
    ['an inner block of a markdown block', '```md\n```ts\n```\n```\nno', '```ts\n```'],
    ['two inner blocks', '```markdown\n```a\n```\n```b\n```\nc\n```\nno', '```a\n```\n```b\n```\nc'],
    ['no inner block elsewhere', '```ts\n```js\n```\nno', '```js'],
    ['a shorter inner fence', '````md\n```ts\n````\nno', '```ts'],
    ['CRLF', '```\r\na\r\n\r\nb\r\n```\r\nno', 'a\n\nb'],
    ['a lone CR, which ends a line', '```\na\rb\n```', 'a\nb'],
    ['no block at all', 'text\n', ''],
  ])('%s', (_name, text, code) => {
    expect(read(text)).toBe(code);
  });

  it('is done at the closing fence and not before', () => {
    const reader = createCodeBlockReader();
    expect(reader.push('```\na\n``')).toBe('a');
    expect(reader.push('`')).toBe('');
    expect(reader.done).toBe(false);
    reader.push('\n');
    expect(reader.done).toBe(true);
    expect(reader.push('b')).toBe('');
  });

  it('is done at the first line that is not of an indented block', () => {
    const reader = createCodeBlockReader();
    reader.push('    a\n\n');
    expect(reader.done).toBe(false);
    reader.push('b');
    expect(reader.done).toBe(true);
  });

  it('stops reading the source at the end of the block', async () => {
    const rest: string[] = [];
    async function* source() {
      yield '```\na';
      yield 'b\n```\n';
      rest.push('read on');
      yield 'c';
    }
    const pieces: string[] = [];
    for await (const piece of streamThrough(source(), createCodeBlockReader())) pieces.push(piece);
    expect(pieces).toEqual(['a', 'b']);
    expect(rest).toEqual([]);
  });

  it('gives the same for every split', () => {
    expectSplitInvariance(createCodeBlockReader, markdownParts, 200);
    for (const opener of ['```ts\n', '```md\n', '> - ```md\n', '    a\n', '      ```\n']) {
      expectSplitInvariance(
        () => {
          const reader = createCodeBlockReader();
          const first = reader.push(opener);
          return { push: text => reader.push(text), end: () => first + reader.end() };
        },
        markdownParts,
        100,
      );
    }
  });
});

import { describe, expect, it } from 'vitest';
import { type CodeExtractorOptions, createCodeExtractor } from '../../../src/core/insertion/code-extractor.ts';
import { longestLeadIn } from '../../../src/core/insertion/lead-in.ts';
import { isPlainlyCode } from '../../../src/core/insertion/plain-code.ts';
import { expectSplitInvariance, markdownParts, runBothWays } from './every-split.ts';

const extract = (text: string, options?: CodeExtractorOptions) => runBothWays(() => createCodeExtractor(options), text);

describe('code extractor', () => {
  it.each([
    ['a fence with a language tag', '```ts\nconst a = 1;\n```', 'const a = 1;'],
    ['a fence and a final line feed', '```ts\nconst a = 1;\n```\n', 'const a = 1;'],
    ['prose before', 'Here it is:\n\n```ts\na();\n```', 'a();'],
    ['prose after', '```\na();\n```\n\nIt calls `a`.\n', 'a();'],
    ['a second block', '```\na();\n```\nor\n```\nb();\n```\n', 'a();'],
    ['no fence', 'const a = 1;\n\nb();\n', 'const a = 1;\n\nb();\n'],
    ['no fence, CRLF', 'const a = 1;\r\n\r\nb();\r\n', 'const a = 1;\n\nb();\n'],
    ['only prose', 'I’m sorry, but I can’t do that.', ''],
    ['prose of several lines', 'I’m sorry.\n\nconst a = 1;\n', ''],
    ['a heading and prose', '# Sorry\n\nI cannot do that.', ''],
    ['a lead-in cut off', 'Here it is:\n``', ''],
    ['white space', ' \n', ''],
    ['a call without a fence', 'print("a")', 'print("a")'],
    ['an assignment without a fence', 'total += a.b', 'total += a.b'],
    ['a comment and code without a fence', '# Adds\nimport os\n', '# Adds\nimport os\n'],
    ['a first line with a number sign without a fence', '#!/bin/sh\nnpm i', '#!/bin/sh\nnpm i'],
    ['nothing', '', ''],
    ['a fence alone', '```ts', ''],
    ['an empty block', '```ts\n```', ''],
    ['an open block', '```ts\na();\n', 'a();'],
    ['a closing fence cut short', '```ts\na();\n``', 'a();\n``'],
    ['tildes around backticks', '~~~md\n```ts\na\n```\n~~~\nend', '```ts\na\n```'],
    ['a longer fence', '````md\n```ts\na\n```\n````\nend', '```ts\na\n```'],
    [
      'a markdown block with a fence of the same length inside',
      '```md\n# T\n```ts\na\n```\nb\n```\nend',
      '# T\n```ts\na\n```\nb',
    ],
    ['a closing fence longer than the opening one', '```\na\n`````  \nb', 'a'],
    ['a closing fence with text is code', '```\na\n``` b\n```', 'a\n``` b'],
    ['a closing fence four columns in is code', '```\na\n    ```\n```', 'a\n    ```'],
    ['tildes do not close backticks', '```\n~~~\n```', '~~~'],
    ['backticks in the info string: not a fence', 'see ```a``` or\n```\nb\n```', 'b'],
    ['an indented fence', '  ```ts\n  a\n    b\n c\n  ```', 'a\n  b\nc'],
    ['a fence in a list item', '1. Do this:\n\n   ```ts\n   a();\n   ```\n2. Then', 'a();'],
    ['a fence deep in a list', '- one\n  - two\n\n    ```ts\n    a();\n      b\n    ```\n', 'a();\n  b'],
    ['a fence behind a marker', 'So:\n- ```ts\n  a();\n  ```\n', 'a();'],
    ['a fence in a quote', '> So:\n> ```ts\n> a();\n>\n>   b\n> ```\n', 'a();\n\n  b'],
    ['CRLF', 'So:\r\n```ts\r\na\r\n\r\nb\r\n```\r\n', 'a\n\nb'],
    ['blank lines and trailing white space in the block', '```\n\na  \n\n```', '\na  \n'],
    ['no room before the fence', 'So:\n```ts\na\n```', 'a'],
  ])('%s', (_name, answer, code) => {
    expect(extract(answer)).toBe(code);
  });

  it.each([
    ['I cannot do that.', false],
    ['', false],
    ['Here:\n```\n```', false],
    ['a();\n', true],
    ['a();', true],
  ])('tells of %j whether there was code: %s', (answer, sawCode) => {
    const extractor = createCodeExtractor();
    extractor.push(answer);
    extractor.end();
    expect(extractor.sawCode).toBe(sawCode);
  });

  it('takes prose for a markdown document', () => {
    expect(extract('I cannot do that.', { markdown: true })).toBe('I cannot do that.');
  });

  it('streams code without a fence from its first plain line on', () => {
    const extractor = createCodeExtractor();
    expect(extractor.push('const a')).toBe('');
    expect(extractor.push(' = 1;\n')).toBe('const a = 1;');
    expect(extractor.push('b')).toBe('\nb');
    expect(extractor.push('\n```')).toBe('');
    expect(extractor.push('\n')).toBe('');
    expect(extractor.done).toBe(true);
  });

  it('streams a line of a block as soon as it cannot be the closing fence', () => {
    const extractor = createCodeExtractor();
    expect(extractor.push('```ts\nfo')).toBe('fo');
    expect(extractor.push('o\n``')).toBe('o');
    expect(extractor.push('a')).toBe('\n``a');
    expect(extractor.push('b')).toBe('b');
  });

  it('decides at the bound whether so much text is prose', () => {
    const prose = 'Some words of which a sentence is made. ';
    const long = prose.repeat(longestLeadIn / 20);
    expect(extract(long)).toBe('');
    expect(extract(`${long}\n\n\`\`\`ts\na\n\`\`\`\n`)).toBe('a');
    expect(extract(`${long.replaceAll('. ', '.\n')}\n\`\`\`ts\na\n\`\`\`\n`)).toBe('a');
    const data = '1F8B:08 '.repeat(longestLeadIn / 4);
    expect(extract(data)).toBe(data);
    const extractor = createCodeExtractor();
    expect(extractor.push(data.slice(0, longestLeadIn))).not.toBe('');
  });

  it('waits at the bound while the line may be a fence', () => {
    expect(extract(`${'w'.repeat(longestLeadIn - 3)}\n\`\`\`ts\na\n\`\`\``)).toBe('a');
    expect(extract(`${'w'.repeat(longestLeadIn)}\n\`\`\`ts\na\n\`\`\``)).toContain('```ts');
  });

  it('keeps prose and fences of a markdown document', () => {
    const text = '# Title\n\n```sh\nnpm i\n```\nEnd';
    expect(extract(text, { markdown: true })).toBe(text);
    expect(extract(`\`\`\`markdown\n${text}\n\`\`\``, { markdown: true })).toBe(text);
    expect(createCodeExtractor({ markdown: true }).push('# T')).toBe('# T');
  });

  it('tells plain code from sentences', () => {
    for (const line of [
      'import os',
      'from a import b',
      'def f(x):',
      'x = [',
      '{',
      '<div>',
      '#!/bin/sh',
      '  a',
      'if (a)',
      'await f(a, b)',
      'for x in y:',
      'x = 5',
    ]) {
      expect(isPlainlyCode(line), line).toBe(true);
    }
    for (const line of [
      'Here is it:',
      '# Title',
      '- `a()`',
      '**Bold**',
      'Sure! Try this (short) one:',
      '1. First',
      '> a',
      'I’m sorry, but I can’t help with that.',
      'Use f(x) = y here.',
      'The call (see above)',
    ]) {
      expect(isPlainlyCode(line), line).toBe(false);
    }
  });

  it.each<[string, CodeExtractorOptions, readonly string[]]>([
    ['code', {}, markdownParts],
    ['code in a known language', { language: 'typescript' }, [...markdownParts, '```sh\n', 'npm i x', '- a\n', '+b\n']],
    ['Markdown', { markdown: true }, markdownParts],
    ['text', { language: 'plaintext' }, markdownParts],
    ['thoughts', {}, [...markdownParts, '<think>', '</think>', '<thi', 'nking>', '⟦cur', 'sor⟧']],
    ['long prose', {}, ['word '.repeat(60), 'a();\n', '\n', '```\n', 'Here: ']],
  ])('gives the same for every split: %s', (_name, options, parts) => {
    expectSplitInvariance(() => createCodeExtractor(options), parts, 150);
  });
});

import { describe, expect, it } from 'vitest';
import type { CodeExtractorOptions } from '../../../src/core/insertion/code-extractor.ts';
import { createContinuationReader } from '../../../src/core/insertion/continuation.ts';
import { createReindenter } from '../../../src/core/insertion/reindent.ts';
import { createSourceReader, type Reading } from '../../../src/core/insertion/source-reader.ts';
import { answerShapes } from './answer-shapes.ts';

interface Options extends CodeExtractorOptions {
  reading?: Reading;
}

/** What is put out of a first answer that breaks off, and then of a second one. */
function readBoth(
  first: string,
  second: readonly string[],
  { reading = 'code', ...options }: Options = {},
): [string, string] {
  const reader = createSourceReader(reading, options);
  const before = reader.push(first) + reader.breakOff();
  const next = createContinuationReader(reader);
  let after = '';
  for (const piece of second) after += next.push(piece);
  return [before, after + next.end()];
}

/** The whole text, the same for every cut of the second answer. */
function joined(first: string, second: string, options?: Options): string {
  const [before, after] = readBoth(first, [second], options);
  expect(readBoth(first, second.split(''), options), 'one by one').toEqual([before, after]);
  for (let cut = 1; cut < second.length; cut++) {
    const pieces = [second.slice(0, cut), second.slice(cut)];
    expect(readBoth(first, pieces, options), `cut at ${cut}`).toEqual([before, after]);
  }
  return before + after;
}

const opening = 'Here it is:\n\n```ts\nconst first = 1;\n';

describe('reading a second answer', () => {
  it.each<[string, string, string, string]>([
    ['in mid-line', 'const second = fo', 'o();\n```\nDone.', 'const first = 1;\nconst second = foo();'],
    ['in mid-word, with a final line feed', 'const sec', 'ond = 2;\n', 'const first = 1;\nconst second = 2;'],
    ['at a line’s beginning', '', '  second();\n```\n', 'const first = 1;\n  second();'],
    ['within indentation', '  ', '  second();\n```\n', 'const first = 1;\n    second();'],
    ['within the closing fence', 'second();\n``', '`\nDone.', 'const first = 1;\nsecond();'],
    ['with the closing fence', 'second();\n', '```\n\nDone.', 'const first = 1;\nsecond();'],
    ['with the closing fence and nothing else', 'second();\n', '```', 'const first = 1;\nsecond();'],
    [
      'with the closing fence behind a line without its end',
      'second();',
      '```\n\nDone.',
      'const first = 1;\nsecond();',
    ],
    ['with a line ending', 'second();', '\nthird();\n```', 'const first = 1;\nsecond();\nthird();'],
    [
      'with a fence, in mid-line',
      'const second = fo',
      '```ts\no();\n```\nDone.',
      'const first = 1;\nconst second = foo();',
    ],
    ['with a fence, at a line’s beginning', '', '```ts\nsecond();\n```', 'const first = 1;\nsecond();'],
    ['with a fence without a label', '', '```\nsecond();\n```', 'const first = 1;\nsecond();'],
    ['with another fence', '', '~~~~ts\nsecond();\n```\n~~~~', 'const first = 1;\nsecond();\n```'],
    ['with prose and a fence', '', 'Here is the rest:\n\n```ts\nsecond();\n```\nDone.', 'const first = 1;\nsecond();'],
    [
      'with prose and a fence without a label',
      '',
      'Continuing.\n```\nsecond();\n```\nDone.',
      'const first = 1;\nsecond();',
    ],
    [
      'with prose of several lines and a fence',
      '',
      'Sure!\nHere it goes on:\n```ts\nsecond();\n```',
      'const first = 1;\nsecond();',
    ],
    ['with a fence behind blank lines', '', '\n\n```ts\nsecond();\n```', 'const first = 1;\nsecond();'],
    ['with a fence in a list item', '', '- ```ts\n  second();\n  ```\n', 'const first = 1;\nsecond();'],
    [
      'with a line that looks like a sentence',
      '// ',
      'Here is more.\nsecond();\n```',
      'const first = 1;\n// Here is more.\nsecond();',
    ],
    [
      'with the part of the line',
      'const second = fo',
      'const second = foo();\n```',
      'const first = 1;\nconst second = foo();',
    ],
    [
      'with the part of the line, indented',
      '  const second = fo',
      '  const second = foo();\n```',
      'const first = 1;\n  const second = foo();',
    ],
    [
      'with the part of the line and its space',
      'const second = ',
      'const second = 2;\n```',
      'const first = 1;\nconst second = 2;',
    ],
    [
      'with the part of the line in a fence',
      'const second = fo',
      '```ts\nconst second = foo();\n```',
      'const first = 1;\nconst second = foo();',
    ],
    [
      'with the last two lines in a fence',
      'const second = fo',
      '```ts\nconst first = 1;\nconst second = foo();\n```',
      'const first = 1;\nconst second = foo();',
    ],
    ['with the last line in a fence', '', '```ts\nconst first = 1;\nsecond();\n```', 'const first = 1;\nsecond();'],
    ['with the last line in a fence, and nothing else', '', '```ts\nconst first = 1;\n```', 'const first = 1;'],
    ['with the same line again, without a fence', '', 'const first = 1;\n```', 'const first = 1;\nconst first = 1;'],
    ['with signs that may be the same by chance', 'a(', '(b));\n```', 'const first = 1;\na((b));'],
    [
      'with a new line in a fence behind a complete one',
      'second();',
      '```ts\nthird();\n```',
      'const first = 1;\nsecond();\nthird();',
    ],
    ['with an indented line in a fence', 'if (a)', '```ts\n  second();\n```', 'const first = 1;\nif (a)\n  second();'],
    ['with nothing', 'second', '', 'const first = 1;\nsecond'],
    ['with CRLF and a fence', '', 'Here is the rest:\r\n```ts\r\nsecond();\r\n```\r\n', 'const first = 1;\nsecond();'],
    ['with an apology that is none', '', 'okay();\nsecond();\n```', 'const first = 1;\nokay();\nsecond();'],
  ])('goes on %s', (_name, end, second, expected) => {
    expect(joined(opening + end, second)).toBe(expected);
  });

  it.each<[string, string, string, string, Options?]>([
    ['nothing yet, and a new answer', 'Here is', 'Here it is:\n```ts\na();\n```\n', 'a();'],
    ['nothing yet, in the prose', 'Here is th', 'e code:\n```ts\na();\n```\n', 'a();'],
    ['half an opening fence', 'Here:\n``', '`ts\na();\n```\n', 'a();'],
    ['half a label', 'Here:\n```type', 'script\na();\n```\n', 'a();'],
    ['half a label, and a new answer', 'Here:\n```type', 'Here it is:\n\n```ts\na();\n```\n', 'a();'],
    ['half a fence, and a new fence', 'Here:\n```', '```ts\na();\n```\n', 'a();'],
    ['an opening fence, and a new fence', 'Here:\n```ts\n', '```ts\na();\n```\n', 'a();'],
    ['code without a fence', 'const a = 1;\nb', '();\nc();\n', 'const a = 1;\nb();\nc();\n'],
    [
      'code without a fence, and a fence',
      'const a = 1;\nb',
      '```ts\nb();\nc();\n```\nDone.',
      'const a = 1;\nbb();\nc();',
    ],
    [
      'code without a fence and a line ending, and a fence',
      'const a = 1;\n',
      'The rest:\n```ts\nb();\n```\n',
      'const a = 1;\nb();',
    ],
    ['a short line without a fence', 'const abc = fo', 'o();', 'const abc = foo();'],
    ['all that was wanted', '```ts\na();\n```\n\nThis calls', ' it.\n```ts\nb();\n```', 'a();'],
    ['a diff', '```diff\n@@ -1 +1 @@\n-a();\n+second', '```diff\n+second();\n-c();\n d();\n```', 'second();\nd();'],
    ['a diff, directly', '```diff\n@@ -1 +1 @@\n-a();\n+b', '();\n-c();\n d();\n```', 'b();\nd();'],
    [
      'a Markdown document',
      '# A\n\nSome wo',
      'rds.\n\n```sh\nls\n```\n',
      '# A\n\nSome words.\n\n```sh\nls\n```\n',
      { markdown: true },
    ],
    ['a Markdown block', '```md\n# A\n', '```sh\nls\n```\nEnd\n```', '# A\n```sh\nls\n```\nEnd', { markdown: true }],
    ['a block', '- ```ts\n  a', '();\n  b();\n  ```\nno', 'a();\nb();', { reading: 'block' }],
    ['a block, and a fence', '- ```ts\n  a();\n', '```ts\nb();\n```\nno', 'a();\nb();', { reading: 'block' }],
    ['an indented block', '    a();\n    b', '();\n    c();\nno', 'a();\nb();\nc();', { reading: 'block' }],
    ['text', 'It was a dark ni', 'ght. The wind', 'It was a dark night. The wind', { reading: 'text' }],
    [
      'text whose line is repeated',
      'It was a dark ni',
      'It was a dark night.',
      'It was a dark night.',
      { reading: 'text' },
    ],
    ['text, with a block', 'So:\n', '```ts\na();\n```\n', 'So:\n```ts\na();\n```\n', { reading: 'text' }],
    [
      'text within a block',
      '```ts\na();\nb',
      'The rest:\n```ts\nb();\n```\nDone.',
      '```ts\na();\nbb();\n```\nDone.',
      { reading: 'text' },
    ],
    [
      'text within a block, directly',
      '```ts\na();\nb',
      '();\n```\nDone.',
      '```ts\na();\nb();\n```\nDone.',
      { reading: 'text' },
    ],
    [
      'text within a block, at a line’s beginning',
      '```ts\na();\n',
      '```ts\nb();\n```\nDone.',
      '```ts\na();\nb();\n```\nDone.',
      { reading: 'text' },
    ],
  ])('goes on behind %s', (_name, first, second, expected, options) => {
    expect(joined(first, second, options)).toBe(expected);
  });

  it('may break off itself', () => {
    const reader = createSourceReader('code');
    let text = reader.push('```ts\nconst first = 1;\nconst sec') + reader.breakOff();
    const second = createContinuationReader(reader);
    text += second.push('Continuing:\n```ts\nconst second = 2;\nthi') + second.breakOff();
    const third = createContinuationReader(second);
    text += third.push('rd();\n```\nno') + third.end();
    expect(text).toBe('const first = 1;\nconst second = 2;\nthird();');
    expect(third.done).toBe(true);
  });

  it('writes nothing when it is not known what has come', () => {
    for (const start of ['foo(', 'I am sor', '<thi', '```ts', '```\ntypesc', '```\nnpm i']) {
      const reader = createSourceReader('code', { language: 'typescript' });
      expect(reader.push(start) + reader.breakOff(), start).toBe('');
      expect(reader.sawCode).toBe(false);
    }
  });

  it('says when nothing more is wanted', () => {
    const reader = createSourceReader('code');
    reader.push('```ts\na();\n');
    reader.breakOff();
    const next = createContinuationReader(reader);
    next.push('b();\n```\n\nThis');
    expect(next.done).toBe(false);
    next.push(' calls it.\n');
    expect(next.done).toBe(true);
  });

  it('puts a line out as soon as it can be nothing else', () => {
    const reader = createSourceReader('code');
    reader.push('```ts\nconst first = f');
    reader.breakOff();
    expect(createContinuationReader(reader).push('u')).toBe('u');
  });

  it('does not look for ever for the end of a long line that is repeated', () => {
    const line = 'const long = 1;'.repeat(100_000);
    const reader = createSourceReader('code', { language: 'typescript' });
    reader.push(`\`\`\`ts\n${line}`);
    reader.breakOff();
    const next = createContinuationReader(reader);
    let length = 0;
    for (let from = 0; from < line.length; from += 100) length += next.push(line.slice(from, from + 100)).length;
    expect(length).toBe(line.length);
  });

  const shapes = Object.values(answerShapes).flat();
  it.each(shapes.map(shape => [shape.name, shape] as const))('goes on directly from anywhere: %s', (_name, shape) => {
    const { answer, language = 'typescript', baseIndent = '', indent = 2, eol = '\n' } = shape;
    const insertSpaces = indent !== 'tab';
    const step = Math.ceil(answer.length / 300);
    for (let cut = 1; cut < answer.length; cut += step) {
      const reader = createSourceReader('code', { language });
      const reindenter = createReindenter({ baseIndent, eol, insertSpaces, tabSize: insertSpaces ? indent : 4 });
      let text = reindenter.push(reader.push(answer.slice(0, cut)) + reader.breakOff());
      const next = createContinuationReader(reader);
      text += reindenter.push(next.push(answer.slice(cut)) + next.end()) + reindenter.end();
      expect(text, `broken off at ${cut}`).toBe(shape.expected.replaceAll('\n', eol));
    }
  });
});

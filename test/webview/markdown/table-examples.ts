import type { ExtensionExample } from './extension-examples.ts';

/** https://github.github.com/gfm/#tables-extension- */
export const tableExamples: readonly ExtensionExample[] = [
  {
    name: 'all alignments, and none',
    markdown: '| a | b | c | d |\n| :- | :-: | -: | - |\n| 1 | 2 | 3 | 4 |\n',
    html: '<table><thead><tr><th align="left">a</th><th align="center">b</th><th align="right">c</th><th>d</th></tr></thead><tbody><tr><td align="left">1</td><td align="center">2</td><td align="right">3</td><td>4</td></tr></tbody></table>',
  },
  {
    name: 'no pipes at the ends',
    markdown: 'a | b\n-- | --\n1 | 2\n3 | 4\n',
    html: '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>',
  },
  {
    name: 'a pipe at one end only',
    markdown: '| a | b\n| - | -\n| 1 | 2\n3 | 4 |\n',
    html: '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>',
  },
  {
    name: 'no space around pipes, and much',
    markdown: '|a|b|\n|:-:|-|\n|1|2|\n|   3   |   4   |\n',
    html: '<table><thead><tr><th align="center">a</th><th>b</th></tr></thead><tbody><tr><td align="center">1</td><td>2</td></tr><tr><td align="center">3</td><td>4</td></tr></tbody></table>',
  },
  {
    name: 'tabs around pipes',
    markdown: '|\ta\t|\tb\t|\n|\t-\t|\t-\t|\n|\t1\t|\t2\t|\n',
    html: '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
  },
  {
    name: 'escaped pipes in text, code, emphasis and links',
    markdown: '| a |\n| - |\n| x \\| y |\n| `x \\| y` |\n| **x \\| y** |\n| [x \\| y](https://example.com) |\n',
    html: '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>x | y</td></tr><tr><td><code>x | y</code></td></tr><tr><td><strong>x | y</strong></td></tr><tr><td><a href="https://example.com">x | y</a></td></tr></tbody></table>',
  },
  {
    name: 'a pipe in code that is not escaped',
    markdown: '| a | b |\n| - | - |\n| `x | y` |\n',
    html: '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>`x</td><td>y`</td></tr></tbody></table>',
  },
  {
    name: 'an escaped backslash before a pipe',
    markdown: '| a | b |\n| - | - |\n| x \\\\| y |\n',
    html: '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>x \\</td><td>y</td></tr></tbody></table>',
  },
  {
    name: 'an escaped pipe at the end',
    markdown: '| a | b |\n| - | - |\n| x | y \\|\n',
    html: '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>x</td><td>y |</td></tr></tbody></table>',
  },
  {
    name: 'one column',
    markdown: '| a |\n| - |\n| 1 |\n\na |\n-- |\n1\n\na\n:-\n1\n',
    html: '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><table><thead><tr><th align="left">a</th></tr></thead><tbody><tr><td align="left">1</td></tr></tbody></table>',
  },
  {
    name: 'rows too short and too long',
    markdown: '| a | b |\n| - | - |\n| 1 |\n| 1 | 2 | 3 |\n|\n||\n',
    html: '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td></td></tr><tr><td>1</td><td>2</td></tr><tr><td></td><td></td></tr><tr><td></td><td></td></tr></tbody></table>',
  },
  {
    name: 'empty cells',
    markdown: '| | b |\n| - | - |\n| 1 | |\n| | |\n',
    html: '<table><thead><tr><th></th><th>b</th></tr></thead><tbody><tr><td>1</td><td></td></tr><tr><td></td><td></td></tr></tbody></table>',
  },
  {
    name: 'only a header',
    markdown: '| a | b |\n| - | - |\n',
    html: '<table><thead><tr><th>a</th><th>b</th></tr></thead></table>',
  },
  {
    name: 'only a header, and text after a blank line',
    markdown: '| a |\n| - |\n\ntext\n',
    html: '<table><thead><tr><th>a</th></tr></thead></table><p>text</p>',
  },
  {
    name: 'inline content in cells',
    markdown:
      '| *a* | `b` | ~~c~~ |\n| - | - | - |\n| [x](https://example.com "t") | ![y](https://example.com/y.png) | www.example.com |\n',
    html: '<table><thead><tr><th><em>a</em></th><th><code>b</code></th><th><del>c</del></th></tr></thead><tbody><tr><td><a href="https://example.com" title="t">x</a></td><td><img src="https://example.com/y.png" alt="y" /></td><td><a href="http://www.example.com">www.example.com</a></td></tr></tbody></table>',
  },
  {
    name: 'markers do not pair across cells',
    markdown: '| *a | b* |\n| - | - |\n| `c | d` |\n| [e | f](https://example.com) |\n',
    html: '<table><thead><tr><th>*a</th><th>b*</th></tr></thead><tbody><tr><td>`c</td><td>d`</td></tr><tr><td>[e</td><td>f](<a href="https://example.com">https://example.com</a>)</td></tr></tbody></table>',
  },
  {
    name: 'entities and escapes in cells',
    markdown: '| &amp; | \\* |\n| - | - |\n| &#124; | &lt;b&gt; |\n',
    html: '<table><thead><tr><th>&amp;</th><th>*</th></tr></thead><tbody><tr><td>|</td><td>&lt;b&gt;</td></tr></tbody></table>',
  },
  {
    name: 'the header is the last line of a paragraph',
    markdown: 'one\ntwo\n| a |\n| - |\n| 1 |\n',
    html: '<p>one\ntwo</p><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
  },
  {
    name: 'as many cells as columns, or no table',
    markdown: '| a | b |\n| - |\n\n| a |\n| - | - |\n',
    html: '<p>| a | b |\n| - |</p><p>| a |\n| - | - |</p>',
  },
  {
    name: 'no delimiter row',
    markdown: '| a |\n| = |\n\n| a |\n| -- - |\n\n| a |\n| :: |\n\n| a |\n|  |\n',
    html: '<p>| a |\n| = |</p><p>| a |\n| -- - |</p><p>| a |\n| :: |</p><p>| a |\n|  |</p>',
  },
  { name: 'a setext underline is none', markdown: 'a\n-\n\na\n---\n', html: '<h2>a</h2>\n<h2>a</h2>' },
  {
    name: 'ended by a heading',
    markdown: '| a |\n| - |\n| 1 |\n# b\n',
    html: '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><h1>b</h1>',
  },
  {
    name: 'ended by a list',
    markdown: '| a |\n| - |\n| 1 |\n- b\n',
    html: '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><ul><li>b</li></ul>',
  },
  {
    name: 'ended by a quote',
    markdown: '| a |\n| - |\n| 1 |\n> b\n',
    html: '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><blockquote><p>b</p></blockquote>',
  },
  {
    name: 'ended by a rule',
    markdown: '| a |\n| - |\n| 1 |\n---\n',
    html: '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><hr />',
  },
  {
    name: 'ended by a fence',
    markdown: '| a |\n| - |\n| 1 |\n```\nb\n```\n',
    html: '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><pre><code>b\n</code></pre>',
  },
  {
    name: 'ended by indented code',
    markdown: '| a |\n| - |\n| 1 |\n    b\n',
    html: '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><pre><code>b\n</code></pre>',
  },
  {
    name: 'ended by a blank line',
    markdown: '| a |\n| - |\n| 1 |\n\n| b |\n',
    html: '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><p>| b |</p>',
  },
  {
    name: 'text below is a row',
    markdown: '| a | b |\n| - | - |\ntext\n= =\n',
    html: '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>text</td><td></td></tr><tr><td>= =</td><td></td></tr></tbody></table>',
  },
  {
    name: 'indented by three columns, not by four',
    markdown: '   | a |\n   | - |\n   | 1 |\n\n    | a |\n    | - |\n',
    html: '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><pre><code>| a |\n| - |\n</code></pre>',
  },
  { name: 'a delimiter row indented by four', markdown: '| a |\n    | - |\n', html: '<p>| a |\n| - |</p>' },
  {
    name: 'in a list item, and the next item',
    markdown: '- | a |\n  | - |\n  | 1 |\n- b\n',
    html: '<ul><li><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></li><li>b</li></ul>',
  },
  {
    name: 'in an ordered list, after words',
    markdown: '1. words\n\n   | a |\n   | - |\n   | 1 |\n\n2. b\n',
    html: '<ol><li><p>words</p><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></li><li><p>b</p></li></ol>',
  },
  {
    name: 'in a quote, and no lazy rows',
    markdown: '> | a |\n> | - |\n> | 1 |\n| 2 |\n',
    html: '<blockquote><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></blockquote><p>| 2 |</p>',
  },
  { name: 'no lazy delimiter row', markdown: '> | a |\n| - |\n', html: '<blockquote><p>| a |\n| - |</p></blockquote>' },
  {
    name: 'in a list in a quote in a list',
    markdown: '- > - | a |\n  >   | - |\n  >   | 1 |\n',
    html: '<ul><li><blockquote><ul><li><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></li></ul></blockquote></li></ul>',
  },
  {
    name: 'two of them',
    markdown: '| a |\n| - |\n\n| b |\n| - |\n| 1 |\n',
    html: '<table><thead><tr><th>a</th></tr></thead></table><table><thead><tr><th>b</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
  },
  {
    name: 'a delimiter row in the body is a row',
    markdown: '| a |\n| - |\n| :-: |\n',
    html: '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>:-:</td></tr></tbody></table>',
  },
  { name: 'a header with markup of a list', markdown: '- a | b\n- | -\n', html: '<ul><li>a | b</li><li>| -</li></ul>' },
  {
    name: 'a delimiter row that is a list item',
    markdown: 'a | b\n- | -\n',
    html: '<p>a | b</p><ul><li>| -</li></ul>',
  },
  {
    name: 'CR LF',
    markdown: '| a |\r\n| - |\r\n| 1 |\r\n',
    html: '<table>\r<thead>\r<tr>\r<th>a</th>\r</tr>\r</thead>\r<tbody>\r<tr>\r<td>1</td>\r</tr>\r</tbody>\r</table>',
  },
];

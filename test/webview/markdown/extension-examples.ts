/** A document of one extension and its HTML in the specification's form (see `normalizeExpected`). */
export interface ExtensionExample {
  readonly name: string;
  readonly markdown: string;
  readonly html: string;
}

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

/** https://github.github.com/gfm/#task-list-items-extension- */
export const taskExamples: readonly ExtensionExample[] = [
  {
    name: 'open, done and upper case',
    markdown: '- [ ] a\n- [x] b\n- [X] c\n',
    html: '<ul><li><input type="checkbox" disabled="" /> a</li><li><input type="checkbox" disabled="" checked="" /> b</li><li><input type="checkbox" disabled="" checked="" /> c</li></ul>',
  },
  {
    name: 'all bullets and numbers',
    markdown: '* [ ] a\n\n+ [x] b\n\n1. [ ] c\n2. [x] d\n\n1) [x] e\n',
    html: '<ul><li><input type="checkbox" disabled="" /> a</li></ul><ul><li><input type="checkbox" disabled="" checked="" /> b</li></ul><ol><li><input type="checkbox" disabled="" /> c</li><li><input type="checkbox" disabled="" checked="" /> d</li></ol><ol><li><input type="checkbox" disabled="" checked="" /> e</li></ol>',
  },
  {
    name: 'nested',
    markdown: '- [x] a\n  - [ ] b\n    - [x] c\n- d\n',
    html: '<ul><li><input type="checkbox" disabled="" checked="" /> a<ul><li><input type="checkbox" disabled="" /> b<ul><li><input type="checkbox" disabled="" checked="" /> c</li></ul></li></ul></li><li>d</li></ul>',
  },
  {
    name: 'in a loose list',
    markdown: '- [ ] a\n\n- [x] b\n\n  more\n',
    html: '<ul><li><p><input type="checkbox" disabled="" /> a</p></li><li><p><input type="checkbox" disabled="" checked="" /> b</p><p>more</p></li></ul>',
  },
  {
    name: 'inline content',
    markdown: '- [x] **a** `b` [c](https://example.com)\n- [ ] [d](https://example.com)\n',
    html: '<ul><li><input type="checkbox" disabled="" checked="" /> <strong>a</strong> <code>b</code> <a href="https://example.com">c</a></li><li><input type="checkbox" disabled="" /> <a href="https://example.com">d</a></li></ul>',
  },
  {
    name: 'no white space after the box',
    markdown: '- [x]a\n- [ ]\n- [x].\n',
    html: '<ul><li>[x]a</li><li>[ ]</li><li>[x].</li></ul>',
  },
  {
    name: 'not at the start',
    markdown: '- a [x]\n- **[x] b**\n- `[x]` c\n- \\[x] d\n',
    html: '<ul><li>a [x]</li><li><strong>[x] b</strong></li><li><code>[x]</code> c</li><li>[x] d</li></ul>',
  },
  {
    name: 'other boxes',
    markdown: '- [  ] a\n- [] b\n- [y] c\n- [xx] d\n- [ x] e\n',
    html: '<ul><li>[  ] a</li><li>[] b</li><li>[y] c</li><li>[xx] d</li><li>[ x] e</li></ul>',
  },
  {
    name: 'a link or a reference in its place',
    markdown: '- [x](https://example.com) a\n- [x][] b\n\n[x]: https://example.com/x\n',
    html: '<ul><li><a href="https://example.com">x</a> a</li><li><a href="https://example.com/x">x</a> b</li></ul>',
  },
  {
    name: 'not outside of lists',
    markdown: '[ ] a\n\n> [x] b\n',
    html: '<p>[ ] a</p><blockquote><p>[x] b</p></blockquote>',
  },
  { name: 'not in the second paragraph', markdown: '- a\n\n  [x] b\n', html: '<ul><li><p>a</p><p>[x] b</p></li></ul>' },
  {
    name: 'not in headings, quotes and code',
    markdown: '- # [x] a\n- > [x] b\n- ```\n  [x] c\n  ```\n',
    html: '<ul><li><h1>[x] a</h1></li><li><blockquote><p>[x] b</p></blockquote></li><li><pre><code>[x] c\n</code></pre></li></ul>',
  },
  {
    name: 'after a quote, in its list',
    markdown: '> - [x] a\n',
    html: '<blockquote><ul><li><input type="checkbox" disabled="" checked="" /> a</li></ul></blockquote>',
  },
  {
    name: 'words on the next line',
    markdown: '- [x]\n  a\n- [ ] b\n  c\n',
    html: '<ul><li><input type="checkbox" disabled="" checked="" />\na</li><li><input type="checkbox" disabled="" /> b\nc</li></ul>',
  },
  {
    name: 'with wide space',
    markdown: '- [x]   a\n-   [ ] b\n- [x]\tc\n',
    html: '<ul><li><input type="checkbox" disabled="" checked="" />   a</li><li><input type="checkbox" disabled="" /> b</li><li><input type="checkbox" disabled="" checked="" />\tc</li></ul>',
  },
];

/** https://github.github.com/gfm/#strikethrough-extension- */
export const strikethroughExamples: readonly ExtensionExample[] = [
  { name: 'one and two tildes', markdown: '~a~ ~~b~~\n', html: '<p><del>a</del> <del>b</del></p>' },
  {
    name: 'three tildes, and fences',
    markdown: 'a ~~~b~~~ c\n\n~~~b\n~~~\n',
    html: '<p>a ~~~b~~~ c</p><pre><code class="language-b"></code></pre>',
  },
  { name: 'both ends alike', markdown: '~a~~ ~~b~\n', html: '<p><del>a~~ ~~b</del></p>' },
  { name: 'inside words', markdown: 'a~b~c a~~b~~c\n', html: '<p>a<del>b</del>c a<del>b</del>c</p>' },
  { name: 'white space at the ends', markdown: '~~ a ~~ ~ b ~ ~~c ~~\n', html: '<p>~~ a ~~ ~ b ~ ~~c ~~</p>' },
  {
    name: 'over lines, not over paragraphs',
    markdown: '~~a\nb~~\n\n~~c\n\nd~~\n',
    html: '<p><del>a\nb</del></p><p>~~c</p><p>d~~</p>',
  },
  {
    name: 'with emphasis',
    markdown: '*~~a~~* ~~*b*~~ **~~c~~** ~~**d**~~ ***~~e~~***\n',
    html: '<p><em><del>a</del></em> <del><em>b</em></del> <strong><del>c</del></strong> <del><strong>d</strong></del> <em><strong><del>e</del></strong></em></p>',
  },
  { name: 'crossing emphasis', markdown: '*a ~~b* c~~\n', html: '<p><em>a ~~b</em> c~~</p>' },
  {
    name: 'in and around links and code',
    markdown: '[~~a~~](https://example.com) ~~[b](https://example.com)~~ ~~`c`~~ `~~d~~`\n',
    html: '<p><a href="https://example.com"><del>a</del></a> <del><a href="https://example.com">b</a></del> <del><code>c</code></del> <code>~~d~~</code></p>',
  },
  { name: 'escaped', markdown: '\\~~a~~ ~~b\\~~ \\~c\\~\n', html: '<p>~<del>a~~ ~~b~</del> ~c~</p>' },
  { name: 'left open', markdown: '~~a ~b\n', html: '<p>~~a ~b</p>' },
  {
    name: 'in headings and cells',
    markdown: '# ~~a~~\n\n| ~~b~~ |\n| - |\n',
    html: '<h1><del>a</del></h1><table><thead><tr><th><del>b</del></th></tr></thead></table>',
  },
  { name: 'one within two', markdown: '~~a ~b~ c~~\n', html: '<p><del>a <del>b</del> c</del></p>' },
  {
    name: 'next to punctuation',
    markdown: '(~~a~~) "~~b~~". ~~"c"~~\n',
    html: '<p>(<del>a</del>) "<del>b</del>". <del>"c"</del></p>',
  },
  { name: 'an approximate number', markdown: '~5 and ~10\n', html: '<p>~5 and ~10</p>' },
];

/** https://github.github.com/gfm/#autolinks-extension-. More than there: a bare address may also follow a quote, a bracket or `<` */
export const addressExamples: readonly ExtensionExample[] = [
  {
    name: 'www',
    markdown: 'www.example.com www.example.com/a/b www.example.com?q=1#h\n',
    html: '<p><a href="http://www.example.com">www.example.com</a> <a href="http://www.example.com/a/b">www.example.com/a/b</a> <a href="http://www.example.com?q=1#h">www.example.com?q=1#h</a></p>',
  },
  {
    name: 'http and https',
    markdown: 'http://example.com https://example.com/a?b=c&d=e#f\n',
    html: '<p><a href="http://example.com">http://example.com</a> <a href="https://example.com/a?b=c&amp;d=e#f">https://example.com/a?b=c&amp;d=e#f</a></p>',
  },
  {
    name: 'ports, users and numbers',
    markdown: 'http://example.com:8080/a http://127.0.0.1:3000 http://localhost/x\n',
    html: '<p><a href="http://example.com:8080/a">http://example.com:8080/a</a> <a href="http://127.0.0.1:3000">http://127.0.0.1:3000</a> <a href="http://localhost/x">http://localhost/x</a></p>',
  },
  {
    name: 'punctuation at the end',
    markdown: 'www.example.com. www.example.com, www.example.com! www.example.com? www.example.com: www.example.com;\n',
    html: '<p><a href="http://www.example.com">www.example.com</a>. <a href="http://www.example.com">www.example.com</a>, <a href="http://www.example.com">www.example.com</a>! <a href="http://www.example.com">www.example.com</a>? <a href="http://www.example.com">www.example.com</a>: <a href="http://www.example.com">www.example.com</a>;</p>',
  },
  {
    name: 'quotes and stars at the end',
    markdown: '"www.example.com" *www.example.com* **https://example.com** _https://example.com_ ~~www.example.com~~\n',
    html: '<p>"<a href="http://www.example.com">www.example.com</a>" <em><a href="http://www.example.com">www.example.com</a></em> <strong><a href="https://example.com">https://example.com</a></strong> <em><a href="https://example.com">https://example.com</a></em> <del><a href="http://www.example.com">www.example.com</a></del></p>',
  },
  {
    name: 'punctuation within',
    markdown: 'https://example.com/a.b,c!d?e:f\n',
    html: '<p><a href="https://example.com/a.b,c!d?e:f">https://example.com/a.b,c!d?e:f</a></p>',
  },
  {
    name: 'parentheses',
    markdown: '(www.example.com) (https://example.com/a_(b)) https://example.com/a_(b)) www.example.com/(((a\n',
    html: '<p>(<a href="http://www.example.com">www.example.com</a>) (<a href="https://example.com/a_(b)">https://example.com/a_(b)</a>) <a href="https://example.com/a_(b)">https://example.com/a_(b)</a>) <a href="http://www.example.com/(((a">www.example.com/(((a</a></p>',
  },
  {
    name: 'what looks like an entity at the end',
    markdown: 'www.example.com/a&b; www.example.com/a&copy; www.example.com/a&b;c\n',
    html: '<p><a href="http://www.example.com/a">www.example.com/a</a>&amp;b; <a href="http://www.example.com/a">www.example.com/a</a>© <a href="http://www.example.com/a&amp;b;c">www.example.com/a&amp;b;c</a></p>',
  },
  {
    name: 'ended by a less-than sign',
    markdown: 'www.example.com/a<b https://example.com<b\n',
    html: '<p><a href="http://www.example.com/a">www.example.com/a</a>&lt;b <a href="https://example.com">https://example.com</a>&lt;b</p>',
  },
  {
    name: 'underscores in the host',
    markdown: 'www.a_b.example.com www.example_a.com\n',
    html: '<p><a href="http://www.a_b.example.com">www.a_b.example.com</a> www.example_a.com</p>',
  },
  { name: 'too short', markdown: 'www. http:// https://.\n', html: '<p>www. http:// https://.</p>' },
  {
    name: 'other schemes',
    markdown: 'ftp://example.com file:///a javascript:a vscode://a //example.com\n',
    html: '<p>ftp://example.com file:///a javascript:a vscode://a //example.com</p>',
  },
  {
    name: 'inside words',
    markdown: 'awww.example.com 1https://example.com\n',
    html: '<p>awww.example.com 1https://example.com</p>',
  },
  {
    name: 'upper case',
    markdown: 'HTTPS://EXAMPLE.COM/A Www.example.com\n',
    html: '<p><a href="HTTPS://EXAMPLE.COM/A">HTTPS://EXAMPLE.COM/A</a> <a href="http://Www.example.com">Www.example.com</a></p>',
  },
  {
    name: 'e-mail',
    markdown: 'a@example.com a.b-c_d+e@a-b.example.org\n',
    html: '<p><a href="mailto:a@example.com">a@example.com</a> <a href="mailto:a.b-c_d+e@a-b.example.org">a.b-c_d+e@a-b.example.org</a></p>',
  },
  {
    name: 'e-mail and punctuation',
    markdown: 'a@example.com. (a@example.com) <a@example.com> a@example.com, a@example.com!\n',
    html: '<p><a href="mailto:a@example.com">a@example.com</a>. (<a href="mailto:a@example.com">a@example.com</a>) <a href="mailto:a@example.com">a@example.com</a> <a href="mailto:a@example.com">a@example.com</a>, <a href="mailto:a@example.com">a@example.com</a>!</p>',
  },
  {
    name: 'no e-mail',
    markdown: 'a@b @example.com a@ a@example.com- a@example.com_\n',
    html: '<p>a@b @example.com a@ a@example.com- a@example.com_</p>',
  },
  {
    name: 'mailto and xmpp',
    markdown: 'mailto:a@example.com\n',
    html: '<p><a href="mailto:a@example.com">mailto:a@example.com</a></p>',
  },
  {
    name: 'not in code and links',
    markdown:
      '`www.example.com` [www.example.com](https://example.org) [a https://example.com b](https://example.org)\n',
    html: '<p><code>www.example.com</code> <a href="https://example.org">www.example.com</a> <a href="https://example.org">a https://example.com b</a></p>',
  },
  {
    name: 'not in definitions',
    markdown: '[a]: https://example.com/a\n\n[a]\n',
    html: '<p><a href="https://example.com/a">a</a></p>',
  },
  {
    name: 'in headings, lists, quotes and cells',
    markdown:
      '# www.example.com\n\n- https://example.com\n\n> a@example.com\n\n| www.example.com |\n| - |\n| https://example.com |\n',
    html: '<h1><a href="http://www.example.com">www.example.com</a></h1><ul><li><a href="https://example.com">https://example.com</a></li></ul><blockquote><p><a href="mailto:a@example.com">a@example.com</a></p></blockquote><table><thead><tr><th><a href="http://www.example.com">www.example.com</a></th></tr></thead><tbody><tr><td><a href="https://example.com">https://example.com</a></td></tr></tbody></table>',
  },
  {
    name: 'next to line ends',
    markdown: 'a\nwww.example.com\nhttps://example.com\nb\n',
    html: '<p>a\n<a href="http://www.example.com">www.example.com</a>\n<a href="https://example.com">https://example.com</a>\nb</p>',
  },
  {
    name: 'escapes and entities within',
    markdown: 'https://example.com/a\\_b https://example.com/?a&amp;b\n',
    html: '<p><a href="https://example.com/a%5C_b">https://example.com/a\\_b</a> <a href="https://example.com/?a&amp;amp;b">https://example.com/?a&amp;amp;b</a></p>',
  },
  {
    name: 'other scripts',
    markdown: 'https://example.com/ä?ü=ö https://пример.example/путь\n',
    html: '<p><a href="https://example.com/%C3%A4?%C3%BC=%C3%B6">https://example.com/ä?ü=ö</a> <a href="https://xn--e1afmkfd.example/%D0%BF%D1%83%D1%82%D1%8C">https://пример.example/путь</a></p>',
  },
  {
    name: 'two next to each other',
    markdown: 'https://example.com,https://example.org\n',
    html: '<p><a href="https://example.com">https://example.com</a>,<a href="https://example.org">https://example.org</a></p>',
  },
  {
    name: 'angle brackets stay',
    markdown: '<https://example.com> <www.example.com>\n',
    html: '<p><a href="https://example.com">https://example.com</a> &lt;<a href="http://www.example.com">www.example.com</a>></p>',
  },
  {
    name: 'emphasis markers within',
    markdown: 'https://example.com/a*b*c www.example.com/a__b__c https://example.com/~a~\n',
    html: '<p><a href="https://example.com/a*b*c">https://example.com/a*b*c</a> <a href="http://www.example.com/a__b__c">www.example.com/a__b__c</a> <a href="https://example.com/~a~">https://example.com/~a~</a></p>',
  },
  {
    name: 'hosts that are file names',
    markdown: 'main.rs node.js example.com a/b.ts\n',
    html: '<p>main.rs node.js example.com a/b.ts</p>',
  },
  {
    name: 'brackets',
    markdown: '[https://example.com] [www.example.com]\n',
    html: '<p>[<a href="https://example.com">https://example.com</a>] [<a href="http://www.example.com">www.example.com</a>]</p>',
  },
];

/** A document of one extension and its HTML in the specification's form (see `normalizeExpected`). */
export interface ExtensionExample {
  readonly name: string;
  readonly markdown: string;
  readonly html: string;
}

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

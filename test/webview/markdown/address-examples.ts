import type { ExtensionExample } from './extension-examples.ts';

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

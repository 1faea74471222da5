/** Makes a text of about so many UTF-16 code units. */
export type Flood = (size: number) => string;

const of =
  (unit: string): Flood =>
  size =>
    unit.repeat(Math.ceil(size / unit.length));

/** First all of the one, then all of the other. */
const both =
  (first: string, then: string): Flood =>
  size =>
    of(first)(size / 2) + of(then)(size / 2);

const numbered =
  (make: (index: number) => string): Flood =>
  size => {
    const parts: string[] = [];
    for (let index = 0, length = 0; length < size; index++) {
      const part = make(index);
      parts.push(part);
      length += part.length;
    }
    return parts.join('');
  };

const after =
  (start: string, flood: Flood): Flood =>
  size =>
    start + flood(size);

/** Much of one thing, in the hope that reading it costs more than it should, or exhausts memory or the stack. */
export const floods: Readonly<Record<string, Flood>> = {
  'one word': of('a'),
  'one word of accents': after('a', of('\u0301')),
  'spaces between words': size => `a${' '.repeat(size)}b`,
  tabs: of('\t'),
  'line feeds': of('\n'),
  'carriage returns': of('\r'),
  'short lines': of('a\n'),
  'hard breaks': of('a  \n'),
  'hard breaks by backslash': of('a\\\n'),
  quotes: of('>'),
  'quotes, each on a line': numbered(index => `${'>'.repeat(index % 300)} a\n`),
  'lazy lines': after('> a\n', of('b\n')),
  lists: of('- '),
  'numbered lists': of('1. '),
  'lists that grow deeper': numbered(index => `${' '.repeat((index % 300) * 2)}- a\n`),
  'loose lists': of('- a\n\n  b\n'),
  tasks: of('- [ ] a\n'),
  'the box of a task and spaces': after('- [ ]', of(' ')),
  rules: of('---\n'),
  'a rule that is none': size => `${'* '.repeat(size / 2)}a`,
  headings: of('# a\n'),
  'a heading of number signs': size => `# ${'# '.repeat(size / 2)}a`,
  'a heading of spaces': size => `# a${' '.repeat(size)}b`,
  'a heading over lines': both('a\n', '='),
  brackets: of('['),
  'brackets that close': both('[', ']'),
  'links within links': size => `${'['.repeat(size / 5)}a${'](b)'.repeat(size / 5)}`,
  'images within images': size => `${'!['.repeat(size / 6)}a${'](b)'.repeat(size / 6)}`,
  'links half open': of('[a](b'),
  'links half open in angle brackets': of('[a](<b'),
  'titles half open': of('[a](b "c'),
  'titles half open in parentheses': of('[a](b ('),
  'ends of links': of(']('),
  parentheses: after('[a](', of('(')),
  asterisks: of('*'),
  'asterisks and words': of('*a **a '),
  'emphasis within emphasis': both('*a', 'a*'),
  'markers in turn': of('*a_ '),
  tildes: of('~a~~b '),
  backticks: of('`'),
  'ever more backticks': numbered(index => `${'`'.repeat(index + 1)}a`),
  definitions: numbered(index => `[l${index}]: /u${index}\n`),
  'definitions of one label': of('[a]: b\n'),
  'definitions with titles': numbered(index => `[l${index}]: /u${index}\n"t"\n`),
  'definitions, then an underline': both('[a]: b\n', '='),
  'labels never defined': numbered(index => `[l${index}]\n\n`),
  'links that wait for one definition': size =>
    `${'[x]\n\n'.repeat(size / 10)}[x]: https://a.example/${'b'.repeat(size / 2)}`,
  'a table of many columns': size => `${'|a'.repeat(size / 4)}|\n${'|-'.repeat(size / 4)}|\n`,
  'a table of many short rows': size =>
    `${'|a'.repeat(size / 8)}|\n${'|-'.repeat(size / 8)}|\n${'|\n'.repeat(size / 4)}`,
  'a table of many short rows that is narrower': size =>
    `${'|a'.repeat(200)}|\n${'|-'.repeat(200)}|\n${'|\n'.repeat(size / 2)}`,
  'a row of many cells': after('|a|b|\n|-|-|\n', of('|a')),
  'a row of escaped pipes': after('|a|b|\n|-|-|\n', of('\\|')),
  'a row below a header and spaces': size => `a\n:-${' '.repeat(size)}x`,
  'a row below a header that is none': size => `a|b\n${'|-'.repeat(size / 2)}x`,
  rows: after('|a|b|\n|-|-|\n', of('|a|b|\n')),
  'footnotes without notes': numbered(index => `[^ab${index}] `),
  'odd footnotes without notes': numbered(index => `[^x-${index}] `),
  'one footnote many times': of('[^ab] '),
  'notes without references': numbered(index => `[^a${index}]: b\n`),
  'notes within notes': of('[^a]: '),
  'notes in a circle': numbered(index => `[^a${index}]: see [^a${index + 1}] and [^a0]\n\n`),
  'one note many times': of('[^aa]: b\n\n'),
  'references, then notes': size =>
    `${numbered(index => `[^ab${index}] `)(size / 2)}\n\n${numbered(index => `[^ab${index}]: n\n\n`)(size / 2)}`,
  dollars: of('$'),
  'dollars and letters': of('$a$'),
  amounts: of('$5 '),
  'formulas half open': of('\\(a '),
  'display formulas half open': of('$$a '),
  'display formulas over lines': of('$$\na\n'),
  'formulas that close too late': both('\\(a ', 'b\\)'),
  'braces of a script': of('$\u007b'),
  schemes: of('http://'),
  addresses: of('https://a.example/ '),
  'bare hosts': of('www.'),
  'mail addresses': of('a@b.example'),
  'a mail address of dots': size => `${'a.'.repeat(size / 2)}@b.example`,
  colons: of('a:'),
  'an address of dots': after('http://a.example/', of('.,')),
  'an address of parentheses': of('http://a.example/('),
  'angle brackets': of('<'),
  'angle brackets and addresses': of('<http://a'),
  comments: of('<!--'),
  tags: of('<b>'),
  ampersands: of('&a'),
  entities: of('&amp;'),
  backslashes: of('\\'),
  'U+0000': of('\0'),
  'halves of surrogate pairs': of('\ud83d'),
  'overrides of direction': of('\u202ea'),
  'zero-width spaces': of('\u200b'),
  fences: of('```\n'),
  'fences in Markdown': of('```md\n'),
  'an info string': after('```', of('a')),
  'a line of code': after('```\n', of('a')),
  'a line of invisible code': after('```\n', of('\u202e')),
  'lines of invisible code': after('```\n', of('\u202ea\n')),
  'blank lines of code': after('```\n', of('\n')),
  'blank lines of indented code': after('    a\n', of('\n')),
};

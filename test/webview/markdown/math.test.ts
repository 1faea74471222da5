import { describe, expect, test } from 'vitest';
import type { MarkdownOptions } from '../../../src/webview/markdown/sink.ts';
import { joinedDocument } from './documents.ts';
import { html, open, pieces, render, seeded, units } from './support.ts';

/** Formulas as words, so that what was taken for one shows in the text. */
const options: MarkdownOptions = {
  math: ({ tex, display }, element) => {
    element.textContent = display ? `⟦${tex}⟧` : `⟨${tex}⟩`;
  },
};

const shown = (text: string) => render([text], { options }).textContent ?? '';

/** Formulas of a text, those on lines of their own between double brackets. */
const formulas = (text: string) => shown(text).match(/⟨[^⟩]*⟩|⟦[^⟧]*⟧/g) ?? [];

test.each([
  ['$x$', '⟨x⟩'],
  ['so $x^2 + y^2$ is', '⟨x^2 + y^2⟩'],
  ['the $n$th and all $x$s', '⟨n⟩ ⟨x⟩'],
  ['$5$ of $10^{-3}$', '⟨5⟩ ⟨10^{-3}⟩'],
  ['$2x + 3$ and $2 + x$', '⟨2x + 3⟩ ⟨2 + x⟩'],
  ['($a$, $b$), "$c$"', '⟨a⟩ ⟨b⟩ ⟨c⟩'],
  ['设$x$为实数', '⟨x⟩'],
  ['$a_1$ and $b_1$ *so*', '⟨a_1⟩ ⟨b_1⟩'],
  ['$\\text{costs \\$5}$', '⟨\\text{costs \\$5}⟩'],
  ['$\\text{for all numbers}$', '⟨\\text{for all numbers}⟩'],
  ['**bold $x_1$** *and $y$*', '⟨x_1⟩ ⟨y⟩'],
  ['# Of $x$', '⟨x⟩'],
  ['| a |\n| - |\n| $x$ |', '⟨x⟩'],
  ['> - $x$', '⟨x⟩'],
  ['[the $x$](https://example.com)', '⟨x⟩'],
  ['$$\u007b}^{14}C$$ and $\u007b}^{14}C$', '⟦{}^{14}C⟧ ⟨{}^{14}C⟩'],
  ['$\u007bn \\choose k}$ and $\u007bn}_k$', '⟨{n \\choose k}⟩ ⟨{n}_k⟩'],
  ['text $$x$$ text', '⟦x⟧'],
  ['$$ x $$', '⟦x⟧'],
  ['\\(x\\) and \\( y \\)', '⟨x⟩ ⟨y⟩'],
  ['\\[x\\]', '⟦x⟧'],
  ['\\(a\nb\\)', '⟨a\nb⟩'],
  ['\\[ \\begin{pmatrix} a \\\\[2pt] b \\end{pmatrix} \\]', '⟦\\begin{pmatrix} a \\\\[2pt] b \\end{pmatrix}⟧'],
  ['\\( speed = \\frac{distance travelled}{time} \\)', '⟨speed = \\frac{distance travelled}{time}⟩'],
])('formulas: %j', (text, expected) => {
  expect(formulas(text).join(' ')).toBe(expected);
});

test.each([
  '$5 and $10',
  'costs $5–$10',
  '$5-$10, $5/$10',
  'US$ 3, US$3 and US$4',
  '$ 5 and 6 $',
  '5$ and 6$',
  'between $5 and 10$',
  '$1,000 to 2,000$',
  '$5 million or 10$',
  '($5) or ($6)',
  'from $1.50 per piece to 2$',
  '**$5** and **$6**',
  '$HOME and $PATH',
  '$HOME/bin:$PATH',
  '$HOME$USER',
  '$\u007bx} and $\u007by}',
  '$\u007bname}/$\u007bother}$',
  'a$b$c',
  '$1 $2 $3',
  '$1$2',
  "'$' and '$'",
  '"$" or "$"',
  '$(this).x and $(that)',
  '$("a").append($("b"))',
  '$x=$(date)',
  '$foo->bar($baz)',
  '$AAPL, $MSFT',
  '($AAPL)/($MSFT)',
  'C$ and D$',
  '$5 and `$HOME` is',
  '`$x$` and ``$$y$$``',
  '\\$x\\$',
  '$x\\$',
  '$x\ny$',
  'what a $ and what a $',
  '[$5](https://example.com/$)',
  '$$ and $$$',
  'rated $$ to $$',
  '$$, $$, $$',
  'Cafe A: $$\nCafe B: $$',
  '$$$x$$$',
  '$$',
  '$$$$',
  '\\(\\) and \\[ \\]',
  '\\(see below\\) and \\[not a link\\]',
  '\\[words\\](https://example.com)',
  '\\\\(x\\\\)',
  '```\n$x$\n```',
  '    $$x$$',
])('no formulas: %j', text => {
  expect(formulas(text)).toEqual([]);
  const plain = render([text]).textContent;
  expect(shown(text)).toBe(plain);
});

describe('a formula over several lines', () => {
  test.each([
    ['a\n= b', 'an underline'],
    ['a\n- c\n+ d', 'list markers'],
    ['a\n> b', 'a quote marker'],
    ['a_1 * b_2 * c', 'emphasis'],
    ['a | b\n--- | ---', 'a table'],
    ['1. a', 'a number'],
    ['---', 'a rule'],
    ['[a]: b', 'a definition'],
  ])('is no markdown: %j', tex => {
    for (const [opener, closer] of [
      ['$$', '$$'],
      ['\\[', '\\]'],
    ]) {
      expect(formulas(`text\n${opener}\n${tex}^2\n${closer}\nmore`)).toEqual([`⟦${tex}^2⟧`]);
      expect(formulas(`> - text:\n>   ${opener}\n${`${tex}^2`.replace(/^/gm, '>   ')}\n>   ${closer}`)).toHaveLength(1);
    }
  });

  test('may begin and end within lines', () => {
    expect(formulas('so \\[ x\n= y \\] holds, and $$ z\n= 1 $$.')).toEqual(['⟦x\n= y⟧', '⟦z\n= 1⟧']);
  });

  test('that is never closed ends with a blank line, and is text', () => {
    const element = render(['$$\nx = 1\n\n# Next\n\n- item'], { options });
    expect(element.querySelector('p')?.textContent).toBe('$$\nx = 1');
    expect(element.querySelector('h1')?.textContent).toBe('Next');
    expect(element.querySelector('li')).not.toBeNull();
  });

  test('that is never closed leaves headings and code alone even without a blank line', () => {
    const element = render(['rated $$\n# Next\n$$\n```js\ncode\n```'], { options });
    expect(element.querySelector('h1')?.textContent).toBe('Next');
    expect(element.querySelector('pre')?.textContent).toBe('code\n');
  });

  test('of prices does not swallow the items of a list', () => {
    expect(render(['- Cafe A: $$\n- Cafe B: $$$\n- Cafe C: $$\n'], { options }).querySelectorAll('li')).toHaveLength(3);
  });
});

const soup = [
  ...'$$$$\\()[]{}x5 \n-=_*`|>#',
  '$$',
  '\\(',
  '\\)',
  '\\[',
  '\\]',
  'x^2',
  '$x$',
  '$5 ',
  'some words ',
  '\n\n',
  '\n- ',
  '\n> ',
  '\n$$\n',
  '```',
  '\\frac{a}{b}',
];

test('soups of formulas are the same however they are cut, healed or not', () => {
  const random = seeded(77);
  for (let count = 0; count < 500; count++) {
    const text = Array.from({ length: 30 }, () => soup[Math.floor(random() * soup.length)]).join('');
    const whole = html(render([text], { options, healing: false }));
    expect(html(render(pieces(text, random, 5), { options })), JSON.stringify(text)).toBe(whole);
    expect(html(render(units(text), { options, healing: false })), JSON.stringify(text)).toBe(whole);
  }
});

test('joined documents with formulas between are the same however they are cut', () => {
  for (let seed = 0; seed < 60; seed++) {
    const random = seeded(900 + seed);
    const text = `${joinedDocument(random)}\n\n$$\nx\n- y\n$$\n${joinedDocument(random)} $5 and $z$ \\(w`;
    const whole = html(render([text], { options, healing: false }));
    expect(html(render(pieces(text, random, 20), { options })), text).toBe(whole);
  }
});

test('a long paragraph whose beginning is frozen keeps its formulas, and amounts of money', () => {
  const random = seeded(12);
  const sentence = () =>
    ['so $x_1$ is ', 'it costs $5 and more ', 'or \\(y\\) then ', 'plain words here '][Math.floor(random() * 4)];
  for (const end of ['', ' 10$ and so', ' \\)', '$$']) {
    const text = Array.from({ length: 200 }, sentence).join('') + end;
    expect(html(render(pieces(text, random), { options }))).toBe(html(render([text], { options, healing: false })));
  }
});

/** Everything that is on the screen while `text` is written character by character. */
function frames(text: string): string[] {
  const { element, write } = open({ options });
  return units(text).map(unit => {
    write(unit);
    return element.textContent ?? '';
  });
}

test.each([
  'so $x^2 + y$ is',
  'so $2x$ is',
  'so \\(x_1\\) is',
  'so\n$$\nx = 1\n- y\n$$\nand',
  '\\[\n\\frac{a}{b}\n\\]\nand',
  'with $$x$$ in it',
])('nothing is taken back while %j is written', text => {
  let before = '';
  for (const frame of frames(text).map(frame => frame.trimEnd())) {
    expect(frame.startsWith(before), `${JSON.stringify(before)}, then ${JSON.stringify(frame)}`).toBe(true);
    expect(frame).not.toMatch(/[$\\](?![^⟨⟦]*[⟩⟧])/);
    before = frame;
  }
});

test('an amount of money is shown as soon as it is known to be one', () => {
  expect(frames('it is $5 a').at(-1)).toBe('it is $5 a');
  expect(frames('$HOME').at(-1)).toBe('$HOME');
});

test('a formula is made once, and its element is left alone', () => {
  let made = 0;
  const { element, write, end } = open({
    options: {
      math: (_formula, element) => {
        made++;
        element.replaceChildren(document.createElement('b'));
      },
    },
  });
  write('so $x$');
  const formula = element.querySelector('.math');
  for (const unit of units(' and *more* words')) write(unit);
  end();
  expect(element.querySelector('.math')).toBe(formula);
  expect(formula?.innerHTML).toBe('<b></b>');
  expect(made).toBe(1);
});

test.each([
  ['dollars', '$'.repeat(100_000)],
  ['amounts', '$5 '.repeat(30_000)],
  ['openers', '\\('.repeat(50_000)],
  ['double dollars', '$$ a '.repeat(20_000)],
  ['openers and closers', `${'\\( aaa bbb '.repeat(3000)}${'\\) '.repeat(3000)}`],
  ['open formulas', 'a\n\n$$\nx'.repeat(3000)],
])('a flood of %s is survived', (_name, text) => {
  expect(html(render(pieces(text, seeded(1), 30_000), { options }))).toBe(html(render([text], { options })));
});

test('a formula longer than any is text', () => {
  expect(formulas(`$$${'x'.repeat(10_001)}$$`)).toEqual([]);
  expect(formulas(`$$\n${'x\n'.repeat(6_000)}\n$$`)).toEqual([]);
});

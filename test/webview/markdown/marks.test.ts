import { describe, expect, test } from 'vitest';
import { InlineParser } from '../../../src/webview/markdown/inline-parser.ts';
import { joinedDocument, mixedDocument } from './documents.ts';
import { html, open, pieces, render, seeded, units } from './support.ts';

const options = {
  mark: (id: number, element: HTMLElement) => {
    element.textContent = `(${id})`;
  },
  math: () => {},
};

/** The text without its `^`, and where each of them was: the marks 1, 2 and so on. */
function split(marked: string): { text: string; offsets: number[] } {
  const [first = '', ...rest] = marked.split('^');
  let text = first;
  const offsets = rest.map(piece => {
    const offset = text.length;
    text += piece;
    return offset;
  });
  return { text, offsets };
}

/** What a document with `^` for its marks looks like, its marks as `(1)`; the text at once, then the marks. */
function shown(marked: string): string {
  const { text, offsets } = split(marked);
  const { element, write, end, mark } = open({ options });
  write(text);
  end();
  for (const [index, offset] of offsets.entries()) mark(offset, index + 1);
  return plain(element);
}

/** The HTML with marks as `(1)` and without what else they are made of. */
function plain(element: HTMLElement): string {
  return html(element).replaceAll(/<sup class="mark" data-mark="\d+">(\(\d+\))<\/sup>/g, '$1');
}

describe('a mark', () => {
  test.each([
    ['behind words', 'One.^ Two.^', '<p>One.(1) Two.(2)</p>'],
    ['at the end of a line', 'One.^\nTwo.\n', '<p>One.(1)\nTwo.</p>'],
    ['behind the line ending', 'One.\n^\nTwo.\n', '<p>One.(1)</p><p>Two.</p>'],
    ['in words with emphasis', 'a **bold^ word** b', '<p>a <strong>bold(1) word</strong> b</p>'],
    ['behind emphasis, on either side of its markers', 'a **bo^ld^**^ b', '<p>a <strong>bo(1)ld</strong>(2)(3) b</p>'],
    [
      'behind a link, not within',
      'a [li^nk](https://a.example/^x) b',
      '<p>a <a href="https://a.example/x">link</a>(1)(2) b</p>',
    ],
    ['behind code, not within', 'a `co^de` b', '<p>a <code>code</code>(1) b</p>'],
    ['behind escapes and entities', 'a \\* &amp; b^ c', '<p>a * &amp; b(1) c</p>'],
    ['in a heading', '# One^ two\n\nThree\n^===\n', '<h1>One(1) two</h1><h1>Three(2)</h1>'],
    [
      'in a list',
      '- one^\n- two\n  lines^\n\n1. three^',
      '<ul class="tight"><li><p>one(1)</p></li><li><p>two\nlines(2)</p></li></ul><ol><li><p>three(3)</p></li></ol>',
    ],
    [
      'in a task',
      '- [x] done^\n',
      '<ul class="tight"><li><p><input type="checkbox" class="task-checkbox" disabled="" checked=""> done(1)</p></li></ul>',
    ],
    ['in a quote, with a lazy line', '> one^\ntwo^\n', '<blockquote><p>one(1)\ntwo(2)</p></blockquote>'],
    [
      'behind definitions',
      '[a]: https://a.example\n[b]: <x>\none^ [a]\n',
      '<p>one(1) <a href="https://a.example">a</a></p>',
    ],
    ['with CR LF', 'One.^\r\nTwo.^\r\n\r\nThree.^', '<p>One.(1)\nTwo.(2)</p><p>Three.(3)</p>'],
    ['nowhere in code', '```\ncode^\n```\n', ''],
    ['nowhere beyond the text', `One.${' '.repeat(9)}^`, '<p>One.(1)</p>'],
  ])('is %s', (name, marked, expected) => {
    if (name === 'nowhere in code') expect(shown(marked)).not.toContain('(1)');
    else
      expect(
        shown(marked)
          .replaceAll(/ class="tight"(?=><li><p>three)/g, '')
          .replace('<ol class="tight">', '<ol>'),
      ).toBe(expected);
  });

  test('is in its cell of a table', () => {
    const table = '| a^ | b |\n| - | - |\n| one^ | two^ words^ |\n| x \\| y^ |\n';
    expect([...shownElement(table).querySelectorAll('th, td')].map(cell => cell.textContent)).toEqual([
      'a(1)',
      'b',
      'one(2)',
      'two(3) words(4)',
      'x | y(5)',
      '',
    ]);
  });

  test('comes after those with lower numbers in the same place, and once', () => {
    const { element, write, mark } = open({ options });
    write('One.');
    for (const id of [3, 1, 3, 2]) mark(4, id);
    expect(plain(element)).toBe('<p>One.(1)(2)(3)</p>');
  });

  test('is nothing to who has no use for it', () => {
    const { element, write, mark, markNumber } = open();
    write('One [1].');
    mark(3, 1);
    markNumber(1, 1);
    expect(html(element)).toBe('<p>One [1].</p>');
  });
});

function shownElement(marked: string): HTMLElement {
  const { text, offsets } = split(marked);
  const { element, write, end, mark } = open({ options });
  write(text);
  end();
  for (const [index, offset] of offsets.entries()) mark(offset, index + 1);
  return element;
}

describe('a number in brackets', () => {
  test.each([
    ['is a mark where it stands for one', 'One [1]. Two[2][3].', 'One (1). Two(2)[3].'],
    [
      'is none in code, escaped, or as the words of a link',
      '`[1]` \\[1\\] [1](https://a.example)',
      '<code>[1]</code> [1] <a href="https://a.example">1</a>',
    ],
    ['is none within a link', '[see [1] there](https://a.example)', '<a href="https://a.example">see [1] there</a>'],
    [
      'is a link where the text defines it',
      '[1] and [2]\n\n[1]: https://a.example',
      '<a href="https://a.example">1</a> and (2)',
    ],
    ['may be in emphasis, and a mark beside it', '**a [1]**[2]', '<strong>a (1)</strong>(2)'],
  ])('%s', (_, text, expected) => {
    const known = (late: boolean) => {
      const { element, write, end, markNumber } = open({ options: { mark: options.mark } });
      const tell = () => {
        for (const number of [1, 2]) markNumber(number, number);
      };
      if (!late) tell();
      for (const unit of units(text)) write(unit);
      if (late) tell();
      end();
      return plain(element);
    };
    expect(known(false)).toBe(`<p>${expected}</p>`);
    expect(known(true)).toBe(`<p>${expected}</p>`);
  });

  test('is seen as nothing else before', () => {
    const { element, write, markNumber } = open({ options });
    for (const number of [1, 2]) markNumber(number, number);
    const seen = new Set<string>();
    for (const unit of units('One [1][2]. **Two [2]**[1]')) {
      write(unit);
      seen.add(element.textContent ?? '');
    }
    for (const text of seen) expect(text).not.toMatch(/\[|(?<!\()\d/);
    expect(element.textContent).toBe('One (1)(2). Two (2)(1)');
  });

  test('is told once what it stands for', () => {
    const { element, write, markNumber } = open({ options });
    write('a [7]');
    markNumber(7, 3);
    markNumber(7, 4);
    write('.');
    expect(plain(element)).toBe('<p>a (3).</p>');
  });
});

describe('marks at any time', () => {
  interface Placed {
    offset: number;
    id: number;
  }

  /** Writes the pieces; each mark comes after so many of them. */
  function streamed(
    text: string[],
    marks: (Placed & { after: number })[],
    healing: boolean,
    numbers: number[] = [],
  ): string {
    const { element, write, end, mark, markNumber } = open({ options, healing });
    const come = (count: number) => {
      if (count === (marks[0]?.after ?? 0)) for (const number of numbers) markNumber(number, number + 20);
      for (const { offset, id, after } of marks) if (after === count) mark(offset, id);
    };
    for (const [index, piece] of text.entries()) {
      come(index);
      write(piece);
    }
    come(text.length);
    end();
    come(text.length + 1);
    return html(element);
  }

  const documents = [
    ...Array.from({ length: 60 }, (_, seed) => joinedDocument(seeded(seed))),
    ...Array.from({ length: 6 }, (_, seed) => mixedDocument(1500, seeded(seed))),
    'One [1][2], **two [2]** and [three][1] `[1]`. [1]\n\n- [1] a [12]\n- b[2](https://a.example) [1\n\n[2]: https://b.example\n',
    `${'word [1] '.repeat(300)}**bold [2]**\n`,
    `${'word '.repeat(700)}**bold** ${'more '.repeat(300)}\n`,
  ];

  test.each(documents.map((text, index) => [index, text] as const))('look the same (%i)', (index, text) => {
    const random = seeded(index + 1000);
    const marks = Array.from(
      { length: 8 },
      (_, id): Placed => ({ offset: 1 + Math.floor(random() * text.length), id }),
    );
    const whole = streamed(
      [text],
      marks.map(mark => ({ ...mark, after: 2 })),
      false,
      [1, 2],
    );
    for (const healing of [true, false]) {
      for (const longest of [1, 12, 200]) {
        if (longest === 1 && text.length > 2000) continue;
        const cut = longest === 1 ? units(text) : pieces(text, random, longest);
        const timed = marks.map(mark => ({ ...mark, after: Math.floor(random() * (cut.length + 2)) }));
        expect(streamed(cut, timed, healing, [1, 2])).toBe(whole);
      }
    }
  });

  test('do not change the words', () => {
    for (const [index, text] of documents.entries()) {
      const random = seeded(index);
      const marks = Array.from({ length: 20 }, (_, id) => ({
        offset: Math.floor(random() * text.length),
        id,
        after: 1,
      }));
      const element = document.createElement('div');
      element.append(document.createRange().createContextualFragment(streamed([text], marks, true)));
      for (const mark of element.querySelectorAll('sup.mark')) mark.remove();
      expect(html(element)).toBe(html(render([text], { options })));
    }
  });
});

describe('the cost', () => {
  test('of a late mark is that of its paragraph; all else stays', () => {
    const inline = new InlineParser();
    const { element, write, end, mark } = open({ options, inline });
    const text = 'A *paragraph* of **some** words.\n\n'.repeat(300);
    write(text);
    end();
    const before = [...element.children];
    const inner = [...(element.children[200]?.childNodes ?? [])];
    const parsed = inline.charactersParsed;
    mark(text.length - 100 * 34 + 20, 1);
    expect(inline.charactersParsed - parsed).toBeLessThan(100);
    expect(element.querySelectorAll('.mark')).toHaveLength(1);
    expect(element.children[200]?.querySelector('.mark')).not.toBeNull();
    expect([...element.children]).toEqual(before);
    // Of the words, too, nothing is made anew.
    const now = [...(element.children[200]?.childNodes ?? [])];
    for (const node of inner) expect(now).toContain(node);
  });

  test('of words behind marks does not grow with the marks', () => {
    const costOf = (count: number) => {
      const inline = new InlineParser();
      const { write, mark } = open({ options, inline });
      let length = 0;
      const say = (text: string) => {
        write(text);
        length += text.length;
      };
      for (let index = 0; index < count; index++) {
        say('Some words. ');
        mark(length - 1, index);
      }
      const parsed = inline.charactersParsed;
      for (let index = 0; index < 20; index++) say('word ');
      return inline.charactersParsed - parsed;
    };
    expect(costOf(40)).toBeLessThan(40_000);
    expect(costOf(160)).toBeLessThan(40_000);
  });
});

import { expect, test } from 'vitest';
import type { Formula } from '../../../src/webview/markdown/sink.ts';
import { typeset } from '../../../src/webview/math/katex-engine.ts';
import { html, open, pieces, render, seeded, units } from './support.ts';
import '../../../media/panel.css';

const text = [
  'First[^b] and second[^1], again[^b].',
  '',
  '- in a list[^1]',
  '',
  '[^1]: The note *one*',
  'goes on.',
  '',
  '    And has a second paragraph.',
  '[^b]: Note b',
  '[^b]: Note b again',
  '[^c]: Nobody refers to it',
  '',
  'After.',
  '',
].join('\n');

/** Marks and notes: what each shows. */
function marks(element: HTMLElement): string[] {
  return [...element.querySelectorAll('.footnote-mark')].map(mark => mark.textContent ?? '');
}

function notes(element: HTMLElement): string[] {
  return [...element.querySelectorAll('.footnote')].map(note =>
    [...note.children].map(child => child.textContent ?? '').join(': '),
  );
}

test('references are marks numbered in their order, and notes stay where they are defined', () => {
  const element = render([text]);
  expect(marks(element)).toEqual(['1', '2', '1', '2']);
  expect(notes(element)).toEqual([
    '2: The note one\ngoes on.And has a second paragraph.',
    '1: Note b',
    'b: Note b again',
    'c: Nobody refers to it',
  ]);
  expect([...element.children].map(({ className, localName }) => className || localName)).toEqual([
    'p',
    'tight',
    'footnote',
    'footnote',
    'footnote',
    'footnote',
    'p',
  ]);
});

test('are the same however they are cut', () => {
  const whole = html(render([text], { healing: false }));
  expect(html(render(units(text)))).toBe(whole);
  expect(html(render(units(text), { healing: false }))).toBe(whole);
  expect(html(render(pieces(text, seeded(1))))).toBe(whole);
});

test('a mark is there before its note, and neither flashes as text', () => {
  const { element, write, end } = open();
  const frames: string[] = [];
  for (const unit of units('Water boils[^1] at 100 °C[^note].\n\n[^1]: At sea level.\n[^note]: Celsius.\n')) {
    write(unit);
    frames.push(element.textContent ?? '');
  }
  for (const frame of frames) expect(frame).not.toMatch(/[[\]^:]/);
  const [mark] = element.querySelectorAll('.footnote-mark');
  end();
  expect(marks(element)).toEqual(['1', '2']);
  expect(element.querySelector('.footnote-mark')).toBe(mark);
});

test('a reference without a note is text in the end, and the others are numbered without it', () => {
  const { element, write, end } = open();
  write('One[^1], two[^2], a class [^a-z].\n\n[^2]: Two\n\n');
  expect(marks(element)).toEqual(['1', '2']);
  end();
  expect(element.textContent).toBe('One[^1], two1, a class [^a-z].1Two');
});

test('a label that looks like none is a mark as soon as its note has come', () => {
  const { element, write } = open();
  write('See[^a-z].\n\n');
  expect(marks(element)).toEqual([]);
  write('[^A-Z]: Letters\n');
  expect(marks(element)).toEqual(['1']);
});

test('numbers are given in the order of the document, whichever was shown first', () => {
  const { element, write, end } = open();
  write('- [^a-a]\n\nthen[^2]\n\n[^2]: Two\n\n');
  expect(marks(element)).toEqual(['1']);
  write('[^a-a]: One\n');
  end();
  expect(marks(element)).toEqual(['1', '2']);
  expect(notes(element)).toEqual(['2: Two', '1: One']);
});

test.each([
  ['code', '`[^1]`\n\n[^1]: x\n'],
  ['a link', '[a [^1]](https://example.com)\n\n[^1]: x\n'],
  ['an escape', '\\[^1]\n\n[^1]: x\n'],
  ['a label with a space', '[^a b]\n\n[^a b]: x\n'],
  ['a label of two lines', '[^a\nb]\n'],
  ['no label', '[^]\n\n[^]: x\n'],
  ['the words of an image', '![a [^1]](https://example.com)\n\n[^1]: x\n'],
])('%s is no reference', (_name, source) => {
  expect(marks(render([source]))).toEqual([]);
  expect(html(render(units(source)))).toBe(html(render([source], { healing: false })));
});

test.each([
  ['in a heading and a cell', '# A[^1]\n\n| b[^2] |\n| --- |\n| c[^1] |\n\n[^1]: x\n[^2]: y\n', ['1', '2', '1']],
  ['in a note', 'a[^1]\n\n[^1]: see[^2]\n[^2]: y\n', ['1', '2']],
  ['in emphasis, next to each other', '**a[^1][^2]**[^1]\n\n[^1]: x\n[^2]: y\n', ['1', '2', '1']],
  ['that differ in case only', 'a[^Note]\n\n[^nOTE]: x\n', ['1']],
  ['after a link of the same form', '[^1](https://example.com) a[^1]\n\n[^1]: x\n', ['1']],
])('references %s are marks', (_name, source, expected) => {
  expect(marks(render([source]))).toEqual(expected);
  expect(html(render(units(source)))).toBe(html(render([source], { healing: false })));
});

test('a note holds blocks that are indented, and lazy lines', () => {
  const source = '[^1]:\n    - item\n\n    ```js\n    f();\n    ```\n[^2]: words\nlazy\n\nnot lazy\n\n> [^3]: quoted\n';
  const element = render([source]);
  const [first, second, third] = element.querySelectorAll('.footnote-text');
  expect(first?.querySelector('ul')?.textContent).toBe('item');
  expect(first?.querySelector('code')?.textContent).toBe('f();\n');
  expect(second?.textContent).toBe('words\nlazy');
  expect(third?.closest('blockquote')).not.toBeNull();
  expect(html(render(units(source)))).toBe(html(element));
});

test('the title of a mark is what the note says, without what others have added to it', () => {
  const source = 'a[^1]\n\n[^1]: A *note* on $x^2$\n\n    ```js\n    f();\n    ```\n';
  const options = {
    codeBlock: (_block: unknown, pre: HTMLPreElement) => {
      pre.before('Copy');
      return undefined;
    },
    math: (_formula: unknown, element: HTMLElement) => element.replaceChildren('set'),
  };
  const mark = render([source], { options }).querySelector<HTMLElement>('.footnote-mark > button');
  mark?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
  expect(mark?.title).toBe('A note on $x^2$\nf();');
});

test('a mark leads to its note and the note back to the mark that was used, by pointer and keyboard', () => {
  const element = render(['a[^1] b[^1]\n\n[^1]: The *words*\n\n[^x]: unused\n']);
  document.body.append(element);
  const [first, second] = element.querySelectorAll<HTMLButtonElement>('.footnote-mark > button');
  const [back, unused] = element.querySelectorAll<HTMLButtonElement>('.footnote-back');
  expect(first?.getAttribute('aria-label')).toBe('Footnote 1');
  expect(back?.getAttribute('aria-label')).toBe('Back to reference 1');
  second?.focus();
  expect(second?.title).toBe('The words');
  second?.click();
  expect(document.activeElement).toBe(back);
  back?.click();
  expect(document.activeElement).toBe(second);
  expect(unused?.disabled).toBe(true);
  element.remove();
});

test('a simple formula in a tooltip is read, another one is shown as it is written', () => {
  const math = (formula: Formula, target: HTMLElement) => target.replaceChildren(typeset(formula.tex, formula.display));
  const element = render(['a[^n]\n\n[^n]: $\\rho = 0.8$ and $x^2$\n'], { options: { math } });
  const mark = element.querySelector<HTMLElement>('.footnote-mark > button');
  mark?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  expect(mark?.title).toBe('ρ=0.8 and $x^2$');
});

test('a mark is large enough to be hit, and its line is no higher', () => {
  const element = render(['plain\n\nmarked[^n]\n\n[^n]: x\n']);
  element.className = 'markdown';
  document.body.append(element);
  const mark = element.querySelector('.footnote-mark > button')?.getBoundingClientRect();
  expect(mark?.width).toBeGreaterThanOrEqual(16);
  expect(mark?.height).toBeGreaterThanOrEqual(16);
  const [plain, marked] = [...element.querySelectorAll(':scope > p')].map(each => each.clientHeight);
  expect(marked).toBe(plain);
  element.remove();
});

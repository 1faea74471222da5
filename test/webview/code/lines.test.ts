import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { open, pieces, render, seeded, units } from '../markdown/support.ts';
import { createHighlighter, dark, fenced, samples } from './support.ts';
import '../../../media/panel.css';

afterEach(() => {
  document.body.replaceChildren();
  document.body.className = '';
});

function shown(text: string): HTMLElement {
  const element = render([text]);
  element.className = 'markdown';
  document.body.append(element);
  return element;
}

test.each([
  ['bidirectional controls', '\u202E\u202D\u202A\u202B\u202C\u2066\u2067\u2068\u2069\u061C\u200E\u200F'],
  ['zero-width characters', '\u200B\u200C\u200D\u2060\u2061\uFEFF\u00AD\u180E'],
  ['fillers, tags and variation selectors', '\u3164\uFFA0\u115F\u{E0041}\u{E007F}\uFE01\u{E0100}'],
  ['controls and separators', '\u0001\u001B\u007F\u0085\u2028\u2029'],
])('%s in code are shown, and are still in the text', (_name, characters) => {
  const code = `if (a${[...characters].join('b')}) { // c`;
  const element = shown(fenced('', code));
  const boxes = [...element.querySelectorAll<HTMLElement>('.invisible')];
  expect(boxes.map(box => box.textContent)).toEqual([...characters]);
  for (const box of boxes) {
    const codePoint = `U+${(box.textContent?.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    expect(box.dataset['codePoint']).toBe(codePoint);
    expect(box.ariaLabel).toContain(codePoint);
    expect(getComputedStyle(box, '::before').content).toBe(`"${codePoint}"`);
    expect(box.getBoundingClientRect().width).toBeGreaterThan(10);
  }
  expect(element.querySelector('pre')?.textContent).toBe(`${code}\n`);
});

test('what one can see is not marked: tabs, letters of any script, emoji and their joiners', () => {
  const element = shown(fenced('', 'a\tб א ع 漢 é e\u0301 👩🏽\u200D💻 ❤\uFE0F 1\uFE0F\u20E3'));
  expect(element.querySelectorAll('.invisible')).toHaveLength(0);
});

test('a control does not turn round the text behind it, nor the next line', () => {
  const [turned, same] = ['/* \u202E abc */ def', '/* _ abc */ def'].map(code => {
    const element = shown(fenced('', `${code}\nnext`));
    const line = element.querySelector('.code-line');
    const range = document.createRange();
    const text = line?.lastChild ?? element;
    const at = (text.textContent ?? '').indexOf('def');
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const d = range.getBoundingClientRect();
    range.setStart(text, at + 2);
    range.setEnd(text, at + 3);
    return d.left < range.getBoundingClientRect().left;
  });
  expect(turned).toBe(true);
  expect(same).toBe(true);
});

test('words of a right-to-left script stay in their places', async () => {
  const highlighter = createHighlighter(dark);
  const writer = open({ options: { highlighter } });
  writer.element.className = 'markdown';
  document.body.append(writer.element);
  writer.write(fenced('ts', 'f("אבג", "דהו", 1);'));
  await highlighter.settled();
  expect(writer.element.querySelector('.code-line')?.classList.contains('bidi')).toBe(true);
  const [first, second] = [...writer.element.querySelectorAll('.code-line span')].filter(span =>
    /[א-ת]/.test(span.textContent ?? ''),
  );
  expect(first?.getBoundingClientRect().left).toBeLessThan(second?.getBoundingClientRect().left ?? 0);
  highlighter.dispose();
});

test('invisible characters end up the same at any split', () => {
  const text = fenced('', 'a\u202Eb👩\u200D💻c\u200Dd\nשלום \u2066x');
  const once = render([text]).innerHTML;
  expect(render(units(text)).innerHTML).toBe(once);
  for (const seed of [1, 2, 3]) expect(render(pieces(text, seeded(seed), 3)).innerHTML).toBe(once);
});

test('selecting code copies what was written', async () => {
  const code = 'one\n\n\ttwo \u202E x\nthree';
  const element = shown(`before\n\n${fenced('', code)}\nafter`);
  const selection = document.getSelection();
  const lines = element.querySelectorAll('.code-line');
  const last = lines[lines.length - 1]?.firstChild;
  if (last) selection?.setBaseAndExtent(lines[0] ?? element, 0, last, 'three'.length);
  expect(selection?.toString()).toBe(code);
  let copied = '';
  document.addEventListener(
    'copy',
    () => {
      copied = document.getSelection()?.toString() ?? '';
    },
    { once: true },
  );
  await userEvent.keyboard('{Control>}c{/Control}');
  expect(copied).toBe(code);
});

test('what is selected stays selected while colours come', async () => {
  const highlighter = createHighlighter();
  const { element, write } = open({ options: { highlighter } });
  document.body.append(element);
  write(fenced('ts', samples['ts'] ?? ''));
  const lines = [...element.querySelectorAll('.code-line')];
  const [first, second] = [lines[2]?.firstChild, lines[3]?.firstChild];
  if (!first || !second) throw new Error('There is nothing to select.');
  const selection = document.getSelection();
  selection?.setBaseAndExtent(first, 7, second, 12);
  const selected = selection?.toString();
  highlighter.theme = dark;
  await highlighter.settled();
  expect(first.isConnected).toBe(false);
  expect(selection?.toString()).toBe(selected);
  highlighter.dispose();
});

test('the height of a chunk that is off the screen is known exactly', () => {
  const element = shown(fenced('', Array.from({ length: 200 }, (_, line) => `line ${line}`).join('\n')));
  const chunks = [...element.querySelectorAll<HTMLElement>('.code-chunk')];
  expect(chunks.map(chunk => chunk.classList.contains('full'))).toEqual([true, true, true, false]);
  const skipped = chunks.map(chunk => chunk.getBoundingClientRect().height);
  for (const chunk of chunks) chunk.style.contentVisibility = 'visible';
  expect(chunks.map(chunk => chunk.getBoundingClientRect().height)).toEqual(skipped);
});

import { afterEach, expect, test } from 'vitest';
import { copySelectionWithStructure } from '../../../src/webview/copy/copy-selection.ts';
import { createMarkdownWriter } from '../../../src/webview/markdown/markdown-writer.ts';
import { Formulas } from '../../../src/webview/math/formulas.ts';
import { typeset } from '../../../src/webview/math/katex-engine.ts';
import '../../../media/panel.css';

const root = document.createElement('div');
copySelectionWithStructure(root);
document.body.append(root);
afterEach(() => root.replaceChildren());

/** A line of text with a formula in it. */
async function line(before: string, tex: string, after: string): Promise<HTMLElement> {
  const formulas = new Formulas(async () => ({ typeset }));
  const formula = document.createElement('span');
  formula.className = 'math';
  formulas.set({ tex, display: false, source: `$${tex}$` }, formula);
  await formulas.settled();
  const paragraph = document.createElement('p');
  paragraph.append(before, formula, after);
  root.append(paragraph);
  return paragraph;
}

/** What a copy of the selection puts on the clipboard; undefined for the browser's own way. */
function copied(type = 'text/plain'): string | undefined {
  const clipboardData = new DataTransfer();
  const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
  root.dispatchEvent(event);
  return event.defaultPrevented ? clipboardData.getData(type) : undefined;
}

test('a formula is copied as its source, once', async () => {
  const paragraph = await line('so ', 'x^2', ' is');
  await line('and ', '\\frac{a}{b}', '.');
  getSelection()?.selectAllChildren(root);
  expect(copied()?.trim()).toBe('so $x^2$ is\n\nand $\\frac{a}{b}$.');
  expect(root.className).toBe('');
  expect(paragraph.querySelector('.katex-html')?.checkVisibility()).toBe(true);
});

test('a selection that ends inside a formula takes all of it, and stays as it was', async () => {
  const paragraph = await line('so ', 'x^2', ' is');
  const inside = paragraph.querySelector('.katex-html .mord')?.firstChild;
  const start = paragraph.firstChild;
  if (!inside || !start) throw new Error('no formula');
  getSelection()?.setBaseAndExtent(start, 0, inside, 0);
  expect(copied()).toBe('so $x^2$');
  expect(getSelection()?.focusNode).toBe(inside);
});

test('text without formulas is left to the browser', async () => {
  await line('so ', 'x^2', ' is');
  const other = document.createElement('p');
  other.textContent = 'other';
  root.append(other);
  getSelection()?.selectAllChildren(other);
  expect(copied()).toBeUndefined();
});

/** An answer with `markdown` in it, set as in the panel. */
function answer(markdown: string): HTMLElement {
  const container = document.createElement('div');
  container.className = 'markdown';
  root.append(container);
  const writer = createMarkdownWriter(container, {});
  writer.write(markdown);
  writer.end();
  return container;
}

function select(
  start: Node | null | undefined,
  startOffset: number,
  end: Node | null | undefined,
  endOffset: number,
): void {
  if (!start || !end) throw new Error('nothing to select');
  getSelection()?.setBaseAndExtent(start, startOffset, end, endOffset);
}

test('lists keep their numbers, signs and boxes, and what is in their items its place', () => {
  const markdown = [
    'Before *it*',
    'and after.',
    '',
    '3. three',
    '4. four',
    '   - [x] done',
    '   - [ ] to do',
    '',
    '> quoted',
    '> - in it',
    '',
    '| a | b |',
    '| - | - |',
    '| 1 | 2 |',
    '',
    '```ts',
    'a  b',
    '  c',
    '```',
    '',
    'A line\\',
    'break, a [link](https://example.com/) and ~~not this~~.',
  ].join('\n');
  answer(markdown);
  getSelection()?.selectAllChildren(root);
  expect(copied()).toBe(
    [
      'Before it and after.',
      '',
      '3. three',
      '4. four',
      '   - [x] done',
      '   - [ ] to do',
      '',
      '> quoted',
      '>',
      '> - in it',
      '',
      'a\tb',
      '1\t2',
      '',
      'a  b',
      '  c',
      '',
      'A line',
      'break, a link and not this.',
    ].join('\n'),
  );
  expect(copied('text/html')).toContain('a <a href="https://example.com/">link</a> and <del>not this</del>.');
});

test('a part of a list has the numbers that one sees, and an item without its beginning none', () => {
  const items = [...answer('7. seven\n8. eight\n9. nine\n').querySelectorAll('li > p')];
  select(items[1]?.firstChild, 0, items[2]?.firstChild, 4);
  expect(copied()).toBe('8. eight\n9. nine');
  select(items[0]?.firstChild, 2, items[1]?.firstChild, 5);
  expect(copied()).toBe('ven\n8. eight');
  select(items[1]?.firstChild, 1, items[1]?.firstChild, 3);
  expect(copied()).toBeUndefined();
});

test('a diagram is copied as its source, though that is not shown', () => {
  const block = answer('Look:\n\n```mermaid\nflowchart LR\n  A --> B\n```\n').querySelector('.code-block');
  const picture = document.createElement('div');
  picture.className = 'diagram';
  picture.append(document.createElement('img'));
  block?.append(picture);
  block?.classList.add('shows-diagram');
  getSelection()?.selectAllChildren(root);
  expect(copied()).toBe('Look:\n\n```mermaid\nflowchart LR\n  A --> B\n```');
});

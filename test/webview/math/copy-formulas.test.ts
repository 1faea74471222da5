import { afterEach, expect, test } from 'vitest';
import { copyFormulasAsSource } from '../../../src/webview/math/copy-formulas.ts';
import { Formulas } from '../../../src/webview/math/formulas.ts';
import { typeset } from '../../../src/webview/math/katex-engine.ts';
import '../../../media/math.css';

const root = document.createElement('div');
copyFormulasAsSource(root);
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
function copied(): string | undefined {
  const clipboardData = new DataTransfer();
  const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
  root.dispatchEvent(event);
  return event.defaultPrevented ? clipboardData.getData('text/plain') : undefined;
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

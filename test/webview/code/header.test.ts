import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { answerStart, closePanel, finished, openWith, question, text } from '../panel/fake-host.ts';
import { button, find, hasButton, log, message, nextFrame } from '../panel/find.ts';
import { dark } from './support.ts';

afterEach(closePanel);

function block(lines: number, width = 10): string {
  return `\`\`\`ts\n${Array.from({ length: lines }, (_, line) => `// ${line} ${'x'.repeat(width)}\n`).join('')}\`\`\`\n`;
}

/** An answer that was there before the panel. */
function opened(value: string) {
  return openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), text('a1', value), finished('a1'));
}

/** An answer that comes while one looks. */
async function streamed(...values: string[]) {
  const host = await openWith(question('q1', null, 'Hi'));
  await host.happen(answerStart('a1', 'q1'));
  for (const value of values) await host.happen(text('a1', value));
  return host;
}

function height(selector: string): number {
  return find(selector).getBoundingClientRect().height;
}

test('a long block from earlier on is folded, and one that grew before the reader is not', async () => {
  await opened(block(100));
  expect(find('.code-block').classList).toContain('folded');
  expect(find('.code-line-count').textContent).toBe('100 lines');
  const folded = height('.code-block');
  expect(folded).toBeLessThan(450);
  await userEvent.click(button('Show all 100 lines'));
  expect(height('.code-block')).toBeGreaterThan(1000);
  expect(document.activeElement).toBe(button('Show Less'));
  expect(hasButton('Show all 100 lines')).toBe(false);
  await userEvent.click(button('Show Less'));
  expect(height('.code-block')).toBe(folded);
  expect(document.activeElement).toBe(button('Show all 100 lines'));
  closePanel();

  await streamed(block(50).slice(0, -4), block(50).slice(6));
  expect(find('.code-block').classList).not.toContain('folded');
  expect(find('.code-line-count').textContent).toBe('100 lines');
  expect(hasButton('Show Less')).toBe(true);
});

test('a block that is still growing cannot be folded, and a short one neither', async () => {
  const host = await streamed(block(40).slice(0, -4));
  expect(hasButton('Show Less')).toBe(false);
  await host.happen(text('a1', '```\n'));
  expect(hasButton('Show Less')).toBe(true);
  closePanel();
  await opened(block(24));
  expect(hasButton('Show Less')).toBe(false);
  expect(find('.code-line-count').hidden).toBe(true);
});

test('a folded block is copied whole, and unfolds when find leads into it', async () => {
  const host = await opened(block(100));
  await userEvent.click(button('Copy', find('.code-header')));
  expect(host.of('copy')[0]?.text.split('\n')).toHaveLength(101);
  log().focus();
  await userEvent.keyboard('{Control>}f{/Control}');
  await userEvent.keyboard('// 77 x');
  await expect.poll(() => find('.code-block').classList.contains('folded')).toBe(false);
});

test('a folded block unfolds when something scrolls inside it', async () => {
  await opened(block(100));
  const pre = find('pre');
  const unfolded = new Promise(resolve => pre.addEventListener('scroll', resolve, { once: true }));
  pre.scrollTop = 200;
  await unfolded;
  await nextFrame();
  expect(find('.code-block').classList).not.toContain('folded');
});

test('the header stays on the screen while a tall block is read', async () => {
  await opened(block(100));
  await userEvent.click(button('Show all 100 lines'));
  log().scrollTop = 700;
  await nextFrame();
  const header = find('.code-header').getBoundingClientRect();
  expect(header.top).toBeCloseTo(log().getBoundingClientRect().top, 0);
  await userEvent.click(button('Copy', find('.code-header')));
});

test('lines can be wrapped, and code is reached by keyboard only while it scrolls', async () => {
  await opened(block(5, 300));
  const pre = find('pre');
  await expect.poll(() => pre.tabIndex).toBe(0);
  const wrap = button('Wrap Lines');
  expect(wrap.ariaPressed).toBe('false');
  await userEvent.click(wrap);
  expect(wrap.ariaPressed).toBe('true');
  expect(pre.scrollWidth).toBeLessThanOrEqual(pre.clientWidth);
  await expect.poll(() => pre.hasAttribute('tabindex')).toBe(false);
  await userEvent.click(wrap);
  await expect.poll(() => pre.tabIndex).toBe(0);
});

test('the name of a language is shown once it is whole', async () => {
  const host = await streamed('```r');
  expect(find('.code-language').textContent).toBe('');
  await host.happen(text('a1', 'ust'));
  expect(find('.code-language').textContent).toBe('');
  await host.happen(text('a1', '\nfn'));
  expect(find('.code-language').textContent).toBe('Rust');
  expect(find('.code-actions').ariaLabel).toBe('Code block, Rust');
});

test('the theme that the host sends colours code, also in a panel that has it already', async () => {
  const host = await opened('```css\na { color: red }\n```\n');
  expect(find('.code-line').children).toHaveLength(0);
  host.deliver({ type: 'codeTheme', theme: dark });
  await expect.poll(() => find('.code-line', message('a1')).children.length).toBeGreaterThan(0);
  const tag = find('.code-line span');
  expect(getComputedStyle(tag).color).toBe('rgb(86, 156, 214)');
  expect(getComputedStyle(tag).textDecorationLine).toBe('underline');
  expect(getComputedStyle(find('pre')).color).toBe('rgb(208, 208, 208)');
});

test('colours made for dark are not seen on light, until those for light have come', async () => {
  const color = () => getComputedStyle(find('.code-line span')).color;
  const { dataset, style } = document.body;
  dataset['vscodeThemeKind'] = 'vscode-dark';
  try {
    const host = await opened('```css\na { color: red }\n```\n');
    host.deliver({ type: 'codeTheme', theme: dark });
    await expect.poll(() => find('.code-line').children.length).toBeGreaterThan(0);
    expect(color()).toBe('rgb(86, 156, 214)');
    // Another dark theme: the colours stay until it has others.
    dataset['vscodeThemeKind'] = 'vscode-high-contrast';
    expect(color()).toBe('rgb(86, 156, 214)');
    style.setProperty('--vscode-editor-foreground', 'rgb(1, 2, 3)');
    dataset['vscodeThemeKind'] = 'vscode-light';
    expect(color()).toBe('rgb(1, 2, 3)');
    host.deliver({ type: 'codeTheme', theme: { ...dark, kind: 'light' } });
    await expect.poll(color).toBe('rgb(86, 156, 214)');
  } finally {
    delete dataset['vscodeThemeKind'];
    style.removeProperty('--vscode-editor-foreground');
  }
});

test('a pressed button shows its focus beside its own border', async () => {
  await opened(block(5, 300));
  document.body.style.setProperty('--vscode-focusBorder', 'red');
  const wrap = button('Wrap Lines');
  wrap.focus();
  await userEvent.keyboard('{Enter}');
  expect(wrap.ariaPressed).toBe('true');
  const { outlineOffset, outlineStyle, outlineWidth } = getComputedStyle(wrap);
  document.body.style.removeProperty('--vscode-focusBorder');
  expect([outlineOffset, outlineStyle, outlineWidth]).toEqual(['1px', 'solid', '1px']);
});

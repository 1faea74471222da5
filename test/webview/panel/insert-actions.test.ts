import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { answerStart, closePanel, type FakeHost, finished, openWith, question, text, turn } from './fake-host.ts';
import { button, find, hasButton, log, message } from './find.ts';

afterEach(async () => {
  closePanel();
  await page.viewport(800, 900);
});

const code = '```ts\nif (a) {\n  b();\n}\nc();\n```\n';
const commands = '```bash\nnpm ci\n```\n';

/** An answer that still grows. */
function growing(value: string) {
  return openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), text('a1', value));
}

function buttons(within: HTMLElement): (string | null)[] {
  return [...within.querySelectorAll('button')].filter(each => each.checkVisibility()).map(each => each.ariaLabel);
}

function items(): HTMLButtonElement[] {
  return [...document.querySelectorAll<HTMLButtonElement>('.menu [role^="menuitem"]')];
}

function labels(): string[] {
  return items().map(item => item.textContent);
}

function item(label: string): HTMLButtonElement {
  const found = items().find(each => each.textContent === label);
  if (!found) throw new Error(`No “${label}” among ${labels().join(', ')}`);
  return found;
}

function focused(): string | null | undefined {
  return document.activeElement?.textContent;
}

function header(index = 0): HTMLElement {
  const found = document.querySelectorAll<HTMLElement>('.code-header')[index];
  if (!found) throw new Error('no such code block');
  return found;
}

function footer(id = 'a1'): HTMLElement {
  return find('.answer-footer', message(id));
}

/** Selects from the first of one text on the page to the end of the first of another. */
function select(from: string, to: string, root: HTMLElement = log()): void {
  const [start, startOffset] = place(from, root);
  const [end, endOffset] = place(to, root);
  getSelection()?.setBaseAndExtent(start, startOffset, end, endOffset + to.length);
}

function place(wanted: string, root: HTMLElement): [Node, number] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const index = node.textContent?.indexOf(wanted) ?? -1;
    if (index >= 0) return [node, index];
  }
  throw new Error(`“${wanted}” is not there`);
}

async function inserted(host: FakeHost, name: string, within: HTMLElement) {
  await userEvent.click(button(name, within));
  return host.of('insert').at(-1);
}

describe('a code block', () => {
  test('can be put to each place while it still grows', async () => {
    const host = await growing(`Text\n\n${code.slice(0, -4)}`);
    expect(buttons(header())).toEqual([
      'Wrap Lines',
      'Copy',
      'Insert at Cursor',
      'New File',
      'Show Diff',
      'More Actions…',
    ]);
    for (const name of ['Insert at Cursor', 'New File', 'Show Diff']) await userEvent.click(button(name, header()));
    for (const name of ['Replace Selection', 'Insert into Terminal']) {
      await userEvent.click(button('More Actions…', header()));
      expect(labels()).toEqual(['Replace Selection', 'Insert into Terminal']);
      await userEvent.click(item(name));
    }
    expect(host.of('insert')).toEqual(
      (['cursor', 'newFile', 'diff', 'replace', 'terminal'] as const).map(target => ({
        type: 'insert',
        answerId: 'a1',
        target,
        offset: 6,
      })),
    );
  });

  test('of commands offers the terminal first', async () => {
    const host = await growing(commands);
    expect(buttons(header())).toEqual([
      'Wrap Lines',
      'Copy',
      'Insert at Cursor',
      'Insert into Terminal',
      'More Actions…',
    ]);
    expect(await inserted(host, 'Insert into Terminal', header())).toMatchObject({ target: 'terminal', offset: 0 });
    await userEvent.click(button('More Actions…', header()));
    expect(labels()).toEqual(['Replace Selection', 'New File', 'Show Diff']);
  });

  test('in a narrow panel has the rest in its menu, and all of that is on the screen', async () => {
    await page.viewport(270, 600);
    const host = await openWith(...turn(1, `${commands}\n${code}`));
    find('#app').style.width = '270px';
    expect(buttons(header(0))).toEqual(['Copy', 'Insert at Cursor', 'Insert into Terminal', 'More Actions…']);
    expect(buttons(header(1))).toEqual(['Copy', 'Insert at Cursor', 'More Actions…']);
    await userEvent.click(button('More Actions…', header(1)));
    expect(labels()).toEqual(['Replace Selection', 'New File', 'Show Diff', 'Insert into Terminal', 'Wrap Lines']);
    const menu = find('.menu').getBoundingClientRect();
    expect(menu.left).toBeGreaterThanOrEqual(0);
    expect(menu.right).toBeLessThanOrEqual(270);
    expect(menu.bottom).toBeLessThanOrEqual(600);
    await userEvent.click(item('Wrap Lines'));
    expect(find('.code-block:last-child').classList).toContain('wrapped');
    await userEvent.click(button('More Actions…', header(1)));
    expect(item('Wrap Lines').ariaChecked).toBe('true');
    await userEvent.click(item('New File'));
    expect(host.of('insert')).toHaveLength(1);
  });
});

test('deep within lists all actions are within their block, also with something selected', async () => {
  await page.viewport(270, 600);
  const lines = `${'npm ci\n'.repeat(30)}`;
  const nested = `\`\`\`bash\n${lines}\`\`\`\n`.replaceAll(/^(?=.)/gm, ' '.repeat(8));
  await openWith(...turn(1, `- a\n  - b\n    - c\n      - d\n\n${nested}`));
  find('#app').style.width = '270px';
  await userEvent.click(button('Show all 30 lines'));
  select('npm', 'ci', find('pre'));
  await expect.poll(() => find('.insert-what', header()).checkVisibility()).toBe(true);
  const block = find('.code-block').getBoundingClientRect();
  expect(block.width).toBeLessThan(190);
  expect(buttons(header())).toEqual(['Show Less', 'Copy', 'Insert at Cursor', 'Insert into Terminal', 'More Actions…']);
  const edges = [...header().querySelectorAll('button')].map(each => each.getBoundingClientRect().right);
  expect(Math.max(...edges)).toBeLessThanOrEqual(block.right);
  expect(button('Insert at Cursor', header()).offsetWidth).toBeGreaterThanOrEqual(22);
});

describe('an answer', () => {
  test('keeps its height when a part of it is selected in a narrow panel', async () => {
    await page.viewport(290, 600);
    const end = { ...finished('a1'), usage: { outputTokens: 33 } };
    await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), text('a1', code), end);
    find('#app').style.width = '290px';
    const before = footer().offsetHeight;
    select('b()', 'b()');
    await expect.poll(() => message('a1').classList).toContain('has-selection');
    expect(footer().offsetHeight).toBe(before);
    const cursor = button('Insert at Cursor', footer());
    expect(cursor.title).toBe('Insert Selected Part at Cursor');
    expect(getComputedStyle(cursor).width).toBe('22px');
    expect(find('.insert-what', header()).checkVisibility()).toBe(true);
    await page.viewport(800, 900);
    expect(find('.insert-what', footer()).checkVisibility()).toBe(true);
  });

  test('has its other places in a menu', async () => {
    const host = await growing('Text');
    expect(buttons(footer())).toEqual(['Copy', 'Insert at Cursor', 'Regenerate', 'More Actions…']);
    for (const name of ['Replace Selection', 'New File', 'Show Diff', 'Insert into Terminal']) {
      await userEvent.click(button('More Actions…', footer()));
      await userEvent.click(item(name));
    }
    expect(host.of('insert')).toEqual(
      ['replace', 'newFile', 'diff', 'terminal'].map(target => ({ type: 'insert', answerId: 'a1', target })),
    );
  });

  test('without text has none', async () => {
    await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), finished('a1'));
    expect(button('More Actions…', footer()).disabled).toBe(true);
  });
});

describe('the actions of a code block', () => {
  test('are one stop for the Tab key', async () => {
    await openWith(...turn(1, '```ts\nlet x;\n```\n\n```sh\nls\n```\n'));
    const [first, second] = [...document.querySelectorAll<HTMLElement>('.code-actions')];
    if (!first || !second) throw new Error('There are no two code blocks.');
    expect(first.role).toBe('toolbar');
    button('Copy', first).focus();
    const seen: unknown[] = [];
    for (const key of ['ArrowRight', 'End', 'ArrowRight', 'ArrowLeft', 'Home', 'ArrowLeft']) {
      await userEvent.keyboard(`{${key}}`);
      seen.push(document.activeElement?.ariaLabel);
    }
    expect(seen).toEqual([
      'Insert at Cursor',
      'More Actions…',
      'More Actions…',
      'Show Diff',
      'Wrap Lines',
      'Wrap Lines',
    ]);
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement).toBe(button('Copy', second));
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(document.activeElement?.ariaLabel).toBe('Insert into Terminal');
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    expect(document.activeElement).toBe(button('Copy', first));
  });
});

describe('the menu', () => {
  test('is used with the keyboard and gives the focus back', async () => {
    const host = await openWith(...turn(1, 'Text'));
    const more = button('More Actions…', footer());
    more.focus();
    await userEvent.keyboard('{Enter}');
    expect(more.ariaExpanded).toBe('true');
    expect(find('.menu').role).toBe('menu');
    expect(focused()).toBe('Replace Selection');
    const seen: unknown[] = [];
    for (const key of ['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home', 's']) {
      await userEvent.keyboard(`{${key}}`);
      seen.push(focused());
    }
    expect(seen).toEqual([
      'New File',
      'Insert into Terminal',
      'Replace Selection',
      'Insert into Terminal',
      'Replace Selection',
      'Show Diff',
    ]);
    await userEvent.keyboard(' ');
    expect(host.of('insert').map(({ target }) => target)).toEqual(['diff']);
    expect(document.querySelector('.menu')).toBeNull();
    expect(document.activeElement).toBe(more);
    expect(more.ariaExpanded).toBe('false');
    await userEvent.keyboard('{ArrowUp}');
    expect(focused()).toBe('Insert into Terminal');
    await userEvent.keyboard('{Tab}');
    expect(document.querySelector('.menu')).toBeNull();
    expect(document.activeElement).not.toBe(document.body);
  });

  test('is closed by Escape, which stops nothing then', async () => {
    const host = await growing('Text');
    await userEvent.click(button('More Actions…', footer()));
    await userEvent.keyboard('{Escape}');
    expect(document.querySelector('.menu')).toBeNull();
    expect(document.activeElement).toBe(button('More Actions…', footer()));
    expect(host.of('stop')).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(host.of('stop')).toHaveLength(1);
  });

  test('is closed by its button, and by a click anywhere else', async () => {
    await growing('Text');
    const more = button('More Actions…', footer());
    await userEvent.click(more);
    await userEvent.click(more);
    expect(document.querySelector('.menu')).toBeNull();
    await userEvent.click(more);
    await userEvent.click(message('q1'), { position: { x: 5, y: 5 } });
    expect(document.querySelector('.menu')).toBeNull();
  });

  test('stays while the answer grows and ends', async () => {
    const host = await growing('Text');
    await userEvent.click(button('More Actions…', footer()));
    await host.happen(text('a1', ' and more'), finished('a1'));
    expect(focused()).toBe('Replace Selection');
    expect(items().every(each => !each.disabled)).toBe(true);
  });
});

describe('what is selected in an answer', () => {
  const prose = 'First **bold** line.\n\n1. one\n2. two\n\n';

  test('is what its actions take, and those of its code block', async () => {
    const host = await growing(`${prose}${code}\n${code}`);
    select('b();', 'c();', find('pre'));
    await expect.poll(() => button('Insert at Cursor', header(0)).title).toBe('Insert Selected Part at Cursor');
    expect(find('.insert-what', header(0)).checkVisibility()).toBe(true);
    expect(find('.insert-what', header(1)).checkVisibility()).toBe(false);
    expect(find('.insert-what', footer()).checkVisibility()).toBe(true);
    const part = { type: 'insert', target: 'cursor', answerId: 'a1', text: '  b();\n}\nc();' };
    const offset = prose.length;
    expect(await inserted(host, 'Insert at Cursor', header(0))).toEqual({ ...part, offset });
    expect(await inserted(host, 'Insert at Cursor', footer())).toEqual({ ...part, offset });
    await userEvent.click(button('More Actions…', header(0)));
    expect(find('.menu-note').textContent).toBe('With what is selected here:');
    await userEvent.click(item('Replace Selection'));
    expect(host.of('insert').at(-1)).toEqual({ ...part, target: 'replace', offset });
    const other = await inserted(host, 'Insert at Cursor', header(1));
    expect(other?.text).toBeUndefined();
  });

  test('is taken with the keyboard', async () => {
    const host = await growing(code);
    select('b();', 'b();');
    const insert = button('Insert at Cursor', header());
    insert.focus();
    await userEvent.keyboard('{Enter}');
    expect(host.of('insert')).toMatchObject([{ text: 'b();', offset: 0 }]);
    expect(getSelection()?.toString()).toBe('b();');
  });

  test('across blocks is taken as it is copied, by the answer alone', async () => {
    const host = await growing(`${prose}${code}`);
    select('bold', 'b();');
    await expect.poll(() => button('Insert at Cursor', footer()).title).toBe('Insert Selected Part at Cursor');
    expect(await inserted(host, 'Insert at Cursor', footer())).toMatchObject({
      text: 'bold line.\n\n1. one\n2. two\n\nif (a) {\n  b();',
    });
    expect((await inserted(host, 'Insert at Cursor', header()))?.text).toBeUndefined();
  });

  test('with a triple click on the last line is that line', async () => {
    const host = await growing(`${code}\nafter\n\n${code}`);
    const last = find('pre .code-line:last-child');
    await userEvent.tripleClick(last);
    expect(await inserted(host, 'Insert at Cursor', header())).toMatchObject({ text: 'c();', offset: 0 });
    await userEvent.tripleClick(find('p'));
    expect(await inserted(host, 'Insert at Cursor', footer())).toMatchObject({ text: 'after' });
  });

  test('stays selected while the answer grows, and is not forgotten in the other turns', async () => {
    const host = await openWith(
      ...turn(1, code),
      question('q2', 'a1', 'More'),
      answerStart('a2', 'q2'),
      text('a2', code),
    );
    select('c();', 'c();', message('a2'));
    await host.happen(text('a2', 'more'), finished('a2'));
    expect(await inserted(host, 'Insert at Cursor', footer('a2'))).toMatchObject({ answerId: 'a2', text: 'c();' });
    expect((await inserted(host, 'Insert at Cursor', footer('a1')))?.text).toBeUndefined();
  });

  test('is told to VS Code’s context menu', async () => {
    const host = await growing(`${prose}${code}`);
    const context = (target: HTMLElement) => {
      target.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true }));
      const said = target.closest<HTMLElement>('[data-vscode-context]')?.dataset['vscodeContext'];
      return said === undefined ? undefined : JSON.parse(said);
    };
    const piece = { conversationId: host.conversation.id, answerId: 'a1' };
    expect(context(find('p', message('a1')))).toEqual({ runnelClicked: 'answer', runnelPiece: piece });
    expect(context(find('pre'))).toEqual({
      runnelClicked: 'answer',
      runnelPiece: { ...piece, offset: prose.length },
    });
    select('First', 'bold');
    expect(context(find('p', message('a1')))).toEqual({
      runnelClicked: 'selection',
      runnelPiece: { ...piece, text: 'First bold' },
    });
    expect(context(find('.bubble'))).toBeUndefined();
  });

  test('in several messages, or none, changes nothing', async () => {
    const host = await openWith(...turn(1, 'one'), ...turn(2, 'two'));
    select('one', 'two');
    expect((await inserted(host, 'Insert at Cursor', footer('a1')))?.text).toBeUndefined();
    select('Question 2', 'Question 2');
    expect((await inserted(host, 'Insert at Cursor', footer('a2')))?.text).toBeUndefined();
    select('two', 'two');
    await expect.poll(() => footer('a2').parentElement?.classList.contains('has-selection')).toBe(true);
    getSelection()?.removeAllRanges();
    await expect.poll(() => footer('a2').parentElement?.classList.contains('has-selection')).toBe(false);
    expect(button('Insert at Cursor', footer('a2')).title).toBe('Insert the Whole Answer, as Text, at Cursor');
    expect(button('Insert at Cursor', footer('a2')).ariaDescription).toBeNull();
    expect(hasButton('Insert at Cursor', footer('a2'))).toBe(true);
  });
});

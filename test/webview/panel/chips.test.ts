import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { AttachmentChip, NextAttachment } from '../../../src/protocol/messages.ts';
import { sizeWords } from '../../../src/webview/attachments/size-words.ts';
import { closePanel, type FakeHost, openWith, question, surroundings } from './fake-host.ts';
import { button, draftField, find, message } from './find.ts';

afterEach(closePanel);

const loop: AttachmentChip = {
  label: 'src/loop.ts',
  languageId: 'typescript',
  startLine: 12,
  endLine: 20,
  size: 1234,
};

function named(label: string): AttachmentChip {
  return { ...loop, label };
}

/** As the host names them, each by the numbers that it has given out. */
const ids = new Map<unknown, number>();

function show(host: FakeHost, chips: Omit<NextAttachment, 'id'>[]): void {
  const attachments = chips.map(chip => ({ ...chip, id: idOf(chip) }));
  host.deliver({ type: 'surroundings', surroundings: { ...surroundings, attachments } });
}

function idOf(chip: Omit<NextAttachment, 'id'>): number {
  const key = JSON.stringify(chip);
  const id = ids.get(key) ?? ids.size + 100;
  ids.set(key, id);
  return id;
}

async function composerWith(...attachments: Omit<NextAttachment, 'id'>[]) {
  const host = await openWith();
  show(host, attachments);
  return host;
}

function chips(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('.composer .chip-open')];
}

/** As one sees it. */
function words(chip: HTMLElement | undefined): string | undefined {
  return chip?.textContent.replaceAll(/\s+/g, ' ').trim();
}

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [1234, '1.2 kB'],
  [9960, '10 kB'],
  [12_345, '12 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [4_000_000, '4 MB'],
  [123_456_789, '123 MB'],
])('%d bytes are %s', (bytes, expected) => {
  expect(sizeWords(bytes)).toBe(expected);
});

describe('a chip in the composer', () => {
  test('says which file, lines and size, and where it was taken from', async () => {
    await composerWith(
      loop,
      { ...loop, endLine: 12, scope: 'function main' },
      { ...loop, startLine: 1, endLine: 1200, size: 40_000, whole: true },
      { ...named('Terminal: bash'), startLine: 1, endLine: 3 },
      { ...loop, changed: true },
    );
    expect(chips().map(words)).toEqual([
      'src/loop.ts:12-20 · 9 lines · 1.2 kB',
      'src/loop.ts:12 · 1 line · 1.2 kB',
      'src/loop.ts · 1,200 lines · 40 kB',
      'Terminal: bash:1-3 · 3 lines · 1.2 kB',
      'src/loop.ts:12-20 · 9 lines · 1.2 kB',
    ]);
    const icons = chips().map(chip => chip.querySelector('.codicon')?.className.replace('codicon codicon-', ''));
    expect(icons).toEqual(['file-code', 'file-code', 'file-code', 'terminal', 'warning']);
    expect(chips()[1]?.title).toBe('src/loop.ts:12 (function main) · 1 line · 1.2 kB');
    expect(chips()[4]?.title).toContain('Changed since it was attached');
    expect(chips()[4]?.ariaDescription).toBe('Changed since it was attached');
  });

  test('opens and goes with a click', async () => {
    const host = await composerWith(loop, named('b.ts'));
    await userEvent.click(chips()[1] ?? document.body);
    await userEvent.click(button('Remove b.ts:12-20'));
    expect(host.posted.slice(-2)).toEqual([
      { type: 'openAttachment', id: idOf(named('b.ts')) },
      { type: 'removeAttachment', id: idOf(named('b.ts')) },
    ]);
    expect(document.activeElement).toBe(draftField());
  });

  test('does not take its neighbour along with a double click', async () => {
    const host = await composerWith(named('a'), named('b'));
    // Side by side, also when one of them is gone.
    find('#app').style.width = '600px';
    const { x, y, height } = button('Remove a:12-20').getBoundingClientRect();
    const press = (timeStamp: number) => {
      const click = new MouseEvent('click', { bubbles: true, detail: 1 });
      Object.defineProperty(click, 'timeStamp', { value: timeStamp });
      document.elementFromPoint(x + height / 2, y + height / 2)?.dispatchEvent(click);
    };
    press(1000);
    show(host, [named('b')]);
    press(1100);
    expect(host.of('removeAttachment')).toEqual([{ type: 'removeAttachment', id: idOf(named('a')) }]);
    press(1400);
    expect(host.of('removeAttachment').at(-1)).toEqual({ type: 'removeAttachment', id: idOf(named('b')) });
  });

  test('is reached, opened and removed with the keyboard', async () => {
    const host = await composerWith(named('a'), named('b'), named('c'));
    host.deliver({ type: 'images', images: [{ id: 7, label: 'i.png', mimeType: 'image/png', base64: 'iVBORw0=' }] });
    draftField().focus();
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    expect(document.activeElement).toBe(button('Remove i.png'));
    await userEvent.keyboard('{End}{ArrowRight}');
    expect(document.activeElement).toBe(chips()[2]);
    await userEvent.keyboard('{ArrowLeft}{Enter}');
    expect(host.posted.at(-1)).toEqual({ type: 'openAttachment', id: idOf(named('b')) });
    await userEvent.keyboard('{Delete}');
    expect(host.posted.at(-1)).toEqual({ type: 'removeAttachment', id: idOf(named('b')) });
    show(host, [named('a'), named('c')]);
    expect(document.activeElement?.textContent).toContain('c:12-20');
    await userEvent.keyboard('{Backspace}');
    expect(host.posted.at(-1)).toEqual({ type: 'removeAttachment', id: idOf(named('c')) });
    show(host, [named('a')]);
    expect(document.activeElement).toBe(chips()[0]);
    await userEvent.keyboard('{Home}{Delete}');
    expect(host.posted.at(-1)).toEqual({ type: 'removeAttachment', id: 7 });
    host.deliver({ type: 'images', images: [] });
    expect(document.activeElement).toBe(chips()[0]);
    await userEvent.keyboard('{Delete}');
    show(host, []);
    expect(document.activeElement).toBe(draftField());
    expect(find('.composer-chips').hidden).toBe(true);
  });

  test('takes the focus from nobody when it goes', async () => {
    const host = await composerWith(loop, named('b.ts'));
    button('Attach…').focus();
    show(host, [loop]);
    expect(document.activeElement).toBe(button('Attach…'));
  });

  test('of many leaves room for the draft, and all can be reached', async () => {
    const many = Array.from({ length: 30 }, (_, index) => named(`src/folder-${index}/index.ts`));
    await composerWith(...many);
    expect(find('.composer-chips').offsetHeight).toBeLessThanOrEqual(90);
    chips()[0]?.focus();
    await userEvent.keyboard('{End}');
    const row = find('.composer-chips').getBoundingClientRect();
    expect(chips()[29]?.getBoundingClientRect().bottom).toBeLessThanOrEqual(row.bottom);
  });

  test('shows the end of a long name, its lines and its size within its row', async () => {
    await composerWith(named(`${'folder/'.repeat(500)}the-file.ts`));
    const [chip] = chips();
    const label = find('.composer .chip-label');
    const size = find('.composer .chip-details').getBoundingClientRect();
    expect(label.scrollWidth).toBeGreaterThan(label.clientWidth);
    expect(label.getBoundingClientRect().right).toBeLessThanOrEqual(size.left);
    expect(size.right).toBeLessThanOrEqual(find('.composer').getBoundingClientRect().right);
    expect(chip?.title.length).toBeLessThan(400);
  });

  test('shows a hostile name as text, in one line and in its own direction', async () => {
    await composerWith(named('<img src=x onerror=alert(1)>\n[a](command:x)\u202E`gnp.exe'));
    expect(document.querySelector('.composer img')).toBeNull();
    const label = find('.composer .chip-label');
    expect(label.textContent).toBe('<img src=x onerror=alert(1)> [a](command:x)`gnp.exe:12-20');
    expect(label.firstElementChild?.tagName).toBe('BDI');
    expect(chips()[0]?.title).not.toMatch(/\u202E|\n/);
    expect(find('.composer .chip').offsetHeight).toBe(20);
  });
});

describe('at a question', () => {
  test('a chip opens what was asked about', async () => {
    const { size, ...attachment } = loop;
    const host = await openWith(question('q1', null, 'Why?', [{ ...attachment, text: '', size }]));
    expect(words(find('.question .chip-open'))).toBe('src/loop.ts:12-20 · 9 lines · 1.2 kB');
    expect(message('q1').querySelector('.chip-remove')).toBeNull();
    await userEvent.click(find('.question .chip-open'));
    expect(host.posted.at(-1)).toEqual({ type: 'openAskedAttachment', questionId: 'q1', index: 0 });
  });

  test('what Runnel has added to it can be read', async () => {
    const { question: asked, ...event } = question('q1', null, 'Sort it.');
    await openWith({ ...event, question: { ...asked, instruction: 'Answer with <b>one</b> code block.' } });
    const text = find('.instruction-text', message('q1'));
    expect(text.checkVisibility()).toBe(false);
    find('.instruction summary').focus();
    await userEvent.keyboard('{Enter}');
    expect(text.checkVisibility()).toBe(true);
    expect(text.textContent).toBe('Answer with <b>one</b> code block.');
    await openWith(question('q1', null, 'Sort it.'));
    expect(document.querySelector('.instruction')).toBeNull();
  });
});

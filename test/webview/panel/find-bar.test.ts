import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import {
  answerStart,
  closePanel,
  delta,
  FakeHost,
  finished,
  openPanel,
  openWith,
  question,
  text,
  turn,
} from './fake-host.ts';
import { button, draftField, find, log, message, nextFrame } from './find.ts';

afterEach(closePanel);

const long = 'A line of its own.\n\n'.repeat(60);

function input(): HTMLInputElement {
  return find<HTMLInputElement>('[role="search"] input[aria-label="Find"]');
}

function count(): string {
  return find('[role="search"] .find-count').textContent;
}

/** Waits until the count says this. */
async function counted(words: string): Promise<void> {
  await expect.poll(count, { timeout: 5000 }).toBe(words);
}

function current(): string {
  const [range] = [...(CSS.highlights.get('runnel-find-current') ?? [])];
  return range ? textOf(range) : '';
}

function marked(): string[] {
  return [...(CSS.highlights.get('runnel-find') ?? [])].map(textOf);
}

function liveRange({ startContainer, startOffset, endContainer, endOffset }: AbstractRange): Range {
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  return range;
}

function textOf(range: AbstractRange): string {
  return liveRange(range).toString();
}

/** Where the current match is: whether all of it is on the screen. */
function isCurrentOnScreen(): boolean {
  const [range] = [...(CSS.highlights.get('runnel-find-current') ?? [])];
  const { top, bottom, height } = liveRange(range ?? new Range()).getBoundingClientRect();
  const view = log().getBoundingClientRect();
  return height > 0 && top >= view.top && bottom <= view.bottom;
}

async function openFind(query: string): Promise<void> {
  await userEvent.keyboard('{Control>}f{/Control}');
  await userEvent.fill(input(), query);
}

describe('find', () => {
  test('opens by Ctrl+F, goes through all matches both ways, and closes with the focus where it was', async () => {
    await openWith(...turn(1, 'one needle and\nanother **nee**dle'), ...turn(2, 'a `needle` more\n'));
    const before = log().innerHTML;
    draftField().focus();
    await openFind('needle');
    expect(document.activeElement).toBe(input());
    expect(find('[role="search"]').ariaLabel).toBe('Find in Conversation');
    await counted('1 of 3');
    expect(marked()).toEqual(['needle', 'needle', 'needle']);
    const places = [];
    for (const expected of ['2 of 3', '3 of 3', '1 of 3']) {
      await userEvent.keyboard('{Enter}');
      expect(count()).toBe(expected);
      places.push(current());
    }
    expect(places).toEqual(['needle', 'needle', 'needle']);
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    expect(count()).toBe('3 of 3');
    await userEvent.keyboard('{Shift>}{F3}{/Shift}');
    expect(count()).toBe('2 of 3');
    expect(log().innerHTML).toBe(before);
    await userEvent.keyboard('{Escape}');
    expect(document.querySelector('[role="search"]')).toBeNull();
    expect(document.activeElement).toBe(draftField());
    expect(CSS.highlights.has('runnel-find')).toBe(false);
    // The reader sees where the search has ended, until there is something else to see.
    expect(current()).toBe('needle');
    await userEvent.keyboard('x');
    expect(current()).toBe('');
  });

  test('takes keys that are quicker than the search', async () => {
    await openWith(...turn(1, 'one needle, another needle, and a third needle'));
    await openFind('need');
    await counted('1 of 3');
    input().value = 'needle';
    input().dispatchEvent(new InputEvent('input', { bubbles: true }));
    for (let key = 0; key < 2; key++) {
      input().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    }
    await counted('3 of 3');
    expect(current()).toBe('needle');
  });

  test('marks the current match also where its colour is that of all', async () => {
    await openWith(...turn(1, 'one needle and another needle'));
    await openFind('needle');
    await counted('1 of 2');
    const [selected, shown] = ['runnel-find-selected', 'runnel-find-current'].map(name => CSS.highlights.get(name));
    expect([...(selected ?? [])]).toEqual([...(shown ?? [])]);
    expect(shown?.priority).toBeGreaterThan(selected?.priority ?? 0);
  });

  test('takes any white space in running text for a space, and letters as they are with Match Case', async () => {
    await openWith(...turn(1, 'Soft\nbreak and SOFT break\n\n```\nsoft\nbreak\n```\n'));
    await openFind('soft break');
    await counted('1 of 2');
    await userEvent.click(button('Match Case', find('[role="search"]')));
    await counted('No results');
    expect(input()).toBe(document.activeElement);
    await userEvent.clear(input());
    await userEvent.keyboard('SOFT');
    await counted('1 of 1');
    await userEvent.keyboard('{Alt>}c{/Alt}');
    await counted('2 of 3');
  });

  test('takes what is typed word for word', async () => {
    await openWith(...turn(1, 'a.b (c) \\* aXb [x]'));
    for (const query of ['a.b', '(c)', '[x]']) {
      await userEvent.keyboard('{Control>}f{/Control}');
      await userEvent.fill(input(), query);
      await expect.poll(current).toBe(query);
      expect(count()).toBe('1 of 1');
    }
  });

  test('finds in what is not on the page yet, and scrolls there', async () => {
    const host = openPanel();
    for (let number = 1; number <= 60; number++) host.lose(...turn(number, `${long}\n\nAnswer number ${number}.`));
    await host.snapshot();
    await openFind('number 3.');
    await counted('1 of 1');
    await expect.poll(isCurrentOnScreen, { timeout: 5000 }).toBe(true);
    expect(message('a3').contains([...(CSS.highlights.get('runnel-find') ?? [])][0]?.startContainer ?? null)).toBe(
      true,
    );
  });

  test('opens closed reasoning when a match in it becomes the current one', async () => {
    await openWith(
      question('q1', null, 'Hi'),
      answerStart('a1', 'q1'),
      delta('a1', { type: 'reasoning-delta', text: 'A hidden thought.' }),
      text('a1', 'The answer is hidden too.'),
      finished('a1'),
    );
    const details = find<HTMLDetailsElement>('details');
    expect(details.querySelector('.markdown')).toBeNull();
    await openFind('hidden');
    await expect.poll(() => marked().length).toBe(2);
    expect(details.open).toBe(false);
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    expect(details.open).toBe(true);
    expect(current()).toBe('hidden');
    await expect.poll(isCurrentOnScreen, { timeout: 5000 }).toBe(true);
  });

  test('tells others to open what they have folded', async () => {
    await openWith(...turn(1, '```ts\nlet folded;\n```\n'));
    const told: EventTarget[] = [];
    message('a1').addEventListener('beforematch', event => told.push(event.target ?? window));
    await openFind('folded');
    await counted('1 of 1');
    expect(told).toEqual([find('.code-chunk')]);
  });

  test('counts on while an answer streams, and keeps the current match and its place', async () => {
    const host = await openWith(...turn(1, long), question('q2', 'a1', 'More'), answerStart('a2', 'q2'));
    await host.happen(text('a2', `The needle.\n\n${long}`));
    await openFind('needle');
    await counted('1 of 1');
    const top = () => find('.markdown p', message('a2')).getBoundingClientRect().top;
    await expect.poll(isCurrentOnScreen, { timeout: 5000 }).toBe(true);
    await nextFrame();
    const before = top();
    await host.happen(text('a2', `Another needle. ${long}`));
    await host.happen(text('a2', 'needle'));
    await counted('1 of 3');
    expect(Math.abs(top() - before)).toBeLessThan(2);
    await userEvent.keyboard('{Enter}{Enter}');
    expect(count()).toBe('3 of 3');
    await expect.poll(isCurrentOnScreen, { timeout: 5000 }).toBe(true);
    await host.happen(text('a2', 'work and more\n\nneedle'), finished('a2'));
    await counted('3 of 4');
    expect(current()).toBe('needle');
    expect(find('.panel > .visually-hidden').textContent).toBe('Answer finished');
  });

  test('covers nothing for good, and moves nothing that is read', async () => {
    await openWith(...turn(1, 'needle'));
    await openFind('Question');
    await counted('1 of 1');
    const bar = () => find('[role="search"]').getBoundingClientRect().bottom;
    expect(find('.bubble').getBoundingClientRect().top).toBeGreaterThan(bar());
    await userEvent.keyboard('{Escape}');

    await openWith(...turn(1, long), ...turn(2, long));
    await nextFrame();
    const scrolled = new Promise(resolve => log().addEventListener('scroll', resolve, { once: true }));
    log().scrollTop = 500;
    await scrolled;
    const top = () => find('.markdown p:nth-child(20)').getBoundingClientRect().top;
    const before = top();
    await openFind('');
    await nextFrame();
    expect(Math.abs(top() - before)).toBeLessThan(2);
    await userEvent.keyboard('{Escape}');
    await nextFrame();
    expect(Math.abs(top() - before)).toBeLessThan(2);
  });

  test('looks for what is selected', async () => {
    await openWith(...turn(1, 'one word and one more'));
    document
      .getSelection()
      ?.setBaseAndExtent(find('.markdown p').firstChild ?? document, 0, find('.markdown p').firstChild ?? document, 3);
    log().focus();
    await userEvent.keyboard('{Control>}f{/Control}');
    expect(input().value).toBe('one');
    await counted('1 of 2');
    await userEvent.keyboard('{Enter}{Escape}');
    expect(document.activeElement).toBe(log());
    expect(document.getSelection()?.toString()).toBe('one');
    expect(document.getSelection()?.anchorOffset).toBe(13);
  });

  test('keeps its keys from VS Code, and leaves Esc in the composer to Stop', async () => {
    const host = await openWith(...turn(1, 'one'), question('q2', 'a1', 'More'), answerStart('a2', 'q2'));
    const seen: string[] = [];
    const listen = (event: KeyboardEvent) => seen.push(event.key);
    window.addEventListener('keydown', listen);
    await openFind('');
    draftField().focus();
    await userEvent.keyboard('{Escape}');
    window.removeEventListener('keydown', listen);
    expect(seen.filter(key => key === 'f')).toEqual([]);
    expect(host.of('stop')).toHaveLength(1);
    expect(find('[role="search"]')).toBeTruthy();
  });
});

describe('selecting', () => {
  test('Ctrl+A in the transcript selects it and nothing else, without labels of buttons', async () => {
    await openWith(...turn(1, 'First.\n\n```ts\nlet a;\n```\n\n- item'), ...turn(2, 'Second.'));
    log().focus();
    await userEvent.keyboard('{Control>}a{/Control}');
    const selected = document
      .getSelection()
      ?.toString()
      .trim()
      .split(/\s*\n\s*/);
    expect(selected).toEqual(['Question 1', 'First.', 'let a;', 'item', 'Question 2', 'Second.']);
    draftField().focus();
    await userEvent.keyboard('abc{Control>}a{/Control}');
    expect(draftField().selectionEnd).toBe(3);
  });

  test('reaches from one message into another by the mouse', async () => {
    const host = await openWith(...turn(1, 'First answer.'), ...turn(2, 'Second answer.'));
    const from = find('.markdown p', message('a1'));
    const to = find('.markdown p', message('a2'));
    await userEvent.dragAndDrop(from, to, { sourcePosition: { x: 1, y: 8 }, targetPosition: { x: 60, y: 8 } });
    const selected = document.getSelection()?.toString() ?? '';
    expect(selected.replace(/\s+/g, ' ')).toMatch(/^First answer\. Question 2 Secon/);
    expect(host.posted.filter(({ type }) => type !== 'painted')).toEqual([{ type: 'ready' }]);
    expect(new FakeHost().posted).toEqual([]);
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import {
  answerStart,
  closePanel,
  FakeHost,
  finished,
  openPanel,
  openWith,
  question,
  surroundings,
  text,
  turn,
} from './fake-host.ts';
import { button, find, hasButton, log, message, nextFrame } from './find.ts';

afterEach(closePanel);

const long = 'A line of its own.\n\n'.repeat(60);

function fromEnd(): number {
  const { scrollHeight, clientHeight, scrollTop } = log();
  return scrollHeight - clientHeight - scrollTop;
}

/** Scrolls like a reader does, and waits until it has happened. */
async function scrollBy(distance: number): Promise<void> {
  const scrolled = new Promise(resolve => log().addEventListener('scroll', resolve, { once: true }));
  log().scrollTop += distance;
  await scrolled;
}

/** Tells how far a paragraph near the middle of the screen moves meanwhile, in CSS pixels. */
async function movementDuring(action: () => Promise<void>): Promise<number> {
  const middle = log().getBoundingClientRect().top + log().clientHeight / 2;
  const read = [...log().querySelectorAll('.markdown p')].find(line => line.getBoundingClientRect().top > middle);
  const before = read?.getBoundingClientRect().top ?? Number.NaN;
  await action();
  await nextFrame();
  return Math.abs((read?.getBoundingClientRect().top ?? Number.NaN) - before);
}

async function streaming(): Promise<FakeHost> {
  const host = await openWith(
    ...turn(1, long),
    question('q2', 'a1', 'More'),
    answerStart('a2', 'q2'),
    text('a2', long),
  );
  await nextFrame();
  return host;
}

describe('following', () => {
  test('stays at the newest line', async () => {
    const host = await streaming();
    expect(fromEnd()).toBeLessThan(2);
    for (let count = 0; count < 5; count++) {
      await host.happen(text('a2', long));
      expect(fromEnd()).toBeLessThan(2);
    }
    expect(hasButton('Newest')).toBe(false);
  });

  test('stays at the newest line when the composer grows', async () => {
    const host = await streaming();
    host.deliver({ type: 'draft', text: 'a\nb\nc\nd\ne' });
    await nextFrame();
    expect(fromEnd()).toBeLessThan(2);
  });

  test('ends when the reader scrolls up, and begins again with Newest', async () => {
    const host = await streaming();
    await scrollBy(-300);
    expect(hasButton('Newest')).toBe(true);
    expect(await movementDuring(() => host.happen(text('a2', long)))).toBeLessThan(2);
    await userEvent.click(button('Newest'));
    expect(fromEnd()).toBeLessThan(2);
    await host.happen(text('a2', long));
    expect(fromEnd()).toBeLessThan(2);
    expect(hasButton('Newest')).toBe(false);
  });

  test('ends with the wheel before anything has moved', async () => {
    const host = await streaming();
    log().dispatchEvent(new WheelEvent('wheel', { deltaY: -40, bubbles: true }));
    expect(await movementDuring(() => host.happen(text('a2', long)))).toBeLessThan(2);
    expect(hasButton('Newest')).toBe(true);
  });

  test('ends with the keyboard, and begins again at the end', async () => {
    const host = await streaming();
    log().focus();
    const scrolled = new Promise(resolve => log().addEventListener('scrollend', resolve, { once: true }));
    await userEvent.keyboard('{PageUp}');
    await scrolled;
    expect(fromEnd()).toBeGreaterThan(100);
    await scrollBy(fromEnd());
    await host.happen(text('a2', long));
    expect(fromEnd()).toBeLessThan(2);
  });

  test('ends when something is selected', async () => {
    const host = await streaming();
    const changed = new Promise(resolve => document.addEventListener('selectionchange', resolve, { once: true }));
    document.getSelection()?.selectAllChildren(find('.markdown p:last-child', message('a2')));
    await changed;
    expect(await movementDuring(() => host.happen(text('a2', long)))).toBeLessThan(2);
  });

  test('begins again with a question of one’s own', async () => {
    const host = await openWith(...turn(1, long));
    await nextFrame();
    await scrollBy(-300);
    await host.happen(question('q2', 'a1', 'More'), answerStart('a2', 'q2'), text('a2', long));
    expect(fromEnd()).toBeLessThan(2);
  });

  test('does not move what is read when something above changes its height', async () => {
    await openWith(...turn(1, long), ...turn(2, long), ...turn(3, long));
    await nextFrame();
    await scrollBy(-400);
    const grow = async () => {
      message('q1').style.height = '500px';
    };
    expect(await movementDuring(grow)).toBeLessThan(2);
  });
});

describe('other ways to scroll', () => {
  test('off moves only for a question of one’s own', async () => {
    const host = openPanel(new FakeHost(), { ...surroundings, scroll: 'off' });
    host.lose(...turn(1, long));
    await host.snapshot();
    await host.happen(question('q2', 'a1', 'More'), answerStart('a2', 'q2'));
    await nextFrame();
    expect(message('q2').getBoundingClientRect().bottom).toBeLessThanOrEqual(log().getBoundingClientRect().bottom);
    expect(await movementDuring(() => host.happen(text('a2', long)))).toBeLessThan(2);
    await userEvent.click(button('Newest'));
    expect(fromEnd()).toBeLessThan(2);
  });

  test('pinStart keeps the first line of the answer', async () => {
    const host = openPanel(new FakeHost(), { ...surroundings, scroll: 'pinStart' });
    host.lose(...turn(1, long));
    await host.snapshot();
    await host.happen(question('q2', 'a1', 'More'), answerStart('a2', 'q2'), text('a2', 'short'));
    expect(fromEnd()).toBeLessThan(2);
    await host.happen(text('a2', `\n\n${long}`));
    await host.happen(text('a2', long));
    const distance = message('a2').getBoundingClientRect().top - log().getBoundingClientRect().top;
    expect(Math.abs(distance)).toBeLessThan(2);
    await userEvent.click(button('Newest'));
    await host.happen(text('a2', long), finished('a2'));
    expect(fromEnd()).toBeLessThan(2);
  });
});

describe('the place', () => {
  test('is kept over a reload', async () => {
    const first = await openWith(...turn(1, long), ...turn(2, long));
    await nextFrame();
    await scrollBy(-900);
    const kept = new Promise<void>(resolve => {
      const setState = first.setState.bind(first);
      first.setState = state => {
        setState(state);
        resolve();
      };
    });
    await kept;
    const lines = () =>
      [...message('a2').querySelectorAll('.markdown p')].map(line => line.getBoundingClientRect().top);
    const index = lines().findIndex(top => top > 0);
    const before = lines()[index] ?? Number.NaN;
    expect(index).toBeGreaterThan(5);

    const second = new FakeHost();
    second.state = first.state;
    second.conversation = first.conversation;
    openPanel(second);
    await second.snapshot();
    await nextFrame();
    expect(Math.abs((lines()[index] ?? Number.NaN) - before)).toBeLessThan(2);
    expect(hasButton('Newest')).toBe(true);
  });

  test('is the end when another conversation comes', async () => {
    const host = new FakeHost();
    host.state = { draft: '', place: { conversationId: 'other', messageId: 'a1', block: 2, offset: 10 } };
    openPanel(host);
    host.lose(...turn(1, long));
    await host.snapshot();
    await nextFrame();
    expect(fromEnd()).toBeLessThan(2);
  });
});

describe('layout', () => {
  test('never scrolls sideways', async () => {
    const wide = `| ${'a column | '.repeat(20)}\n|${' - |'.repeat(20)}\n| ${'cell | '.repeat(20)}\n\n`;
    const root = find('html');
    await openWith(
      question('q1', null, 'x'.repeat(300)),
      answerStart('a1', 'q1'),
      text(
        'a1',
        `${wide}\`\`\`\n${'y'.repeat(500)}\n\`\`\`\n\n${'z'.repeat(400)} \`${'c'.repeat(400)}\`\n\n> ${'q'.repeat(300)}\n`,
      ),
      finished('a1'),
    );
    for (const width of ['270px', '400px']) {
      find('#app').style.width = width;
      expect(log().scrollWidth).toBe(log().clientWidth);
      const right = find('#app').getBoundingClientRect().right;
      for (const block of message('a1').querySelectorAll('.markdown > *')) {
        expect(block.getBoundingClientRect().right).toBeLessThanOrEqual(right);
      }
    }
    expect(root.scrollWidth).toBe(root.clientWidth);
  });

  test('does not shift when actions appear', async () => {
    await openWith(...turn(1, 'first'), ...turn(2, 'second'), ...turn(3, 'third'));
    const heights = () => [...log().querySelectorAll('article')].map(article => article.getBoundingClientRect().height);
    const before = heights();
    const opacity = () => getComputedStyle(find('.actions', message('a1'))).opacity;
    expect(opacity()).toBe('0');
    await userEvent.hover(message('a1'));
    expect(opacity()).toBe('1');
    expect(heights()).toEqual(before);
  });

  test('does not move when messages get far from the end', async () => {
    const host = openPanel(new FakeHost(), { ...surroundings, scroll: 'off' });
    host.lose(...turn(1, long), ...turn(2, long));
    await host.snapshot();
    for (let number = 3; number <= 8; number++) {
      host.lose(...turn(number, long));
      expect(await movementDuring(() => host.snapshot())).toBeLessThan(2);
    }
    expect(log().querySelectorAll('.far')).toHaveLength(10);
  });

  test('fills a long conversation from its end', async () => {
    const host = openPanel();
    for (let number = 1; number <= 60; number++) host.lose(...turn(number, `Answer ${number}`));
    await host.snapshot();
    expect(message('a60').querySelector('.markdown')?.textContent).toBe('Answer 60');
    expect(log().querySelectorAll('article')).toHaveLength(8);
    while (!log().querySelector('[data-message-id="a1"] .markdown')) await nextFrame();
    expect([...log().querySelectorAll('article')].map(({ dataset }) => dataset['messageId']).slice(0, 3)).toEqual([
      'q1',
      'a1',
      'q2',
    ]);
    expect(log().querySelectorAll('.markdown')).toHaveLength(60);
    expect(fromEnd()).toBeLessThan(2);
  });
});

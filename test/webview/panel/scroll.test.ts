import { afterEach, describe, expect, test, vi } from 'vitest';
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

  test('offers Newest only where there is something to go to, and not over the actions of the last answer', async () => {
    await openWith(...turn(1, long));
    await nextFrame();
    const first = log().querySelector('.markdown p')?.firstChild;
    const selected = new Promise(resolve => document.addEventListener('selectionchange', resolve, { once: true }));
    if (first) getSelection()?.setBaseAndExtent(first, 0, first, 4);
    await selected;
    find('.answer-footer').style.paddingBottom = '20px';
    await expect.poll(fromEnd).toBeGreaterThan(15);
    await nextFrame();
    expect(hasButton('Newest')).toBe(false);
    await scrollBy(-20);
    expect(hasButton('Newest')).toBe(true);
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

  test('ends when the keyboard puts the focus on something in the text, and not when the mouse does', async () => {
    const host = await streaming();
    await host.happen(text('a2', 'See [this](https://example.com/).\n\n'));
    await userEvent.click(find('.parts .markdown', message('a2')), {
      position: { x: 200, y: find('.parts .markdown', message('a2')).offsetHeight - 8 },
    });
    await host.happen(text('a2', long));
    expect(fromEnd()).toBeLessThan(2);
    await userEvent.keyboard('{Shift}');
    find('.parts a', message('a2')).focus({ preventScroll: true });
    expect(document.activeElement?.matches(':focus-visible')).toBe(true);
    expect(await movementDuring(() => host.happen(text('a2', long)))).toBeLessThan(2);
    await userEvent.click(button('Newest'));
    await host.happen(text('a2', long));
    expect(fromEnd()).toBeLessThan(2);
  });

  test('goes on when the focus is on the transcript itself', async () => {
    const host = await streaming();
    await userEvent.keyboard('{Tab}');
    log().focus();
    await host.happen(text('a2', long));
    expect(fromEnd()).toBeLessThan(2);
  });

  test('costs no layout of its own: all is read after the browser’s', async () => {
    let dirty = false;
    // Made before the panel's own, so that it is told first.
    const laidOut = new ResizeObserver(() => {
      observer.takeRecords();
      dirty = false;
    });
    const host = await streaming();
    const forced: string[] = [];
    const observer = new MutationObserver(() => {
      dirty = true;
    });
    for (const name of ['scrollHeight', 'clientHeight', 'scrollTop'] as const) {
      const getter = Object.getOwnPropertyDescriptor(Element.prototype, name)?.get;
      if (!getter) throw new Error(`No ${name}`);
      Object.defineProperty(log(), name, {
        configurable: true,
        get() {
          if (observer.takeRecords().length > 0) dirty = true;
          if (dirty) forced.push(name);
          return getter.call(log());
        },
        set(value: number) {
          Object.getOwnPropertyDescriptor(Element.prototype, name)?.set?.call(log(), value);
        },
      });
    }
    observer.observe(log(), { subtree: true, childList: true, characterData: true });
    laidOut.observe(find('.messages'));
    for (let count = 0; count < 3; count++) await host.happen(text('a2', long));
    laidOut.disconnect();
    observer.disconnect();
    expect(forced).toEqual([]);
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

describe('what is read stays where it is', () => {
  /** Reads the middle of the third answer of four. */
  async function reading(beginning = ''): Promise<FakeHost> {
    const host = await openWith(
      ...turn(1, long),
      ...turn(2, `${beginning}${long}`),
      ...turn(3, long),
      ...turn(4, long),
      question('q5', 'a4', 'More'),
      answerStart('a5', 'q5'),
    );
    // What is put off until the page is idle changes sizes too, and is over now.
    await new Promise(resolve => requestIdleCallback(resolve));
    await nextFrame();
    await scrollBy(message('a3').getBoundingClientRect().top + 400 - log().getBoundingClientRect().top);
    return host;
  }

  test('when an image above loads late', async () => {
    await reading();
    const loads = async () => {
      const canvas = document.createElement('canvas');
      canvas.width = 40;
      canvas.height = 300;
      const image = new Image();
      message('a2').querySelector('.markdown > p:nth-child(3)')?.after(image);
      image.src = canvas.toDataURL();
      await image.decode();
    };
    expect(await movementDuring(loads)).toBeLessThan(2);
    await nextFrame();
    expect(message('a2').querySelector('img')?.offsetHeight).toBe(300);
  });

  test('when a code block above is folded and coloured', async () => {
    await reading(`\`\`\`ts\n${'let a;\n'.repeat(30)}\`\`\`\n\n`);
    const pre = find('pre', message('a2'));
    expect(pre.offsetHeight).toBeGreaterThan(200);
    const fold = async () => {
      pre.style.height = '100px';
      for (const chunk of pre.querySelectorAll('.code-chunk')) {
        const span = document.createElement('b');
        span.append(...chunk.childNodes);
        chunk.append(span);
      }
    };
    expect(await movementDuring(fold)).toBeLessThan(2);
  });

  test('when a diagram appears above, and text below', async () => {
    const host = await reading();
    const draw = async () => {
      const diagram = document.createElement('div');
      diagram.style.height = '400px';
      message('a2').querySelector('.markdown > p:nth-child(5)')?.replaceWith(diagram);
      await host.happen(text('a5', long));
    };
    expect(await movementDuring(draw)).toBeLessThan(2);
  });

  test('when the text gets another size, as by VS Code’s zoom or its setting', async () => {
    await reading();
    const lines = [...message('a3').querySelectorAll('.markdown > p')];
    const top = log().getBoundingClientRect().top;
    const first = lines.findIndex(line => line.getBoundingClientRect().bottom > top);
    expect(first).toBeGreaterThan(3);
    const isFirst = () =>
      lines.findIndex(line => line.getBoundingClientRect().bottom > log().getBoundingClientRect().top);
    const root = find('html');
    for (const size of ['20px', '9px', '13px']) {
      root.style.setProperty('--vscode-font-size', size);
      await nextFrame();
      expect(Math.abs(isFirst() - first)).toBeLessThanOrEqual(1);
    }
    // To the page, a zoomed window is one with fewer pixels.
    for (const zoom of [1.5, 0.8, 1]) {
      find('#app').style.width = `${400 / zoom}px`;
      find('#app').style.height = `${600 / zoom}px`;
      await nextFrame();
      expect(Math.abs(isFirst() - first)).toBeLessThanOrEqual(1);
    }
    root.style.removeProperty('--vscode-font-size');
  });

  test('and the newest line stays while it is followed', async () => {
    await streaming();
    const root = find('html');
    for (const size of ['20px', '9px', '13px']) {
      root.style.setProperty('--vscode-font-size', size);
      await nextFrame();
      expect(fromEnd()).toBeLessThan(2);
    }
    root.style.removeProperty('--vscode-font-size');
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
    // At once: a page that is hidden is thrown away, and what it says then is lost.
    expect(first.state).toHaveProperty('place.messageId', 'a2');
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

  test('is found again in a long conversation, before what is far from it is there', async () => {
    const host = new FakeHost();
    for (let number = 1; number <= 60; number++) host.lose(...turn(number, `Answer ${number}\n\n${long}`));
    host.state = { place: { conversationId: 'c1', messageId: 'a20', block: 7, offset: 3 } };
    openPanel(host);
    await host.snapshot();
    const distance = () =>
      (message('a20').querySelectorAll('.markdown > *')[7]?.getBoundingClientRect().top ?? Number.NaN) -
      log().getBoundingClientRect().top;
    await nextFrame();
    expect(Math.abs(distance() + 3)).toBeLessThan(2);
    while (!log().querySelector('[data-message-id="a1"] .markdown')) await nextFrame();
    await nextFrame();
    expect(Math.abs(distance() + 3)).toBeLessThan(2);
    expect(log().querySelectorAll('article')).toHaveLength(120);
  });

  test('is found again near the end of an answer that takes many frames to draw', async () => {
    const host = new FakeHost();
    host.lose(...turn(1, 'A line of its own.\n\n'.repeat(400)));
    host.state = { place: { conversationId: 'c1', messageId: 'a1', block: 300, offset: 3 } };
    openPanel(host);
    // Each look at the clock takes longer than a frame may.
    let ms = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
      ms += 20;
      return ms;
    });
    const frame = vi.fn();
    log().addEventListener('scroll', frame);
    await host.snapshot();
    clock.mockRestore();
    await nextFrame();
    expect(frame).toHaveBeenCalled();
    const block = message('a1').querySelectorAll('.markdown p')[300];
    const distance = (block?.getBoundingClientRect().top ?? Number.NaN) - log().getBoundingClientRect().top;
    expect(Math.abs(distance + 3)).toBeLessThan(2);
    expect(hasButton('Newest')).toBe(true);
  });

  test('is found again deep in what appears later, like a diagram', async () => {
    const host = new FakeHost();
    host.lose(...turn(1, long));
    host.state = { place: { conversationId: 'c1', messageId: 'a1', block: 5, offset: 200 } };
    openPanel(host);
    await host.snapshot();
    await nextFrame();
    const block = find('.markdown p:nth-of-type(6)', message('a1'));
    block.style.height = '400px';
    await nextFrame();
    const distance = block.getBoundingClientRect().top - log().getBoundingClientRect().top;
    expect(Math.abs(distance + 200)).toBeLessThan(2);
    // From here on the reader scrolls.
    log().dispatchEvent(new WheelEvent('wheel', { deltaY: 40, bubbles: true }));
    await scrollBy(100);
    block.style.height = '410px';
    await nextFrame();
    expect(Math.abs(block.getBoundingClientRect().top - log().getBoundingClientRect().top + 300)).toBeLessThan(2);
  });

  test('is not forgotten by a page that is hidden before it shows anything', () => {
    const host = new FakeHost();
    const state = { place: { conversationId: 'c1', messageId: 'a1', block: 5, offset: 2 } };
    host.state = state;
    openPanel(host);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(host.state).toEqual(state);
  });

  test('is kept at the very top while older messages come above it', async () => {
    const host = openPanel();
    for (let number = 1; number <= 60; number++) host.lose(...turn(number, long));
    const idle: IdleRequestCallback[] = [];
    const later = vi.spyOn(window, 'requestIdleCallback').mockImplementation(callback => idle.push(callback));
    await host.snapshot();
    await nextFrame();
    later.mockRestore();
    await scrollBy(-log().scrollTop);
    expect(log().scrollTop).toBe(0);
    const first = find('article');
    const before = first.getBoundingClientRect().top;
    for (const callback of idle) callback({ didTimeout: false, timeRemaining: () => 10 });
    while (!log().querySelector('[data-message-id="q1"]')) await nextFrame();
    await nextFrame();
    expect(Math.abs(first.getBoundingClientRect().top - before)).toBeLessThan(2);
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

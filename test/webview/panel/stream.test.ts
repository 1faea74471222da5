import { afterEach, describe, expect, test, vi } from 'vitest';
import { answerStart, closePanel, delta, finished, openPanel, openWith, question, text, turn } from './fake-host.ts';
import { button, find, log, message, nextFrame } from './find.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  closePanel();
});

describe('the replica', () => {
  test('asks for everything when it is there', () => {
    expect(openPanel().posted).toEqual([{ type: 'ready' }]);
  });

  test('draws batches and gives credit for what is painted', async () => {
    const host = await openWith();
    await host.happen(question('q1', null, 'Hi'), answerStart('a1', 'q1'), text('a1', 'Hel'));
    await host.happen(text('a1', 'lo *you*'));
    await host.happen(finished('a1'));
    expect(message('a1').querySelector('.markdown')?.textContent).toBe('Hello you');
    expect(message('a1').dataset['state']).toBe('finished');
    expect(host.of('painted').map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
  });

  test('draws batches that come between two frames together', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    for (const piece of ['one ', 'two ', 'three']) host.batch(text('a1', piece));
    expect(message('a1').querySelector('.markdown')).toBeNull();
    await host.painted(3);
    expect(message('a1').querySelector('.markdown')?.textContent).toBe('one two three');
    expect(host.of('painted').map(({ seq }) => seq)).toEqual([0, 3]);
  });

  test('draws also where there are no frames, as in a covered window', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    vi.spyOn(window, 'requestAnimationFrame').mockReturnValue(0);
    await host.happen(text('a1', 'seen'));
    expect(message('a1').querySelector('.markdown')?.textContent).toBe('seen');
  });

  test('ignores a batch that it has', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    await host.happen(text('a1', 'once'));
    host.deliver({ type: 'batch', seq: 1, events: [text('a1', 'twice')] });
    await host.happen(text('a1', ' only'));
    expect(message('a1').querySelector('.markdown')?.textContent).toBe('once only');
    expect(host.of('resync')).toEqual([]);
  });

  test('asks once for a snapshot after a gap and ignores batches until it comes', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    await host.happen(text('a1', 'one '));
    host.lose(text('a1', 'two '));
    host.batch(text('a1', 'three '));
    host.batch(text('a1', 'four '));
    await nextFrame();
    expect(host.of('resync')).toHaveLength(1);
    expect(message('a1').querySelector('.markdown')?.textContent).toBe('one');
    const paragraph = find('.markdown p', message('a1'));
    await host.snapshot();
    expect(find('.markdown p', message('a1'))).toBe(paragraph);
    expect(paragraph.textContent).toBe('one two three four');
    await host.happen(text('a1', 'five'), finished('a1'));
    expect(paragraph.textContent).toBe('one two three four five');
    expect(host.of('resync')).toHaveLength(1);
  });

  test('ignores batches before the first snapshot', async () => {
    const host = openPanel();
    host.deliver({ type: 'batch', seq: 7, events: [question('q1', null, 'too early')] });
    await host.snapshot();
    expect(log().querySelector('article')).toBeNull();
    expect(host.of('resync')).toEqual([]);
  });

  test('shows another conversation in place of the one before', async () => {
    const host = await openWith(...turn(1, 'first'));
    host.conversation = { id: 'c2', messages: [], chosenChild: {} };
    host.seq = 0;
    await host.snapshot();
    expect(log().querySelector('article')).toBeNull();
    await host.happen(...turn(1, 'second'));
    expect(message('a1').querySelector('.markdown')?.textContent).toBe('second');
  });
});

describe('an exception while drawing', () => {
  /** Lets the next element that is made fail. */
  const fail = () =>
    vi.spyOn(document, 'createElement').mockImplementationOnce(() => {
      throw new Error('no room');
    });

  test('asks for everything once more, and draws it anew', async () => {
    const host = await openWith(...turn(1, 'first'));
    await host.happen(question('q2', 'a1', 'More'), answerStart('a2', 'q2'));
    fail();
    host.batch(text('a2', 'sec'));
    await nextFrame();
    expect(host.of('resync')).toHaveLength(1);
    expect(host.of('painted').at(-1)).toEqual({ type: 'painted', seq: 1 });
    host.batch(text('a2', 'ond'));
    await host.snapshot();
    expect([...log().querySelectorAll('article')].map(({ dataset }) => dataset['messageId'])).toEqual([
      'q1',
      'a1',
      'q2',
      'a2',
    ]);
    expect(message('a2').querySelector('.markdown')?.textContent).toBe('second');
    await host.happen(text('a2', '!'), finished('a2'));
    expect(message('a2').querySelector('.markdown')?.textContent).toBe('second!');
    expect(host.of('resync')).toHaveLength(1);
    expect(document.querySelector('.notice')).toBeNull();
  });

  test('is not answered for ever: when a snapshot fails too, the user is told', async () => {
    const host = await openWith(...turn(1, 'first'));
    fail();
    host.batch(...turn(2, 'second'));
    await expect.poll(() => host.of('resync')).toHaveLength(1);
    fail();
    host.deliver({ type: 'snapshot', seq: host.seq, conversation: host.conversation });
    await expect
      .poll(() => document.querySelector('.notice')?.textContent)
      .toContain('This chat could not be shown: no room.');
    host.batch(...turn(3, 'third'));
    await nextFrame();
    expect(host.of('resync')).toHaveLength(1);
    await host.snapshot();
    expect(message('a3').querySelector('.markdown')?.textContent).toBe('third');
    fail();
    host.batch(...turn(4, 'fourth'));
    await nextFrame();
    expect(host.of('resync')).toHaveLength(2);
  });
});

describe('a streaming answer', () => {
  test('leaves settled messages as they are', async () => {
    const host = await openWith(...turn(1, 'settled, with `code`\n\n```ts\nlet a;\n```\n'), ...turn(2, 'too'));
    const nodesOf = (id: string) => [...message(id).querySelectorAll('*')];
    const before = nodesOf('a1');
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver(records => changes.push(...records));
    observer.observe(message('a1'), { subtree: true, childList: true, characterData: true });
    await host.happen(question('q3', 'a2', 'More'), answerStart('a3', 'q3'), text('a3', 'a'));
    for (const piece of ['b', 'c\n\n', '- d', '\n- e']) await host.happen(text('a3', piece));
    await host.snapshot();
    changes.push(...observer.takeRecords());
    observer.disconnect();
    expect(changes).toEqual([]);
    expect(nodesOf('a1').every((node, index) => node === before[index])).toBe(true);
  });

  test('keeps the selection made in what has settled', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), text('a1', 'first\n\nsecond'));
    const first = find('.markdown p', message('a1'));
    document.getSelection()?.selectAllChildren(first);
    await host.happen(text('a1', ' goes on\n\nthird'), finished('a1'));
    expect(document.getSelection()?.toString()).toBe('first');
  });

  test('says in words what it is doing', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    const words = () => find('.answer-words', message('a1')).textContent.trim();
    expect(words()).toContain('connecting…');
    expect(log().ariaBusy).toBe('true');
    await host.happen({ type: 'answer-state', id: 'a1', state: 'waiting' });
    expect(words()).toContain('waiting for the first token…');
    await host.happen({
      type: 'answer-state',
      id: 'a1',
      state: 'retrying',
      retryAt: Date.now() + 59_500,
      error: { kind: 'rate-limit', message: 'Too many requests.', retryable: true },
    });
    expect(message('a1').dataset['state']).toBe('retrying');
    expect(find('.retry-when', message('a1')).textContent).toMatch(/^Retrying in \d\d s$/);
    expect(find('.retry-box').textContent).toContain('Too many requests.');
    button('Retry Now').click();
    expect(host.posted.at(-1)).toEqual({ type: 'retryNow' });
    await host.happen(delta('a1', { type: 'reasoning-delta', text: 'hm' }));
    expect(words()).toContain('reasoning…');
    await host.happen({ type: 'answer-state', id: 'a1', state: 'stalled' });
    expect(words()).toContain('no data for a while…');
    await host.happen(
      text('a1', 'x'),
      delta('a1', { type: 'usage', usage: { outputTokens: 1412 } }),
      delta('a1', { type: 'finish', reason: 'length' }),
      finished('a1'),
    );
    expect(words()).toContain('0.4 s to first token · 706 tok/s · 1,412 tokens · cut off at the output limit');
    expect(log().ariaBusy).toBe('false');
    expect(find('[role="status"].visually-hidden').textContent).toBe('Answer finished');
  });

  test('says for how long nothing has come, and ticks for nothing else', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    const words = find('.answer-words > span', message('a1'));
    const state = (name: 'waiting' | 'stalled' | 'streaming') =>
      host.happen({ type: 'answer-state', id: 'a1', state: name });
    expect(words.ariaLive, 'a screen reader does not count').toBe('off');
    expect(vi.getTimerCount()).toBe(0);
    await state('waiting');
    vi.advanceTimersByTime(2000);
    expect(words.textContent).toBe('waiting for the first token…');
    vi.advanceTimersByTime(6000);
    expect(words.textContent).toBe('waiting for the first token… 8 s');
    await host.happen(text('a1', 'x'));
    expect(words.textContent).toBe('streaming…');
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(10_000);
    await state('stalled');
    expect(words.textContent).toBe('no data for 10 s…');
    vi.advanceTimersByTime(2000);
    expect(words.textContent).toBe('no data for 12 s…');
    vi.advanceTimersByTime(100_000);
    expect(words.textContent).toBe('no data for 1 min 52 s…');
    await state('streaming');
    await host.happen(text('a1', 'y'));
    await state('stalled');
    expect(words.textContent).toBe('no data for a while…');
    await host.happen(finished('a1'));
    expect(vi.getTimerCount()).toBe(0);
  });

  test('ends its ticking with the panel', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    await host.happen({ type: 'answer-state', id: 'a1', state: 'waiting' });
    expect(vi.getTimerCount()).toBe(1);
    closePanel();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('says only what is known', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), text('a1', 'x'));
    await host.happen({ type: 'turn-end', id: 'a1', state: 'stopped', timing: { totalMs: 10 } });
    expect(find('.answer-words .item', message('a1')).textContent).toBe('stopped');
  });

  test('shows reasoning closed, and its text only when opened', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    await host.happen(delta('a1', { type: 'reasoning-delta', text: 'secret ' }));
    const details = find<HTMLDetailsElement>('details', message('a1'));
    expect(details.open).toBe(false);
    expect(find('.reasoning-label', details).textContent).toBe('Thinking…');
    expect(details.querySelector('.markdown')).toBeNull();
    await host.happen(delta('a1', { type: 'reasoning-delta', text: 'thought' }), text('a1', 'Answer'));
    expect(details.textContent).toBe('Thought for 1 s');
    const opened = new Promise(resolve => details.addEventListener('toggle', resolve, { once: true }));
    find('summary', details).click();
    await opened;
    await nextFrame();
    expect(find('.markdown p', details).textContent).toBe('secret thought');
  });

  test('does not invent a time for reasoning that it did not see', async () => {
    await openWith(
      question('q1', null, 'Hi'),
      answerStart('a1', 'q1'),
      delta('a1', { type: 'reasoning-delta', text: 'hm' }),
      text('a1', 'Answer'),
      finished('a1'),
    );
    expect(find('summary', message('a1')).textContent).toBe('Reasoning');
  });

  test('shows refusals, tool calls, citations and images in their order', async () => {
    await openWith(
      question('q1', null, 'Hi'),
      answerStart('a1', 'q1'),
      text('a1', 'Text'),
      delta('a1', { type: 'tool-call-start', id: 't', name: 'rm' }),
      delta('a1', { type: 'image', mimeType: 'image/gif', base64: 'R0lGODlhAQABAAAAACw=' }),
      delta('a1', { type: 'image', mimeType: 'text/html', base64: '' }),
      delta('a1', { type: 'citation', url: 'https://example.com/a', title: 'Source' }),
      delta('a1', { type: 'citation', url: 'command:evil', title: 'Not a link' }),
      delta('a1', { type: 'refusal-delta', text: 'No ' }),
      delta('a1', { type: 'refusal-delta', text: 'way' }),
      finished('a1'),
    );
    const shown = [...find('.parts', message('a1')).children].map(part => part.className || part.tagName);
    expect(shown).toEqual(['markdown', 'tool-call', 'answer-image', 'tool-call', 'refusal']);
    expect(find('.tool-call').textContent).toBe('The model wanted to call rm; Runnel runs no tools.');
    expect(find('.refusal-text').textContent).toBe('No way');
    expect([...document.querySelectorAll('img')].map(img => img.src.slice(0, 11))).toEqual(['data:image/']);
    expect([...document.querySelectorAll('.citations .source-title')].map(item => item.textContent)).toEqual([
      'Source',
      'Not a link',
    ]);
    expect(find('ol.citations').querySelectorAll('a')).toHaveLength(1);
  });

  test('is not cut by a citation, and shows citations as they come', async () => {
    const source = (name: string) => delta('a1', { type: 'citation', url: `https://${name}.example/`, title: name });
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), source('one'));
    const listed = () => [...document.querySelectorAll('.citations .source-title')].map(item => item.textContent);
    expect(listed()).toEqual(['one']);
    await host.happen(text('a1', '```ts\nlet a'), source('two'), text('a1', ' = 1;\n'));
    expect(listed()).toEqual(['one', 'two']);
    host.lose(source('three'), text('a1', '```\n'));
    await host.snapshot();
    // Cited once more, and no other source for that.
    await host.happen(source('two'), source('four'), finished('a1'));
    expect(listed()).toEqual(['one', 'two', 'three', 'four']);
    expect(document.querySelectorAll('.markdown')).toHaveLength(1);
    expect(find('.markdown pre').textContent).toBe('let a = 1;\n');
  });
});

import { afterEach, describe, expect, test, vi } from 'vitest';
import { LinePreview } from '../../../src/webview/transcript/line-preview.ts';
import { TextBacklog } from '../../../src/webview/transcript/text-backlog.ts';
import {
  answerStart,
  closePanel,
  delta,
  type FakeHost,
  finished,
  openPanel,
  openWith,
  question,
  text,
  turn,
} from './fake-host.ts';
import { find, log, message } from './find.ts';

afterEach(() => {
  vi.restoreAllMocks();
  closePanel();
});

/** 200 paragraphs of about 500 characters each, numbered. */
const long = Array.from({ length: 200 }, (_, index) => `${index} ${'some words of it '.repeat(29)}\n\n`).join('');

function shownLength(): number {
  return document.querySelector('[data-message-id="a1"] .markdown')?.textContent.length ?? 0;
}

/** Makes every look at the clock take so many milliseconds: what is drawn in a frame is then a matter of counting. */
function slowClock(ms: number): void {
  let now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => {
    now += ms;
    return now;
  });
}

/** How much longer the text has become with each frame until all of it is there. */
async function growth(host: FakeHost, seq: number): Promise<number[]> {
  const steps: number[] = [];
  let done = false;
  void host.painted(seq).then(() => {
    done = true;
  });
  for (let before = shownLength(); !done; before = shownLength()) {
    await new Promise(resolve => requestAnimationFrame(resolve));
    steps.push(shownLength() - before);
  }
  return steps.filter(step => step > 0);
}

describe('more than fits into a frame', () => {
  test('is drawn over several: a snapshot with a long answer', async () => {
    const host = openPanel();
    host.lose(question('q1', null, 'Hi'), answerStart('a1', 'q1'), text('a1', long), finished('a1'));
    slowClock(2);
    host.deliver({ type: 'snapshot', seq: host.seq, conversation: host.conversation });
    const steps = await growth(host, host.seq);
    expect(steps.length).toBeGreaterThan(4);
    expect(Math.max(...steps)).toBeLessThan(6 * 4096);
    expect(message('a1').querySelectorAll('.markdown p')).toHaveLength(200);
  });

  test('is drawn over several: a long batch', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    slowClock(2);
    host.batch(text('a1', long));
    const steps = await growth(host, host.seq);
    expect(steps.length).toBeGreaterThan(4);
    expect(Math.max(...steps)).toBeLessThan(6 * 4096);
  });

  test('gives way at once to a key that is waiting', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    const asked: Navigator & { scheduling?: { isInputPending(): boolean } } = navigator;
    if (!asked.scheduling) throw new Error('This browser does not tell whether input is pending.');
    vi.spyOn(asked.scheduling, 'isInputPending').mockReturnValue(true);
    host.batch(text('a1', long.slice(0, 20_000)));
    const steps = await growth(host, host.seq);
    expect(steps.length).toBeGreaterThan(3);
    expect(Math.max(...steps)).toBeLessThanOrEqual(4096);
  });

  test('is acknowledged when all of it is shown, and what follows is shown after it', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    slowClock(3);
    const lengths: [number, number][] = [];
    const post = host.post.bind(host);
    host.post = message => {
      if (message.type === 'painted') lengths.push([message.seq, shownLength()]);
      post(message);
    };
    const source = delta('a1', { type: 'citation', url: 'https://one.example/', title: 'One' });
    host.batch(text('a1', long), source);
    host.batch(text('a1', 'x'.repeat(20_000)));
    host.batch(
      delta('a1', { type: 'image', mimeType: 'image/gif', base64: 'R0lGODlhAQABAAAAACw=' }),
      text('a1', 'end'),
    );
    host.batch(finished('a1'));
    const whole = host.painted(host.seq);
    let last = '';
    const seen: string[] = [];
    const look = () => {
      const state = [
        shownLength() > 0 && 'text',
        document.querySelector('.sources') && 'sources',
        document.querySelector('.answer-image') && 'image',
        message('a1').dataset['state'] === 'finished' && 'finished',
      ];
      const now = state.filter(Boolean).join(' ');
      if (now !== last) seen.push(now);
      last = now;
    };
    const observer = new MutationObserver(look);
    observer.observe(message('a1'), { subtree: true, childList: true, characterData: true, attributes: true });
    await whole;
    observer.disconnect();
    expect(seen).toEqual(['text', 'text sources', 'text sources image', 'text sources image finished']);
    const words = long.replaceAll('\n', '').length - 200;
    expect(lengths.map(([seq]) => seq)).toEqual([1, 2, 3, 4]);
    // A frame may hold the end of one batch and the beginning of the next.
    expect(lengths[0]?.[1]).toBeGreaterThanOrEqual(words);
    expect(lengths[0]?.[1]).toBeLessThan(words + 20_000);
    expect(lengths[1]?.[1]).toBe(words + 20_000);
  });

  test('is not drawn anew when a snapshot comes in the middle of it', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    slowClock(3);
    host.batch(text('a1', long));
    while (shownLength() === 0) await new Promise(resolve => requestAnimationFrame(resolve));
    expect(shownLength()).toBeLessThan(long.length / 2);
    const first = find('.markdown p', message('a1'));
    host.lose(text('a1', 'The end.'), finished('a1'));
    await host.snapshot();
    expect(find('.markdown p', message('a1'))).toBe(first);
    const paragraphs = [...message('a1').querySelectorAll('.markdown p')].map(({ textContent }) => textContent);
    expect(paragraphs).toHaveLength(201);
    expect(paragraphs.at(-1)).toBe('The end.');
  });

  test('leaves the first screen no later in a long conversation: what is older waits', async () => {
    const host = openPanel();
    for (let number = 1; number <= 250; number++) host.lose(...turn(number, 'Some **words** of it.\n\n'.repeat(40)));
    const idle = vi.spyOn(window, 'requestIdleCallback').mockReturnValue(0);
    await host.snapshot();
    expect(idle).toHaveBeenCalled();
    expect(log().querySelectorAll('article')).toHaveLength(8);
    expect(message('a250').querySelectorAll('.markdown p')).toHaveLength(40);
  });
});

describe('reasoning', () => {
  const thought = (value: string) => delta('a1', { type: 'reasoning-delta', text: value });

  test('shows its time and the beginning of its latest line, and nothing of its text, while it is closed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    try {
      await host.happen(thought('**Looking at the loop**\n\nIt compares'));
      const details = find<HTMLDetailsElement>('details', message('a1'));
      const summary = find('summary', details);
      expect(summary.textContent).toBe('Thinking…It compares');
      vi.advanceTimersByTime(3000);
      await host.happen(thought(' a *string*\n'));
      expect(find('.reasoning-label', summary).textContent).toBe('Thinking… 3 s');
      expect(find('.reasoning-preview', summary).textContent).toBe('It compares a *string*');
      vi.advanceTimersByTime(1200);
      await host.happen(text('a1', 'Answer'));
      expect(summary.textContent).toBe('Thought for 4 s');
      expect(details.querySelector('.markdown')).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  test('is opened while it comes, stays open, and is drawn piece by piece', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), thought(long));
    const details = find<HTMLDetailsElement>('details', message('a1'));
    slowClock(3);
    find('summary', details).click();
    const counts: number[] = [];
    while ((counts.at(-1) ?? 0) < 200) {
      await new Promise(resolve => requestAnimationFrame(resolve));
      counts.push(details.querySelectorAll('.markdown p').length);
    }
    expect(new Set(counts).size).toBeGreaterThan(5);
    await host.happen(thought('And *more*.'));
    expect(details.open).toBe(true);
    expect(find('.markdown p:last-child em', details).textContent).toBe('more');
    await host.happen(text('a1', 'Answer'), finished('a1'));
    expect(details.open).toBe(true);
    expect(details.querySelectorAll('.markdown p')).toHaveLength(201);
  });

  test('tells the time that the host took, where the page has not seen it', async () => {
    const turnEnd = { ...finished('a1'), timing: { firstDeltaMs: 10, totalMs: 9000, reasoningMs: 7200 } };
    await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), thought('hm'), text('a1', 'Answer'), turnEnd);
    expect(find('summary').textContent).toBe('Thought for 7 s');
  });

  test('ticks no more when the panel is gone', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      await host.happen(thought('hm'));
      expect(vi.getTimerCount()).toBe(1);
      closePanel();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('has a preview that stays while its line grows', () => {
    const preview = new LinePreview();
    const lines: string[] = [];
    for (const piece of ['# Pl', 'an\n', '\n', '- first ', '`x`', '\r\n', '> **', 'last**']) {
      preview.append(piece);
      lines.push(preview.line);
    }
    expect(lines).toEqual(['Pl', 'Plan', 'Plan', 'first', 'first x', 'first x', 'first x', 'last']);
  });
});

describe('a backlog of text', () => {
  test('gives back what it took, whole characters and where possible whole lines', () => {
    const source = 'a line\nanother one 😀😀😀\n\nlong without an end 😀😀😀😀😀😀😀😀😀😀😀😀';
    for (let cut = 1; cut <= 9; cut++) {
      for (let limit = 2; limit <= 30; limit++) {
        const backlog = new TextBacklog();
        for (let at = 0; at < source.length; at += cut) backlog.push(source.slice(at, at + cut));
        const pieces: string[] = [];
        while (backlog.length > 0) {
          const before = backlog.length;
          const piece = backlog.take(limit);
          pieces.push(piece);
          expect(before - backlog.length).toBe(piece.length);
          expect(piece.length).toBeLessThanOrEqual(limit);
          expect(piece.isWellFormed()).toBe(true);
        }
        expect(pieces.join('')).toBe(source);
      }
    }
    const backlog = new TextBacklog();
    backlog.push('one line\nand more');
    expect(backlog.take(12)).toBe('one line\n');
    backlog.push('!');
    expect(backlog.take(100)).toBe('and more!');
  });
});

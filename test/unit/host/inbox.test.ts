import { describe, expect, it } from 'vitest';
import { Inbox } from '../../../src/host/editor/inbox.ts';

const asItIs = { push: (text: string) => text, end: () => '' };

/** A source whose reader can be seen to leave it. */
function source(...pieces: readonly string[]): AsyncIterable<string> & { isLeft: boolean } {
  const iterator = pieces[Symbol.iterator]();
  return {
    isLeft: false,
    [Symbol.asyncIterator]() {
      return {
        next: async () => iterator.next(),
        return: async () => {
          this.isLeft = true;
          return { done: true, value: undefined };
        },
      };
    },
  };
}

async function readAll(inbox: Inbox): Promise<string> {
  let text = '';
  while (!inbox.isComplete) {
    text += inbox.take();
    if (!inbox.isComplete) await inbox.wait();
  }
  return text;
}

describe('inbox', () => {
  it('gathers what comes, in parts that end with a line and cut no character in two', async () => {
    const inbox = new Inbox(source('one\ntwo', ' 😀😀'), asItIs);
    while (!inbox.hasEnded) await inbox.wait();
    expect([inbox.take(6), inbox.take(5), inbox.take(3), inbox.take()]).toEqual(['one\n', 'two ', '😀', '😀']);
    expect(inbox.isComplete).toBe(true);
  });

  it('keeps what was read when the source fails, and says so', async () => {
    async function* failing() {
      yield 'a';
      throw new Error('cut');
    }
    const inbox = new Inbox(failing(), { ...asItIs, breakOff: () => 'b' });
    expect(await readAll(inbox)).toBe('ab');
    expect(inbox.failure).toEqual(new Error('cut'));
  });

  it.each(['push', 'end'] as const)('ends, and leaves the source, when its machine fails in “%s”', async method => {
    const fails = () => {
      throw new Error('defect');
    };
    const from = source('a');
    const inbox = new Inbox(from, { ...asItIs, [method]: fails });
    while (!inbox.hasEnded) await inbox.wait();
    expect(inbox.failure).toEqual(new Error('defect'));
    if (method === 'push') expect(from.isLeft).toBe(true);
  });

  it('leaves the source when it is closed, and reads nothing that comes later', async () => {
    const from = source('a', 'b');
    const inbox = new Inbox(from, asItIs);
    await inbox.wait();
    inbox.close();
    const before = inbox.take();
    await Promise.resolve();
    expect(from.isLeft).toBe(true);
    expect(before + inbox.take()).toBe(before);
  });

  it('waits no longer than it is told, and less when it is rung for', async () => {
    const inbox = new Inbox(source(), asItIs);
    await inbox.wait();
    let isOver = false;
    const paused = inbox.pause(1_000_000, () => isOver);
    isOver = true;
    inbox.ring();
    await paused;
    await inbox.pause(0, () => false);
  });
});

import { describe, expect, test } from 'vitest';
import { answerText, chosenPath, emptyConversation, findAnswer } from '../../../src/core/conversation/conversation.ts';
import { followAnswer } from '../../../src/core/conversation/follow-answer.ts';
import { Session } from '../../../src/core/conversation/session.ts';
import type { StreamStep } from '../../../src/core/transport/stream-step.ts';

const model = { providerId: 'p', providerLabel: 'P', modelId: 'm' };

/** A session whose answers are fed by hand. */
function handFedSession() {
  let id = 0;
  const failures: unknown[] = [];
  const answers: { feed(step: StreamStep): void; close(): void; signal: AbortSignal; closed: boolean }[] = [];
  const session = new Session(emptyConversation('c'), {
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    newId: () => `id${++id}`,
    listenerFailed: error => failures.push(error),
    async *answer({ signal }) {
      const queue: StreamStep[] = [];
      let wake = () => {};
      const control = {
        signal,
        closed: false,
        feed: (step: StreamStep) => {
          queue.push(step);
          wake();
        },
        close: () => {
          control.closed = true;
          wake();
        },
      };
      answers.push(control);
      signal.addEventListener('abort', control.close);
      for (;;) {
        const step = queue.shift();
        if (step) yield step;
        else if (control.closed) return;
        else {
          await new Promise<void>(resolve => {
            wake = resolve;
          });
        }
      }
    },
  });
  const ended = (answerId: string) =>
    new Promise<void>(resolve => {
      session.onEvent(event => {
        if (event.type === 'turn-end' && event.id === answerId) resolve();
      });
    });
  return { session, answers, ended, failures };
}

const finish: StreamStep = { type: 'finish', reason: 'stop' };
const text = (piece: string): StreamStep => ({ type: 'text-delta', text: piece });

describe('a session', () => {
  test('asks one question after the other, and regenerates and edits as siblings that destroy nothing', async () => {
    const { session, answers, ended } = handFedSession();
    const first = session.ask({ text: 'one', model });
    const firstEnded = ended(first);
    answers[0]?.feed(text('1'));
    answers[0]?.feed(finish);
    answers[0]?.close();
    await firstEnded;

    const again = session.regenerate(first, model) ?? '';
    const againEnded = ended(again);
    answers[1]?.feed(text('1b'));
    answers[1]?.feed(finish);
    answers[1]?.close();
    await againEnded;

    expect(chosenPath(session.conversation).map(message => message.id)).toEqual(['id1', again]);
    const toFirst = session.conversation.messages.filter(({ parentId }) => parentId === 'id1');
    expect(toFirst.map(({ id }) => id)).toEqual([first, again]);

    session.choose(first);
    expect(session.newestAnswer?.id).toBe(first);

    session.edit('id1', 'one, please', model);
    expect(chosenPath(session.conversation)[0]).toMatchObject({ role: 'user', text: 'one, please' });
    expect(session.conversation.messages.filter(message => message.role === 'user')).toHaveLength(2);
    await session.stop();
  });

  test('stop aborts the request at once and resolves when the turn has ended', async () => {
    const { session, answers, ended } = handFedSession();
    const id = session.ask({ text: 'q', model });
    const end = ended(id);
    answers[0]?.feed(text('part'));
    await session.stop();
    await end;
    expect(answers[0]?.signal.aborted).toBe(true);
    expect(session.running).toBeUndefined();
    expect(session.newestAnswer).toMatchObject({ state: 'stopped' });
  });

  test('a new question ends the answer that was still coming', async () => {
    const { session, answers, ended } = handFedSession();
    const first = session.ask({ text: 'q', model });
    const firstEnded = ended(first);
    const second = session.ask({ text: 'r', model });
    await firstEnded;
    expect(findAnswer(session.conversation, first)?.state).toBe('stopped');
    expect(session.running?.id).toBe(second);
    expect(answers[1]?.signal.aborted).toBe(false);
    await session.stop();
  });

  test('the rest of an answer is asked for behind that answer, also when it is not the newest', async () => {
    const { session, answers, ended } = handFedSession();
    const first = session.ask({ text: 'one', model });
    const firstEnded = ended(first);
    answers[0]?.feed(text('cut'));
    await session.stop();
    await firstEnded;
    const second = session.ask({ text: 'two', model });
    const secondEnded = ended(second);
    await session.stop();
    await secondEnded;
    const rest = session.continueAnswer(first, model);
    expect(chosenPath(session.conversation).map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
    ]);
    expect(chosenPath(session.conversation)[1]?.id).toBe(first);
    expect(session.newestAnswer?.id).toBe(rest);
    expect(session.continueAnswer('nobody', model)).toBeUndefined();
    await session.stop();
  });

  test('a listener that throws harms neither the answer nor the other listeners', async () => {
    const { session, answers, ended, failures } = handFedSession();
    session.onEvent(() => {
      throw new Error('mine');
    });
    const id = session.ask({ text: 'q', model });
    const end = ended(id);
    answers[0]?.feed(text('all'));
    answers[0]?.feed(finish);
    answers[0]?.close();
    await end;
    expect(session.newestAnswer).toMatchObject({ state: 'finished' });
    expect(failures.length).toBeGreaterThan(3);
  });

  test('the wait before another attempt can be cut short', async () => {
    const ends: string[] = [];
    const session = new Session(emptyConversation('c'), {
      clock: { now: () => 0, sleep: () => Promise.resolve() },
      newId: () => 'id',
      listenerFailed: () => undefined,
      async *answer({ skipWait, signal }) {
        yield { type: 'state', state: 'retrying', retryAt: 60_000 };
        await skipWait(signal);
        ends.push('waited');
        yield finish;
      },
    });
    const retrying = new Promise<void>(resolve => {
      session.onEvent(event => event.type === 'answer-state' && resolve());
    });
    const end = new Promise<void>(resolve => {
      session.onEvent(event => event.type === 'turn-end' && resolve());
    });
    session.retryNow();
    session.ask({ text: 'q', model });
    await retrying;
    expect(ends).toEqual([]);
    session.retryNow();
    await end;
    expect(ends).toEqual(['waited']);
  });

  test('an answer can be followed from any place while it comes, by several at once', async () => {
    const { session, answers } = handFedSession();
    const id = session.ask({ text: 'q', model });
    answers[0]?.feed(text('Hello, '));
    const collect = async (offset: number) => {
      let all = '';
      for await (const piece of followAnswer(session, id, offset)) all += piece;
      return all;
    };
    const readers = Promise.all([collect(0), collect(3)]);
    answers[0]?.feed({ type: 'reasoning-delta', text: 'hm' });
    answers[0]?.feed(text('world'));
    answers[0]?.feed(finish);
    answers[0]?.close();
    expect(await readers).toEqual(['Hello, world', 'lo, world']);
    const answer = findAnswer(session.conversation, id);
    expect(answer && answerText(answer)).toBe('Hello, world');
  });
});

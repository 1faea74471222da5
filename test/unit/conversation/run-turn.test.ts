import { describe, expect, test } from 'vitest';
import { applyEvent } from '../../../src/core/conversation/apply-event.ts';
import {
  answerText,
  type ConversationEvent,
  emptyConversation,
  findAnswer,
} from '../../../src/core/conversation/conversation.ts';
import { runTurn } from '../../../src/core/conversation/run-turn.ts';
import { StreamFailure } from '../../../src/core/delta.ts';
import type { StreamStep } from '../../../src/core/transport/stream-step.ts';

const clock = { now: () => 1000, sleep: () => Promise.resolve() };

async function* steps(...list: (StreamStep | Error | (() => void))[]): AsyncGenerator<StreamStep> {
  for (const step of list) {
    if (step instanceof Error) throw step;
    if (typeof step === 'function') step();
    else yield step;
  }
}

async function run(stream: AsyncIterable<StreamStep>, controller = new AbortController()) {
  const events: ConversationEvent[] = [];
  await runTurn({ answerId: 'a', steps: stream, signal: controller.signal, clock, emit: event => events.push(event) });
  const conversation = emptyConversation('c');
  applyEvent(conversation, {
    type: 'answer-start',
    id: 'a',
    parentId: 'q',
    model: { providerId: 'p', providerLabel: 'P', modelId: 'm' },
    at: 0,
  });
  for (const event of events) applyEvent(conversation, event);
  const answer = findAnswer(conversation, 'a');
  if (!answer) throw new Error('no answer');
  return { events, answer, text: answerText(answer), ends: events.filter(event => event.type === 'turn-end') };
}

const text = (piece: string): StreamStep => ({ type: 'text-delta', text: piece });
const thought: StreamStep = { type: 'reasoning-delta', text: 'hm' };
const finish: StreamStep = { type: 'finish', reason: 'stop' };

describe('a turn', () => {
  test('finishes with all its text and one turn-end, which is the last event', async () => {
    const {
      events,
      answer,
      ends,
      text: got,
    } = await run(steps({ type: 'state', state: 'waiting' }, text('ab'), text('c'), finish));
    expect(got).toBe('abc');
    expect(answer.state).toBe('finished');
    expect(answer.finish).toEqual({ reason: 'stop' });
    expect(ends).toHaveLength(1);
    expect(events.at(-1)).toBe(ends[0]);
  });

  test('keeps its text when the stream fails', async () => {
    const error = { kind: 'server', message: 'The server failed.', retryable: true } as const;
    const { answer, text: got, ends } = await run(steps(text('half'), { type: 'error', ...error }));
    expect({ got, state: answer.state, error: answer.error }).toEqual({ got: 'half', state: 'failed', error });
    expect(ends).toHaveLength(1);
  });

  test('keeps its text when the stream throws, and says so in words', async () => {
    const { answer, text: got } = await run(steps(text('half'), new TypeError('x is not a function')));
    expect(got).toBe('half');
    expect(answer.error).toMatchObject({ kind: 'protocol', message: expect.stringContaining('x is not a function') });
  });

  test('fails with the error of a StreamFailure', async () => {
    const error = { kind: 'auth', message: 'No key.', retryable: false } as const;
    expect((await run(steps(new StreamFailure(error)))).answer.error).toEqual(error);
  });

  test('that ends without a finish is truncated', async () => {
    const { answer, text: got } = await run(steps(text('cut')));
    expect({ got, state: answer.state, kind: answer.error?.kind }).toEqual({
      got: 'cut',
      state: 'failed',
      kind: 'truncated',
    });
  });

  test('is stopped, without an error, when it is aborted: also when the closing shows as an error', async () => {
    const controller = new AbortController();
    const stop = () => controller.abort();
    const echo = new StreamFailure({ kind: 'network', message: 'aborted', retryable: true });
    const { answer, text: got, ends } = await run(steps(text('kept'), stop, echo), controller);
    expect({ got, state: answer.state, error: answer.error }).toEqual({
      got: 'kept',
      state: 'stopped',
      error: undefined,
    });
    expect(ends).toHaveLength(1);
  });

  test('shows nothing that arrives after Stop', async () => {
    const controller = new AbortController();
    const { text: got, answer } = await run(
      steps(text('kept'), () => controller.abort(), text(' late'), finish),
      controller,
    );
    expect({ got, state: answer.state }).toEqual({ got: 'kept', state: 'stopped' });
  });

  test('ends at once on Stop, whatever its source is waiting for', async () => {
    const controller = new AbortController();
    const { promise: never } = Promise.withResolvers<void>();
    async function* stuck(): AsyncGenerator<StreamStep> {
      yield text('kept');
      queueMicrotask(() => controller.abort());
      await never;
    }
    const { answer, text: got } = await run(stuck(), controller);
    expect({ got, state: answer.state }).toEqual({ got: 'kept', state: 'stopped' });
  });

  test('that was complete before Stop is finished', async () => {
    const controller = new AbortController();
    expect(
      (
        await run(
          steps(text('all'), finish, () => controller.abort()),
          controller,
        )
      ).answer.state,
    ).toBe('finished');
  });

  test.each<[string, (at: (now: number) => () => void) => (StreamStep | (() => void))[], number | undefined]>([
    ['to the text', at => [at(5), thought, at(25), thought, at(40), text('a'), at(60), thought, finish], 35],
    ['to the end, when nothing follows it', at => [at(5), thought, at(25), finish], 20],
    ['not at all, when there is none', at => [at(5), text('a'), at(25), finish], undefined],
  ])('takes the time of the reasoning %s', async (_, list, expected) => {
    let now = 0;
    const events: ConversationEvent[] = [];
    await runTurn({
      answerId: 'a',
      steps: steps(
        ...list(time => () => {
          now = time;
        }),
      ),
      signal: new AbortController().signal,
      clock: { ...clock, now: () => now },
      emit: event => events.push(event),
    });
    const end = events.at(-1);
    expect(end?.type === 'turn-end' && end.timing.reasoningMs).toBe(expected);
  });
});

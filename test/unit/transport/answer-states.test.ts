import { describe, expect, test } from 'vitest';
import { contentState } from '../../../src/core/delta.ts';
import { streamAnswer } from '../../../src/core/transport/stream-answer.ts';
import { FakeTransport } from './support/fake-transport.ts';
import { ManualClock, settle } from './support/manual-clock.ts';
import { streamOptions } from './support/run.ts';
import { content, DONE, FINISH, RESET, START, setUp } from './support/set-up-answer.ts';

describe('states', () => {
  test('an answer connects, waits, streams and ends, and leaves nothing behind', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    expect(run.trail).toEqual(['connecting']);
    transport.exchange(0).sent();
    await settle();
    expect(run.trail).toEqual(['connecting', 'waiting']);
    transport.exchange(0).respond();
    transport.exchange(0).push(START + content('Hel'));
    transport.exchange(0).push(content('lo') + FINISH + DONE);
    transport.exchange(0).end();
    await run.done;
    expect(run.text).toBe('Hello');
    expect(run.trail.at(-1)).toBe('finish');
    expect(clock.sleeping).toBe(0);
  });

  test('a transport that cannot tell when it has sent is waiting from the headers on', async () => {
    const { transport, run } = setUp();
    await settle();
    transport.exchange(0).respond();
    await settle();
    expect(run.trail).toEqual(['connecting', 'waiting']);
  });

  test('silence in mid-answer is stalled after 10 s, and streaming again with the next byte', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    transport.exchange(0).sent();
    transport.exchange(0).respond();
    transport.exchange(0).push(content('a'));
    await clock.advance(9_999);
    expect(run.trail.at(-1)).toBe('text-delta');
    await clock.advance(1);
    expect(run.trail.at(-1)).toBe('stalled');
    transport.exchange(0).push(': a comment is a byte too\n\n');
    await settle();
    expect(run.trail.at(-1)).toBe('streaming');
    await clock.advance(10_000);
    expect(run.trail.at(-1)).toBe('stalled');
    transport.exchange(0).push(content('b'));
    await settle();
    expect(run.trail.slice(-2)).toEqual(['streaming', 'text-delta']);
    expect(run.text).toBe('ab');
  });

  test('a short idle timeout is stalled at its half', async () => {
    const { transport, clock, run } = setUp({ timeouts: { connect: 1000, firstByte: 1000, idle: 4000 } });
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push(content('a'));
    await clock.advance(1_999);
    expect(run.trail).not.toContain('stalled');
    await clock.advance(1);
    expect(run.trail.at(-1)).toBe('stalled');
  });

  test('after a stall while reasoning the answer is reasoning again, before anything came it is waiting', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push(': hello\n\n');
    await clock.advance(10_000);
    transport.exchange(0).push(': hello again\n\n');
    await settle();
    expect(run.trail).toEqual(['connecting', 'waiting', 'stalled', 'waiting']);
    transport.exchange(0).push('data: {"choices":[{"index":0,"delta":{"reasoning_content":"hm"}}]}\n\n');
    await clock.advance(10_000);
    transport.exchange(0).push(': and again\n\n');
    await settle();
    expect(run.trail.slice(-3)).toEqual(['reasoning-delta', 'stalled', 'reasoning']);
  });

  test.each([
    [
      'a tool call',
      'data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"x","function":{"name":"f","arguments":"{"}}]}}]}\n\n',
    ],
    [
      'an image',
      'data: {"choices":[{"index":0,"delta":{"images":[{"image_url":{"url":"data:image/png;base64,AA=="}}]}}]}\n\n',
    ],
    ['a citation', 'data: {"citations":["https://a.example/"],"choices":[]}\n\n'],
  ])('after a stall the conversation and the stream agree: %s is streaming', async (_, first) => {
    const { transport, clock, run } = setUp();
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push(first);
    await clock.advance(10_000);
    const stalled = run.steps.length;
    transport.exchange(0).push(': still there\n\n');
    await settle();
    expect(run.steps.slice(stalled)).toEqual([{ type: 'state', state: 'streaming' }]);
    const delta = run.steps.find(step => step.type !== 'state' && step.type !== 'error');
    expect(delta && contentState(delta)).toBe('streaming');
  });

  test('waiting for the first byte is not called stalled', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    transport.exchange(0).sent();
    await clock.advance(59_000);
    expect(run.trail).toEqual(['connecting', 'waiting']);
  });
});

describe('clocks', () => {
  const once = { retry: { attempts: 1, maxWaitMs: 0 } };

  test('no first byte: the connection is closed, and the error names the clock and its setting', async () => {
    const { transport, clock, run } = setUp(once);
    await settle();
    await clock.advance(4_000);
    transport.exchange(0).sent();
    await clock.advance(59_999);
    expect(run.error).toBeUndefined();
    await clock.advance(1);
    await run.done;
    expect(run.error).toMatchObject({ kind: 'network', retryable: true });
    expect(run.error?.message).toContain('60 s');
    expect(run.error?.message).toContain('runnel.timeouts.firstByte');
    expect(transport.exchange(0).closed).toBe(true);
    expect(clock.sleeping).toBe(0);
  });

  test('headers are not the first byte of the body', async () => {
    const { transport, clock, run } = setUp(once);
    await settle();
    transport.exchange(0).sent();
    await clock.advance(50_000);
    transport.exchange(0).respond();
    await clock.advance(10_000);
    await run.done;
    expect(run.error?.message).toContain('runnel.timeouts.firstByte');
  });

  test('a transport that hangs while it connects is given up too', async () => {
    const { transport, clock, run } = setUp(once);
    await settle();
    await clock.advance(65_000);
    await run.done;
    expect(run.error?.kind).toBe('network');
    expect(transport.exchange(0).closed).toBe(true);
  });

  test('silence in mid-answer: closed after the idle time, text kept, not tried again', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push(content('kept'));
    await clock.advance(29_999);
    expect(run.error).toBeUndefined();
    await clock.advance(1);
    await run.done;
    expect(run.text).toBe('kept');
    expect(run.error).toMatchObject({ kind: 'network', retryable: true });
    expect(run.error?.message).toContain('30 s');
    expect(run.error?.message).toContain('runnel.timeouts.idle');
    expect(transport.exchanges).toHaveLength(1);
    expect(transport.exchange(0).closed).toBe(true);
    expect(clock.sleeping).toBe(0);
  });

  test('any byte counts against the idle time', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push(content('a'));
    for (let time = 0; time < 10; time++) {
      await clock.advance(29_000);
      transport.exchange(0).push(':');
    }
    await settle();
    expect(run.error).toBeUndefined();
  });

  test('the time the consumer takes is not the server’s silence', async () => {
    const transport = new FakeTransport();
    const clock = new ManualClock();
    const answer = streamAnswer(
      streamOptions(transport, 'http://server.test/v1', {
        clock,
        timeouts: { connect: 1000, firstByte: 1000, idle: 1000 },
      }),
    );
    await answer.next();
    const waiting = answer.next();
    await settle();
    transport.exchange(0).respond();
    await waiting;
    const first = answer.next();
    transport.exchange(0).push(content('a'));
    expect((await first).value).toMatchObject({ type: 'text-delta', text: 'a' });
    await clock.advance(50_000);
    const second = answer.next();
    transport.exchange(0).push(content('b'));
    expect((await second).value).toMatchObject({ type: 'text-delta', text: 'b' });
    await answer.return();
    expect(transport.exchange(0).closed).toBe(true);
    expect(clock.sleeping).toBe(0);
  });

  test('what came while the consumer was away counts, though the clock ran out meanwhile', async () => {
    const transport = new FakeTransport();
    const clock = new ManualClock();
    const timeouts = { connect: 1000, firstByte: 1000, idle: 1000 };
    const answer = streamAnswer(streamOptions(transport, 'http://server.test/v1', { clock, timeouts }));
    await answer.next();
    const waiting = answer.next();
    await settle();
    transport.exchange(0).sent();
    expect((await waiting).value).toMatchObject({ state: 'waiting' });
    await clock.advance(50_000);
    transport.exchange(0).respond();
    transport.exchange(0).push(content('late'));
    await settle();
    expect((await answer.next()).value).toMatchObject({ type: 'text-delta', text: 'late' });
    await answer.return();
  });

  test('an answer whose end was seen is whole, though the connection then hangs or fails', async () => {
    const { transport, run } = setUp();
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push(content('whole') + FINISH);
    transport.exchange(0).fail(RESET);
    await run.done;
    expect(run.trail.at(-1)).toBe('finish');
    expect(run.error).toBeUndefined();
  });

  test('a server that does not close after the end holds the answer open for 50 ms at most', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push(content('a') + FINISH + DONE);
    await settle();
    expect(run.trail.at(-1)).toBe('finish');
    expect(transport.exchange(0).closed).toBe(false);
    await clock.advance(50);
    await run.done;
    expect(transport.exchange(0).closed).toBe(true);
    expect(clock.sleeping).toBe(0);
  });
});

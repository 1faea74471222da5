import { describe, expect, test } from 'vitest';
import { StreamFailure } from '../../../src/core/delta.ts';
import { timeoutError } from '../../../src/core/transport/timeout-error.ts';
import type { FakeExchange } from './support/fake-transport.ts';
import { settle } from './support/manual-clock.ts';
import { content, DONE, FINISH, RESET, START, setUp } from './support/set-up-answer.ts';

describe('retries', () => {
  test('a failure before any content is tried again, with a longer wait each time', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    transport.exchange(0).refuse(RESET);
    await settle();
    expect(run.steps.at(-1)).toEqual({
      type: 'state',
      state: 'retrying',
      retryAt: clock.now() + 1000,
      error: RESET.error,
    });
    await clock.advance(999);
    expect(transport.exchanges).toHaveLength(1);
    await clock.advance(1);
    expect(transport.exchanges).toHaveLength(2);
    transport.exchange(1).refuse(RESET);
    await settle();
    expect(run.steps.at(-1)).toMatchObject({ state: 'retrying', retryAt: clock.now() + 2000 });
    await clock.advance(2000);
    transport.exchange(2).respond();
    transport.exchange(2).push(content('at last') + FINISH + DONE);
    transport.exchange(2).end();
    await run.done;
    expect(run.text).toBe('at last');
    expect(run.error).toBeUndefined();
    expect(clock.sleeping).toBe(0);
  });

  test('the waits are spread', async () => {
    const { clock, transport, run } = setUp({ random: () => 0 });
    await settle();
    transport.exchange(0).refuse(RESET);
    await settle();
    expect(run.steps.at(-1)).toMatchObject({ state: 'retrying', retryAt: clock.now() + 500 });
  });

  test('after the last attempt its error is the answer’s', async () => {
    const { transport, clock, run } = setUp();
    for (let attempt = 0; attempt < 3; attempt++) {
      await clock.advance(10_000);
      transport.exchange(attempt).refuse(RESET);
    }
    await run.done;
    expect(run.error).toMatchObject(RESET.error);
    expect(transport.exchanges).toHaveLength(3);
  });

  test('the server’s own wait is kept to', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    transport.exchange(0).respond(429, { 'content-type': 'application/json', 'retry-after': '7' });
    transport.exchange(0).push('{"error":{"message":"Slow down","code":"rate_limit_exceeded"}}');
    transport.exchange(0).end();
    await settle();
    expect(run.steps.at(-1)).toMatchObject({
      state: 'retrying',
      retryAt: clock.now() + 7000,
      error: { kind: 'rate-limit', status: 429, retryAfterMs: 7000 },
    });
    await clock.advance(7000);
    expect(transport.exchanges).toHaveLength(2);
  });

  test.each(['0', 'Thu, 01 Jan 1970 00:00:01 GMT'])('a Retry-After of %s is no leave to ask at once', async wait => {
    const { transport, clock, run } = setUp();
    for (const [attempt, ownWait] of [1000, 2000].entries()) {
      await settle();
      transport.exchange(attempt).respond(503, { 'retry-after': wait });
      transport.exchange(attempt).end();
      await settle();
      expect(run.steps.at(-1)).toMatchObject({ state: 'retrying', retryAt: clock.now() + ownWait });
      await clock.advance(ownWait);
    }
    expect(transport.exchanges).toHaveLength(3);
  });

  test('a request that the provider took and fell silent on is not sent again unasked, but may be by the user', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    transport.exchange(0).sent();
    await clock.advance(60_000);
    await run.done;
    expect(run.trail).not.toContain('retrying');
    expect(run.error).toMatchObject({ kind: 'network', retryable: true });
    expect(transport.exchanges).toHaveLength(1);
    expect(transport.exchange(0).closed).toBe(true);
    expect(clock.sleeping).toBe(0);
  });

  test('nor one of which only signs of life came', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push(': working on it\n\n');
    await clock.advance(30_000);
    await run.done;
    expect(run.error?.message).toContain('runnel.timeouts.idle');
    expect(transport.exchanges).toHaveLength(1);
  });

  const beforeHeaders = (exchange: FakeExchange) => exchange.refuse(RESET);
  const afterHeaders = (exchange: FakeExchange) => {
    exchange.respond();
    exchange.fail(RESET);
  };
  const byAnEarlyEnd = (exchange: FakeExchange) => {
    exchange.respond();
    exchange.push(START);
    exchange.end();
  };
  test.each([
    ['before the headers', beforeHeaders],
    ['after the headers', afterHeaders],
    ['by an early end', byAnEarlyEnd],
  ])('nor one whose connection broke after a while of work, %s, but one that broke at once is', async (_, breakOff) => {
    const late = setUp();
    await settle();
    late.transport.exchange(0).sent();
    await late.clock.advance(20_000);
    breakOff(late.transport.exchange(0));
    await late.run.done;
    expect(late.run.error?.retryable).toBe(true);
    expect(late.run.trail).not.toContain('retrying');

    const soon = setUp();
    await settle();
    soon.transport.exchange(0).sent();
    await soon.clock.advance(1000);
    breakOff(soon.transport.exchange(0));
    await settle();
    expect(soon.run.trail.at(-1)).toBe('retrying');
  });

  test('nor one that broke off late by a transport that cannot tell when it has sent', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    await clock.advance(30_000);
    transport.exchange(0).refuse(RESET);
    await run.done;
    expect(transport.exchanges).toHaveLength(1);
    expect(run.error?.message).toBe('connection reset');
  });

  test('a status that is an error is tried again, though its body does not come', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    transport.exchange(0).respond(503, {});
    await clock.advance(60_000);
    expect(run.steps.at(-1)).toMatchObject({ state: 'retrying', error: { status: 503 } });
  });

  test('a connection that did not come to stand in time is tried again', async () => {
    const { transport, run } = setUp();
    await settle();
    const url = new URL('http://server.test/v1');
    transport.exchange(0).refuse(new StreamFailure(timeoutError('connect', 5000, url)));
    await settle();
    expect(run.trail.at(-1)).toBe('retrying');
  });

  test('a wait longer than allowed fails at once with the server’s message', async () => {
    const { transport, run } = setUp();
    await settle();
    transport.exchange(0).respond(429, { 'content-type': 'application/json', 'retry-after': '3600' });
    transport.exchange(0).push('{"error":{"message":"Come back in an hour","code":"rate_limit_exceeded"}}');
    transport.exchange(0).end();
    await run.done;
    expect(run.error).toMatchObject({ kind: 'rate-limit', retryAfterMs: 3_600_000 });
    expect(run.error?.message).toContain('Come back in an hour');
    expect(transport.exchanges).toHaveLength(1);
  });

  test('an error that would come again is not tried again', async () => {
    const { transport, run } = setUp();
    await settle();
    transport.exchange(0).respond(401, { 'content-type': 'application/json' });
    transport.exchange(0).push('{"error":{"message":"Incorrect API key provided"}}');
    transport.exchange(0).end();
    await run.done;
    expect(run.error).toMatchObject({ kind: 'auth', status: 401, retryable: false });
    expect(transport.exchanges).toHaveLength(1);
  });

  test('an error in the stream before any content is tried again', async () => {
    const { transport, clock, run } = setUp();
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push(`${START}data: {"error":{"message":"Overloaded","type":"server_error"}}\n\n`);
    await settle();
    expect(run.steps.at(-1)).toMatchObject({ state: 'retrying', error: { kind: 'server' } });
    expect(transport.exchange(0).closed).toBe(true);
    await clock.advance(1000);
    expect(transport.exchanges).toHaveLength(2);
  });

  test.each([
    ['text', content('a')],
    ['reasoning', 'data: {"choices":[{"index":0,"delta":{"reasoning_content":"a"}}]}\n\n'],
    ['a refusal', 'data: {"choices":[{"index":0,"delta":{"refusal":"a"}}]}\n\n'],
    [
      'a tool call',
      'data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"x","function":{"name":"f","arguments":""}}]}}]}\n\n',
    ],
  ])('nothing is tried again after %s', async (_, first) => {
    const { transport, run } = setUp();
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push(first);
    await settle();
    transport.exchange(0).fail(RESET);
    await run.done;
    expect(run.error).toMatchObject(RESET.error);
    expect(transport.exchanges).toHaveLength(1);
  });

  test('the user can skip the wait', async () => {
    let skip = () => {};
    let over: AbortSignal | undefined;
    const { transport, clock } = setUp({
      skipWait: signal => {
        over = signal;
        return new Promise(resolve => {
          skip = resolve;
        });
      },
    });
    await settle();
    transport.exchange(0).refuse(RESET);
    await settle();
    expect(transport.exchanges).toHaveLength(1);
    skip();
    await settle();
    expect(transport.exchanges).toHaveLength(2);
    expect(over?.aborted).toBe(true);
    expect(clock.sleeping).toBe(1); // the new attempt's own
  });
});

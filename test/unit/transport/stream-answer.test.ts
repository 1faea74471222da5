import { describe, expect, test } from 'vitest';
import { contentState, StreamFailure } from '../../../src/core/delta.ts';
import { streamAnswer } from '../../../src/core/transport/stream-answer.ts';
import type { StreamOptions } from '../../../src/core/transport/stream-options.ts';
import { timeoutError } from '../../../src/core/transport/timeout-error.ts';
import { openAiChat } from '../../../src/core/wire/openai-chat/openai-chat.ts';
import { type FakeExchange, FakeTransport } from './support/fake-transport.ts';
import { ManualClock, settle } from './support/manual-clock.ts';
import { Run, streamOptions } from './support/run.ts';

const START = 'data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{"role":"assistant"}}]}\n\n';
const FINISH = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';
const DONE = 'data: [DONE]\n\n';

function content(text: string): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text } }] })}\n\n`;
}

function setUp(overrides: Partial<StreamOptions> = {}) {
  const transport = new FakeTransport();
  const clock = new ManualClock();
  const stopper = new AbortController();
  const run = new Run(
    streamOptions(transport, 'http://server.test/v1', {
      clock,
      signal: stopper.signal,
      timeouts: { connect: 5000, firstByte: 60_000, idle: 30_000 },
      retry: { attempts: 3, maxWaitMs: 60_000 },
      ...overrides,
    }),
  );
  return { transport, clock, stopper, run };
}

const RESET = new StreamFailure({ kind: 'network', message: 'connection reset', retryable: true });

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

describe('stopping', () => {
  test.each<[string, (setting: ReturnType<typeof setUp>) => void]>([
    ['while it connects', () => {}],
    ['while it waits', ({ transport }) => transport.exchange(0).sent()],
    [
      'in mid-answer',
      ({ transport }) => {
        transport.exchange(0).respond();
        transport.exchange(0).push(content('a'));
      },
    ],
    ['while it waits for a retry', ({ transport }) => transport.exchange(0).refuse(RESET)],
  ])('%s ends quietly, closes the connection and leaves nothing behind', async (_, arrange) => {
    const setting = setUp();
    await settle();
    arrange(setting);
    await settle();
    setting.stopper.abort();
    await setting.run.done;
    expect(setting.run.error).toBeUndefined();
    expect(setting.transport.exchange(0).closed).toBe(true);
    expect(setting.clock.sleeping).toBe(0);
  });

  test('a signal that is already aborted sends nothing', async () => {
    const { transport, run } = setUp({ signal: AbortSignal.abort() });
    await run.done;
    expect(run.steps).toEqual([]);
    expect(transport.exchanges).toEqual([]);
  });

  test('leaving the loop in mid-answer closes the connection', async () => {
    const transport = new FakeTransport();
    const clock = new ManualClock();
    for await (const step of streamAnswer(streamOptions(transport, 'http://server.test/v1', { clock }))) {
      if (step.type === 'state' && step.state === 'connecting') {
        void settle().then(() => {
          transport.exchange(0).respond();
          transport.exchange(0).push(content('a') + content('b'));
        });
      }
      if (step.type === 'text-delta') break;
    }
    expect(transport.exchange(0).closed).toBe(true);
    expect(clock.sleeping).toBe(0);
  });
});

describe('faults of our own', () => {
  test('an exception in the decoder is an error item, and the text before it is kept', async () => {
    const { transport, run } = setUp({
      endpoint: { baseUrl: 'http://server.test/v1', apiKey: 'sk-secret-123' },
      format: {
        ...openAiChat,
        createDecoder: () => {
          const decoder = openAiChat.createDecoder();
          return {
            push: frame => {
              if (frame.data.includes('boom')) throw new TypeError('no property of sk-secret-123');
              return decoder.push(frame);
            },
            pushDocument: document => decoder.pushDocument(document),
            end: () => decoder.end(),
            get done() {
              return decoder.done;
            },
          };
        },
      },
    });
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push(content('kept'));
    transport.exchange(0).push(content('boom'));
    await run.done;
    expect(run.text).toBe('kept');
    expect(run.error).toMatchObject({ kind: 'protocol', retryable: false });
    expect(run.error?.message).not.toContain('sk-secret-123');
    expect(transport.exchange(0).closed).toBe(true);
  });

  test('a transport that throws at once is an error item', async () => {
    const transport = {
      send: () => {
        throw new RangeError('out of range');
      },
    };
    const run = new Run(streamOptions(transport, 'http://server.test/v1'));
    await run.done;
    expect(run.error).toMatchObject({ kind: 'protocol' });
    expect(run.error?.message).toContain('out of range');
  });

  test('a base URL that is none is an error item', async () => {
    const { run, transport } = setUp({ endpoint: { baseUrl: 'ftp://server.test' } });
    await run.done;
    expect(run.error).toMatchObject({ kind: 'invalid-request' });
    expect(transport.exchanges).toEqual([]);
  });
});

describe('secrets', () => {
  const endpoint = {
    baseUrl: 'http://server.test/v1',
    apiKey: 'key-of-the-user',
    headers: { 'X-Gateway': 'gateway-pass', Authorization: 'Basic dXNlcjpwYXNz', 'X-Team': 'blue' },
  };

  test('the key and what may be one in the headers show in no part of an error', async () => {
    const { transport, run } = setUp({ endpoint });
    await settle();
    transport.exchange(0).respond(400, { 'x-request-id': 'r-gateway-pass' });
    transport.exchange(0).push('{"error":{"message":"blue sent dXNlcjpwYXNz, gateway-pass and key-of-the-user"}}');
    transport.exchange(0).end();
    await run.done;
    expect(run.error).toMatchObject({ requestId: 'r-(key)' });
    expect(run.error?.message).toContain('“blue sent (key), (key) and (key)”');
  });

  test('nor in an error of the transport', async () => {
    const { transport, run } = setUp({ endpoint });
    await settle();
    transport
      .exchange(0)
      .refuse(new StreamFailure({ kind: 'network', message: 'no tunnel for gateway-pass', retryable: false }));
    await run.done;
    expect(run.error?.message).toBe('no tunnel for (key)');
  });

  test('nor in an error of the stream, or the reason it finished for', async () => {
    const { transport, run } = setUp({ endpoint });
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push('data: {"error":{"message":"gateway-pass","request_id":"gateway-pass"}}\n\n');
    await settle();
    expect(JSON.stringify(run.steps)).not.toContain('gateway-pass');
    const other = setUp({ endpoint });
    await settle();
    other.transport.exchange(0).respond();
    other.transport
      .exchange(0)
      .push(`${content('a')}data: {"choices":[{"index":0,"delta":{},"finish_reason":"for gateway-pass"}]}\n\n${DONE}`);
    other.transport.exchange(0).end();
    await other.run.done;
    expect(other.run.steps.at(-1)).toMatchObject({ type: 'finish', rawReason: 'for (key)' });
  });
});

describe('errors by status', () => {
  test('at most 64 kB of the body are read', async () => {
    const { transport, run } = setUp({ retry: { attempts: 1, maxWaitMs: 0 } });
    await settle();
    transport.exchange(0).respond(500, { 'content-type': 'text/plain' });
    for (let part = 0; part < 5; part++) transport.exchange(0).push('x'.repeat(16 * 1024));
    await run.done;
    expect(run.error).toMatchObject({ kind: 'server', status: 500 });
    expect(transport.exchange(0).closed).toBe(true);
  });

  test('a status counts also when its body fails to come', async () => {
    const { transport, clock, run } = setUp({ retry: { attempts: 1, maxWaitMs: 0 } });
    await settle();
    transport.exchange(0).respond(503, {});
    await clock.advance(60_000);
    await run.done;
    expect(run.error).toMatchObject({ status: 503, retryable: true });
  });
});

import type { LookupFunction, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/core/conversation/conversation.ts';
import type { StreamOptions } from '../../../src/core/transport/stream-options.ts';
import { createNodeTransport, type NodeTransportOptions } from '../../../src/platform/node-transport.ts';
import { retryWords, statusWords } from '../../../src/webview/transcript/answer-words.ts';
import { type ChatRequest, type ChatServer, startChatServer } from './support/chat-server.ts';
import { FakeTransport } from './support/fake-transport.ts';
import { ManualClock, settle } from './support/manual-clock.ts';
import { Run, streamOptions } from './support/run.ts';
import { startTcp, unusedPort } from './support/servers.ts';

/**
 * What goes wrong on networks, over real sockets and with a clock that the test moves: no text that came is lost, nothing
 * is asked for twice that may be paid for, and the user is told in words what is going on.
 */

let clock: ManualClock;
const closers: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  clock = new ManualClock();
});
afterEach(async () => {
  await Promise.all(closers.splice(0).map(close => close()));
});

const TIMEOUTS = { connect: 5000, firstByte: 60_000, idle: 30_000 };

function ask(baseUrl: string, overrides: Partial<StreamOptions> = {}, options: NodeTransportOptions = {}): Run {
  const transport = createNodeTransport(options);
  closers.push(() => transport.close());
  const retry = { attempts: 3, maxWaitMs: 60_000 };
  return new Run(streamOptions(transport, baseUrl, { clock, timeouts: TIMEOUTS, retry, ...overrides }));
}

async function chatServer(
  handle: (request: ChatRequest, count: number) => void,
): Promise<ChatServer & { url: string }> {
  let count = 0;
  const server = await startChatServer(undefined, request => handle(request, ++count));
  closers.push(() => server.close());
  return { ...server, url: `http://127.0.0.1:${server.port}/v1` };
}

function refuse(request: ChatRequest, status: number, headers: Record<string, string>, error: object): void {
  request.response.writeHead(status, { 'content-type': 'application/json', ...headers });
  request.response.end(JSON.stringify({ error }));
}

function hello(request: ChatRequest): void {
  request.say('Hello');
  request.finish();
}

/** The states that a run went through, each in the words that the panel shows. */
function wordsOf(run: Run): string[] {
  return run.steps.flatMap(step => {
    if (step.type !== 'state') return [];
    if (step.state === 'retrying') return [`${retryWords(step, clock.now())}: ${step.error?.message}`];
    return [statusWords({ ...step } as unknown as Answer)];
  });
}

const retrying = (step: Run['steps'][number]) => step.type === 'state' && step.state === 'retrying';

describe('no connection', () => {
  test('a slow name lookup is waited for up to the connect time, and nothing was asked', async () => {
    const server = await chatServer(hello);
    const slow: LookupFunction = () => undefined;
    const run = ask(
      `http://slow.test:${server.port}/v1`,
      { timeouts: { ...TIMEOUTS, connect: 60 }, retry: { attempts: 1, maxWaitMs: 0 } },
      { lookup: slow },
    );
    await run.done;
    expect(run.trail).toEqual(['connecting', 'error']);
    expect(run.error?.message).toContain('“slow.test” was not looked up within 0.1 s');
    expect(server.requests).toHaveLength(0);
  });

  test('a lookup that takes its time is no fault', async () => {
    const server = await chatServer(hello);
    const lookup: LookupFunction = (_, { all }, callback) =>
      void setTimeout(
        () => (all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4)),
        50,
      );
    const run = ask(`http://slow.test:${server.port}/v1`, {}, { lookup });
    await run.done;
    expect(run.text).toBe('Hello');
    expect(wordsOf(run)[0]).toBe('connecting…');
  });

  test('refused, then there: asked once, after a countdown', async () => {
    const port = await unusedPort();
    const run = ask(`http://127.0.0.1:${port}/v1`);
    await run.when(retrying);
    expect(wordsOf(run).at(-1)).toMatch(/^Retrying in 1 s: Nothing listens at 127\.0\.0\.1:/);
    const server = await startChatServer(undefined, hello, port);
    closers.push(() => server.close());
    await clock.advance(1000);
    await run.done;
    expect(run.text).toBe('Hello');
    expect(server.requests).toHaveLength(1);
  });

  test('refused for good: three attempts, then the reason', async () => {
    const port = await unusedPort();
    const run = ask(`http://127.0.0.1:${port}/v1`, { skipWait: () => Promise.resolve() });
    await run.done;
    expect(run.steps.filter(retrying)).toHaveLength(2);
    expect(run.error).toMatchObject({ kind: 'network', retryable: true });
    expect(run.error?.message).toContain('refused');
  });
});

test('a connection that takes everything and never answers is closed after the first-byte time, and not asked again', async () => {
  const sockets: Socket[] = [];
  const asked = Promise.withResolvers<void>();
  const server = await startTcp(socket => {
    sockets.push(socket);
    socket.once('data', () => asked.resolve());
  });
  closers.push(() => server.close());
  const run = ask(`http://127.0.0.1:${server.port}/v1`);
  await asked.promise;
  await run.when(step => step.type === 'state' && step.state === 'waiting');
  expect(wordsOf(run)).toEqual(['connecting…', 'waiting for the first token…']);
  const closed = new Promise(resolve => sockets[0]?.on('close', resolve));
  await clock.advance(60_000);
  await run.done;
  await closed;
  expect(run.error?.message).toContain('runnel.timeouts.firstByte');
  expect(run.trail).not.toContain('retrying');
  expect(sockets).toHaveLength(1);
});

describe('after some text', () => {
  test.each([
    ['silence', 'runnel.timeouts.idle'],
    ['a reset', 'broke off in the middle'],
    ['an end that comes too early', 'before the end of the answer'],
    ['a body that ends without the protocol’s end', 'before the answer was complete'],
  ])('%s: the text stays, and nobody asks again', async (fault, words) => {
    const server = await chatServer(request => request.say('so far'));
    const run = ask(server.url);
    await run.when(step => step.type === 'text-delta');
    const { response, closed } = await server.next();
    if (fault === 'silence') {
      await clock.advance(10_000);
      expect(wordsOf(run).at(-1)).toBe('no data for a while…');
      await clock.advance(20_000);
    } else if (fault === 'a reset') response.socket?.resetAndDestroy();
    else if (fault === 'an end that comes too early') response.socket?.end();
    else response.end();
    await run.done;
    await closed;
    expect(run.text).toBe('so far');
    expect(run.error?.message).toContain(words);
    // What the buttons do is said by each place that has them.
    expect(run.error?.message).not.toMatch(/again|Continue/);
    expect(run.error).toMatchObject({ retryable: true, remedy: 'retry' });
    await clock.advance(120_000);
    expect(server.requests).toHaveLength(1);
  });
});

describe('told to wait', () => {
  const LIMIT = { message: 'Slow down', type: 'requests', code: 'rate_limit_exceeded' };
  const inSeconds = (seconds: number) => new Date(clock.now() + seconds * 1000).toUTCString();

  test.each([
    ['seconds', () => ({ 'retry-after': '7' }), 7000],
    ['a date', () => ({ 'retry-after': inSeconds(7) }), 7000],
    ['milliseconds', () => ({ 'retry-after-ms': '2500' }), 2500],
    [
      'a reset of OpenAI’s limits',
      () => ({ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6.5s' }),
      6500,
    ],
    [
      'a reset of Anthropic’s limits',
      () => ({
        'anthropic-ratelimit-requests-remaining': '0',
        'anthropic-ratelimit-requests-reset': new Date(clock.now() + 9000).toISOString(),
      }),
      9000,
    ],
  ])('in %s: not a moment earlier, and with a countdown', async (_, headers, waitMs) => {
    const server = await chatServer((request, count) =>
      count === 1 ? refuse(request, 429, headers(), LIMIT) : hello(request),
    );
    const run = ask(server.url);
    await run.when(retrying);
    expect(run.steps.at(-1)).toMatchObject({ retryAt: clock.now() + waitMs });
    expect(wordsOf(run).at(-1)).toMatch(new RegExp(`^Retrying in ${Math.ceil(waitMs / 1000)} s: .*Slow down`));
    await clock.advance(waitMs - 1);
    expect(server.requests).toHaveLength(1);
    await clock.advance(1);
    await run.done;
    expect(run.text).toBe('Hello');
    expect(server.requests).toHaveLength(2);
  });

  test.each([500, 502, 503, 504, 529])('HTTP %d, then an answer: asked twice, answered once', async status => {
    const server = await chatServer((request, count) =>
      count === 1 ? refuse(request, status, {}, { message: 'Out of order' }) : hello(request),
    );
    const run = ask(server.url);
    await run.when(retrying);
    await clock.advance(1000);
    await run.done;
    expect(run.text).toBe('Hello');
    expect(run.error).toBeUndefined();
    expect(server.requests).toHaveLength(2);
  });

  test.each([
    [429, { message: 'You exceeded your current quota', type: 'insufficient_quota', code: 'insufficient_quota' }],
    [402, { message: 'Insufficient credits' }],
    [400, { type: 'invalid_request_error', message: 'Your credit balance is too low to access the API.' }],
    [403, { message: 'Monthly spend limit reached: insufficient_quota', code: 'insufficient_quota' }],
  ])('money that is spent (HTTP %d) is never asked for again, whatever the headers say', async (status, error) => {
    const server = await chatServer(request =>
      refuse(request, status, { 'retry-after': '1', 'x-should-retry': 'true' }, error),
    );
    const run = ask(server.url);
    await run.done;
    expect(run.error).toMatchObject({ kind: 'quota', retryable: false, status });
    expect(run.error?.message).toContain('Add credit');
    await clock.advance(120_000);
    expect(server.requests).toHaveLength(1);
  });
});

test('an answer may take half an hour', async () => {
  const transport = new FakeTransport();
  const run = new Run(streamOptions(transport, 'http://server.test/v1', { clock, timeouts: TIMEOUTS }));
  await settle();
  transport.exchange(0).sent();
  transport.exchange(0).respond();
  let expected = '';
  for (let second = 0; second < 30 * 60; second += 20) {
    // Slower than what counts as a stall, and faster than what counts as the end.
    await clock.advance(20_000);
    expected += `${second} `;
    transport.exchange(0).push(`data: {"choices":[{"index":0,"delta":{"content":"${second} "}}]}\n\n`);
    await settle();
  }
  transport.exchange(0).push('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  transport.exchange(0).end();
  await run.done;
  expect(run.text).toBe(expected);
  expect(run.error).toBeUndefined();
  expect(run.trail.filter(state => state === 'stalled')).toHaveLength(89);
  expect(run.trail.at(-1)).toBe('finish');
  expect(transport.exchanges).toHaveLength(1);
  expect(clock.sleeping).toBe(0);
});

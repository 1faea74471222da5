import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodeTransport } from '../../../src/platform/node-transport.ts';
import { type Gateway, startGateway } from '../../support/gateway/gateway.ts';
import { Run, streamOptions, streamToEnd } from './support/run.ts';

/** The whole chain over a real socket: sample gateway, node transport, clocks, decoder. */

let gateway: Gateway;
const transport = createNodeTransport();
beforeAll(async () => {
  gateway = await startGateway({
    pace: { firstTokenMs: 0, tokensPerSecond: Number.POSITIVE_INFINITY },
    pauseMs: 60_000,
  });
});
afterAll(async () => {
  await transport.close();
  await gateway.close();
});

function options(model: string, overrides: Parameters<typeof streamOptions>[2] = {}) {
  return streamOptions(transport, gateway.baseUrl, { model, ...overrides });
}

// The machine may pause for longer than the bound, and that is not ours: it has to be kept once in three times.
describe('Stop closes the connection', { retry: 2 }, () => {
  // The demand is 100 ms from the click; what is measured here is the part below the host.
  const BOUND_MS = 100;

  async function stopWhen(model: string, ready: (run: Run) => Promise<unknown>) {
    const stopper = new AbortController();
    const run = new Run(options(model, { signal: stopper.signal }));
    const [request] = await Promise.all([nextNew(), ready(run)]);
    const stoppedAt = performance.now();
    stopper.abort();
    const closing = await request.closed;
    await run.done;
    expect(closing.by).toBe('client');
    expect(closing.at - stoppedAt).toBeLessThan(BOUND_MS);
    expect(run.error).toBeUndefined();
    return run;
  }

  /** The next request made from here on. */
  async function nextNew() {
    const count = gateway.requests.length;
    for (;;) {
      const request = await gateway.nextRequest();
      if (gateway.requests.indexOf(request) >= count) return request;
    }
  }

  test('before the headers', async () => {
    await stopWhen('fault/no-answer', run => run.when(step => step.type === 'state' && step.state === 'waiting'));
  });

  test('between headers and first byte', async () => {
    gateway.script({ segments: [], end: 'hang' });
    await stopWhen('any', run => run.when(step => step.type === 'state' && step.state === 'waiting'));
  });

  test('in mid-answer', async () => {
    const run = await stopWhen('fault/hang', answer => answer.when(step => step.type === 'text-delta'));
    expect(run.text).not.toBe('');
    expect(gateway.answerText('fault/hang')?.startsWith(run.text)).toBe(true);
  });

  test('while text pours in', async () => {
    gateway.script({ text: 'word '.repeat(60_000) });
    const run = await stopWhen('any', answer => answer.when(step => step.type === 'text-delta'));
    expect(run.text.length).toBeLessThan(300_000);
  });
});

describe('answers of the sample gateway', () => {
  test.each([
    'sample/markdown',
    'sample/long',
    'sample/code',
    'sample/fast',
    'fault/one-byte-writes',
    'fault/gzip',
    'fault/no-stream',
  ])('%s arrives whole', async model => {
    const outcome = await streamToEnd(options(model));
    expect(outcome.error).toBeUndefined();
    expect(outcome.text).toBe(gateway.answerText(model));
    expect(outcome.finish).toBe('stop');
    expect(outcome.usage?.outputTokens).toBeGreaterThan(0);
  });

  test('reasoning comes apart from the text', async () => {
    const outcome = await streamToEnd(options('sample/reasoning'));
    expect(outcome.reasoning).toContain('comparison');
    expect(outcome.text).toBe(gateway.answerText('sample/reasoning'));
  });

  test.each([
    ['fault/reset', { kind: 'truncated', retryable: true }],
    ['fault/cut', { kind: 'truncated', retryable: true }],
    ['fault/truncate', { kind: 'truncated', retryable: true }],
    ['fault/error-in-stream', { kind: 'server', retryable: true }],
  ])('%s keeps the text that came', async (model, error) => {
    const outcome = await streamToEnd(options(model, { retry: { attempts: 3, maxWaitMs: 60_000 } }));
    expect(outcome.error).toMatchObject(error);
    const tokens = gateway.requests.at(-1)?.tokens ?? [];
    expect(outcome.text).toBe(tokens.slice(0, 12).join(''));
  });

  test.each([
    ['fault/status-401', { kind: 'auth', status: 401, retryable: false }],
    ['fault/status-400', { kind: 'invalid-request', status: 400, retryable: false }],
    ['fault/context-length', { kind: 'context-length', status: 400, retryable: false }],
    ['fault/model-404', { kind: 'not-found', status: 404, retryable: false }],
    ['fault/status-429', { kind: 'rate-limit', status: 429, retryable: true }],
    ['fault/status-429-retry-after', { kind: 'rate-limit', status: 429, retryAfterMs: 1000 }],
    ['fault/quota', { kind: 'quota', status: 429, retryable: false }],
    ['fault/status-500', { kind: 'server', status: 500, retryable: true }],
    ['fault/html-502', { kind: 'server', status: 502, retryable: true }],
    ['fault/html', { kind: 'protocol', retryable: false }],
    ['fault/empty', { kind: 'truncated', retryable: true }],
    ['fault/redirect', { kind: 'invalid-request', status: 307, retryable: false }],
    ['no/such-model', { kind: 'not-found', status: 404 }],
  ])('%s is an error that says what to do', async (model, error) => {
    const outcome = await streamToEnd(options(model));
    expect(outcome.text).toBe('');
    expect(outcome.error).toMatchObject(error);
    expect(outcome.error?.message).not.toContain('<');
  });

  test('a request that fails the first time is made again', async () => {
    const run = new Run(
      options('fault/status-500-once', {
        retry: { attempts: 2, maxWaitMs: 60_000 },
        skipWait: () => Promise.resolve(),
      }),
    );
    await run.done;
    expect(run.trail.slice(0, 3)).toEqual(['connecting', 'waiting', 'retrying']);
    expect(run.text).toBe(gateway.answerText('fault/status-500-once'));
  });

  test('a stall closes the connection after the idle time', async () => {
    const run = new Run(options('fault/stall', { timeouts: { connect: 1000, firstByte: 1000, idle: 80 } }));
    await run.done;
    expect(run.trail).toContain('stalled');
    expect(run.error?.message).toContain('runnel.timeouts.idle');
    const closing = await gateway.requests.at(-1)?.closed;
    expect(closing?.by).toBe('client');
  });

  test('no first byte closes the connection after the first-byte time', async () => {
    const run = new Run(options('fault/slow-first-byte', { timeouts: { connect: 1000, firstByte: 80, idle: 1000 } }));
    await run.done;
    expect(run.error?.message).toContain('runnel.timeouts.firstByte');
    expect((await gateway.requests.at(-1)?.closed)?.by).toBe('client');
  });
});

describe('a long life', () => {
  test('100 answers, one after the other, use few connections and leave no listener', async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error) => warnings.push(warning);
    process.on('warning', warn);
    const before = gateway.connections;
    const signal = new AbortController().signal;
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...parameters: Parameters<typeof add>) => {
      listeners++;
      add(...parameters);
    };
    signal.removeEventListener = (...parameters: Parameters<typeof remove>) => {
      listeners--;
      remove(...parameters);
    };
    for (let count = 0; count < 100; count++) {
      const outcome = await streamToEnd(options('sample/fast', { signal }));
      expect(outcome.text).toBe(gateway.answerText('sample/fast'));
    }
    // Warnings are sent in a turn of their own.
    await new Promise(resolve => setImmediate(resolve));
    process.off('warning', warn);
    expect(warnings).toEqual([]);
    expect(listeners).toBe(0);
    expect(gateway.connections - before).toBeLessThan(10);
  });
});

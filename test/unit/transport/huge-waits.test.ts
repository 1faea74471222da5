import { afterEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../../src/core/transport/clock.ts';
import { createNodeTransport } from '../../../src/platform/node-transport.ts';
import { startTcp } from './support/servers.ts';

afterEach(() => {
  vi.useRealTimers();
});

// Timers count in 32 bits: a longer one fires at once.
test.each([2 ** 31, 1e15, Number.POSITIVE_INFINITY])('a sleep of %d ms is a very long one', async ms => {
  vi.useFakeTimers();
  const stop = new AbortController();
  let awake = false;
  const sleep = systemClock.sleep(ms, stop.signal).then(() => {
    awake = true;
  });
  await vi.advanceTimersByTimeAsync(1_000_000);
  expect(awake).toBe(false);
  stop.abort();
  await sleep;
  expect(vi.getTimerCount()).toBe(0);
});

test('a huge time to connect is a very long one', async () => {
  // Takes its time with the TLS handshake, and then refuses it.
  const server = await startTcp(socket => {
    socket.once('data', () => setTimeout(() => socket.resetAndDestroy(), 50));
  });
  const transport = createNodeTransport();
  const request = { method: 'GET', url: new URL(`https://127.0.0.1:${server.port}/`), headers: {} } as const;
  const sent = transport.send(request, { signal: new AbortController().signal, connectTimeoutMs: 2 ** 31 });
  await expect(sent).rejects.toThrow(/^(?!No connection to .* within)/);
  await transport.close();
  await server.close();
});

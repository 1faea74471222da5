import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { StreamFailure } from '../../../src/core/delta.ts';
import { findLocalServers } from '../../../src/core/providers/local-servers.ts';
import type { HttpResponse, SendOptions, Transport } from '../../../src/core/transport/transport.ts';
import type { HttpRequest } from '../../../src/core/wire/wire-format.ts';
import { createNodeTransport } from '../../../src/platform/node-transport.ts';

const refused = new StreamFailure({ kind: 'network', message: 'Refused', retryable: true });

/** A machine on which some ports answer. */
class Machine implements Transport {
  readonly requests: HttpRequest[] = [];
  readonly #ports: Record<string, unknown>;

  constructor(ports: Record<string, unknown>) {
    this.#ports = ports;
  }

  async send(request: HttpRequest, { signal }: SendOptions): Promise<HttpResponse> {
    this.requests.push(request);
    const answer = this.#ports[request.url.port];
    if (answer === undefined) throw refused;
    // Never answers, as long as nobody gives up.
    if (answer === 'silent') {
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    }
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return { status: 200, headers: {}, body: bytes(text) };
  }
}

async function* bytes(text: string): AsyncGenerator<Uint8Array, void, void> {
  yield new TextEncoder().encode(text);
}

const find = (machine: Transport, known: string[] = [], signal = new AbortController().signal) =>
  findLocalServers(machine, new Set(known), signal);

test('finds what lists models, on this machine only, and sends no key', async () => {
  const machine = new Machine({
    '11434': { models: [{ name: 'qwen' }] },
    '1234': 'silent',
    '8080': '<html>An application that somebody works on',
    '8000': { data: [{ id: 'llama' }], object: 'list' },
  });
  const found = await find(machine);
  expect(found.map(({ preset, baseUrl, models }) => [preset.id, baseUrl, models])).toEqual([
    ['ollama', 'http://127.0.0.1:11434', [{ id: 'qwen' }]],
    ['vllm', 'http://127.0.0.1:8000/v1', [{ id: 'llama' }]],
  ]);
  for (const { url, headers, method } of machine.requests) {
    expect(url.hostname).toBe('127.0.0.1');
    expect(headers).toEqual({ accept: 'application/json' });
    expect(method).toBe('GET');
  }
});

test('does not ask servers that are set up already', async () => {
  const machine = new Machine({});
  await find(machine, ['11434', '1234', '8080']);
  expect(machine.requests.map(({ url }) => url.port)).toEqual(['8000']);
});

test('ends when the picker closes', async () => {
  const closing = new AbortController();
  const found = find(new Machine({ '11434': 'silent', '8000': { data: [{ id: 'a' }] } }), [], closing.signal);
  closing.abort();
  expect((await found).map(({ preset }) => preset.id)).not.toContain('ollama');
});

test('over a real connection, a server that takes it and says nothing is given up soon', async () => {
  const server = createServer(() => undefined);
  const listening = await new Promise<boolean>(resolve => {
    server.once('error', () => resolve(false));
    server.listen(8000, '127.0.0.1', () => resolve(true));
  });
  const transport = createNodeTransport();
  const start = performance.now();
  // Where something else has the port, that is asked: it must not take long either.
  const found = await find(transport, ['11434', '1234', '8080']);
  expect(performance.now() - start).toBeLessThan(2000);
  if (listening) expect(found).toEqual([]);
  await transport.close();
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

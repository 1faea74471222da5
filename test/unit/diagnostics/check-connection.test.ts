import type { LookupFunction } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ConnectionCheck, checkConnection } from '../../../src/core/diagnostics/check-connection.ts';
import { type CheckStep, checkSummary, reportText } from '../../../src/core/diagnostics/check-report.ts';
import { type ProviderConfig, resolveProvider } from '../../../src/core/providers/provider.ts';
import { systemClock } from '../../../src/core/transport/clock.ts';
import { defaultNetworkSettings, type NetworkSettings } from '../../../src/core/transport/network-settings.ts';
import { secretsOf } from '../../../src/core/wire/mask-secrets.ts';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';
import { createNodeTransport, type NodeTransportOptions } from '../../../src/platform/node-transport.ts';
import { createConnectionProbe } from '../../../src/platform/probe.ts';
import { type Gateway, startGateway } from '../../support/gateway/gateway.ts';
import { type ChatServer, startChatServer } from '../transport/support/chat-server.ts';
import { type ProxyProcess, startProxy } from '../transport/support/proxies/start-proxy.ts';
import { startHttp, startHttps, tlsFixture, unusedPort } from '../transport/support/servers.ts';

const key = 'sk-of-the-check-test';
const password = 'pass-word-of-proxy';

let gateway: Gateway;
let proxy: ProxyProcess;
let secure: ChatServer;
beforeAll(async () => {
  [gateway, proxy, secure] = await Promise.all([
    startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 }, requireKey: key }),
    startProxy({ login: { username: 'jane', password } }),
    startChatServer('other-name'),
  ]);
});
afterAll(() => Promise.all([gateway.close(), proxy.stop(), secure.close()]));

const transports: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(transports.splice(0).map(transport => transport.close())));

interface Setup {
  config?: Partial<ProviderConfig>;
  settings?: Partial<NetworkSettings>;
  network?: Omit<NodeTransportOptions, 'settings'>;
  check?: Partial<ConnectionCheck>;
}

/** Runs a check as the command does. */
async function check({ config = {}, settings = {}, network = {}, check: overrides = {} }: Setup = {}) {
  const provider = resolveProvider({ id: 'p', preset: 'openai-compatible', baseUrl: gateway.baseUrl, ...config });
  const options: NodeTransportOptions = {
    settings: () => ({ ...defaultNetworkSettings, ...settings }),
    environment: () => undefined,
    ...network,
  };
  const transport = createNodeTransport(options);
  transports.push(transport);
  const endpoint = overrides.endpoint ?? { baseUrl: provider.baseUrl, apiKey: key };
  const seen: string[] = [];
  const steps = await checkConnection({
    provider,
    format: wireFormats['openai-chat'],
    modelId: 'sample/fast',
    endpoint,
    key: 'From secret storage',
    transport,
    transportName: 'Runnel’s own (undici)',
    probe: createConnectionProbe(options),
    askModel: true,
    timeouts: { connect: 5000, firstByte: 5000, idle: 5000 },
    clock: systemClock,
    signal: new AbortController().signal,
    onChange: current => seen.push(...current.filter(({ state }) => state === 'running').map(({ id }) => id)),
    ...overrides,
  });
  const text = reportText({ lines: ['Runnel: Check Connection'], secrets: secretsOf(endpoint) }, steps);
  expect(text).not.toMatch(/sk-of-the|pass-word|jane/);
  return { steps, text, seen: new Set(seen) };
}

function states(steps: readonly CheckStep[]): Record<string, string> {
  return Object.fromEntries(steps.map(({ id, state }) => [id, state]));
}

/** The lines of the step that failed. */
function failure(steps: readonly CheckStep[]): { id: string; says: string } {
  const failed = steps.findLast(({ state }) => state === 'failed');
  return { id: failed?.id ?? 'none', says: failed?.lines.join(' ') ?? '' };
}

/** Names the proxies and servers of these tests are known by. */
const toLoopback: LookupFunction = (_, { all }, callback) =>
  all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4);

describe('a check of a connection', () => {
  test('that works says so step by step, with times', async () => {
    const { steps, text, seen } = await check();
    expect(states(steps)).toEqual({
      settings: 'ok',
      key: 'ok',
      transport: 'ok',
      proxy: 'ok',
      dns: 'skipped',
      tcp: 'ok',
      'proxy-tls': 'skipped',
      tunnel: 'skipped',
      tls: 'skipped',
      http: 'ok',
      accepted: 'ok',
      models: 'ok',
      'first-byte': 'ok',
      'first-token': 'ok',
    });
    expect([...seen]).toEqual(['proxy', 'tcp', 'http', 'first-byte', 'first-token']);
    expect(text).toMatch(/^Runnel: Check Connection\nEverything works\.\n\n/);
    expect(text).toMatch(/^ok {11}Connection \(TCP\) +\d+ ms\n {13}The provider, 127\.0\.0\.1 port \d+$/m);
    expect(text).toMatch(/^skipped {6}TLS\n {13}An http:\/\/ address has no TLS$/m);
    expect(text).toMatch(/^ {13}Direct: 127\.0\.0\.1 is this machine$/m);
    expect(text).toMatch(/HTTP 200 to the request for the models/);
    expect(text).toMatch(/\d+ models; “sample\/fast” is among them/);
    const asked = gateway.requests.at(-1);
    expect(asked?.body).toMatchObject({ messages: [{ role: 'user', content: 'Say: ok' }] });
    expect((await asked?.closed)?.tokensWritten).toBeGreaterThan(0);
  });

  test('does not ask the model when it is told not to', async () => {
    const before = gateway.requests.length;
    const { steps } = await check({ check: { askModel: false } });
    expect(gateway.requests.length).toBe(before);
    expect(states(steps)).toMatchObject({ accepted: 'ok', models: 'ok', 'first-byte': 'skipped' });
    expect(checkSummary(steps, [])).toBe('Everything works.');
  });

  test('of a port where nobody listens', async () => {
    const { steps, text } = await check({ config: { baseUrl: `http://127.0.0.1:${await unusedPort()}/v1` } });
    expect(failure(steps)).toMatchObject({ id: 'tcp', says: expect.stringMatching(/refused.*Start the server/) });
    expect(states(steps)).toMatchObject({ http: 'not reached', models: 'not reached', 'first-token': 'not reached' });
    expect(text).toMatch(/^Failed at: Connection \(TCP\)\. .*refused.*\.$/m);
    expect(text).toMatch(/^FAILED {7}Connection/m);
  });

  test('of a name that nobody knows', async () => {
    const lookup: LookupFunction = (name, _options, callback) =>
      callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }), '');
    const { steps } = await check({ config: { baseUrl: 'https://nowhere.test/v1' }, network: { lookup } });
    expect(failure(steps)).toMatchObject({
      id: 'dns',
      says: expect.stringMatching(/nowhere\.test.*not known.*base URL/),
    });
    expect(states(steps)).toMatchObject({ tcp: 'not reached', tls: 'not reached' });
  });

  test('of a server whose certificate nobody trusts names the issuer', async () => {
    const server = await startHttps('unknown-issuer', (_, response) => response.end());
    try {
      const baseUrl = `https://localhost:${server.port}/v1`;
      const { steps, text } = await check({ config: { baseUrl }, network: { lookup: toLoopback } });
      expect(failure(steps)).toMatchObject({ id: 'tls', says: expect.stringMatching(/Not trusted: .*certificate/) });
      expect(text).toMatch(/TLSv1\.[23]\n.*Certificate for: .*\n.*Issued by: .*\n.*Valid until: /);
      expect(states(steps)).toMatchObject({ dns: 'ok', tcp: 'ok', http: 'not reached' });

      const { steps: lenient } = await check({
        config: { baseUrl },
        network: { lookup: toLoopback },
        settings: { strictSsl: false },
      });
      const tls = lenient.find(({ id }) => id === 'tls');
      expect(tls?.state).toBe('warning');
      expect(tls?.lines.join(' ')).toMatch(/proxyStrictSSL.*off/);
    } finally {
      await server.close();
    }
  });

  test('with a wrong key', async () => {
    const { steps, text } = await check({ check: { endpoint: { baseUrl: gateway.baseUrl, apiKey: 'sk-wrong-one' } } });
    expect(failure(steps)).toMatchObject({ id: 'accepted', says: expect.stringMatching(/Set API Key/) });
    expect(states(steps)).toMatchObject({ http: 'ok', models: 'not reached', 'first-byte': 'not reached' });
    expect(text).toMatch(/HTTP 401/);
    expect(text).not.toMatch(/sk-wrong-one/);
  });

  test('without the key it needs still says how far the network goes', async () => {
    const error = {
      kind: 'auth',
      message: 'There is no API key. Run “Runnel: Set API Key…”.',
      retryable: false,
    } as const;
    const { steps } = await check({ check: { key: error, endpoint: { baseUrl: gateway.baseUrl } } });
    expect(states(steps)).toMatchObject({ key: 'failed', tcp: 'ok', http: 'not reached' });
    expect(checkSummary(steps, [])).toBe('Failed at: API key. There is no API key.');
  });

  test('with a model the server does not know', async () => {
    const { steps } = await check({ check: { modelId: 'nobody/knows' } });
    expect(steps.find(({ id }) => id === 'models')).toMatchObject({
      state: 'warning',
      lines: [expect.stringMatching(/“nobody\/knows” is not among them.*Select Model/)],
    });
    expect(failure(steps)).toMatchObject({
      id: 'first-byte',
      says: expect.stringMatching(/^HTTP 404 .*nobody\/knows/),
    });
  });

  test('of a server that lists no models goes on to the answer', async () => {
    const server = await startHttp((message, response) => {
      if (message.method === 'GET') response.writeHead(404).end('{}');
      else response.end('data: {"choices":[{"delta":{"content":"ok"}}]}\n\ndata: [DONE]\n\n');
    });
    try {
      const { steps } = await check({ config: { baseUrl: `http://127.0.0.1:${server.port}/v1` } });
      expect(states(steps)).toMatchObject({ models: 'warning', accepted: 'ok', 'first-token': 'ok' });
      expect(checkSummary(steps, [])).toBe('Works, but look at: Models.');
    } finally {
      await server.close();
    }
  });

  test('through a proxy shows its own steps, and its login only as being there', async () => {
    const { steps, text } = await check({
      config: { baseUrl: `https://other.test:${secure.port}/v1` },
      settings: { proxy: `http://jane:${password}@127.0.0.1:${proxy.port}` },
      network: { ca: [tlsFixture('other-name')] },
      check: { askModel: false },
    });
    expect(states(steps)).toMatchObject({ proxy: 'ok', dns: 'skipped', tcp: 'ok', tunnel: 'ok', tls: 'ok' });
    expect(text).toMatch(/http:\/\/127\.0\.0\.1:\d+, with a login\n.*Chosen by: http\.proxy of VS Code/);
    expect(text).toMatch(/The proxy, 127\.0\.0\.1 port/);
    expect(text).toMatch(/Certificate for: Runnel test, other name/);
  });

  test('through a proxy that asks for a login', async () => {
    const { steps } = await check({
      config: { baseUrl: `https://other.test:${secure.port}/v1` },
      settings: { proxy: `http://127.0.0.1:${proxy.port}` },
    });
    expect(failure(steps)).toMatchObject({
      id: 'tunnel',
      says: expect.stringMatching(/HTTP 407.*asks for a login.*http\.proxy/),
    });
    expect(states(steps)).toMatchObject({ tcp: 'ok', tls: 'not reached' });
  });

  test('with a proxy that is none', async () => {
    const { steps, text } = await check({
      config: { baseUrl: 'https://other.test/v1' },
      settings: { proxy: `socks5://jane:${password}@127.0.0.1:1` },
    });
    expect(failure(steps)).toMatchObject({ id: 'proxy', says: expect.stringMatching(/socks5/) });
    expect(text).toMatch(/not reached {2}Name lookup/);
  });

  test('that is cancelled says how far it came', async () => {
    const server = await startHttp(() => undefined);
    try {
      const controller = new AbortController();
      const { steps } = await check({
        config: { baseUrl: `http://127.0.0.1:${server.port}/v1` },
        check: {
          signal: controller.signal,
          onChange: current => {
            if (current.some(({ id, state }) => id === 'http' && state === 'running')) controller.abort();
          },
        },
      });
      expect(states(steps)).toMatchObject({ tcp: 'ok', http: 'not reached', 'first-token': 'not reached' });
      expect(checkSummary(steps, [])).toBe('Cancelled.');
    } finally {
      await server.close();
    }
  });

  test('by a transport that does not show how it connects', async () => {
    const { steps } = await check({ check: { probe: undefined } });
    expect(states(steps)).toMatchObject({ proxy: 'skipped', tcp: 'skipped', http: 'ok', 'first-token': 'ok' });
  });
});

test('a report names neither logins nor home directories', () => {
  const lines = [
    'https://me:secret@host.example/v1',
    '/home/jane/ca.pem',
    'C:\\Users\\jane\\x',
    '/Users/jane doe',
    `Bearer ${key}`,
  ];
  const text = reportText({ lines, secrets: [key] }, []);
  expect(text).not.toMatch(/me:secret|jane\b(?! doe)|sk-of/);
  expect(text).toContain('https://…@host.example/v1');
});

describe('a report', () => {
  const failed = (...lines: string[]): CheckStep[] => [{ id: 'tcp', state: 'failed', lines }];
  const head = { lines: ['Runnel: Check Connection'], secrets: [key, 'two words'] };

  test('is not wider than 90 characters, and indents what goes on in the next line', () => {
    const reason = `${'The server refused it, and here are many words on why it did. '.repeat(4)}Start it.`;
    const text = reportText(head, failed(reason, 'Short'));
    const lines = text.split('\n').slice(text.split('\n').indexOf('') + 2);
    expect(lines[0]).toMatch(/^ {13}The server/);
    expect(lines[1]).toMatch(/^ {15}\S/);
    expect(lines.filter(line => line.length > 90)).toEqual([]);
    expect(
      lines
        .slice(0, -2)
        .map(line => line.trim())
        .join(' '),
    ).toBe(reason);
    expect(lines.at(-2)).toBe(`${' '.repeat(13)}Short`);
  });

  test('leaves an address whole, however long it is', () => {
    const address = `https://host.example/${'a'.repeat(100)}`;
    expect(reportText(head, failed(`It is ${address} that failed.`))).toContain(`\n${' '.repeat(15)}${address}\n`);
  });

  test.each([
    ['Refused by 127.0.0.1:1 (ECONNREFUSED). Start the server.', 'Refused by 127.0.0.1:1 (ECONNREFUSED).'],
    ['No full stop', 'No full stop'],
    ['It says “No.” Ask again.', 'It says “No.”'],
    ['word '.repeat(40), `${'word '.repeat(23)}word…`],
  ])('repeats the reason in short: %s', (line, short) => {
    expect(checkSummary(failed('HTTP 500', line), [])).toBe(`Failed at: Connection (TCP). ${short}`);
  });

  test('holds no secret, also where one would be cut in two by the end of a line', () => {
    const steps = failed(`${'x'.repeat(69)} two words ${key} https://me:pass@host.example/`);
    for (const text of [reportText(head, steps), checkSummary(steps, head.secrets)]) {
      expect(text).not.toMatch(/two\s+words|sk-of|me:pass/);
    }
  });
});

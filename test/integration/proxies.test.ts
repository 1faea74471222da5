import { execFile } from 'node:child_process';
import type { LookupFunction } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultNetworkSettings, type NetworkSettings } from '../../src/core/transport/network-settings.ts';
import type { Transport } from '../../src/core/transport/transport.ts';
import { createNodeTransport, type NodeTransportOptions } from '../../src/platform/node-transport.ts';
import { type ChatServer, startChatServer } from '../unit/transport/support/chat-server.ts';
import { settle } from '../unit/transport/support/manual-clock.ts';
import { type ProxyProcess, startInspectingProxy, startProxy } from '../unit/transport/support/proxies/start-proxy.ts';
import { Run, streamOptions, streamToEnd } from '../unit/transport/support/run.ts';
import { tlsFixture, unusedPort } from '../unit/transport/support/servers.ts';

/**
 * Answers through real proxies, each a process of its own, with the settings a user would set. The server's name is
 * `other.test`, which only the proxies can look up: what arrives there by that name went through one.
 */

const LOGIN = { username: 'jörg', password: 'p@ss:word' };
const ENCODED_LOGIN = 'j%C3%B6rg:p%40ss%3Aword';
const PASSWORDS = /p@ss|p%40ss|wrong-password|cEBzc/;

let proxy: ProxyProcess;
let server: ChatServer;
let plainServer: ChatServer;
beforeAll(async () => {
  [proxy, server, plainServer] = await Promise.all([
    startProxy({ login: LOGIN }),
    startChatServer('other-name'),
    startChatServer(),
  ]);
});
afterAll(() => Promise.all([proxy.stop(), server.close(), plainServer.close()]));

const transports: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(transports.splice(0).map(transport => transport.close()));
});

function transportWith(
  settings: Partial<NetworkSettings>,
  options: Omit<NodeTransportOptions, 'settings'> = {},
): Transport {
  const transport = createNodeTransport({
    settings: () => ({ ...defaultNetworkSettings, ...settings }),
    environment: () => undefined,
    ca: [tlsFixture('other-name')],
    ...options,
  });
  transports.push(transport);
  return transport;
}

const secureUrl = (host = 'other.test') => `https://${host}:${server.port}/v1`;
const plainUrl = (host = 'other.test') => `http://${host}:${plainServer.port}/v1`;
const proxyUrl = (login = `${ENCODED_LOGIN}@`) => `http://${login}127.0.0.1:${proxy.port}`;

/** Asks once; `seen` is what the proxy was asked for meanwhile. */
async function ask(transport: Transport, baseUrl: string, through = proxy) {
  await through.requests();
  const outcome = await streamToEnd(
    streamOptions(transport, baseUrl, { endpoint: { baseUrl, apiKey: 'sk-hidden-1' } }),
  );
  expect(outcome.error?.message ?? '').not.toMatch(PASSWORDS);
  // undici takes the connection back one turn after the end of the body.
  await settle();
  return { ...outcome, seen: await through.requests() };
}

async function connectionError(transport: Transport, baseUrl: string, through = proxy) {
  const { error } = await ask(transport, baseUrl, through);
  expect(error).toMatchObject({ kind: 'network' });
  return { message: error?.message ?? '', retryable: error?.retryable };
}

const everyNameIsHere: LookupFunction = (_, { all }, callback) =>
  all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4);

describe('through CONNECT', () => {
  test('with the login in http.proxy', async () => {
    const { text, finish, seen } = await ask(transportWith({ proxy: proxyUrl() }), secureUrl());
    expect(text).toBe('Hello');
    expect(finish).toBe('stop');
    expect(new Set(seen)).toEqual(new Set([`other.test:${server.port}`]));
    expect(server.requests.at(-1)?.message.headers['proxy-authorization']).toBeUndefined();
  });

  test('with http.proxyAuthorization', async () => {
    const proxyAuthorization = `Basic ${Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64')}`;
    const { text } = await ask(transportWith({ proxy: proxyUrl(''), proxyAuthorization }), secureUrl());
    expect(text).toBe('Hello');
  });

  test('with HTTPS_PROXY of the environment', async () => {
    const environment = (name: string) => (name === 'HTTPS_PROXY' ? proxyUrl() : undefined);
    const { text, seen } = await ask(transportWith({}, { environment }), secureUrl());
    expect(text).toBe('Hello');
    expect(seen.length).toBeGreaterThan(0);
  });

  // A pause of the machine is not ours: the bound has to be kept once in three times.
  test('deltas come as they are sent, and Stop closes the connection to the server', { retry: 2 }, async () => {
    const slow = await startChatServer('other-name', request => request.say('one '));
    const stopper = new AbortController();
    const baseUrl = `https://other.test:${slow.port}/v1`;
    const run = new Run(streamOptions(transportWith({ proxy: proxyUrl() }), baseUrl, { signal: stopper.signal }));
    await run.when(step => step.type === 'text-delta');
    const request = await slow.next();
    request.say('two ');
    await run.when(step => step.type === 'text-delta' && step.text === 'two ');
    const stoppedAt = performance.now();
    stopper.abort();
    await request.closed;
    expect(performance.now() - stoppedAt).toBeLessThan(200);
    await run.done;
    expect(run.text).toBe('one two ');
    expect(run.error).toBeUndefined();
    await slow.close();
  });

  test('a tunnel is used again for the next request', async () => {
    const transport = transportWith({ proxy: proxyUrl() });
    const first = await ask(transport, secureUrl());
    const second = await ask(transport, secureUrl());
    expect(second.text).toBe('Hello');
    expect(first.seen.length).toBeGreaterThan(0);
    expect(second.seen).toEqual([]);
  });

  test('to a proxy that is spoken to in TLS', async () => {
    const cert = tlsFixture('self-signed');
    const secureProxy = await startProxy({ login: LOGIN, tls: { cert, key: tlsFixture('key') } });
    const settings = { proxy: `https://${ENCODED_LOGIN}@localhost:${secureProxy.port}` };
    const ca = [cert, tlsFixture('other-name')];
    expect((await ask(transportWith(settings, { ca }), secureUrl(), secureProxy)).text).toBe('Hello');
    expect((await ask(transportWith(settings, { ca }), plainUrl(), secureProxy)).text).toBe('Hello');
    const { message } = await connectionError(transportWith(settings), secureUrl(), secureProxy);
    expect(message).toContain(`certificate of the proxy localhost:${secureProxy.port}`);
    await secureProxy.stop();
  });
});

describe('a plain http server', () => {
  test('is asked for by its whole URL, with the login', async () => {
    const { text, seen } = await ask(transportWith({ proxy: proxyUrl() }), plainUrl());
    expect(text).toBe('Hello');
    expect(new Set(seen)).toEqual(new Set([`other.test:${plainServer.port}`]));
    const { headers } = plainServer.requests.at(-1)?.message ?? {};
    expect(headers?.host).toBe(`other.test:${plainServer.port}`);
    expect(headers?.['proxy-authorization']).toBeUndefined();
    expect(headers?.authorization).toBe('Bearer sk-hidden-1');
  });

  test('is told apart from a proxy that wants a login', async () => {
    const { message } = await connectionError(transportWith({ proxy: proxyUrl('') }), plainUrl());
    expect(message).toContain(`proxy 127.0.0.1:${proxy.port} (http.proxy of VS Code) asks for a login (HTTP 407)`);
    expect(message).toContain('http.proxyAuthorization');
  });
});

describe('the login', () => {
  test('is asked for', async () => {
    const { message, retryable } = await connectionError(transportWith({ proxy: proxyUrl('') }), secureUrl());
    expect(retryable).toBe(false);
    expect(message).toContain(`proxy 127.0.0.1:${proxy.port} (http.proxy of VS Code) asks for a login (HTTP 407)`);
    expect(message).toContain('“http.proxy”');
    expect(message).toContain('http.proxyAuthorization');
  });

  test('is wrong', async () => {
    const count = server.requests.length;
    const transport = transportWith({ proxy: proxyUrl('jorg:wrong-password@') });
    const { message, retryable } = await connectionError(transport, secureUrl());
    expect(retryable).toBe(false);
    expect(message).toContain('does not accept the login');
    expect(server.requests.length).toBe(count);
  });
});

describe('without a proxy', () => {
  test.each([
    ['NO_PROXY', {}, 'a.test, OTHER.test'],
    ['http.noProxy', { noProxy: ['.test'] }, ''],
  ])('because of %s', async (_, settings, noProxy) => {
    const environment = (name: string) => (name === 'NO_PROXY' ? noProxy : undefined);
    const transport = transportWith({ proxy: proxyUrl(), ...settings }, { environment, lookup: everyNameIsHere });
    for (const url of [secureUrl(), plainUrl()]) {
      const { text, seen } = await ask(transport, url);
      expect(text).toBe('Hello');
      expect(seen).toEqual([]);
    }
  });

  test('as http.proxySupport is off', async () => {
    const transport = transportWith({ proxy: proxyUrl(), proxyOff: true }, { lookup: everyNameIsHere });
    const { text, seen } = await ask(transport, secureUrl());
    expect(text).toBe('Hello');
    expect(seen).toEqual([]);
  });

  test('as it is this machine', async () => {
    const environment = (name: string) => (/_proxy$/i.test(name) && !/^no/i.test(name) ? proxyUrl() : undefined);
    const transport = transportWith({ proxy: proxyUrl(), strictSsl: false }, { environment });
    for (const url of [plainUrl('127.0.0.1'), plainUrl('localhost'), secureUrl('127.0.0.1')]) {
      const { text, seen } = await ask(transport, url);
      expect(text).toBe('Hello');
      expect(seen).toEqual([]);
    }
  });
});

test('when the settings change, connections made under the old ones are not used', async () => {
  const settings = { ...defaultNetworkSettings, proxy: proxyUrl(), strictSsl: true };
  const transport = createNodeTransport({
    settings: () => settings,
    environment: () => undefined,
    ca: [tlsFixture('other-name')],
    lookup: everyNameIsHere,
  });
  transports.push(transport);
  expect((await ask(transport, secureUrl())).seen.length).toBeGreaterThan(0);
  expect((await ask(transport, secureUrl())).seen).toEqual([]);
  const ports = () => server.requests.slice(-1).map(({ message }) => message.socket.remotePort);
  const tunnelled = ports();

  settings.proxy = '';
  expect((await ask(transport, secureUrl())).text).toBe('Hello');
  const direct = ports();
  expect(direct).not.toEqual(tunnelled);

  // A connection that nobody checked must not be used when checking is on again.
  settings.strictSsl = false;
  await ask(transport, secureUrl());
  const unchecked = ports();
  settings.strictSsl = true;
  await ask(transport, secureUrl());
  expect(ports()).toEqual(direct);
  expect(unchecked).not.toEqual(direct);

  settings.proxy = proxyUrl('jorg:wrong-password@');
  expect((await ask(transport, secureUrl())).error?.message).toContain('does not accept the login');
});

describe('a proxy that breaks TLS open', () => {
  let inspecting: Awaited<ReturnType<typeof startInspectingProxy>>;
  let settings: Pick<NetworkSettings, 'proxy'>;
  beforeAll(async () => {
    inspecting = await startInspectingProxy();
    settings = { proxy: `http://127.0.0.1:${inspecting.port}` };
  }, 30_000);
  afterAll(() => inspecting.stop());

  test('without its authority: the message names the certificate, its issuer, the proxy and what to do', async () => {
    const { message, retryable } = await connectionError(transportWith(settings), secureUrl(), inspecting);
    expect(retryable).toBe(false);
    expect(message).toContain(`certificate of other.test:${server.port} is not trusted`);
    expect(message).toContain('NodeMITMProxyCA');
    expect(message).toContain(`proxy 127.0.0.1:${inspecting.port} (http.proxy of VS Code)`);
    for (const remedy of ['http.systemCertificates', 'NODE_EXTRA_CA_CERTS', 'http.proxyStrictSSL']) {
      expect(message).toContain(remedy);
    }
  });

  test('with its authority it works', async () => {
    const { text, seen } = await ask(transportWith(settings, { ca: [inspecting.ca] }), secureUrl(), inspecting);
    expect(text).toBe('Hello');
    expect(seen).toEqual([`other.test:${server.port}`]);
  });

  test('and with http.proxyStrictSSL off', async () => {
    expect((await ask(transportWith({ ...settings, strictSsl: false }), secureUrl(), inspecting)).text).toBe('Hello');
  });

  // Node reads both at its start only, so these are processes of their own: the command-line tool, which asks through the
  // same transport with VS Code's defaults.
  test.each([
    ['NODE_EXTRA_CA_CERTS', 'NODE_EXTRA_CA_CERTS'],
    ['the system’s certificates', 'SSL_CERT_FILE'],
  ])('its authority among %s is enough', async (_, variable) => {
    const lines = await deltas({ HTTPS_PROXY: settings.proxy, [variable]: inspecting.caFile });
    expect(lines).toContainEqual({ type: 'text-delta', text: 'Hel' });
    expect(lines.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
  });

  test('for which it is among neither, the command-line tool says the same', async () => {
    const [error] = await deltas({ HTTPS_PROXY: settings.proxy });
    expect(error).toMatchObject({ type: 'error', kind: 'network' });
    expect(error?.['message']).toContain('HTTPS_PROXY of the environment');
  });
});

function deltas(environment: Record<string, string>): Promise<Record<string, unknown>[]> {
  const script = fileURLToPath(new URL('../../scripts/deltas.ts', import.meta.url));
  const { promise, resolve } = Promise.withResolvers<Record<string, unknown>[]>();
  execFile(
    process.execPath,
    [script, '--base-url', secureUrl(), '--model', 'm', '--prompt', 'Hello'],
    { env: { PATH: process.env['PATH'], ...environment } },
    (_, stdout) =>
      resolve(
        stdout
          .trim()
          .split('\n')
          .map(line => JSON.parse(line)),
      ),
  );
  return promise;
}

describe('a proxy that is not there', () => {
  test('is named, and not the server', async () => {
    const port = await unusedPort();
    const { message } = await connectionError(transportWith({ proxy: `http://127.0.0.1:${port}` }), secureUrl());
    expect(message).toContain(`Nothing listens at the proxy 127.0.0.1:${port} (http.proxy of VS Code)`);
    expect(message).not.toContain('other.test');
  });

  test('by name', async () => {
    const transport = transportWith({ proxy: 'http://no-such-proxy.invalid:3128' });
    for (const url of [secureUrl(), plainUrl()]) {
      const { message } = await connectionError(transport, url);
      expect(message).toContain('The host name “no-such-proxy.invalid” of the proxy');
    }
  });
});

import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { StreamFailure } from '../../src/core/delta.ts';
import type { Transport } from '../../src/core/transport/transport.ts';
import { readNetworkSettings, readTransportKind } from '../../src/host/network-settings.ts';
import type { TransportKind } from '../../src/host/platform.ts';
import { createChosenTransport } from '../../src/platform/chosen-transport.ts';
import { createFetchTransport } from '../../src/platform/fetch-transport.ts';
import { type LocalProxy, startLocalProxy } from './support/local-proxy.ts';

/** The settings of VS Code for the network, and both transports, in a real extension host. */

async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}

function post(url: string) {
  return { method: 'POST', url: new URL(url), headers: { authorization: 'Bearer sk-test' }, body: '{}' } as const;
}

async function readAll(transport: Transport, url: string): Promise<string> {
  const { body } = await transport.send(post(url), { signal: new AbortController().signal });
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body) text += decoder.decode(bytes, { stream: true });
  return text;
}

async function failureOf(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (cause) {
    if (StreamFailure.is(cause)) return cause.error.message;
    throw cause;
  }
  throw new Error('it succeeded');
}

/** A server whose answers are the test's. */
async function startServer() {
  const waiting: ((response: ServerResponse) => void)[] = [];
  const server = createServer((message, response) => {
    message.resume();
    const taker = waiting.shift();
    if (taker) taker(response);
    else response.end('hello');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    next: () => new Promise<ServerResponse>(resolve => waiting.push(resolve)),
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

describe('The network settings of VS Code', () => {
  let proxy: LocalProxy;
  let server: Awaited<ReturnType<typeof startServer>>;
  let transport: Transport;
  before(async () => {
    proxy = await startLocalProxy('user:p@ss');
    server = await startServer();
    const network = { settings: readNetworkSettings, transport: readTransportKind };
    transport = createChosenTransport(network, name => process.env[name]);
  });
  after(async () => {
    await server.close();
    await proxy.close();
  });
  beforeEach(() => {
    proxy.requests.length = 0;
  });
  afterEach(async () => {
    for (const name of ['http.proxy', 'http.noProxy', 'http.proxySupport', 'runnel.http.transport']) {
      await set(name, undefined);
    }
  });

  it('are the defaults where the user has set nothing', () => {
    const { noProxy, strictSsl, systemCertificates, proxyOff, proxyAuthorization } = readNetworkSettings();
    assert.deepEqual(
      { noProxy, strictSsl, systemCertificates, proxyOff, proxyAuthorization },
      { noProxy: [], strictSsl: true, systemCertificates: true, proxyOff: false, proxyAuthorization: undefined },
    );
    assert.equal(readTransportKind(), 'undici');
  });

  for (const kind of ['undici', 'vscode'] satisfies TransportKind[]) {
    it(`lead requests through http.proxy with its login, and requests to this machine past it (${kind})`, async () => {
      await set('runnel.http.transport', kind);
      await set('http.proxy', `http://user:p%40ss@127.0.0.1:${proxy.port}`);
      assert.equal(await readAll(transport, `http://api.test:${server.port}/v1`), 'hello');
      assert(proxy.requests.some(request => request.includes(`api.test:${server.port}`)));
      const count = proxy.requests.length;
      assert.equal(await readAll(transport, `http://127.0.0.1:${server.port}/v1`), 'hello');
      assert.equal(await readAll(transport, `http://localhost:${server.port}/v1`), 'hello');
      assert.equal(proxy.requests.length, count);
    });
  }

  it('count from one request to the next: exceptions, no proxy at all, another transport', async () => {
    await set('http.proxy', `http://user:p%40ss@127.0.0.1:${proxy.port}`);
    const url = `http://api.test:${server.port}/v1`;
    assert.equal(await readAll(transport, url), 'hello');
    // Past the proxy that name is not known.
    await set('http.noProxy', ['.test']);
    assert.match(await failureOf(readAll(transport, url)), /“api\.test”/);
    await set('http.noProxy', undefined);
    await set('http.proxySupport', 'off');
    assert.match(await failureOf(readAll(transport, url)), /“api\.test”/);
    await set('http.proxySupport', undefined);
    assert.equal(await readAll(transport, url), 'hello');
  });

  it('with a proxy that wants a login name the settings to use', async () => {
    await set('http.proxy', `http://127.0.0.1:${proxy.port}`);
    const message = await failureOf(readAll(transport, `https://api.test:${server.port}/v1`));
    assert.match(message, /asks for a login \(HTTP 407\).*“http\.proxy”.*http\.proxyAuthorization/);
  });

  it('with a proxy that wants a login say so through VS Code’s own fetch too', async () => {
    await set('runnel.http.transport', 'vscode');
    await set('http.proxy', `http://user:wrong@127.0.0.1:${proxy.port}`);
    const message = await failureOf(readAll(transport, `https://api.test:${server.port}/v1`));
    assert.match(message, /asks for a login \(HTTP 407\).*“http\.proxy”/);
  });

  it('with a SOCKS proxy name the other transport', async () => {
    await set('http.proxy', 'socks5://127.0.0.1:1080');
    const message = await failureOf(readAll(transport, 'https://api.test/v1'));
    assert.match(message, /“socks5”.*“runnel\.http\.transport” to “vscode”/);
  });

  it('of a workspace do not count', async () => {
    for (const name of ['http.proxy', 'runnel.http.transport']) {
      await assert.rejects(
        async () =>
          vscode.workspace.getConfiguration().update(name, 'http://evil.test', vscode.ConfigurationTarget.Workspace),
        name,
      );
    }
  });
});

describe('VS Code’s own fetch', () => {
  const transport = createFetchTransport();
  let server: Awaited<ReturnType<typeof startServer>>;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  const closing = (response: ServerResponse) => new Promise<void>(resolve => response.on('close', () => resolve()));

  // A pause of the machine is not ours: the bound has to be kept once in three times.
  it('gives bytes as they come, and closes the connection at once when stopped', async () => {
    const arriving = server.next();
    const stopper = new AbortController();
    const answering = transport.send(post(`http://127.0.0.1:${server.port}/`), { signal: stopper.signal });
    const response = await arriving;
    const closed = closing(response);
    response.write('first');
    const pieces: string[] = [];
    let stoppedAt = 0;
    await assert.rejects(async () => {
      for await (const bytes of (await answering).body) {
        pieces.push(Buffer.from(bytes).toString());
        if (pieces.length === 1) response.write('second');
        else {
          stoppedAt = performance.now();
          stopper.abort(new Error('stopped'));
        }
      }
    }, /stopped/);
    await closed;
    assert(performance.now() - stoppedAt < 100, `${performance.now() - stoppedAt} ms`);
    assert.deepEqual(pieces, ['first', 'second']);
  }).retries(2);

  it('closes the connection when stopped before the headers', async () => {
    const arriving = server.next();
    const stopper = new AbortController();
    const answering = transport.send(post(`http://127.0.0.1:${server.port}/`), { signal: stopper.signal });
    answering.catch(() => undefined);
    const closed = closing(await arriving);
    stopper.abort(new Error('stopped'));
    await assert.rejects(answering, /stopped/);
    await closed;
  });

  it('follows no redirect', async () => {
    const arriving = server.next();
    const failure = failureOf(
      transport.send(post(`http://127.0.0.1:${server.port}/`), { signal: new AbortController().signal }),
    );
    (await arriving).writeHead(307, { location: 'https://elsewhere.test/v1' }).end();
    assert.match(await failure, /redirects to https:\/\/elsewhere\.test\/v1/);
  });
});

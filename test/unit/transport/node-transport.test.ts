import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import {
  brotliCompressSync,
  createBrotliCompress,
  createDeflate,
  createGzip,
  createZstdCompress,
  constants as zlib,
} from 'node:zlib';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { StreamFailure } from '../../../src/core/delta.ts';
import type { HttpResponse } from '../../../src/core/transport/transport.ts';
import type { HttpRequest } from '../../../src/core/wire/wire-format.ts';
import { createNodeTransport } from '../../../src/platform/node-transport.ts';
import { settle } from './support/manual-clock.ts';
import { type LocalServer, startHttp, startHttps, startTcp, tlsFixture, unusedPort } from './support/servers.ts';

const transport = createNodeTransport();
afterAll(() => transport.close());

const servers: LocalServer[] = [];
async function start(starting: Promise<LocalServer>): Promise<LocalServer> {
  const server = await starting;
  servers.push(server);
  return server;
}
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
});

const KEY = 'sk-secret-1234';

function post(url: string): HttpRequest {
  return { method: 'POST', url: new URL(url), headers: { authorization: `Bearer ${KEY}` }, body: '{}' };
}

const never = () => new AbortController().signal;

async function readAll(response: HttpResponse): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body) text += decoder.decode(bytes, { stream: true });
  return text + decoder.decode();
}

async function failureOf(action: Promise<unknown>) {
  const thrown = await action.then(
    () => new Error('it succeeded'),
    (cause: unknown) => cause,
  );
  if (!StreamFailure.is(thrown)) throw thrown;
  expect(thrown.error.message).not.toContain(KEY);
  return thrown.error;
}

function sendFailure(url: string, connectTimeoutMs?: number) {
  return failureOf(transport.send(post(url), { signal: never(), ...(connectTimeoutMs ? { connectTimeoutMs } : {}) }));
}

test('loading the module leaves the globals of the extension host alone, and makes no connection', async () => {
  // A worker has globals of its own, so that what the test runner has loaded does not count.
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const symbols = () => Object.getOwnPropertySymbols(globalThis).map(String).sort();
     const before = { symbols: symbols(), keys: Object.keys(globalThis) };
     import(workerData).then(() => parentPort.postMessage([before, { symbols: symbols(), keys: Object.keys(globalThis) }]));`,
    { eval: true, workerData: new URL('../../../src/platform/node-transport.ts', import.meta.url).href },
  );
  const [[before, after]] = (await once(worker, 'message')) as [[unknown, unknown]];
  await worker.terminate();
  expect(after).toEqual(before);
});

describe('requests', () => {
  test('method, path, query, headers and body arrive, and the answer’s come back', async () => {
    let seen: unknown;
    const { port } = await start(
      startHttp(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += String(chunk);
        seen = { method: request.method, url: request.url, key: request.headers.authorization, body };
        response.setHeader('X-Several', ['a', 'b']);
        response.writeHead(404);
        response.end('not here');
      }),
    );
    let sent = 0;
    const response = await transport.send(post(`http://127.0.0.1:${port}/v1/x?y=1`), {
      signal: never(),
      onSent: () => sent++,
    });
    expect(seen).toEqual({ method: 'POST', url: '/v1/x?y=1', key: `Bearer ${KEY}`, body: '{}' });
    expect(response.status).toBe(404);
    expect(response.headers['x-several']).toBe('a, b');
    expect(sent).toBe(1);
    expect(await readAll(response)).toBe('not here');
  });

  test('a GET without a body is told as sent too, before the answer', async () => {
    const order: string[] = [];
    const arrived = Promise.withResolvers<() => void>();
    let answered: Promise<string> | undefined;
    const { port } = await start(startHttp((_, response) => arrived.resolve(() => response.end('ok'))));
    const sent = new Promise<void>(resolve => {
      const url = new URL(`http://127.0.0.1:${port}/`);
      const options = { signal: never(), onSent: () => resolve() };
      answered = transport.send({ method: 'GET', url, headers: {} }, options).then(response => {
        order.push('answered');
        return readAll(response);
      });
    });
    await sent;
    expect(order).toEqual([]);
    (await arrived.promise)();
    expect(await answered).toBe('ok');
  });

  test('a connection is used again for the next request', async () => {
    const ports = new Set<number | undefined>();
    const { port } = await start(
      startHttp((request, response) => {
        ports.add(request.socket.remotePort);
        response.end('ok');
      }),
    );
    for (let count = 0; count < 5; count++) {
      await readAll(await transport.send(post(`http://127.0.0.1:${port}/`), { signal: never() }));
      // undici takes the connection back one turn after the end of the body.
      await settle();
    }
    expect(ports.size).toBe(1);
  });

  test('TLS with a trusted certificate', async () => {
    const { port } = await start(startHttps('self-signed', (_, response) => response.end('secret')));
    const trusting = createNodeTransport({ ca: [tlsFixture('self-signed')] });
    try {
      for (const host of ['localhost', '127.0.0.1']) {
        expect(await readAll(await trusting.send(post(`https://${host}:${port}/`), { signal: never() }))).toBe(
          'secret',
        );
      }
    } finally {
      await trusting.close();
    }
  });

  test.each([
    ['gzip', () => createGzip({ flush: zlib.Z_SYNC_FLUSH })],
    ['deflate', () => createDeflate({ flush: zlib.Z_SYNC_FLUSH })],
    ['br', () => createBrotliCompress({ flush: zlib.BROTLI_OPERATION_FLUSH })],
    ['zstd', () => createZstdCompress({ flush: zlib.ZSTD_e_flush })],
  ])('%s is undone as it streams', async (encoding, compressor) => {
    let sendMore = () => {};
    const { port } = await start(
      startHttp((_, response) => {
        response.writeHead(200, { 'content-encoding': encoding });
        const compressed = compressor();
        compressed.pipe(response);
        compressed.write('first');
        sendMore = () => compressed.end(' second');
      }),
    );
    const { body } = await transport.send(post(`http://127.0.0.1:${port}/`), { signal: never() });
    const decoder = new TextDecoder();
    const pieces: string[] = [];
    for await (const bytes of body) {
      pieces.push(decoder.decode(bytes));
      if (pieces.length === 1) sendMore();
    }
    expect(pieces[0]).toBe('first');
    expect(pieces.join('')).toBe('first second');
  });

  test('a list is asked for compressed, an answer that streams is not; a header of the user’s decides', async () => {
    const asked: (string | undefined)[] = [];
    const { port } = await start(
      startHttp((request, response) => {
        asked.push(request.headers['accept-encoding']?.toString());
        response.end();
      }),
    );
    const url = new URL(`http://127.0.0.1:${port}/`);
    const list: HttpRequest = { method: 'GET', url, headers: {} };
    const requests = [list, { ...list, headers: { 'accept-encoding': 'identity' } }, post(url.href)];
    for (const request of requests) await readAll(await transport.send(request, { signal: never() }));
    expect(asked).toEqual(['gzip, deflate, br', 'identity', undefined]);
  });

  test('brotli is undone, also of an error', async () => {
    const { port } = await start(
      startHttp((_, response) => {
        response.writeHead(500, { 'content-encoding': 'br' });
        response.end(brotliCompressSync('the reason'));
      }),
    );
    expect(await readAll(await transport.send(post(`http://127.0.0.1:${port}/`), { signal: never() }))).toBe(
      'the reason',
    );
  });

  test('a redirect is an error that names the target, and nothing goes there', async () => {
    let followed = false;
    const other = await start(
      startHttp((_, response) => {
        followed = true;
        response.end();
      }),
    );
    const target = `http://127.0.0.1:${other.port}/v1/chat/completions`;
    const { port } = await start(
      startHttp((_, response) => {
        response.writeHead(308, { location: `${target}?token=hidden` });
        response.end();
      }),
    );
    const error = await sendFailure(`http://127.0.0.1:${port}/v1/chat/completions`);
    expect(error).toMatchObject({ kind: 'invalid-request', retryable: false, status: 308 });
    expect(error.message).toContain(target);
    expect(error.message).toContain('base URL');
    expect(error.message).not.toContain('hidden');
    expect(followed).toBe(false);
  });
});

describe('aborting', () => {
  test('while TLS is negotiated: the connection is destroyed and the reason thrown', async () => {
    const accepted = Promise.withResolvers<Socket>();
    const { port } = await start(startTcp(accepted.resolve));
    const stopper = new AbortController();
    const sending = transport.send(post(`https://127.0.0.1:${port}/`), { signal: stopper.signal });
    sending.catch(() => {});
    const socket = await accepted.promise;
    socket.resume();
    const closed = once(socket, 'close');
    stopper.abort(new Error('stopped'));
    await expect(sending).rejects.toThrow('stopped');
    await closed;
  });

  test('a signal that is already aborted connects to nothing', async () => {
    let connections = 0;
    const { port } = await start(startTcp(() => connections++));
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(transport.send(post(`http://127.0.0.1:${port}/`), { signal })).rejects.toThrow('too late');
    expect(connections).toBe(0);
  });

  test('while the body is read: the reading ends with the reason', async () => {
    const { port } = await start(startHttp((_, response) => void response.write('first')));
    const stopper = new AbortController();
    const { body } = await transport.send(post(`http://127.0.0.1:${port}/`), { signal: stopper.signal });
    const reading = (async () => {
      for await (const _ of body) stopper.abort(new Error('stopped'));
    })();
    await expect(reading).rejects.toThrow('stopped');
  });

  test('leaving the loop closes the connection, also behind a decompressor', async () => {
    for (const encoding of ['identity', 'gzip']) {
      const closed = Promise.withResolvers<void>();
      const { port } = await start(
        startHttp((_, response) => {
          response.on('close', closed.resolve);
          response.writeHead(200, { 'content-encoding': encoding });
          if (encoding === 'identity') response.write('first');
          else {
            const gzip = createGzip({ flush: zlib.Z_SYNC_FLUSH });
            gzip.pipe(response);
            gzip.write('first');
          }
        }),
      );
      const { body } = await transport.send(post(`http://127.0.0.1:${port}/`), { signal: never() });
      for await (const _ of body) break;
      await closed.promise;
    }
  });
});

describe('failures', () => {
  test('a host that does not resolve', async () => {
    const error = await sendFailure('http://no-such-host.invalid/v1');
    expect(error.kind).toBe('network');
    expect(error.message).toContain('no-such-host.invalid');
  });

  test('a port at which nothing listens', async () => {
    const port = await unusedPort();
    const error = await sendFailure(`http://127.0.0.1:${port}/v1`);
    expect(error).toMatchObject({ kind: 'network', retryable: true });
    expect(error.message).toContain(`127.0.0.1:${port}`);
    expect(error.message).toContain('refused');
  });

  test('the same by name, where every address of the host is tried', async () => {
    const port = await unusedPort();
    expect((await sendFailure(`http://localhost:${port}/v1`)).message).toContain('refused');
  });

  test('a connection that does not stand in time', async () => {
    const { port } = await start(startTcp(socket => void socket.resume()));
    const error = await sendFailure(`https://127.0.0.1:${port}/`, 60);
    expect(error).toMatchObject({ kind: 'network', retryable: true });
    expect(error.message).toContain('0.1 s');
    expect(error.message).toContain('runnel.timeouts.connect');
  });

  test.each([
    ['self-signed', undefined, 'self-signed'],
    ['unknown-issuer', undefined, 'issuer is not known'],
    ['expired', 'expired', 'expired'],
    ['other-name', 'other-name', 'another host name'],
  ])('a certificate that is %s', async (certificate, ca, words) => {
    const { port } = await start(startHttps(certificate, (_, response) => response.end()));
    const strict = createNodeTransport(ca ? { ca: [tlsFixture(ca)] } : {});
    try {
      const error = await failureOf(strict.send(post(`https://127.0.0.1:${port}/`), { signal: never() }));
      expect(error).toMatchObject({ kind: 'network', retryable: false });
      expect(error.message).toContain(`127.0.0.1:${port}`);
      expect(error.message).toContain(words);
    } finally {
      await strict.close();
    }
  });

  test('https to a server that speaks http', async () => {
    const { port } = await start(startHttp((_, response) => response.end()));
    const error = await sendFailure(`https://127.0.0.1:${port}/`);
    expect(error).toMatchObject({ kind: 'network', retryable: false });
    expect(error.message).toContain('http://');
  });

  test('http to a server that speaks something else', async () => {
    const { port } = await start(
      startTcp(socket => void socket.once('data', () => socket.write('220 mail ready\r\n'))),
    );
    const error = await sendFailure(`http://127.0.0.1:${port}/`);
    expect(error).toMatchObject({ kind: 'network', retryable: false });
    expect(error.message).toContain('does not answer in HTTP');
  });

  test('a header that cannot be sent', async () => {
    const url = new URL('http://127.0.0.1:9/');
    const request: HttpRequest = { method: 'POST', url, headers: { 'transfer-encoding': KEY }, body: '{}' };
    const error = await failureOf(transport.send(request, { signal: never() }));
    expect(error).toMatchObject({ kind: 'invalid-request', retryable: false });
    expect(error.message).toContain('transfer-encoding');
  });

  test.each([
    ['headers without end', `x: ${'y'.repeat(70_000)}\r\n\r\n`],
    ['two lengths', 'content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'],
  ])('an answer that is no valid HTTP is not asked for again: %s', async (_, rest) => {
    const { port } = await start(
      startTcp(socket => void socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${rest}`))),
    );
    const error = await sendFailure(`http://127.0.0.1:${port}/v1`);
    expect(error).toMatchObject({ kind: 'protocol', retryable: false });
    expect(error.message).toContain('not valid HTTP');
  });

  test('a connection that is closed without an answer', async () => {
    const { port } = await start(startTcp(socket => void socket.once('data', () => socket.end())));
    const error = await sendFailure(`http://127.0.0.1:${port}/`);
    expect(error).toMatchObject({ kind: 'network', retryable: true });
    expect(error.message).toContain('without an answer');
  });

  test.each([
    ['closed', 'keep-alive', (socket: Socket | null): void => void socket?.end(), 'truncated'],
    ['closed', 'close', (socket: Socket | null): void => void socket?.end(), 'truncated'],
    ['reset', 'keep-alive', (socket: Socket | null): void => void socket?.resetAndDestroy(), 'truncated'],
  ] as const)('a connection that is %s in the middle of the body (%s)', async (_, connection, breakOff, kind) => {
    let socket: Socket | null = null;
    const { port } = await start(
      startHttp((_, response) => {
        socket = response.socket;
        response.writeHead(200, { connection, 'transfer-encoding': 'chunked' });
        response.write('first');
      }),
    );
    const { body } = await transport.send(post(`http://127.0.0.1:${port}/`), { signal: never() });
    const pieces: string[] = [];
    const error = await failureOf(
      (async () => {
        for await (const bytes of body) {
          pieces.push(new TextDecoder().decode(bytes));
          breakOff(socket);
        }
      })(),
    );
    expect(pieces).toEqual(['first']);
    expect(error).toMatchObject({ kind, retryable: true });
  });
});

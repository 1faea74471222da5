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
import { afterAll, describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../../src/core/wire/wire-format.ts';
import { createNodeTransport } from '../../../src/platform/node-transport.ts';
import { settle } from './support/manual-clock.ts';
import { failureOf, KEY, never, post, readAll } from './support/requests.ts';
import { closedAfterEach, startHttp, startHttps, startTcp, tlsFixture } from './support/servers.ts';

const transport = createNodeTransport();
afterAll(() => transport.close());

const start = closedAfterEach();

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

import { createGzip, constants as zlib } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { createFetchTransport } from '../../../src/platform/fetch-transport.ts';
import { failureOf, KEY, never, post, readAll } from './support/requests.ts';
import { closedAfterEach, startHttp, startHttps, startTcp, unusedPort } from './support/servers.ts';

/** The other transport, over the `fetch` of Node; VS Code's own is tested in test/vscode/network.test.ts. */

const transport = createFetchTransport();

const start = closedAfterEach();

describe('requests', () => {
  test('method, headers and body arrive, and the answer’s come back, whatever the status', async () => {
    let seen: unknown;
    const { port } = await start(
      startHttp(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += String(chunk);
        seen = { method: request.method, url: request.url, key: request.headers.authorization, body };
        response.writeHead(429, { 'Retry-After': '3' }).end('slow down');
      }),
    );
    const response = await transport.send(post(`http://127.0.0.1:${port}/v1/x?y=1`), { signal: never() });
    expect(seen).toEqual({ method: 'POST', url: '/v1/x?y=1', key: `Bearer ${KEY}`, body: '{}' });
    expect(response.status).toBe(429);
    expect(response.headers['retry-after']).toBe('3');
    expect(await readAll(response)).toBe('slow down');
  });

  test('bytes come as they are sent, also compressed ones', async () => {
    let sendMore = () => {};
    const { port } = await start(
      startHttp((_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        const gzip = createGzip({ flush: zlib.Z_SYNC_FLUSH });
        gzip.pipe(response);
        gzip.write('first');
        sendMore = () => gzip.end(' second');
      }),
    );
    const { body } = await transport.send(post(`http://127.0.0.1:${port}/`), { signal: never() });
    const pieces: string[] = [];
    for await (const bytes of body) {
      pieces.push(new TextDecoder().decode(bytes));
      if (pieces.length === 1) sendMore();
    }
    expect(pieces[0]).toBe('first');
    expect(pieces.join('')).toBe('first second');
  });

  test('a redirect is an error that names the target, and nothing goes there', async () => {
    let followed = false;
    const other = await start(
      startHttp((_, response) => {
        followed = true;
        response.end();
      }),
    );
    const location = `http://127.0.0.1:${other.port}/v1`;
    const { port } = await start(startHttp((_, response) => void response.writeHead(307, { location }).end()));
    const error = await failureOf(transport.send(post(`http://127.0.0.1:${port}/v1`), { signal: never() }));
    expect(error).toMatchObject({ kind: 'invalid-request', retryable: false, status: 307 });
    expect(error.message).toContain(location);
    expect(followed).toBe(false);
  });

  test('a browser’s redirect, which does not say where to, is one too', async () => {
    const opaque = { type: 'opaqueredirect', status: 0, headers: new Headers(), body: null } as unknown as Response;
    const error = await failureOf(
      createFetchTransport(() => async () => opaque).send(post('https://api.test/v1'), { signal: never() }),
    );
    expect(error.message).toContain('redirects to another address. ');
  });

  test('the fetch of the moment is used, since VS Code puts its own there later', async () => {
    const fetches: string[] = [];
    vi.stubGlobal('fetch', async (url: URL) => {
      fetches.push(url.href);
      return new Response('patched');
    });
    try {
      const response = await transport.send(post('https://api.test/v1'), { signal: never() });
      expect(await readAll(response)).toBe('patched');
    } finally {
      vi.unstubAllGlobals();
    }
    expect(fetches).toEqual(['https://api.test/v1']);
  });
});

describe('stopping closes the connection', () => {
  test.each(['before the headers', 'in the middle of the body'])('%s', async when => {
    const closed = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const { port } = await start(
      startHttp((_, response) => {
        response.on('close', closed.resolve);
        if (when === 'in the middle of the body') response.write('first');
        asked.resolve();
      }),
    );
    const stopper = new AbortController();
    const reading = (async () => {
      const { body } = await transport.send(post(`http://127.0.0.1:${port}/`), { signal: stopper.signal });
      for await (const _ of body) stopper.abort(new Error('stopped'));
    })();
    reading.catch(() => {});
    await asked.promise;
    if (when === 'before the headers') stopper.abort(new Error('stopped'));
    await expect(reading).rejects.toThrow('stopped');
    await closed.promise;
  });

  test('as leaving the loop does', async () => {
    const closed = Promise.withResolvers<void>();
    const { port } = await start(
      startHttp((_, response) => {
        response.on('close', closed.resolve);
        response.write('first');
      }),
    );
    const { body } = await transport.send(post(`http://127.0.0.1:${port}/`), { signal: never() });
    for await (const _ of body) break;
    await closed.promise;
  });

  test('at once, also with a fetch that does not listen', async () => {
    const stopper = new AbortController();
    const deaf = createFetchTransport(() => () => new Promise(() => {}));
    const sending = deaf.send(post('https://api.test/v1'), { signal: stopper.signal });
    stopper.abort(new Error('stopped'));
    await expect(sending).rejects.toThrow('stopped');
  });

  test('before it began: nothing is fetched', async () => {
    const fetchIt = vi.fn();
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(createFetchTransport(() => fetchIt).send(post('https://api.test/'), { signal })).rejects.toThrow(
      'too late',
    );
    expect(fetchIt).not.toHaveBeenCalled();
  });
});

describe('failures', () => {
  const sendTo = (url: string) => failureOf(transport.send(post(url), { signal: never() }));

  test('there is no fetch', async () => {
    const none = createFetchTransport(() => undefined as unknown as typeof fetch);
    const error = await failureOf(none.send(post('http://127.0.0.1/v1'), { signal: never() }));
    expect(error).toMatchObject({ kind: 'network', retryable: false });
    expect(error.message).toContain('runnel.http.transport');
  });

  test('nothing listens', async () => {
    const port = await unusedPort();
    const error = await sendTo(`http://127.0.0.1:${port}/v1`);
    expect(error).toMatchObject({ kind: 'network', retryable: true });
    expect(error.message).toContain('refused');
  });

  test('the name is not known', async () => {
    expect((await sendTo('http://no-such-host.invalid/v1')).message).toContain('no-such-host.invalid');
  });

  test('the certificate is not trusted', async () => {
    const { port } = await start(startHttps('self-signed', (_, response) => response.end()));
    const error = await sendTo(`https://127.0.0.1:${port}/`);
    expect(error).toMatchObject({ kind: 'network', retryable: false });
    expect(error.message).toContain('self-signed');
  });

  test.each([
    ['closed', 'truncated'],
    ['reset', 'truncated'],
  ])('a connection that is %s in the middle of the body', async (how, kind) => {
    const { port } = await start(
      startTcp(socket => {
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nfirst');
          setTimeout(() => (how === 'closed' ? socket.end() : socket.resetAndDestroy()), 30);
        });
      }),
    );
    const { body } = await transport.send(post(`http://127.0.0.1:${port}/`), { signal: never() });
    const pieces: string[] = [];
    const error = await failureOf(
      (async () => {
        for await (const bytes of body) pieces.push(new TextDecoder().decode(bytes));
      })(),
    );
    expect(pieces).toEqual(['first']);
    expect(error).toMatchObject({ kind, retryable: true });
  });
});

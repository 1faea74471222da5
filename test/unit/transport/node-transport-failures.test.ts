import type { Socket } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../../src/core/wire/wire-format.ts';
import { createNodeTransport } from '../../../src/platform/node-transport.ts';
import { failureOf, KEY, never, post } from './support/requests.ts';
import { closedAfterEach, startHttp, startHttps, startTcp, tlsFixture, unusedPort } from './support/servers.ts';

const transport = createNodeTransport();
afterAll(() => transport.close());

const start = closedAfterEach();

function sendFailure(url: string, connectTimeoutMs?: number) {
  return failureOf(transport.send(post(url), { signal: never(), ...(connectTimeoutMs ? { connectTimeoutMs } : {}) }));
}

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

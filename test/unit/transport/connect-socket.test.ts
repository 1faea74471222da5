import { once } from 'node:events';
import type { LookupFunction, Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { StreamFailure } from '../../../src/core/delta.ts';
import {
  type ConnectOptions,
  type ConnectStep,
  connectSocket,
  type Route,
} from '../../../src/platform/connect-socket.ts';
import { findCertificateStore } from '../../../src/platform/trusted-certificates.ts';
import { closedAfterEach, startHttps, startTcp, tlsFixture } from './support/servers.ts';

/** Each step of a connection: what it tells, how it fails, and that it can be given up. */

const start = closedAfterEach();
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

const TARGET = 'https://api.test:8443/v1';
const WHY = 'http.proxy of VS Code';

function routeTo(url: string, proxyPort?: number, overrides: Partial<Route> = {}): Route {
  const proxy = proxyPort === undefined ? {} : { proxy: new URL(`http://127.0.0.1:${proxyPort}`) };
  return { url: new URL(url), proxy: { ...proxy, why: WHY }, strictSsl: true, systemCertificates: false, ...overrides };
}

async function connect(route: Route, options: Partial<ConnectOptions> = {}): Promise<Socket> {
  const socket = await connectSocket(route, { signal: undefined, timeoutMs: 5000, ...options });
  sockets.push(socket);
  return socket;
}

async function failureOf(route: Route, options: Partial<ConnectOptions> = {}) {
  const thrown: unknown = await connect(route, options).then(
    () => new Error('it stands'),
    cause => cause,
  );
  if (!StreamFailure.is(thrown)) throw thrown;
  expect(thrown.error.kind).toBe('network');
  return thrown.error;
}

/** A proxy that gives one answer to whatever it is asked. */
function proxyThatSays(answer: string, then: (socket: Socket) => void = () => {}) {
  return start(
    startTcp(socket => {
      socket.once('data', () => {
        socket.write(answer);
        then(socket);
      });
    }),
  );
}

const everyNameIsHere: LookupFunction = (_, { all }, callback) =>
  all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4);

describe('what a proxy answers to CONNECT', () => {
  test.each([
    [
      'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n',
      'http.proxyAuthorization',
      false,
    ],
    ['HTTP/1.1 407 No\r\nproxy-authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n', 'negotiate, ntlm', false],
    ['HTTP/1.1 407 No\r\nproxy-authenticate: Negotiate\r\n\r\n', '“runnel.http.transport” to “vscode”', false],
    ['HTTP/1.1 403 Forbidden by policy\r\nContent-Length: 5\r\n\r\nnever', 'HTTP 403 “Forbidden by policy”', false],
    ['HTTP/1.0 502 Bad Gateway\n\n', 'could not connect to api.test:8443 (HTTP 502 “Bad Gateway”)', true],
    ['http/1.1 503\r\n\r\n', '(HTTP 503)', true],
    ['SSH-2.0-OpenSSH\r\n\r\n', 'does not answer as an HTTP proxy', false],
    ['\u0015\u0003\u0001\r\n\r\n', 'does not answer as an HTTP proxy', false],
    ['x'.repeat(70_000), 'does not answer as an HTTP proxy', false],
  ])('%j', async (answer, words, retryable) => {
    const { port } = await proxyThatSays(answer);
    const error = await failureOf(routeTo(TARGET, port));
    expect(error.message).toContain(`proxy 127.0.0.1:${port} (${WHY})`);
    expect(error.message).toContain(words);
    expect(error.retryable).toBe(retryable);
  });

  test('no, with the login in its words: they are told without it, and as one plain line', async () => {
    const { port } = await proxyThatSays('HTTP/1.1 403 \x1b[2J<b>dXNlcjpwYXNzd29yZA==</b> is not allowed\r\n\r\n');
    const route = routeTo(TARGET, port);
    route.proxy.authorization = 'Basic dXNlcjpwYXNzd29yZA==';
    const steps: ConnectStep[] = [];
    const { message } = await failureOf(route, { onStep: step => steps.push(step) });
    expect(message).toContain('“[2J (key) is not allowed”');
    expect(steps.at(-1)).toMatchObject({ step: 'tunnel', reason: '[2J (key) is not allowed' });
  });

  test('nothing, and hangs up', async () => {
    const { port } = await proxyThatSays('', socket => void socket.end());
    expect((await failureOf(routeTo(TARGET, port))).message).toContain('does not answer as an HTTP proxy');
  });

  test('nothing, and resets the connection', async () => {
    const { port } = await proxyThatSays('', socket => void socket.resetAndDestroy());
    expect((await failureOf(routeTo(TARGET, port))).message).toMatch(/broke off the connection .*api\.test:8443/);
  });

  test('yes, in pieces, after an interim answer, and what follows it belongs to the server', async () => {
    const { port } = await start(startHttps('other-name', (_, response) => response.end('hello')));
    const { connect: connectTcp } = await import('node:net');
    let asked = '';
    const proxy = await start(
      startTcp(socket => {
        socket.once('data', async bytes => {
          asked = String(bytes);
          const answer = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nVia: 1.1 x\r\n\r\n';
          for (const letter of answer) {
            socket.write(letter);
            await new Promise(resolve => setImmediate(resolve));
          }
          const server = connectTcp(port, '127.0.0.1');
          server.on('error', () => {});
          socket.pipe(server).pipe(socket);
        });
      }),
    );
    const route = routeTo(`https://other.test:${port}/v1`, proxy.port, { ca: [tlsFixture('other-name')] });
    route.proxy.authorization = 'Basic eDp5';
    const socket = await connect(route);
    socket.write('GET / HTTP/1.1\r\nhost: other.test\r\nconnection: close\r\n\r\n');
    let answer = '';
    for await (const bytes of socket) answer += String(bytes);
    expect(answer).toContain('hello');
    expect(asked).toBe(
      `CONNECT other.test:${port} HTTP/1.1\r\nHost: other.test:${port}\r\nProxy-Authorization: Basic eDp5\r\n\r\n`,
    );
  });

  test('of an address in IPv6, it is asked for in brackets', async () => {
    const asked = Promise.withResolvers<string>();
    const proxy = await start(startTcp(socket => void socket.once('data', bytes => asked.resolve(String(bytes)))));
    const stopper = new AbortController();
    const connecting = connect(routeTo('https://[fd12::1]/v1', proxy.port), { signal: stopper.signal });
    connecting.catch(() => {});
    expect(await asked.promise).toContain('CONNECT [fd12::1]:443 HTTP/1.1\r\n');
    stopper.abort();
    await expect(connecting).rejects.toThrow('aborted');
  });
});

describe('given up', () => {
  test('in the name lookup', async () => {
    const looked = Promise.withResolvers<void>();
    const stopper = new AbortController();
    const connecting = connect(routeTo(TARGET), { signal: stopper.signal, lookup: () => looked.resolve() });
    connecting.catch(() => {});
    await looked.promise;
    stopper.abort(new Error('stopped'));
    await expect(connecting).rejects.toThrow('stopped');
  });

  test.each([
    ['before the proxy answers', ''],
    ['in the middle of its answer', 'HTTP/1.1 200 OK\r\n'],
    ['while TLS is negotiated through the tunnel', 'HTTP/1.1 200 OK\r\n\r\n'],
  ])('%s', async (_, answer) => {
    const closed = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const { port } = await start(
      startTcp(socket => {
        socket.on('close', () => closed.resolve());
        socket.once('data', () => {
          if (answer.endsWith('\r\n\r\n')) socket.once('data', () => asked.resolve());
          else asked.resolve();
          socket.write(answer);
        });
      }),
    );
    const stopper = new AbortController();
    const connecting = connect(routeTo(TARGET, port), { signal: stopper.signal });
    connecting.catch(() => {});
    await asked.promise;
    stopper.abort(new Error('stopped'));
    await expect(connecting).rejects.toThrow('stopped');
    await closed.promise;
  });

  test('before it began: nothing is connected', async () => {
    let connections = 0;
    const { port } = await start(startTcp(() => connections++));
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(connect(routeTo(`http://127.0.0.1:${port}/`), { signal })).rejects.toThrow('too late');
    expect(connections).toBe(0);
  });
});

test('a server that hangs up while the system’s certificates are read is told as that, and at once', async () => {
  const { port } = await start(startTcp(socket => void socket.end()));
  const route = routeTo(`https://127.0.0.1:${port}/v1`, undefined, { systemCertificates: true });
  // With steps to tell of, all certificates are read before the first connection.
  const { message } = await failureOf(route, { onStep: () => {}, timeoutMs: 60_000 });
  expect(message).toContain('closed the connection without an answer');
});

describe('a clock that runs out says what it waited for', () => {
  test('the name', async () => {
    const error = await failureOf(routeTo(TARGET), { timeoutMs: 60, lookup: () => {} });
    expect(error.retryable).toBe(true);
    expect(error.message).toMatch(/host name “api\.test” was not looked up within 0\.1 s.*runnel\.timeouts\.connect/);
  });

  test('the name of the proxy', async () => {
    const route = routeTo(TARGET);
    route.proxy.proxy = new URL('http://proxy.test:3128');
    const { message } = await failureOf(route, { timeoutMs: 60, lookup: () => {} });
    expect(message).toContain('“proxy.test” of the proxy proxy.test:3128');
  });

  test.each([
    ['the proxy’s answer', '', 'did not connect to api.test:8443 within 0.1 s'],
    ['TLS through the tunnel', 'HTTP/1.1 200 OK\r\n\r\n', 'api.test:8443 was reached through the proxy'],
  ])('%s', async (_, answer, words) => {
    const { port } = await proxyThatSays(answer);
    const { message } = await failureOf(routeTo(TARGET, port), { timeoutMs: 60 });
    expect(message).toContain(words);
    expect(message).toContain(`proxy 127.0.0.1:${port}`);
    expect(message).toContain('runnel.timeouts.connect');
  });

  test('TLS of the server', async () => {
    const { port } = await start(startTcp(socket => void socket.resume()));
    const { message } = await failureOf(routeTo(`https://127.0.0.1:${port}/`), { timeoutMs: 60 });
    expect(message).toContain(`127.0.0.1:${port} was reached, but no secure connection stood within 0.1 s`);
  });
});

describe('steps', () => {
  async function stepsOf(route: Route) {
    const steps: ConnectStep[] = [];
    const result = await connect(route, { lookup: everyNameIsHere, onStep: step => void steps.push(step) }).then(
      () => 'stands',
      (cause: unknown) => (StreamFailure.is(cause) ? cause.error.message : String(cause)),
    );
    return { steps, result };
  }

  test('are told in their order', async () => {
    const { port } = await start(startHttps('other-name', (_, response) => response.end()));
    const { steps, result } = await stepsOf(
      routeTo(`https://other.test:${port}/`, undefined, { ca: [tlsFixture('other-name')] }),
    );
    expect(result).toBe('stands');
    expect(steps).toMatchObject([
      { step: 'dns', party: 'provider', hostname: 'other.test', addresses: ['127.0.0.1'] },
      { step: 'tcp', party: 'provider', hostname: 'other.test', port, address: '127.0.0.1' },
      {
        step: 'tls',
        party: 'provider',
        fault: undefined,
        peer: { protocol: 'TLSv1.3', subject: 'Runnel test, other name' },
      },
    ]);
  });

  test('a certificate that is not trusted is told with its issuer, and so is one that nobody checks', async () => {
    const { port } = await start(startHttps('self-signed', (_, response) => response.end()));
    const url = `https://127.0.0.1:${port}/`;
    const failed = await stepsOf(routeTo(url));
    expect(failed.result).toContain('issued by “Runnel test”');
    const peer = { issuer: 'Runnel test' };
    expect(failed.steps.at(-1)).toMatchObject({ step: 'tls', fault: 'DEPTH_ZERO_SELF_SIGNED_CERT', peer });
    const unchecked = await stepsOf(routeTo(url, undefined, { strictSsl: false }));
    expect(unchecked.result).toBe('stands');
    expect(unchecked.steps.at(-1)).toMatchObject({ step: 'tls', fault: 'DEPTH_ZERO_SELF_SIGNED_CERT', peer });
  });

  test('the answer of a proxy that refuses is told too', async () => {
    const { port } = await proxyThatSays('HTTP/1.1 403 No\r\n\r\n');
    const { steps } = await stepsOf(routeTo(TARGET, port));
    expect(steps).toMatchObject([
      { step: 'tcp', party: 'proxy', hostname: '127.0.0.1', port },
      { step: 'tunnel', status: 403, reason: 'No' },
    ]);
  });
});

test('a certificate’s store is found by its fingerprint', async () => {
  const { rootCertificates } = await import('node:tls');
  const { X509Certificate } = await import('node:crypto');
  const fingerprint = new X509Certificate(rootCertificates[0] ?? '').fingerprint256;
  expect(await findCertificateStore(fingerprint)).toBe('Node.js');
  expect(await findCertificateStore('00:11')).toBeUndefined();
});

test('a connection that stands is no longer bound to the signal', async () => {
  const { port } = await start(startTcp(() => {}));
  const stopper = new AbortController();
  const socket = await connect(routeTo(`http://127.0.0.1:${port}/`), { signal: stopper.signal });
  stopper.abort();
  expect(socket.destroyed).toBe(false);
  const closed = once(socket, 'close');
  socket.destroy(new Error('later errors do no harm'));
  await closed.catch(() => {});
});

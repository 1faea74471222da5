import { describe, expect, test } from 'vitest';
import { networkError } from '../../../src/platform/network-errors.ts';
import { hostAndPort } from '../../../src/platform/server-names.ts';

/** What cannot be made to happen on loopback; the rest is in node-transport.test.ts. */

const URL_WITH_KEY = new URL('https://api.server.test/v1/chat?key=sk-hidden-123456');

function failure(code: string, message = 'failed'): Error {
  return Object.assign(new Error(message), { code });
}

describe('networkError', () => {
  test.each([
    ['ENOTFOUND', 'api.server.test', false],
    ['EAI_AGAIN', 'looked up', true],
    ['ECONNREFUSED', 'refused', true],
    ['ETIMEDOUT', 'did not respond', true],
    ['EHOSTUNREACH', 'cannot be reached', true],
    ['ENETUNREACH', 'cannot be reached', true],
    ['ECONNRESET', 'without an answer', true],
    ['UND_ERR_SOCKET', 'without an answer', true],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed', false],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'issuer is not known', false],
    ['CERT_HAS_EXPIRED', 'expired', false],
    ['CERT_NOT_YET_VALID', 'not valid yet', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another host name', false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'http://', false],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'No secure connection', false],
    ['ESOMETHING', 'ESOMETHING', true],
  ])('%s is told in words: %s', (code, words, retryable) => {
    const error = networkError(failure(code), URL_WITH_KEY, 'connect');
    expect(error).toMatchObject({ kind: 'network', retryable });
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('sk-hidden');
  });

  test('Electron names the wrong protocol in the message only', () => {
    const error = networkError(
      failure('EPROTO', 'write EPROTO 12:error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER'),
      URL_WITH_KEY,
      'connect',
    );
    expect(error.message).toContain('does not speak TLS');
  });

  test('what only VS Code’s fetch says is told in words too', () => {
    const silent = new TypeError('fetch failed', { cause: failure('UND_ERR_HEADERS_TIMEOUT') });
    expect(networkError(silent, URL_WITH_KEY, 'connect')).toMatchObject({ retryable: false });
    expect(networkError(silent, URL_WITH_KEY, 'connect').message).toContain('runnel.http.transport');
    const refused = (status: number) =>
      networkError(
        new TypeError('fetch failed', {
          cause: failure('UND_ERR_ABORTED', `Proxy response (${status}) !== 200 when HTTP Tunneling`),
        }),
        URL_WITH_KEY,
        'connect',
      );
    expect(refused(407).message).toContain('asks for a login');
    expect(refused(403)).toMatchObject({ retryable: false });
    expect(refused(502)).toMatchObject({ retryable: true });
    expect(refused(502).message).toContain('HTTP 502');
  });

  test('of several addresses tried, the first failure speaks', () => {
    const cause = new AggregateError([failure('ECONNREFUSED'), failure('ENETUNREACH')]);
    expect(networkError(cause, URL_WITH_KEY, 'connect').message).toContain('refused');
  });

  test('the innermost cause with a code speaks, and a cause that holds itself is no trap', () => {
    expect(
      networkError(new Error('fetch failed', { cause: failure('ENOTFOUND') }), URL_WITH_KEY, 'connect').message,
    ).toMatch(/is not known\. Check the network.*VPN or proxy.*last the base URL/);
    const loop = new Error('loop');
    loop.cause = loop;
    expect(networkError(loop, URL_WITH_KEY, 'connect').kind).toBe('network');
    expect(networkError('no error at all', URL_WITH_KEY, 'connect').kind).toBe('network');
  });

  test.each<[string, string, string?]>([
    ['UND_ERR_SOCKET', 'truncated', 'retry'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'truncated', 'retry'],
    ['ECONNRESET', 'truncated', 'retry'],
    ['ETIMEDOUT', 'truncated', 'retry'],
    ['Z_DATA_ERROR', 'protocol'],
    ['ERR__ERROR_FORMAT_CL_SPACE', 'protocol'],
    ['ZSTD_error_prefix_unknown', 'protocol'],
  ])('%s in the body is of kind %s', (code, kind, remedy) => {
    const error = networkError(failure(code), URL_WITH_KEY, 'body');
    expect(error).toMatchObject({ kind, retryable: true });
    expect(error.remedy).toBe(remedy);
    if (remedy) expect(error.message).not.toMatch(/again|Continue/);
    expect(error.message).toMatch(/broke off in the middle|before the end|compression cannot be undone/);
  });
});

test('hostAndPort names the port also where the URL does not', () => {
  expect(hostAndPort(new URL('https://a.test/v1'))).toBe('a.test:443');
  expect(hostAndPort(new URL('http://a.test/v1'))).toBe('a.test:80');
  expect(hostAndPort(new URL('http://[::1]:8080/v1'))).toBe('[::1]:8080');
});

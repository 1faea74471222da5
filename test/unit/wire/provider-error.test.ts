import { expect, test } from 'vitest';
import { maskSecrets } from '../../../src/core/wire/mask-secrets.ts';
import { type ErrorResponse, errorFromResponse, errorFromStreamObject } from '../../../src/core/wire/provider-error.ts';

// A date without a zone is GMT wherever the tests run.
process.env.TZ = 'America/New_York';

const now = Date.parse('2026-03-01T12:00:00Z');

function refused(status: number, body: unknown = '', more: Partial<ErrorResponse> = {}) {
  const bodyText = typeof body === 'string' ? body : JSON.stringify(body);
  return errorFromResponse({ status, headers: {}, bodyText, url: new URL('https://api.example.com/v1'), now, ...more });
}

const error = (fields: object) => ({ error: { message: 'Words', ...fields } });

test.each([
  [400, '', 'invalid-request', false],
  [401, '', 'auth', false],
  [402, '', 'quota', false],
  [403, '', 'auth', false],
  [404, '', 'not-found', false],
  [405, '', 'not-found', false],
  [408, '', 'server', true],
  [409, '', 'server', true],
  [413, '', 'invalid-request', false],
  [422, { detail: [{ loc: ['body', 'model'], msg: 'Field required' }] }, 'invalid-request', false],
  [429, '', 'rate-limit', true],
  [500, '', 'server', true],
  [502, '', 'server', true],
  [503, '', 'overloaded', true],
  [504, '', 'server', true],
  [529, '', 'overloaded', true],
  [400, error({ code: 'context_length_exceeded', type: 'invalid_request_error' }), 'context-length', false],
  [400, error({ type: 'exceed_context_size_error', code: 400 }), 'context-length', false],
  [500, error({ type: 'exceed_context_size_error', code: 500 }), 'context-length', false],
  [400, error({ code: 'model_not_found' }), 'not-found', false],
  [404, error({ code: 'model_not_found', type: 'invalid_request_error' }), 'not-found', false],
  [400, [error({ code: 400, status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] })], 'auth', false],
  [400, { code: 'argument', error: 'Incorrect API key provided: sk-abcd1234efgh' }, 'auth', false],
  [401, error({ type: 'server_error' }), 'auth', false],
  [403, error({ code: 'insufficient_quota' }), 'quota', false],
  [429, error({ type: 'insufficient_quota' }), 'quota', false],
  [429, error({ code: 'credit_balance_exhausted' }), 'quota', false],
  [429, error({ code: 'monthly_spend_limit_exceeded' }), 'quota', false],
  [429, error({ code: 'organization_usage_limit_exceeded' }), 'quota', false],
  [429, error({ code: 'rate_limit_exceeded', type: 'tokens' }), 'rate-limit', true],
  [429, error({ code: 'slow_down' }), 'rate-limit', true],
  [500, error({ code: 'server_is_overloaded' }), 'overloaded', true],
  [500, error({ type: 'invalid_request_error' }), 'server', true],
  [503, error({ code: 503, message: 'Loading model', type: 'unavailable_error' }), 'overloaded', true],
])('%i %j is %s', (status, body, kind, retryable) => {
  expect(refused(status, body)).toMatchObject({ kind, retryable, status });
});

test.each([
  [
    401,
    error({ message: 'Invalid key' }),
    /^The API key was not accepted by api\.example\.com \(HTTP 401\): “Invalid key”\. Run “Runnel: Set API Key…”/,
  ],
  [404, error({}), /“Words”\. Choose another model with “Runnel: Select Model…”/],
  [402, { message: 'Balance too low' }, /no credit left.*“Balance too low”/],
  [413, '', /too large for api\.example\.com.*attach less/],
  [422, { detail: [{ loc: ['body', 'messages', 0], msg: 'Bad' }] }, /“messages\.0: Bad”/],
  [400, '{"error":{"message":"cut o', /rejected the request \(HTTP 400\)\. Check/],
  [500, 'Internal Server Error\n', /“Internal Server Error”/],
  [429, error({ message: 'Provider returned error', metadata: { raw: 'slow' } }), /“Provider returned error: slow”/],
  [400, { error: { message: '{"error":{"message":"inner"}}' } }, /“inner”/],
])('%i %j says what happened and what to do', (status, body, message) => {
  expect(refused(status, body).message).toMatch(message);
});

test('a page is its title, and no markup ever shows', () => {
  const page = '<html>\r\n<head><title>502 Bad Gateway</title></head><body><h1>502</h1><hr>nginx</body></html>';
  const { message } = refused(502, page);
  expect(message).toContain('“502 Bad Gateway”');
  expect(message).not.toMatch(/[<>]|nginx/);
  expect(refused(400, error({ message: 'see <a href="x">this</a>\nand <b' })).message).toContain('“see this and”');
  expect(refused(400, error({ message: 'must be < 5 and > 3' })).message).toContain('must be < 5 and > 3');
});

test('a long message is cut, and not within a character', () => {
  const { message } = refused(400, error({ message: `${'x'.repeat(399)}😀${'y'.repeat(1000)}` }));
  expect(message.length).toBeLessThan(600);
  expect(message.isWellFormed()).toBe(true);
});

test('a key never shows', () => {
  const body = error({ message: 'Incorrect API key provided: sk-proj-1234567890abcd. Or plainsecret1.' });
  const { message } = refused(401, body, { secrets: ['plainsecret1', ''] });
  expect(message).toContain('Incorrect API key provided: (key). Or (key)');
  expect(errorFromStreamObject({ message: 'key sk-ab12****wxyz' }).message).toContain('key (key)');
  expect(maskSecrets('Authorization: Bearer abcdef123456')).toBe('Authorization: (key)');
  expect(maskSecrets('AIzaSyA1234567890, gsk_1234567890')).toBe('(key), (key)');
  expect(maskSecrets('secret-longer secret', ['secret', 'secret-longer'])).toBe('(key) (key)');
  expect(maskSecrets('a sk-learn-estimator, and max_tokens', ['a'])).toBe('a sk-learn-estimator, and max_tokens');
});

test.each([
  [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1500],
  [{ 'retry-after': '2' }, 2000],
  [{ 'Retry-After': '1.5' }, 1500],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Sun Mar  1 12:00:30 2026' }, 30_000],
  [{ 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '-5' }, undefined],
  [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s' }, 360_000],
  [
    {
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '130ms',
      'x-ratelimit-remaining-requests': '9',
      'x-ratelimit-reset-requests': '1h',
    },
    130,
  ],
  [
    {
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '7.66s',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '2',
    },
    7660,
  ],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now + 5000) }, 5000],
  [
    { 'anthropic-ratelimit-requests-remaining': '0', 'anthropic-ratelimit-requests-reset': '2026-03-01T12:01:00Z' },
    60_000,
  ],
  [{}, undefined],
])('429 with %j waits %s ms', (headers, wait) => {
  expect(refused(429, '', { headers }).retryAfterMs).toBe(wait);
});

test('a wait may stand in the body', () => {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.4s' }];
  expect(refused(429, error({ details })).retryAfterMs).toBe(34_400);
  expect(errorFromStreamObject(error({ code: 429, details })).retryAfterMs).toBe(34_400);
});

test('the server may say whether to try again, except where money is missing', () => {
  expect(refused(429, '', { headers: { 'x-should-retry': 'false', 'retry-after': '2' } })).toMatchObject({
    retryable: false,
  });
  expect(refused(400, '', { headers: { 'x-should-retry': 'true' } }).retryable).toBe(true);
  expect(refused(402, '', { headers: { 'x-should-retry': 'true', 'retry-after': '2' } })).not.toHaveProperty(
    'retryAfterMs',
  );
  expect(refused(429, error({ type: 'insufficient_quota' }), { headers: { 'x-should-retry': 'true' } }).retryable).toBe(
    false,
  );
});

test('the request’s name is kept for a report', () => {
  expect(refused(500, '', { headers: { 'X-Request-Id': 'req_1' } }).requestId).toBe('req_1');
  expect(refused(500, { error: { message: 'x' }, request_id: 'req_2' }).requestId).toBe('req_2');
  expect(refused(500)).not.toHaveProperty('requestId');
});

test('an error that says nothing is the server’s', () => {
  for (const value of [undefined, null, {}, true, 7, []]) {
    expect(errorFromStreamObject(value)).toMatchObject({ kind: 'server', retryable: true });
  }
});

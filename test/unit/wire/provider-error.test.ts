import { expect, test } from 'vitest';
import { maskSecrets, secretsOf } from '../../../src/core/wire/mask-secrets.ts';
import { type ErrorResponse, errorFromResponse, errorFromStreamObject } from '../../../src/core/wire/provider-error.ts';

// A date without a zone is GMT wherever the tests run.
process.env.TZ = 'America/New_York';

const now = Date.parse('2026-03-01T12:00:00Z');

function refused(status: number, body: unknown = '', more: Partial<ErrorResponse> = {}) {
  const bodyText = typeof body === 'string' ? body : JSON.stringify(body);
  return errorFromResponse({ status, headers: {}, bodyText, url: new URL('https://api.example.com/v1'), now, ...more });
}

const error = (fields: object) => ({ error: { message: 'Words', ...fields } });

const claude = (type: string, fields: object = {}) => ({ type: 'error', error: { type, message: 'Words', ...fields } });
const google = (status: string, fields: object) => error({ status, ...fields });
const quotaFailure = (quotaId: string) => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaId }],
});

test.each<[number, unknown, string, boolean]>([
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
  // Anthropic
  [400, claude('invalid_request_error'), 'invalid-request', false],
  [401, claude('authentication_error'), 'auth', false],
  [402, claude('billing_error'), 'quota', false],
  [403, claude('permission_error'), 'auth', false],
  [404, claude('not_found_error'), 'not-found', false],
  [413, claude('request_too_large'), 'invalid-request', false],
  [429, claude('rate_limit_error'), 'rate-limit', true],
  [429, claude('rate_limit_error', { details: { error_code: 'enforced_spend_limit_reached' } }), 'quota', false],
  [500, claude('api_error'), 'server', true],
  [504, claude('timeout_error'), 'server', true],
  [529, claude('overloaded_error'), 'overloaded', true],
  [
    400,
    claude('invalid_request_error', { message: 'Your credit balance is too low to access the API' }),
    'quota',
    false,
  ],
  [
    400,
    claude('invalid_request_error', { message: 'prompt is too long: 9 tokens > 8 maximum' }),
    'context-length',
    false,
  ],
  [
    400,
    claude('invalid_request_error', { message: 'input length and `max_tokens` exceed context limit: 9 + 9 > 10' }),
    'context-length',
    false,
  ],
  // Gemini
  [400, google('INVALID_ARGUMENT', { message: 'API key not valid. Please pass a valid API key.' }), 'auth', false],
  [400, google('INVALID_ARGUMENT', { message: 'API key expired. Please renew the API key.' }), 'auth', false],
  [400, google('FAILED_PRECONDITION', {}), 'invalid-request', false],
  [403, google('PERMISSION_DENIED', {}), 'auth', false],
  [404, google('NOT_FOUND', {}), 'not-found', false],
  [500, google('INTERNAL', {}), 'server', true],
  [503, google('UNAVAILABLE', {}), 'overloaded', true],
  [504, google('DEADLINE_EXCEEDED', {}), 'server', true],
  [429, google('RESOURCE_EXHAUSTED', { details: [quotaFailure('RequestsPerMinutePerProject')] }), 'rate-limit', true],
  [429, google('RESOURCE_EXHAUSTED', { details: [quotaFailure('RequestsPerDayPerProject')] }), 'quota', false],
  [
    400,
    google('INVALID_ARGUMENT', {
      message: 'The input token count (9) exceeds the maximum number of tokens allowed (8).',
    }),
    'context-length',
    false,
  ],
  // Mistral
  [401, { message: 'Unauthorized', request_id: 'r' }, 'auth', false],
  [400, { object: 'error', message: 'Invalid model: x', type: 'invalid_model', code: '1500' }, 'not-found', false],
  [
    429,
    { object: 'error', message: 'Capacity', type: 'service_tier_capacity_exceeded', code: '3505' },
    'overloaded',
    true,
  ],
  [429, { message: 'Requests rate limit exceeded' }, 'rate-limit', true],
  // OpenRouter
  [403, error({ code: 403, metadata: { reasons: ['violence'], flagged_input: '…' } }), 'invalid-request', false],
  [408, error({ code: 408 }), 'server', true],
  [502, error({ code: 502 }), 'server', true],
  // xAI
  [
    403,
    {
      code: 'The caller does not have permission',
      error: 'Your team has used all available credits or reached its monthly spending limit.',
    },
    'quota',
    false,
  ],
  [400, { code: 'Client specified an invalid argument', error: 'Incorrect API key provided: ab***yz.' }, 'auth', false],
  // Azure
  [404, error({ code: 'DeploymentNotFound' }), 'not-found', false],
  [400, error({ code: 'content_filter', status: 400 }), 'invalid-request', false],
  [401, error({ code: '401', message: 'Access denied due to invalid subscription key' }), 'auth', false],
  // Groq: a request that is too large for its limit is so the next time.
  [413, error({ type: 'tokens', code: 'rate_limit_exceeded' }), 'invalid-request', false],
  [498, error({ code: 'capacity_exceeded' }), 'overloaded', true],
  // DeepSeek
  [402, error({ message: 'Insufficient Balance', type: 'unknown_error' }), 'quota', false],
  [422, error({ type: 'invalid_request_error' }), 'invalid-request', false],
  // LM Studio
  [200, { error: 'Unexpected endpoint or method. (POST /chat)' }, 'not-found', false],
  [400, { error: 'Model "x" not found' }, 'not-found', false],
  [404, error({ message: 'No models loaded. Please load a model.' }), 'not-found', false],
  [
    400,
    {
      error:
        'Trying to keep the first 9 tokens when context the overflows. However, the model is loaded with context length of only 8 tokens',
    },
    'context-length',
    false,
  ],
  // llama.cpp
  [501, error({ type: 'not_supported_error', code: 501 }), 'invalid-request', false],
  [
    400,
    error({ message: 'the request exceeds the available context size, try increasing it', code: 400 }),
    'context-length',
    false,
  ],
  // Ollama
  [404, { error: 'model "x" not found, try pulling it first' }, 'not-found', false],
  [400, { error: 'registry.ollama.ai/library/x does not support tools' }, 'invalid-request', false],
  [429, { error: 'you have reached your weekly usage limit, upgrade for higher limits' }, 'quota', false],
  [503, { error: 'server busy, please try again. maximum pending requests exceeded' }, 'overloaded', true],
  // vLLM
  [
    400,
    {
      object: 'error',
      message: 'The decoder prompt (length 9) is longer than the maximum model length of 8.',
      code: 400,
    },
    'context-length',
    false,
  ],
])('%i %j is %s', (status, body, kind, retryable) => {
  expect(refused(status, body)).toMatchObject({ kind, retryable, status });
});

test.each([
  [
    401,
    error({ message: 'Invalid key' }),
    /^The API key was not accepted by api\.example\.com \(HTTP 401\): “Invalid key”\. Run “Runnel: Set API Key…”/,
  ],
  [404, error({}), /“Words”\. Check the base URL .*, or choose another model with “Runnel: Select Model…”/],
  [404, error({ code: 'model_not_found' }), /“Words”\. Choose another model with “Runnel: Select Model…”/],
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

test.each<[number, unknown, 'settings' | undefined]>([
  [404, '', 'settings'],
  [404, { detail: 'Not Found' }, 'settings'],
  [405, error({ type: 'invalid_request_error', message: 'Invalid URL (POST /v1/x)' }), 'settings'],
  [304, '', 'settings'],
  [404, error({ code: 'model_not_found' }), undefined],
  [404, error({ message: 'The model `x` does not exist' }), undefined],
  [401, '', undefined],
  [400, '', undefined],
])('%i %j leads to the settings: %s', (status, body, remedy) => {
  expect(refused(status, body).remedy).toBe(remedy);
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

test('what is secret in the address never shows', () => {
  const secrets = secretsOf({ baseUrl: 'https://api.example.com/v1?key=abc/def+ghi&api-version=2024' });
  const said = refused(404, 'Cannot POST /v1/chat/completions?key=abc%2Fdef%20ghi&api-version=2024', { secrets });
  expect(said.message).toContain('key=(key)&api-version=2024');
});

test('a long run of what begins like a key takes no time, and no name of a request is that long', () => {
  const beginnings = 'sk-'.repeat(200_000);
  const startedAt = performance.now();
  expect(maskSecrets(beginnings)).toBe(beginnings);
  const failed = errorFromStreamObject({ message: beginnings, request_id: `\u202e${beginnings}` });
  expect(failed.requestId).toMatch(/^(?:sk-)+s?k?$/);
  expect(failed.requestId?.length).toBeLessThanOrEqual(200);
  refused(500, '<title'.repeat(10_000));
  expect(performance.now() - startedAt).toBeLessThan(3000);
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

test('a wait may stand in headers within the body', () => {
  const headers = { 'X-RateLimit-Limit': '50', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(now + 9000) };
  expect(refused(429, error({ code: 429, metadata: { headers } })).retryAfterMs).toBe(9000);
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

import { expect, test } from 'vitest';
import { StreamFailure } from '../../../src/core/delta.ts';
import type { AnswerRequest, Endpoint, HttpRequest } from '../../../src/core/wire/wire-format.ts';
import { isWireFormatId, wireFormats } from '../../../src/core/wire/wire-formats.ts';

function build(endpoint: Partial<Endpoint> = {}, request: Partial<AnswerRequest> = {}): HttpRequest {
  return wireFormats['openai-chat'].buildRequest(
    { model: 'm', messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }], ...request },
    { baseUrl: 'https://router.requesty.ai/v1', ...endpoint },
  );
}

function bodyOf(endpoint: Partial<Endpoint> = {}, request: Partial<AnswerRequest> = {}): Record<string, unknown> {
  return JSON.parse(build(endpoint, request).body ?? '');
}

test('asks for a stream with its usage', () => {
  const request = build({ apiKey: 'key' }, { temperature: 0, reasoningEffort: 'low' });
  expect(request).toMatchObject({
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', authorization: 'Bearer key' },
  });
  expect(JSON.parse(request.body ?? '')).toEqual({
    model: 'm',
    messages: [{ role: 'user', content: 'Hi' }],
    stream: true,
    stream_options: { include_usage: true },
    temperature: 0,
    reasoning_effort: 'low',
  });
});

test.each([
  ['https://h/v1', 'https://h/v1/chat/completions'],
  ['https://h/v1/', 'https://h/v1/chat/completions'],
  [' https://h ', 'https://h/chat/completions'],
  ['https://h/v1/chat/completions', 'https://h/v1/chat/completions'],
  ['https://h/v1/chat/completions/', 'https://h/v1/chat/completions'],
  ['https://h/deployments/d?api-version=1#x', 'https://h/deployments/d/chat/completions?api-version=1'],
  ['http://[::1]:8080/v1', 'http://[::1]:8080/v1/chat/completions'],
])('%s leads to %s', (baseUrl, url) => expect(build({ baseUrl }).url.href).toBe(url));

test.each(['', 'localhost:1234/v1', 'api.example.com', 'ftp://h/v1', 'file:///etc', 'https://'])(
  'the base URL “%s” is refused in words',
  baseUrl => {
    const failure = catchFailure(() => build({ baseUrl }));
    expect(failure.error).toMatchObject({ kind: 'invalid-request', retryable: false });
    expect(failure.message).toContain(`“${baseUrl}”`);
    expect(failure.message).toContain('runnel.providers');
  },
);

test('a key is sent only where there is one', () => {
  for (const apiKey of ['', ' \n']) expect(build({ apiKey }).headers).not.toHaveProperty('authorization');
  expect(build().headers).not.toHaveProperty('authorization');
  expect(build({ apiKey: ' key\n' }).headers.authorization).toBe('Bearer key');
  const failure = catchFailure(() => build({ apiKey: 'kéy…' }));
  expect(failure.error.kind).toBe('auth');
  expect(failure.message).not.toContain('kéy');
});

test('the user’s headers win, unless they cannot be sent', () => {
  const headers = { 'X-Title': 'Runnel', Authorization: 'Basic x' };
  expect(build({ apiKey: 'key', headers }).headers).toMatchObject({ 'x-title': 'Runnel', authorization: 'Basic x' });
  for (const bad of [{ 'a b': 'x' }, { a: 'secret\r\nb: x' }, { a: 'secret 😀' }]) {
    const failure = catchFailure(() => build({ headers: bad }));
    expect(failure.error.kind).toBe('invalid-request');
    expect(failure.message).not.toContain('secret');
  }
});

test('the user’s fields win, and null removes one', () => {
  const body = bodyOf(
    { body: { stream_options: null, temperature: 1, provider: { order: ['x'] } } },
    { temperature: 0 },
  );
  expect(body).toMatchObject({ temperature: 1, provider: { order: ['x'] } });
  expect(body).not.toHaveProperty('stream_options');
});

test('half a character, as a broken stream leaves it, is sent as a character', () => {
  const { body = '' } = build({}, { messages: [{ role: 'user', parts: [{ type: 'text', text: 'a\ud83d 😀' }] }] });
  expect(body).not.toMatch(/\\u[dD][89abAB]/);
  expect(JSON.parse(body).messages[0].content).toBe('a\ufffd 😀');
});

test.each([
  ['https://api.openai.com/v1', 'max_completion_tokens'],
  ['https://x.openai.azure.com/openai/v1', 'max_completion_tokens'],
  ['https://router.requesty.ai/v1', 'max_tokens'],
  ['https://notopenai.com/v1', 'max_tokens'],
])('%s knows %s', (baseUrl, field) => {
  expect(bodyOf({ baseUrl }, { maxOutputTokens: 9 })).toMatchObject({ [field]: 9 });
});

test('a format is looked up by its own id', () => {
  for (const [id, format] of Object.entries(wireFormats)) expect(format.id).toBe(id);
  expect(isWireFormatId('openai-chat')).toBe(true);
  expect(isWireFormatId('toString')).toBe(false);
});

function catchFailure(run: () => unknown): StreamFailure {
  try {
    run();
  } catch (cause) {
    if (StreamFailure.is(cause)) return cause;
    throw cause;
  }
  throw new Error('It did not fail');
}

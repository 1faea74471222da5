import { expect, test } from 'vitest';
import { listModels } from '../../../src/core/providers/list-models.ts';
import type { Endpoint } from '../../../src/core/wire/wire-format.ts';
import { FakeTransport } from '../transport/support/fake-transport.ts';

const baseUrl = 'https://server.test/v1';

/** Asks for the models of an endpoint and lets the server answer. */
function list(endpoint: Partial<Endpoint>, status: number, body: string) {
  const transport = new FakeTransport();
  const models = listModels(transport, { baseUrl, ...endpoint }, new AbortController().signal);
  const exchange = transport.exchanges[0];
  exchange?.respond(status, { 'content-type': 'application/json' });
  exchange?.push(body);
  exchange?.end();
  return { models, request: exchange?.request };
}

const listed = '{"data":[{"id":"b"},{"id":"a"},{"id":""},{"object":"model"},{"id":"b"}]}';

test('asks once for the ids, sorted', async () => {
  const { models, request } = list({ apiKey: 'secret-key' }, 200, listed);
  expect(await models).toEqual(['a', 'b']);
  expect(request).toEqual({
    method: 'GET',
    url: new URL('https://server.test/v1/models'),
    headers: { accept: 'application/json', authorization: 'Bearer secret-key' },
  });
});

test('takes a bare array', async () => {
  expect(await list({}, 200, '[{"id":"a"}]').models).toEqual(['a']);
});

test('the user’s Authorization header takes the place of the key', () => {
  const { request } = list({ apiKey: 'secret-key', headers: { Authorization: 'Basic dXNlcg==' } }, 200, listed);
  expect(request?.headers).toEqual({ accept: 'application/json', authorization: 'Basic dXNlcg==' });
});

test('a key with a line’s end is a key', () => {
  expect(list({ apiKey: 'secret-key\n' }, 200, listed).request?.headers['authorization']).toBe('Bearer secret-key');
});

test.each([
  ['https://server.test/v1/', 'https://server.test/v1/models'],
  ['https://server.test/v1/chat/completions', 'https://server.test/v1/models'],
  ['https://server.test/v1/chat/completions/?version=2', 'https://server.test/v1/models?version=2'],
  ['https://server.test/models', 'https://server.test/models'],
])('of %s asks %s', (base, url) => {
  expect(list({ baseUrl: base }, 200, listed).request?.url.href).toBe(url);
});

test('says in the provider’s words why there is no list, without the key', async () => {
  const body = '{"error":{"message":"The key secret-key has expired"}}';
  const { models } = list({ apiKey: 'secret-key' }, 401, body);
  await expect(models).rejects.toMatchObject({
    error: { kind: 'auth', status: 401, message: expect.stringContaining('“The key (key) has expired”') },
  });
});

test.each([
  ['<html>', /not JSON/],
  ['x'.repeat(8 * 1024 * 1024 + 1), /too long/],
])('says what is wrong with an answer that is none', async (body, message) => {
  await expect(list({}, 200, body).models).rejects.toThrow(message);
});

test('a base URL that is none is an error that says so', async () => {
  await expect(list({ baseUrl: 'server' }, 200, listed).models).rejects.toThrow('not an http or https URL');
});

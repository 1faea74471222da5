import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gateway, startGateway } from '../../support/gateway/gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(gateway.origin + path, { headers });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, Record<string, unknown>[]>;
}

const version = { 'anthropic-version': '2023-06-01' };

test('OpenAI’s list, with prices and sizes as Requesty has them', async () => {
  const { data = [] } = await get('/v1/models');
  expect(data.map(({ id }) => id)).toEqual(gateway.models);
  expect(data[0]).toMatchObject({ object: 'model', context_window: 8192, input_price: 0.000_000_1 });
});

test('Anthropic’s list comes in pages, to whoever says its version', async () => {
  const first = await get('/v1/models?limit=5', version);
  expect(first).toMatchObject({ has_more: true, last_id: gateway.models[4] });
  const rest = await get(`/v1/models?limit=1000&after_id=${gateway.models[4]}`, version);
  expect(rest).toMatchObject({ has_more: false });
  expect([...(first['data'] ?? []), ...(rest['data'] ?? [])].map(({ id }) => id)).toEqual(gateway.models);
});

test('Gemini’s list comes in pages, with one that cannot chat', async () => {
  const names: unknown[] = [];
  let token: unknown = '0';
  while (token !== undefined) {
    const page: Record<string, unknown> = await get(`/v1beta/models?pageSize=8&pageToken=${String(token)}`);
    names.push(...(page['models'] as { name: string }[]).map(({ name }) => name));
    token = page['nextPageToken'];
  }
  expect(names).toEqual([...gateway.models.map(id => `models/${id}`), 'models/sample-embedding']);
});

test('Mistral’s list has an alias and one that cannot chat', async () => {
  const { data = [] } = await get('/mistral/v1/models');
  expect(data).toHaveLength(gateway.models.length + 2);
  expect(data.at(-1)).toMatchObject({ capabilities: { completion_chat: false } });
});

test('Ollama’s list, and the details of one', async () => {
  const { models = [] } = await get('/api/tags');
  expect(models.map(({ model }) => model)).toEqual(gateway.models);
  const show = (model: string) =>
    fetch(`${gateway.origin}/api/show`, { method: 'POST', body: JSON.stringify({ model }) });
  const details = await (await show('sample/reasoning')).json();
  expect(details).toMatchObject({ capabilities: expect.arrayContaining(['completion', 'thinking']) });
  expect((await show('nobody')).status).toBe(404);
});

test.each([
  ['/many/v1/models', {}, 'data', 480],
  ['/many/v1/models?limit=1000', version, 'data', 480],
  ['/many/v1beta/models?pageSize=1000', {}, 'models', 481],
  ['/many/api/tags', {}, 'models', 480],
] as const)('%s has hundreds', async (path, headers, field, count) => {
  const list = (await get(path, headers))[field] ?? [];
  expect(list).toHaveLength(count);
  expect(new Set(list.map(({ id, name }) => id ?? name)).size).toBe(count);
});

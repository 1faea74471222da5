import { describe, expect, test } from 'vitest';
import { listModels } from '../../../src/core/providers/list-models.ts';
import type { ModelListDialect } from '../../../src/core/providers/model-list-dialects.ts';
import type { HttpResponse, Transport } from '../../../src/core/transport/transport.ts';
import type { Endpoint, HttpRequest } from '../../../src/core/wire/wire-format.ts';

const baseUrl = 'https://server.test/v1';

type Answer = unknown | { status: number; body: unknown };

/** A server that answers its requests in turn, or by their path. */
class Server implements Transport {
  readonly requests: HttpRequest[] = [];
  readonly #answer: (request: HttpRequest) => Answer;

  constructor(answer: (request: HttpRequest) => Answer) {
    this.#answer = answer;
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request);
    const answer = this.#answer(request);
    const { status, body } = isStatus(answer) ? answer : { status: 200, body: answer };
    return { status, headers: {}, body: bytes(typeof body === 'string' ? body : JSON.stringify(body)) };
  }
}

function isStatus(answer: Answer): answer is { status: number; body: unknown } {
  return typeof answer === 'object' && answer !== null && 'status' in answer && 'body' in answer;
}

async function* bytes(text: string): AsyncGenerator<Uint8Array, void, void> {
  yield new TextEncoder().encode(text);
}

function list(server: Server, dialect: ModelListDialect = 'openai', endpoint: Partial<Endpoint> = {}, details = true) {
  const { signal } = new AbortController();
  return listModels({ transport: server, endpoint: { baseUrl, ...endpoint }, dialect, signal, details });
}

/** Asks a server that always says the same. */
const listed = (answer: Answer, dialect?: ModelListDialect, endpoint?: Partial<Endpoint>) =>
  list(new Server(() => answer), dialect, endpoint);

const two = { data: [{ id: 'b' }, { id: 'a' }, { id: '' }, { object: 'model' }, { id: 'b' }] };

describe('the request', () => {
  test('asks once, with the key', async () => {
    const server = new Server(() => two);
    expect(await list(server, 'openai', { apiKey: 'secret-key' })).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(server.requests).toEqual([
      {
        method: 'GET',
        url: new URL('https://server.test/v1/models'),
        headers: { accept: 'application/json', authorization: 'Bearer secret-key' },
      },
    ]);
  });

  test.each<[ModelListDialect, object]>([
    ['anthropic', { 'x-api-key': 'secret-key', 'anthropic-version': '2023-06-01' }],
    ['gemini', { 'x-goog-api-key': 'secret-key' }],
    ['lmstudio', { authorization: 'Bearer secret-key' }],
  ])('of %s carries the key its way', async (dialect, headers) => {
    const server = new Server(() => ({ data: [] }));
    await list(server, dialect, { apiKey: 'secret-key' });
    expect(server.requests[0]?.headers).toEqual({ accept: 'application/json', ...headers });
    expect(server.requests[0]?.url.href).not.toContain('secret');
  });

  test('to Anthropic itself may come from a browser, as it does in VS Code for the Web', async () => {
    const server = new Server(() => ({ data: [] }));
    await list(server, 'anthropic', { baseUrl: 'https://api.anthropic.com/v1' });
    expect(server.requests[0]?.headers).toHaveProperty('anthropic-dangerous-direct-browser-access', 'true');
  });

  test('the user’s headers win', async () => {
    const server = new Server(() => two);
    await list(server, 'openai', { apiKey: 'secret-key\n', headers: { Authorization: 'Basic dXNlcg==' } });
    await list(server, 'openai', { apiKey: 'secret-key', keyHeader: 'api-key' });
    expect(server.requests.map(({ headers }) => headers)).toEqual([
      { accept: 'application/json', authorization: 'Basic dXNlcg==' },
      { accept: 'application/json', 'api-key': 'secret-key' },
    ]);
  });

  test.each<[ModelListDialect, string, string]>([
    ['openai', 'https://server.test/v1/', 'https://server.test/v1/models'],
    ['openai', 'https://server.test/v1/chat/completions/?version=2', 'https://server.test/v1/models?version=2'],
    ['openai', 'https://server.test/models', 'https://server.test/models'],
    ['anthropic', 'https://server.test', 'https://server.test/v1/models?limit=1000'],
    ['anthropic', 'https://server.test/v1/messages', 'https://server.test/v1/models?limit=1000'],
    ['gemini', 'https://server.test/v1beta', 'https://server.test/v1beta/models?pageSize=1000'],
    ['gemini', 'https://server.test', 'https://server.test/v1beta/models?pageSize=1000'],
    ['ollama', 'http://127.0.0.1:11434', 'http://127.0.0.1:11434/api/tags'],
    ['ollama', 'http://127.0.0.1:11434/v1/', 'http://127.0.0.1:11434/api/tags'],
    ['ollama', 'http://127.0.0.1:11434/api', 'http://127.0.0.1:11434/api/tags'],
    ['ollama', 'http://127.0.0.1:11434/api/generate', 'http://127.0.0.1:11434/api/tags'],
    ['lmstudio', 'http://127.0.0.1:1234/v1', 'http://127.0.0.1:1234/api/v0/models'],
  ])('of %s at %s goes to %s', async (dialect, base, url) => {
    const server = new Server(() => ({ data: [] }));
    await list(server, dialect, { baseUrl: base });
    expect(server.requests[0]?.url.href).toBe(url);
  });

  test('of Anthropic and Gemini goes on to the last page, and not in circles', async () => {
    const pages: Record<string, unknown> = {
      '': { data: [{ id: 'a' }], has_more: true, last_id: 'a' },
      a: { data: [{ id: 'b' }], has_more: true, last_id: 'b' },
      b: { data: [{ id: 'c' }], has_more: false, last_id: 'c' },
    };
    const claude = new Server(({ url }) => pages[url.searchParams.get('after_id') ?? '']);
    expect((await list(claude, 'anthropic')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(claude.requests).toHaveLength(3);

    const circle = new Server(() => ({ models: [{ name: 'models/a' }], nextPageToken: 'again' }));
    expect(await list(circle, 'gemini')).toEqual([{ id: 'a' }]);
    expect(circle.requests).toHaveLength(2);
    expect(circle.requests[1]?.url.searchParams.get('pageToken')).toBe('again');
  });
});

describe('a failure', () => {
  test('says in the provider’s words why there is no list, without the key', async () => {
    const answer = { status: 401, body: { error: { message: 'The key secret-key has expired' } } };
    await expect(listed(answer, 'openai', { apiKey: 'secret-key' })).rejects.toMatchObject({
      error: { kind: 'auth', status: 401, message: expect.stringContaining('“The key (key) has expired”') },
    });
  });

  test.each([
    ['<html>', /not JSON/],
    ['x'.repeat(8 * 1024 * 1024 + 1), /too long/],
    [{ status: 200, body: { error: 'Unexpected endpoint' } }, /“Unexpected endpoint”/],
    [{ hello: 'world' }, /holds no list/],
    [null, /holds no list/],
  ])('tells what is wrong with an answer that is none', async (answer, message) => {
    await expect(listed(answer)).rejects.toThrow(message);
  });

  test('of a base URL that is none says so', async () => {
    await expect(listed(two, 'openai', { baseUrl: 'server' })).rejects.toThrow('not an http or https URL');
  });
});

describe('the list of', () => {
  test.each<[string, ModelListDialect, unknown, unknown]>([
    ['a server that sends a bare array', 'openai', [{ id: 'a' }, 'b'], [{ id: 'a' }, { id: 'b' }]],
    [
      'Requesty, with prices for one token',
      'openai',
      {
        data: [
          {
            id: 'anthropic/claude-x',
            context_window: 200000,
            max_output_tokens: 8192,
            input_price: 0.000003,
            output_price: 0.000015,
            supports_vision: true,
            supports_reasoning: false,
            description: 'Good  at\ncode.',
          },
        ],
      },
      [
        {
          id: 'anthropic/claude-x',
          description: 'Good at code.',
          contextTokens: 200_000,
          maxOutputTokens: 8192,
          inputPrice: 3,
          outputPrice: 15,
          abilities: { images: true, reasoning: false },
        },
      ],
    ],
    [
      'OpenRouter, with prices as texts, and -1 where they vary',
      'openai',
      {
        data: [
          {
            id: 'google/gemini-x',
            name: 'Google: Gemini X',
            context_length: 1048576,
            architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
            pricing: { prompt: '0.00000015', completion: '0.0000006' },
            top_provider: { max_completion_tokens: 65535 },
            supported_parameters: ['tools', 'reasoning'],
          },
          { id: 'openrouter/auto', pricing: { prompt: '-1', completion: '-1' }, context_length: 0 },
          { id: 'some/free', pricing: { prompt: '0', completion: '0' } },
          { id: 'some/image-maker', architecture: { output_modalities: ['image'] } },
        ],
      },
      [
        {
          id: 'google/gemini-x',
          label: 'Google: Gemini X',
          contextTokens: 1_048_576,
          maxOutputTokens: 65_535,
          inputPrice: 0.15,
          outputPrice: 0.6,
          abilities: { images: true, reasoning: true, tools: true },
        },
        { id: 'openrouter/auto' },
        { id: 'some/free', inputPrice: 0, outputPrice: 0 },
      ],
    ],
    [
      'Groq, without what is not active',
      'openai',
      {
        data: [
          { id: 'a', active: true, context_window: 131072, max_completion_tokens: 32768 },
          { id: 'b', active: false },
        ],
      },
      [{ id: 'a', contextTokens: 131_072, maxOutputTokens: 32_768 }],
    ],
    [
      'Mistral, each model once and only those that chat',
      'openai',
      {
        data: [
          {
            id: 'large-2411',
            name: 'large-2411',
            aliases: ['large-latest', 'large-2411'],
            max_context_length: 131072,
            type: 'base',
            capabilities: { completion_chat: true, function_calling: true, vision: false, reasoning: true },
          },
          { id: 'large-latest', aliases: ['large-2411'], capabilities: { completion_chat: true } },
          { id: 'embed', capabilities: { completion_chat: false } },
        ],
      },
      [
        {
          id: 'large-2411',
          aliases: ['large-latest'],
          contextTokens: 131_072,
          abilities: { images: false, reasoning: true, tools: true },
        },
      ],
    ],
    [
      'Anthropic',
      'anthropic',
      {
        data: [
          {
            type: 'model',
            id: 'claude-x',
            display_name: 'Claude X',
            max_input_tokens: 200000,
            max_tokens: 64000,
            capabilities: { image_input: { supported: true }, thinking: { supported: true, types: {} } },
          },
          { type: 'model', id: 'claude-old', display_name: 'Claude Old', capabilities: null, max_tokens: null },
        ],
      },
      [
        { id: 'claude-old', label: 'Claude Old' },
        {
          id: 'claude-x',
          label: 'Claude X',
          contextTokens: 200_000,
          maxOutputTokens: 64_000,
          abilities: { images: true, reasoning: true },
        },
      ],
    ],
    [
      'Gemini, only what generates content',
      'gemini',
      {
        models: [
          {
            name: 'models/gemini-x',
            displayName: 'Gemini X',
            description: 'Fast.',
            inputTokenLimit: 1048576,
            outputTokenLimit: 65536,
            supportedGenerationMethods: ['generateContent', 'countTokens'],
            thinking: true,
          },
          { name: 'models/embedding', supportedGenerationMethods: ['embedContent'] },
        ],
      },
      [
        {
          id: 'gemini-x',
          label: 'Gemini X',
          description: 'Fast.',
          contextTokens: 1_048_576,
          maxOutputTokens: 65_536,
          abilities: { reasoning: true },
        },
      ],
    ],
    [
      'vLLM and llama.cpp',
      'openai',
      {
        models: [{ name: 'made-up', model: 'made-up' }],
        data: [
          { id: 'v', max_model_len: 4096 },
          { id: 'l.gguf', meta: { n_ctx_train: 8192 }, architecture: { input_modalities: ['text'] } },
        ],
      },
      [
        { id: 'l.gguf', contextTokens: 8192, abilities: { images: false } },
        { id: 'v', contextTokens: 4096 },
      ],
    ],
    [
      'LM Studio, without what embeds',
      'lmstudio',
      {
        data: [
          { id: 'a', type: 'llm', state: 'not-loaded', max_context_length: 32768, capabilities: ['tool_use'] },
          { id: 'b', type: 'vlm', state: 'loaded', max_context_length: 32768, loaded_context_length: 4096 },
          { id: 'c', type: 'embeddings' },
        ],
      },
      [
        { id: 'a', contextTokens: 32_768, abilities: { tools: true } },
        { id: 'b', contextTokens: 4096, abilities: { images: true } },
      ],
    ],
  ])('%s', async (_, dialect, answer, models) => {
    expect(await listed(answer, dialect)).toEqual(models);
  });

  test.each([
    [{ status: 404, body: { error: 'no' } }],
    [{ status: 200, body: { error: 'Unexpected endpoint or method' } }],
  ])('an LM Studio that has only the compatible one', async answer => {
    const server = new Server(({ url }) => (url.pathname === '/v1/models' ? { data: [{ id: 'a' }] } : answer));
    expect(await list(server, 'lmstudio', { baseUrl: 'http://127.0.0.1:1234/v1' })).toEqual([{ id: 'a' }]);
  });

  test('Ollama, with what it says of each model, and without those that do not chat', async () => {
    const show: Record<string, unknown> = {
      a: { capabilities: ['completion', 'tools', 'thinking'], model_info: { 'qwen3.context_length': 40960 } },
      b: { capabilities: ['embedding'] },
      c: { status: 500, body: 'broken' },
    };
    const server = new Server(({ url, body }) =>
      url.pathname === '/api/tags'
        ? { models: ['a', 'b', 'c'].map(name => ({ name, model: name, details: { family: 'x' } })) }
        : show[JSON.parse(body ?? '').model],
    );
    const base = { baseUrl: 'http://127.0.0.1:11434' };
    expect(await list(server, 'ollama', base)).toEqual([
      { id: 'a', contextTokens: 40_960, abilities: { reasoning: true, tools: true } },
      { id: 'c' },
    ]);
    expect((await list(server, 'ollama', base, false)).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});

describe('what a hostile server says', () => {
  test('is no id if it could pass for another one', async () => {
    const ids = ['good', 'a\u202eb', 'line\nbreak', 'x'.repeat(257), ' padded', '\ud800', 'nul\0', 'zero\u200bwidth'];
    expect(await listed({ data: ids.map(id => ({ id })) })).toEqual([{ id: 'good' }]);
  });

  test('is one short line', async () => {
    const [model] = await listed({
      data: [{ id: 'a', name: `\u202eevil\u0007\n${'😀'.repeat(500)}`, description: 'x '.repeat(5000) }],
    });
    expect(model?.label?.length).toBeLessThanOrEqual(120);
    expect(model?.label).toMatch(/^evil 😀/);
    expect(model?.label?.isWellFormed()).toBe(true);
    expect(model?.description?.length).toBeLessThanOrEqual(400);
  });

  test('counts only if it is a number that makes sense', async () => {
    const entry = { id: 'a', context_window: '8k', max_output_tokens: -1, input_price: 'free', output_price: {} };
    const other = { id: 'b', context_window: Number.MAX_VALUE, name: {} };
    expect(await listed({ data: [entry, other] })).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  test('is read up to a limit, page by page too, and so are other names', async () => {
    let pages = 0;
    const server = new Server(() => {
      const data = Array.from({ length: 200_000 }, (_, index) => (index < 3000 ? { id: `p${pages}-${index}` } : 1));
      return { data, has_more: true, last_id: `page${++pages}` };
    });
    expect(await list(server, 'anthropic')).toHaveLength(3000);
    expect(server.requests).toHaveLength(1);
    const [model] = await listed({
      data: [{ id: 'a', aliases: Array.from({ length: 500 }, (_, each) => `b${each}`) }],
    });
    expect(model?.aliases).toHaveLength(20);
  });

  test('is read up to a limit', async () => {
    const data = Array.from({ length: 20_000 }, (_, index) => ({ id: `m${index}` }));
    expect(await listed({ data })).toHaveLength(5000);
  });
});

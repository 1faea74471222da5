import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { signatureOf } from '../../support/gateway/answer.ts';
import { type Gateway, startGateway } from '../../support/gateway/gateway.ts';

/** The gateway takes what the providers take, and nothing else: by requests written by hand. */

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: Number.POSITIVE_INFINITY } });
});
afterAll(() => gateway.close());

interface Sent {
  path: string;
  body: Record<string, unknown>;
  headers?: Record<string, string>;
}

const thinking = 'I see.';
const user = { role: 'user', content: 'Why?' };
const image = 'iVBORw0KGgo=';

/** A good request with all that the protocol is asked for, in its own words. */
const good: Record<WireFormatId, Sent> = {
  'openai-chat': {
    path: '/v1/chat/completions',
    body: {
      model: 'sample/fast',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: 'Why?' }] },
        { role: 'assistant', content: 'So.' },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${image}` } }] },
      ],
    },
  },
  'openai-responses': {
    path: '/v1/responses',
    body: {
      model: 'sample/fast',
      store: false,
      instructions: 'Be brief.',
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'Why?' }] },
        {
          type: 'reasoning',
          id: 'rs_1',
          summary: [{ type: 'summary_text', text: thinking }],
          encrypted_content: signatureOf(thinking),
        },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'So.' }] },
        { role: 'user', content: [{ type: 'input_image', image_url: `data:image/png;base64,${image}` }] },
      ],
    },
  },
  'anthropic-messages': {
    path: '/v1/messages',
    headers: { 'anthropic-version': '2023-06-01' },
    body: {
      model: 'sample/fast',
      max_tokens: 4096,
      system: 'Be brief.',
      messages: [
        user,
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking, signature: signatureOf(thinking) },
            { type: 'text', text: 'So.' },
          ],
        },
        {
          role: 'user',
          content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: image } }],
        },
      ],
    },
  },
  'gemini-generatecontent': {
    path: '/v1beta/models/sample/fast:generateContent',
    body: {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Why?' }] },
        { role: 'model', parts: [{ text: 'So.', thoughtSignature: signatureOf('thought') }] },
        { role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: image } }] },
      ],
    },
  },
  mistral: {
    path: '/mistral/v1/chat/completions',
    body: {
      model: 'sample/fast',
      messages: [
        user,
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: [{ type: 'text', text: thinking }] },
            { type: 'text', text: 'So.' },
          ],
        },
        user,
      ],
    },
  },
  'ollama-ndjson': {
    path: '/api/chat',
    body: { model: 'sample/fast', stream: false, messages: [{ ...user, images: [image] }] },
  },
};

async function send({ path, body, headers = {} }: Sent): Promise<{ status: number; document: unknown }> {
  const response = await fetch(gateway.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, document: await response.json() };
}

/** The good request with other fields. */
async function withBody(format: WireFormatId, fields: Record<string, unknown>) {
  return send({ ...good[format], body: { ...good[format].body, ...fields } });
}

const text = 'This answer comes **as fast as the connection allows**. It is short, and ends here.\n';

test.each([
  ['openai-chat', { choices: [{ message: { content: text }, finish_reason: 'stop' }] }],
  [
    'openai-responses',
    { status: 'completed', output: [{ type: 'message', content: [{ type: 'output_text', text }] }] },
  ],
  ['anthropic-messages', { type: 'message', content: [{ type: 'text', text }], stop_reason: 'end_turn' }],
  ['gemini-generatecontent', { candidates: [{ content: { parts: [{ text }] }, finishReason: 'STOP' }] }],
  ['mistral', { choices: [{ message: { content: text }, finish_reason: 'stop' }] }],
  ['ollama-ndjson', { message: { content: text }, done: true, done_reason: 'stop' }],
] as const)('%s answers a good request in one document', async (format, document) => {
  expect(await send(good[format])).toMatchObject({ status: 200, document });
});

const a = (content: unknown) => ({ role: 'assistant', content });
const chat = (...messages: unknown[]) => ({ messages });
const contents = (...list: unknown[]) => ({ contents: list });
const input = (...items: unknown[]) => ({ input: items });
const ask = { role: 'user', parts: [{ text: 'Why?' }] };

test.each<[WireFormatId, string, Record<string, unknown>]>([
  ['openai-chat', 'no message', chat()],
  ['openai-chat', 'an unknown role', chat({ role: 'model', content: 'x' })],
  ['openai-chat', 'empty content', chat({ role: 'user', content: '' })],
  ['openai-chat', 'no parts', chat({ role: 'user', content: [] })],
  ['openai-chat', 'two questions in a row', chat(user, user)],
  ['openai-chat', 'both limits', { max_tokens: 1, max_completion_tokens: 1 }],
  ['openai-chat', 'an unknown effort', { reasoning_effort: 'immense' }],
  ['openai-chat', 'stream options without a stream', { stream_options: { include_usage: true } }],
  ['openai-responses', 'a field of chat completions', { messages: [user] }],
  ['openai-responses', 'an assistant that says input', input(a([{ type: 'input_text', text: 'x' }]), user)],
  ['openai-responses', 'too low a limit', { max_output_tokens: 1 }],
  [
    'openai-responses',
    'reasoning without what follows it',
    input({ type: 'reasoning', id: 'r', summary: [], encrypted_content: signatureOf('') }, user),
  ],
  [
    'openai-responses',
    'reasoning of another text',
    input({ type: 'reasoning', id: 'r', summary: [], encrypted_content: signatureOf('x') }, a('So.'), user),
  ],
  ['openai-responses', 'reasoning without its secret', input({ type: 'reasoning', id: 'r', summary: [] }, a('So.'))],
  ['anthropic-messages', 'no max_tokens', { max_tokens: undefined }],
  ['anthropic-messages', 'a system message', chat({ role: 'system', content: 'x' }, user)],
  ['anthropic-messages', 'two questions in a row', chat(user, user)],
  ['anthropic-messages', 'an answer at first', chat(a('So.'), user)],
  ['anthropic-messages', 'an empty text', chat({ role: 'user', content: [{ type: 'text', text: '' }] })],
  ['anthropic-messages', 'a thought without a signature', chat(user, a([{ type: 'thinking', thinking }]), user)],
  [
    'anthropic-messages',
    'a signature of another thought',
    chat(user, a([{ type: 'thinking', thinking: 'x', signature: signatureOf(thinking) }]), user),
  ],
  ['anthropic-messages', 'a budget above the limit', { thinking: { type: 'enabled', budget_tokens: 5000 } }],
  [
    'anthropic-messages',
    'a temperature with thinking',
    { thinking: { type: 'enabled', budget_tokens: 2000 }, temperature: 0.5 },
  ],
  ['anthropic-messages', 'an unknown field', { reasoning_effort: 'low' }],
  ['gemini-generatecontent', 'a role of others', contents({ ...ask, role: 'assistant' })],
  ['gemini-generatecontent', 'two questions in a row', contents(ask, ask)],
  ['gemini-generatecontent', 'an empty part', contents({ role: 'user', parts: [{}] })],
  ['gemini-generatecontent', 'an empty text', contents({ role: 'user', parts: [{ text: '' }] })],
  [
    'gemini-generatecontent',
    'a data URL',
    contents({ role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: 'data:x' } }] }),
  ],
  ['gemini-generatecontent', 'a field of others', { model: 'sample/fast' }],
  [
    'gemini-generatecontent',
    'budget and level',
    { generationConfig: { thinkingConfig: { thinkingBudget: 1, thinkingLevel: 'LOW' } } },
  ],
  ['mistral', 'stream options', { stream_options: { include_usage: true } }],
  ['mistral', 'an answer at last', chat(user, a('So.'))],
  ['mistral', 'a thought that is a text', chat(user, a([{ type: 'thinking', thinking }]), user)],
  ['ollama-ndjson', 'content in parts', chat({ role: 'user', content: [{ type: 'text', text: 'x' }] })],
  ['ollama-ndjson', 'a data URL', chat({ ...user, images: [`data:image/png;base64,${image}`] })],
  ['ollama-ndjson', 'a system role of others', chat({ role: 'developer', content: 'x' })],
])('%s refuses %s', async (format, _, fields) => {
  const { status, document } = await withBody(format, fields);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(423);
  const errors: Record<WireFormatId, unknown> = {
    'openai-chat': { error: { message: expect.any(String), type: 'invalid_request_error' } },
    'openai-responses': { error: { message: expect.any(String), type: 'invalid_request_error' } },
    'anthropic-messages': { type: 'error', error: { type: 'invalid_request_error', message: expect.any(String) } },
    'gemini-generatecontent': { error: { code: 400, status: 'INVALID_ARGUMENT', message: expect.any(String) } },
    mistral: { object: 'error' },
    'ollama-ndjson': { error: expect.any(String) },
  };
  expect(document).toMatchObject(errors[format] as object);
});

describe.each(Object.keys(good) as WireFormatId[])('%s', format => {
  test('wants no key in the URL', async () => {
    expect((await send({ ...good[format], path: `${good[format].path}?key=x` })).status).toBe(400);
  });

  test('wants JSON to be called that', async () => {
    const headers = { ...good[format].headers, 'content-type': 'text/plain' };
    expect((await send({ ...good[format], headers })).status).toBe(400);
  });

  test('wants the key in its own header', async () => {
    const locked = await startGateway({ requireKey: 'sk-test' });
    try {
      const names: Record<WireFormatId, string> = {
        'openai-chat': 'authorization',
        'openai-responses': 'authorization',
        'anthropic-messages': 'x-api-key',
        'gemini-generatecontent': 'x-goog-api-key',
        mistral: 'authorization',
        'ollama-ndjson': 'authorization',
      };
      const name = names[format];
      const { path, body, headers } = good[format];
      const status = async (keys: Record<string, string>) => {
        const all = { 'content-type': 'application/json', ...headers, ...keys };
        const response = await fetch(locked.origin + path, {
          method: 'POST',
          headers: all,
          body: JSON.stringify(body),
        });
        await response.text();
        return response.status;
      };
      expect(await status({ [name]: name === 'authorization' ? 'Bearer sk-test' : 'sk-test' })).toBe(200);
      expect(await status({})).toBe(401);
      expect(await status({ [name]: name === 'authorization' ? 'Bearer sk-wrong' : 'sk-wrong' })).toBe(401);
      expect(await status({ 'x-other-key': 'sk-test' })).toBe(401);
    } finally {
      await locked.close();
    }
  });
});

test('Anthropic wants to be told its version', async () => {
  expect((await send({ ...good['anthropic-messages'], headers: {} })).status).toBe(400);
});

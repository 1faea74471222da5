import { describe, expect, test } from 'vitest';
import type { AnswerRequest, RequestMessage, RequestPart, WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';
import { chunk, decode, events } from './support.ts';

function bodyOf(
  request: Partial<AnswerRequest>,
  baseUrl = 'https://h/v1',
  format: WireFormatId = 'openai-chat',
): Record<string, unknown> {
  const messages: RequestMessage[] = [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }];
  const { body = '' } = wireFormats[format].buildRequest({ model: 'm', messages, ...request }, { baseUrl });
  return JSON.parse(body);
}

const messagesOf = (...messages: RequestMessage[]) => bodyOf({ messages }).messages;
const text = (piece: string): RequestPart => ({ type: 'text', text: piece });
const image: RequestPart = { type: 'image', mimeType: 'image/png', base64: 'AAAA' };
const user = (...parts: RequestPart[]): RequestMessage => ({ role: 'user', parts });
const assistant = (...parts: RequestPart[]): RequestMessage => ({ role: 'assistant', parts });
const imageUrl = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };

describe('messages', () => {
  test('of text are plain strings, images make lists', () => {
    const system: RequestMessage = { role: 'system', parts: [text('S')] };
    expect(messagesOf(system, user(text('a'), text('b')), assistant(text('c')), user(image, text('d')))).toEqual([
      { role: 'system', content: 'S' },
      { role: 'user', content: 'ab' },
      { role: 'assistant', content: 'c' },
      { role: 'user', content: [imageUrl, { type: 'text', text: 'd' }] },
    ]);
  });

  test('of the model hand their images to the user’s next', () => {
    expect(messagesOf(user(text('Draw')), assistant(text('Here:'), image), user(text('Brighter')))).toEqual([
      { role: 'user', content: 'Draw' },
      { role: 'assistant', content: 'Here:' },
      { role: 'user', content: [imageUrl, { type: 'text', text: 'Brighter' }] },
    ]);
    expect(messagesOf(user(text('Draw')), assistant(image), user(text('Brighter')))).toHaveLength(1);
  });
});

describe('reasoning that comes back', () => {
  /** What an answer is kept as: its reasoning in one part, which the signature closes, and its text. */
  function kept(...deltas: object[]): RequestPart[] {
    const items = decode(events([...deltas.map(delta => chunk(delta)), chunk({ content: 'answer' }, 'stop')]));
    const reasoning = items.filter(item => item.type === 'reasoning-delta');
    const signature = reasoning.at(-1)?.signature;
    const thought = reasoning.map(item => item.text).join('');
    return [
      ...(signature === undefined ? [] : [{ type: 'reasoning' as const, text: thought, signature }]),
      text('answer'),
    ];
  }

  test('to Requesty', () => {
    const parts = kept({ reasoning_content: 'a' }, { reasoning_content: 'b', reasoning_signature: 'sig' });
    expect(messagesOf(assistant(...parts))).toEqual([
      { role: 'assistant', content: 'answer', reasoning_content: 'ab', reasoning_signature: 'sig' },
    ]);
  });

  test('to OpenRouter', () => {
    const detail = { type: 'reasoning.text', format: 'anthropic-claude-v1', index: 0 };
    const encrypted = { type: 'reasoning.encrypted', data: 'x', id: 'rs', index: 1 };
    const parts = kept(
      { reasoning: 'a', reasoning_details: [{ ...detail, text: 'a' }] },
      { reasoning: 'b', reasoning_details: [{ ...detail, text: 'b' }] },
      { reasoning_details: [{ ...detail, text: '', signature: 'sig' }, encrypted] },
    );
    expect(messagesOf(assistant(...parts))).toEqual([
      {
        role: 'assistant',
        content: 'answer',
        reasoning_details: [{ ...detail, text: 'ab', signature: 'sig' }, encrypted],
      },
    ]);
  });

  test('to OpenRouter, when it came with the text', () => {
    const encrypted = { type: 'reasoning.encrypted', data: 'x', index: 0 };
    const signature = JSON.stringify({ reasoning_details: [encrypted] });
    expect(messagesOf(assistant({ type: 'text', text: 'answer', signature }))).toEqual([
      { role: 'assistant', content: 'answer', reasoning_details: [encrypted] },
    ]);
  });

  test('to Mistral', () => {
    const thinking = [{ type: 'text', text: 'hm' }];
    const parts = kept({ content: [{ type: 'thinking', thinking, signature: 'sig' }] });
    const content = [
      { type: 'thinking', thinking, signature: 'sig', closed: true },
      { type: 'text', text: 'answer' },
    ];
    expect(bodyOf({ messages: [assistant(...parts)] }, 'https://api.mistral.ai', 'mistral').messages).toEqual([
      { role: 'assistant', content },
    ]);
  });

  test('to nobody, without a signature or with another format’s', () => {
    expect(messagesOf(assistant(...kept({ reasoning_content: 'a' })))).toEqual([
      { role: 'assistant', content: 'answer' },
    ]);
    for (const signature of ['sig', '{}', '[1]', '{"reasoning_signature":7,"reasoning_details":{}}']) {
      const thought: RequestPart = { type: 'reasoning', text: 'a', signature };
      expect(messagesOf(assistant(thought, text('answer')))).toEqual([{ role: 'assistant', content: 'answer' }]);
    }
  });
});

describe('how much to think', () => {
  const both = { reasoningEffort: 'low', reasoningBudget: 2000 };

  test.each([
    ['https://router.requesty.ai/v1', both, { reasoning_effort: '2000' }],
    ['https://router.eu.requesty.ai/v1', { reasoningBudget: 2000 }, { reasoning_effort: '2000' }],
    ['https://gw.1route.ai/v1', both, { reasoning_effort: '2000' }],
    ['https://openrouter.ai/api/v1', both, { reasoning: { max_tokens: 2000 } }],
    ['https://openrouter.ai/api/v1', { reasoningEffort: 'low' }, { reasoning_effort: 'low' }],
    ['https://api.openai.com/v1', both, { reasoning_effort: 'low' }],
    ['https://api.openai.com/v1', { reasoningBudget: 2000 }, {}],
    ['https://notrequesty.ai/v1', { reasoningBudget: 2000 }, {}],
    [
      'https://api.groq.com/openai/v1',
      { ...both, model: 'qwen/qwen3-32b' },
      { reasoning_effort: 'low', reasoning_format: 'parsed' },
    ],
    ['https://api.groq.com/openai/v1', { model: 'llama-3.3-70b-versatile' }, {}],
    ['https://h/v1', { model: 'qwen/qwen3-32b' }, {}],
  ])('at %s with %j is %j', (baseUrl, request, expected) => {
    const body = bodyOf(request, baseUrl);
    const fields = Object.entries(body).filter(([field]) => field.startsWith('reasoning'));
    expect(Object.fromEntries(fields)).toEqual(expected);
  });
});

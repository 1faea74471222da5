import { describe, expect, test } from 'vitest';
import type { AnswerRequest, Endpoint, RequestMessage, RequestPart } from '../../../src/core/wire/wire-format.ts';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';
import { decode, events } from './support.ts';

function build(request: Partial<AnswerRequest> = {}, endpoint: Partial<Endpoint> = {}) {
  return wireFormats['openai-responses'].buildRequest(
    { model: 'm', messages: [user('Hi')], ...request },
    { baseUrl: 'https://api.openai.com/v1', apiKey: 'key', ...endpoint },
  );
}

function bodyOf(request: Partial<AnswerRequest> = {}, endpoint: Partial<Endpoint> = {}): Record<string, unknown> {
  return JSON.parse(build(request, endpoint).body ?? '');
}

const inputOf = (...messages: RequestMessage[]) => bodyOf({ messages }).input;

function user(...parts: (string | RequestPart)[]): RequestMessage {
  return { role: 'user', parts: parts.map(part => (typeof part === 'string' ? { type: 'text', text: part } : part)) };
}

const assistant = (...parts: (string | RequestPart)[]): RequestMessage => ({ ...user(...parts), role: 'assistant' });
const image: RequestPart = { type: 'image', mimeType: 'image/png', base64: 'AAAA' };
const inputText = (text: string) => ({ type: 'input_text', text });
const inputImage = { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'auto' };
const answered = (text: string) => ({
  type: 'message',
  role: 'assistant',
  content: [{ type: 'output_text', text }],
});

test('asks for a stream that is not stored', () => {
  const request = build({ temperature: 0, maxOutputTokens: 9 });
  expect(request).toMatchObject({ method: 'POST', headers: { authorization: 'Bearer key' } });
  expect(request.url.href).toBe('https://api.openai.com/v1/responses');
  expect(JSON.parse(request.body ?? '')).toEqual({
    model: 'm',
    input: [{ role: 'user', content: [inputText('Hi')] }],
    stream: true,
    store: false,
    temperature: 0,
    max_output_tokens: 9,
  });
});

test('has the system prompt as instructions, and images as data URLs', () => {
  const system: RequestMessage = { role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] };
  expect(bodyOf({ messages: [system, user(image, 'What?')] })).toMatchObject({
    instructions: 'Be brief.',
    input: [{ role: 'user', content: [inputImage, inputText('What?')] }],
  });
});

test('lets the user’s fields win', () => {
  const body = bodyOf({ model: 'gpt-5' }, { body: { store: true, include: null, reasoning: null } });
  expect(body).toMatchObject({ store: true });
  expect(body).not.toHaveProperty('include');
  expect(body).not.toHaveProperty('reasoning');
});

describe('reasoning', () => {
  const shown = { reasoning: { summary: 'auto' }, include: ['reasoning.encrypted_content'] };

  test.each([
    'o3',
    'o4-mini',
    'gpt-5',
    'gpt-5.2-codex',
    'openai/gpt-5-nano',
    'openai-responses/gpt-5',
    'codex-mini-latest',
  ])('of %s is asked for', model => expect(bodyOf({ model })).toMatchObject(shown));

  test.each(['gpt-4o', 'gpt-4.1', 'gpt-5-chat-latest', 'gpt-oss-20b', 'grok-4', 'olmo3', 'qwen/qwen3-8b'])(
    'of %s is not, unless an effort says so',
    model => {
      expect(bodyOf({ model })).not.toHaveProperty('reasoning');
      expect(bodyOf({ model })).not.toHaveProperty('include');
      const { include } = shown;
      expect(bodyOf({ model, reasoningEffort: 'low' })).toMatchObject({
        reasoning: { effort: 'low', summary: 'auto' },
        include,
      });
    },
  );

  test('that is turned off is not asked for', () => {
    const body = bodyOf({ model: 'gpt-5.1', reasoningEffort: 'none' });
    expect(body.reasoning).toEqual({ effort: 'none' });
    expect(body).not.toHaveProperty('include');
  });

  test('has a budget at OpenRouter only', () => {
    const budget = { reasoningEffort: 'low', reasoningBudget: 2000 };
    const baseUrl = 'https://openrouter.ai/api/v1';
    expect(bodyOf(budget, { baseUrl }).reasoning).toEqual({ max_tokens: 2000, summary: 'auto' });
    expect(bodyOf(budget).reasoning).toEqual({ effort: 'low', summary: 'auto' });
  });
});

describe('an answer', () => {
  const signature = (next: string | undefined, more: object = {}) =>
    JSON.stringify({ item: { id: 'rs', encrypted_content: 'e' }, text: 'summary', next, ...more });
  const thought = (text: string, signed = signature('message')): RequestPart => ({
    type: 'reasoning',
    text,
    signature: signed,
  });
  const reasoning = { type: 'reasoning', id: 'rs', encrypted_content: 'e' };

  test('goes back as what it was', () => {
    expect(inputOf(user('1'), assistant('one'), user('2'))).toEqual([
      { role: 'user', content: [inputText('1')] },
      answered('one'),
      { role: 'user', content: [inputText('2')] },
    ]);
  });

  test('has its reasoning in front of it', () => {
    expect(inputOf(assistant(thought('hm'), 'one'))).toEqual([
      { ...reasoning, summary: [{ type: 'summary_text', text: 'hm' }] },
      answered('one'),
    ]);
    expect(inputOf(assistant(thought(''), 'one'))).toEqual([{ ...reasoning, summary: [] }, answered('one')]);
    const content = signature('message', { text: 'content' });
    expect(inputOf(assistant(thought('hm', content), 'one'))).toEqual([
      { ...reasoning, summary: [], content: [{ type: 'reasoning_text', text: 'hm' }] },
      answered('one'),
    ]);
    const chain = [thought('a', signature('reasoning')), thought('b'), 'one'];
    expect(inputOf(assistant(...chain))).toHaveLength(3);
  });

  test.each([
    ['nothing follows', [assistant('one', thought('hm'))], 1],
    ['a search followed', [assistant(thought('hm', signature('web_search_call')), 'one')], 1],
    [
      'a call followed, and was followed by more',
      [assistant(thought('a', signature('function_call')), thought('b'), 'one')],
      2,
    ],
    ['the stream broke off', [assistant(thought('hm', signature(undefined)), 'one')], 1],
    ['only another’s reasoning follows', [assistant(thought('a', signature('reasoning')), 'one')], 1],
    ['another format signed it', [assistant(thought('hm', 'sig'), thought('hm', '{"item":1}'), 'one')], 1],
  ])('is without reasoning where %s', (_, messages, count) => expect(inputOf(...messages)).toHaveLength(count));

  test('comes back from what a stream said', () => {
    const stream = [
      {
        type: 'response.output_item.done',
        output_index: 0,
        item: { type: 'reasoning', id: 'rs', status: 'completed', summary: [], encrypted_content: 'e' },
      },
      { type: 'response.output_text.delta', output_index: 1, delta: 'one' },
      { type: 'response.completed', response: {} },
    ];
    const [delta] = decode(events(stream, ''), { format: 'openai-responses' });
    if (delta?.type !== 'reasoning-delta') throw new Error('The reasoning should come first');
    expect(inputOf(assistant(thought('', delta.signature), 'one'))).toEqual([
      { ...reasoning, summary: [] },
      answered('one'),
    ]);
  });

  test('that made images hands them to the next question', () => {
    expect(inputOf(user('Draw'), assistant('Here:', image), user('Brighter'))).toEqual([
      { role: 'user', content: [inputText('Draw')] },
      answered('Here:'),
      { role: 'user', content: [inputImage, inputText('Brighter')] },
    ]);
    expect(inputOf(user('Draw'), assistant(image), user('Brighter'))).toEqual([
      { role: 'user', content: [inputText('Draw'), inputText('\n\n'), inputImage, inputText('Brighter')] },
    ]);
  });
});

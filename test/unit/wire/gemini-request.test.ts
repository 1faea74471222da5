import { describe, expect, test } from 'vitest';
import { applyEvent } from '../../../src/core/conversation/apply-event.ts';
import type { Conversation, Question } from '../../../src/core/conversation/conversation.ts';
import { requestMessages } from '../../../src/core/conversation/request-messages.ts';
import { StreamFailure } from '../../../src/core/delta.ts';
import type { AnswerRequest, Endpoint, HttpRequest } from '../../../src/core/wire/wire-format.ts';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';
import { decode, events } from './support.ts';

const base = 'https://generativelanguage.googleapis.com';

function build(request: Partial<AnswerRequest> = {}, endpoint: Partial<Endpoint> = {}): HttpRequest {
  return wireFormats['gemini-generatecontent'].buildRequest(
    { model: 'gemini-2.0-flash', messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }], ...request },
    { baseUrl: base, ...endpoint },
  );
}

function bodyOf(request: Partial<AnswerRequest> = {}, endpoint: Partial<Endpoint> = {}): Record<string, unknown> {
  return JSON.parse(build(request, endpoint).body ?? '');
}

test('asks for an event stream, with the key in a header only', () => {
  const request = build({ temperature: 0, maxOutputTokens: 100 }, { apiKey: 'key' });
  expect(request.method).toBe('POST');
  expect(request.url.href).toBe(`${base}/v1beta/models/gemini-2.0-flash:streamGenerateContent?alt=sse`);
  expect(request.headers).toEqual({
    accept: 'text/event-stream',
    'content-type': 'application/json',
    'x-goog-api-key': 'key',
  });
  expect(JSON.parse(request.body ?? '')).toEqual({
    contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
    generationConfig: { temperature: 0, maxOutputTokens: 100 },
  });
  expect(bodyOf()).not.toHaveProperty('generationConfig');
});

test.each([
  [`${base}/v1beta/`, 'gemini-x', '/v1beta/models/gemini-x'],
  [`${base}/v1`, 'models/gemini-x', '/v1/models/gemini-x'],
  [base, 'tunedModels/mine', '/v1beta/tunedModels/mine'],
  [base, 'a b?c#d', '/v1beta/models/a%20b%3Fc%23d'],
  [base, 'google/gemini-x', '/v1beta/models/google/gemini-x'],
  ['https://v.example/v1', 'publishers/google/models/gemini-x', '/v1/publishers/google/models/gemini-x'],
  [
    'https://v.example/v1/projects/p/locations/global',
    'publishers/google/models/gemini-x',
    '/v1/projects/p/locations/global/publishers/google/models/gemini-x',
  ],
  [`${base}/v1beta/models/gemini-x:streamGenerateContent?alt=sse`, 'gemini-y', '/v1beta/models/gemini-y'],
  ['https://gateway.example/v1/account/google-ai-studio', 'm', '/v1/account/google-ai-studio/v1beta/models/m'],
])('%s with the model “%s” leads to %s', (baseUrl, model, path) => {
  const { pathname, search } = build({ model }, { baseUrl }).url;
  expect([pathname, search]).toEqual([`${path}:streamGenerateContent`, '?alt=sse']);
});

test('a query of the user’s stays', () => {
  expect(build({}, { baseUrl: `${base}/v1beta?team=a` }).url.search).toBe('?team=a&alt=sse');
});

test.each(['', '..', '../../files', 'models/', 'a/../b', '.'])('the model “%s” is refused', model => {
  const thrown = catchThrown(() => build({ model }));
  expect(StreamFailure.is(thrown) && thrown.error).toMatchObject({ kind: 'invalid-request', retryable: false });
});

test('the messages of a conversation, with what the model wants back', () => {
  const { systemInstruction, contents } = bodyOf({
    messages: [
      { role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] },
      {
        role: 'user',
        parts: [
          { type: 'image', mimeType: 'image/png', base64: 'AAAA' },
          { type: 'text', text: 'Draw' },
        ],
      },
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'hm', signature: 'S1' },
          { type: 'text', text: 'Here', signature: 'S2' },
          { type: 'image', mimeType: 'image/jpeg', base64: 'BBBB', signature: 'S3' },
          { type: 'reasoning', text: '', signature: 'S4' },
        ],
      },
      { role: 'user', parts: [{ type: 'text', text: 'Again' }] },
    ],
  });
  expect(systemInstruction).toEqual({ parts: [{ text: 'Be brief.' }] });
  expect(contents).toEqual([
    { role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: 'AAAA' } }, { text: 'Draw' }] },
    {
      role: 'model',
      parts: [
        { text: 'hm', thought: true, thoughtSignature: 'S1' },
        { text: 'Here', thoughtSignature: 'S2' },
        { inlineData: { mimeType: 'image/jpeg', data: 'BBBB' }, thoughtSignature: 'S3' },
        { text: '', thoughtSignature: 'S4' },
      ],
    },
    { role: 'user', parts: [{ text: 'Again' }] },
  ]);
});

test('what an answer was signed with goes back where it came from', () => {
  const parts = [
    { text: 'hm', thought: true },
    { text: 'Here ' },
    { text: 'it is', thoughtSignature: 'S1' },
    { inlineData: { mimeType: 'image/png', data: 'AAAA' }, thoughtSignature: 'S2' },
    { text: 'And' },
    { text: '', thoughtSignature: 'S3' },
  ];
  const chunks = parts.map(part => ({ candidates: [{ content: { parts: [part] } }] }));
  const body = events([...chunks, { candidates: [{ finishReason: 'STOP' }] }], '');
  const conversation: Conversation = { id: 'c', messages: [], chosenChild: {} };
  const model = { providerId: 'google', modelId: 'gemini-x', providerLabel: 'Google' };
  const ask = (id: string, parentId: string | null): Question => {
    const question: Question = { role: 'user', id, parentId, text: id, attachments: [], at: 0 };
    applyEvent(conversation, { type: 'question', question });
    return question;
  };
  ask('q1', null);
  applyEvent(conversation, { type: 'answer-start', id: 'a1', parentId: 'q1', model, at: 0 });
  for (const delta of decode(body, { format: 'gemini-generatecontent' })) {
    if (delta.type !== 'error') applyEvent(conversation, { type: 'answer-delta', id: 'a1', delta });
  }
  const messages = requestMessages(conversation, ask('q2', 'a1'), model, undefined);
  expect(bodyOf({ messages }).contents).toEqual([
    { role: 'user', parts: [{ text: 'q1' }] },
    {
      role: 'model',
      parts: [
        { text: 'Here it is', thoughtSignature: 'S1' },
        { inlineData: { mimeType: 'image/png', data: 'AAAA' }, thoughtSignature: 'S2' },
        { text: 'And', thoughtSignature: 'S3' },
      ],
    },
    { role: 'user', parts: [{ text: 'q2' }] },
  ]);
});

describe('thinking', () => {
  const configOf = (request: Partial<AnswerRequest>) =>
    (bodyOf(request).generationConfig as { thinkingConfig?: object } | undefined)?.thinkingConfig;

  test.each([
    ['gemini-2.5-flash', 'none', { thinkingBudget: 0 }],
    ['gemini-2.5-pro', 'none', { thinkingBudget: 128 }],
    ['gemini-2.5-flash', 'low', { thinkingBudget: 1024, includeThoughts: true }],
    ['models/gemini-2.5-flash', 'high', { thinkingBudget: 24_576, includeThoughts: true }],
    ['gemini-2.5-pro', 'max', { thinkingBudget: 32_768, includeThoughts: true }],
    ['gemini-flash-latest', 'medium', { thinkingBudget: 8192, includeThoughts: true }],
    ['gemini-3-flash-preview', 'none', { thinkingLevel: 'MINIMAL' }],
    ['gemini-3-pro-preview', 'minimal', { thinkingLevel: 'LOW', includeThoughts: true }],
    ['gemini-3-pro-preview', 'medium', { thinkingLevel: 'HIGH', includeThoughts: true }],
    ['gemini-3.1-pro-preview', 'medium', { thinkingLevel: 'MEDIUM', includeThoughts: true }],
    ['publishers/google/models/gemini-4-flash', 'xhigh', { thinkingLevel: 'HIGH', includeThoughts: true }],
  ])('%s with the effort %s', (model, reasoningEffort, config) => {
    expect(configOf({ model, reasoningEffort })).toEqual(config);
  });

  test.each([
    ['gemini-2.5-pro', true],
    ['models/gemini-3-flash-preview', true],
    ['gemini-2.0-flash', false],
    ['gemini-2.5-flash-image', false],
    ['gemini-2.5-flash-lite', false],
    ['gemma-3-27b-it', false],
  ])('of %s without an effort is asked to be shown: %s', (model, shown) => {
    expect(configOf({ model })).toEqual(shown ? { includeThoughts: true } : undefined);
  });

  test('a budget wins over an effort', () => {
    expect(configOf({ reasoningEffort: 'low', reasoningBudget: 5000 })).toEqual({
      thinkingBudget: 5000,
      includeThoughts: true,
    });
    expect(configOf({ reasoningBudget: 0 })).toEqual({ thinkingBudget: 0 });
  });
});

test('the user’s own fields win', () => {
  const body = bodyOf({ temperature: 1 }, { body: { generationConfig: { topK: 1 }, safetySettings: [] } });
  expect(body).toMatchObject({ generationConfig: { topK: 1 }, safetySettings: [] });
});

function catchThrown(run: () => unknown): unknown {
  try {
    run();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('Nothing was thrown');
}

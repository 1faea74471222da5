import { expect, test } from 'vitest';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';

const { mistral } = wireFormats;
const request = { model: 'm', messages: [{ role: 'user' as const, parts: [{ type: 'text' as const, text: 'Hi' }] }] };

test('Mistral is sent no field that it does not know', () => {
  const built = mistral.buildRequest(
    { ...request, temperature: 0, maxOutputTokens: 9, reasoningEffort: 'high', reasoningBudget: 2000 },
    { baseUrl: 'https://api.mistral.ai/v1', apiKey: 'key' },
  );
  expect(built.headers.authorization).toBe('Bearer key');
  expect(JSON.parse(built.body ?? '')).toEqual({
    model: 'm',
    messages: [{ role: 'user', content: 'Hi' }],
    stream: true,
    temperature: 0,
    max_tokens: 9,
    reasoning_effort: 'high',
  });
});

test.each(['https://api.mistral.ai', 'https://api.mistral.ai/v1/', 'https://api.mistral.ai/v1/chat/completions'])(
  '%s leads to the method',
  baseUrl => {
    expect(mistral.buildRequest(request, { baseUrl }).url.href).toBe('https://api.mistral.ai/v1/chat/completions');
  },
);

test('what Mistral lacks can be set by the user', () => {
  const { body = '' } = mistral.buildRequest(request, { baseUrl: 'https://h', body: { prompt_mode: 'reasoning' } });
  expect(JSON.parse(body)).toMatchObject({ prompt_mode: 'reasoning' });
});

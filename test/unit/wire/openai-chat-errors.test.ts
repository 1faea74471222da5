import { describe, expect, test } from 'vitest';
import { answer } from './openai-chat-support.ts';
import { chunk, collect, decode, events } from './support.ts';

const text = chunk({ content: 'text' });

describe('errors in the stream', () => {
  test.each([
    [
      'OpenAI',
      { error: { message: 'The server had an error.', type: 'server_error', code: null } },
      'server',
      true,
      'server had an error',
    ],
    [
      'no credit',
      { error: { message: 'Quota', type: 'insufficient_quota', code: 'insufficient_quota' } },
      'quota',
      false,
      'Quota',
    ],
    [
      'OpenRouter',
      {
        ...chunk({ content: '' }, 'error'),
        error: { code: 502, message: 'Provider returned error', metadata: { raw: '{"error":{"message":"upstream"}}' } },
      },
      'server',
      true,
      'upstream',
    ],
    [
      'vLLM',
      { object: 'error', message: 'bad grammar', type: 'BadRequestError', param: null, code: 400 },
      'invalid-request',
      false,
      'bad grammar',
    ],
    ['a status for a code', { error: { message: 'slower', code: 429 } }, 'rate-limit', true, 'slower'],
    [
      'an error in the choice',
      { choices: [{ index: 0, delta: { content: '' }, error: { code: 503, message: 'full' } }] },
      'overloaded',
      true,
      'full',
    ],
    ['a bare text', { error: 'CUDA out of memory' }, 'server', true, 'CUDA out of memory'],
    ['a bare body', { code: 'Throttling', message: 'slower', request_id: 'r' }, 'rate-limit', true, 'slower'],
    [
      'too long',
      {
        error: {
          message: 'This model’s maximum context length is 8192 tokens',
          type: 'invalid_request_error',
          code: null,
        },
      },
      'context-length',
      false,
      '8192',
    ],
  ])('%s', (_, payload, kind, retryable, message) => {
    expect(answer([text, payload, text])).toMatchObject({
      text: 'text',
      error: { kind, retryable, message: expect.stringContaining(message) },
    });
  });

  test('may be named events, whatever their payload', () => {
    const errorEvent = (data: string) => collect(decode(`${events([text], '')}event: error\ndata: ${data}\n\n`)).error;
    expect(errorEvent('{"error":{"message":"x","type":"invalid_request_error","status_code":400}}')?.kind).toBe(
      'invalid-request',
    );
    expect(errorEvent('{"message":"x","type":"overloaded_error"}')?.kind).toBe('overloaded');
    expect(errorEvent('something failed')).toMatchObject({
      kind: 'server',
      message: expect.stringContaining('something failed'),
    });
    expect(errorEvent('{"broken"')?.message).not.toContain('broken');
  });

  test('come after the text and the usage of their chunk', () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2 };
    const items = decode(
      events([chunk({ content: 'x' }, 'length', { usage, error: { code: 400, message: 'limit' } })]),
    );
    expect(items.map(item => item.type)).toEqual(['response-start', 'text-delta', 'usage', 'error']);
  });

  test.each([null, false, '', undefined, {}, { code: null, message: '' }])('are none when the field is %j', error => {
    expect(answer([chunk({ content: 'a' }, 'stop', { error })]).finish).toBe('stop');
  });
});

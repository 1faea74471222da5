import { describe, expect, test } from 'vitest';
import { answer, completed, delta, done, end, items, message, text } from './openai-responses-support.ts';
import { collect, decode } from './support.ts';

describe('the end', () => {
  const last = (type: string, response: object) => ({ type, response });

  test.each([
    ['response.completed', { status: 'completed' }, 'stop', 'completed'],
    ['response.completed', {}, 'stop', 'completed'],
    ['response.done', { status: 'completed' }, 'stop', 'completed'],
    ['response.incomplete', { incomplete_details: { reason: 'max_output_tokens' } }, 'length', 'max_output_tokens'],
    ['response.incomplete', { incomplete_details: { reason: 'content_filter' } }, 'content-filter', 'content_filter'],
    ['response.incomplete', { incomplete_details: { reason: 'new' } }, 'other', 'new'],
    ['response.incomplete', { incomplete_details: null }, 'other', 'incomplete'],
    [
      'response.completed',
      { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
      'length',
      'max_output_tokens',
    ],
    ['response.cancelled', { status: 'cancelled' }, 'other', 'cancelled'],
  ])('%s with %j is %s', (type, response, reason, rawReason) => {
    expect(items([text('x'), last(type, response)]).at(-1)).toEqual({ type: 'finish', reason, rawReason });
  });

  test('after a refusal is one', () => {
    const refusal = { type: 'message', id: 'i0', content: [{ type: 'refusal', refusal: 'No.' }] };
    for (const stream of [
      [delta('refusal', 'N'), delta('refusal', 'o.')],
      [{ type: 'response.refusal.done', output_index: 0, content_index: 0, refusal: 'No.' }],
      [done(refusal, 0)],
    ]) {
      expect(answer([...stream, end({ output: [refusal] })])).toMatchObject({
        refusal: 'No.',
        text: '',
        finish: 'refusal',
      });
    }
  });

  test('that never comes is a truncated stream, with its text', () => {
    expect(answer([text('x'), done(message('x'), 0)])).toMatchObject({
      text: 'x',
      error: { kind: 'truncated', retryable: true },
    });
    expect(answer([text('x')], 'data: {"type":"response.compl').error?.kind).toBe('truncated');
  });

  test('told by the marker of another protocol is “other”', () => {
    expect(answer([text('x')], 'data: [DONE]\n\n').finish).toBe('other');
  });

  test('has the usage, with the cost of a gateway', () => {
    const usage = {
      input_tokens: 9,
      output_tokens: 8,
      total_tokens: 17,
      input_tokens_details: { cached_tokens: 4, cache_write_tokens: 2 },
      output_tokens_details: { reasoning_tokens: 3 },
      cost: 0.01,
    };
    const expected = {
      inputTokens: 9,
      outputTokens: 8,
      cachedInputTokens: 4,
      cacheWriteTokens: 2,
      reasoningTokens: 3,
      costUsd: 0.01,
    };
    expect(answer([text('x'), end({ usage })]).usage).toEqual(expected);
    expect(answer([text('x'), last('response.incomplete', { usage })]).usage).toEqual(expected);
    const failed = last('response.failed', { usage, error: { code: 'server_error', message: 'x' } });
    expect(answer([text('x'), failed]).usage).toEqual(expected);
    expect(answer([text('x'), end({ usage: null })]).usage).toBeUndefined();
  });
});

describe('errors', () => {
  const failed = (error: unknown) => ({ type: 'response.failed', response: { status: 'failed', error } });

  test.each([
    ['flat', { type: 'error', code: 'rate_limit_exceeded', message: 'slow', param: null }, 'rate-limit', true],
    ['nested', { type: 'error', error: { type: 'insufficient_quota', message: 'slow' } }, 'quota', false],
    ['in the response', failed({ code: 'server_error', message: 'slow' }), 'server', true],
    ['of the prompt', failed({ code: 'invalid_prompt', message: 'slow' }), 'invalid-request', false],
    ['of an image', failed({ code: 'image_file_not_found', message: 'slow' }), 'invalid-request', false],
    ['of a policy', failed({ code: 'bio_policy', message: 'slow' }), 'invalid-request', false],
    [
      'in a completed response',
      end({ status: 'failed', error: { code: 'server_error', message: 'slow' } }),
      'server',
      true,
    ],
    ['bare', { error: { message: 'slow', code: 429 } }, 'rate-limit', true],
    ['a bare text', { error: 'slow' }, 'server', true],
    ['too long', { type: 'error', code: 'context_length_exceeded', message: 'slow' }, 'context-length', false],
  ])('%s', (_, event, kind, retryable) => {
    expect(answer([text('x'), event, failed({ code: 'server_error', message: 'again' }), text('y')])).toMatchObject({
      text: 'x',
      error: { kind, retryable, message: expect.stringContaining('slow') },
    });
  });

  test('may be named by their event', () => {
    const named = (data: string) =>
      collect(decode(`event: error\ndata: ${data}\n\n`, { format: 'openai-responses' })).error;
    expect(named('{"code":"image_file_not_found","message":"x"}')?.kind).toBe('invalid-request');
    expect(named('{"error":{"code":"server_error","message":"x"}}')?.kind).toBe('server');
    expect(named('out of memory')).toMatchObject({ kind: 'server', message: expect.stringContaining('out of memory') });
  });

  test('without words are errors all the same', () => {
    expect(answer([failed(null)]).error?.kind).toBe('server');
    expect(answer([{ type: 'error' }]).error?.kind).toBe('server');
  });

  test('of a tool that the server runs are not the answer’s', () => {
    const event = { type: 'response.mcp_call.failed', output_index: 0, error: { message: 'x' } };
    expect(completed(event, text('x')).finish).toBe('stop');
  });
});

describe('events', () => {
  test('may be known by their names alone', () => {
    const named = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    const body =
      named('response.created', { response: { id: 'r', model: 'm' } }) +
      named('response.output_text.delta', { delta: 'x' }) +
      named('response.completed', { response: { status: 'completed' } });
    expect(collect(decode(body, { format: 'openai-responses' }))).toMatchObject({
      start: { id: 'r', model: 'm' },
      text: 'x',
      finish: 'stop',
    });
  });

  test('that are unknown, empty or of no shape are passed over', () => {
    const odd = [
      { type: 'keepalive', sequence_number: 3 },
      { type: 'response.keep_alive' },
      { type: 'response.audio.delta', delta: 'AAAA' },
      { type: 'response.output_item.added' },
      { type: 'response.output_item.done', item: null, output_index: 'x' },
      { type: 'response.output_text.delta' },
      { type: 'response.output_text.delta', delta: null, output_index: -1 },
      { type: 'response.output_text.annotation.added' },
      { type: 'response.created', response: null },
      { type: 7 },
      {},
      [],
      null,
      'x',
      7,
    ];
    expect(completed(...odd, text('x'), ...odd)).toMatchObject({ text: 'x', finish: 'stop' });
  });

  test('say once who answers', () => {
    const created = (id: string) => ({ type: 'response.created', response: { id, model: '' } });
    expect(
      answer([created(''), created('r1'), { ...created('r2'), type: 'response.in_progress' }, end()]).start,
    ).toEqual({
      type: 'response-start',
      id: 'r1',
    });
  });
});

describe('a body that is no stream', () => {
  const document = (value: unknown) => collect(decode(JSON.stringify(value), { format: 'openai-responses' }));

  test('may be a whole response', () => {
    const response = {
      id: 'r',
      object: 'response',
      model: 'm',
      status: 'completed',
      error: null,
      output: [
        { type: 'reasoning', id: 'rs', summary: [{ type: 'summary_text', text: 'hm' }], encrypted_content: 'e' },
        message('abc'),
      ],
      usage: { input_tokens: 1, output_tokens: 2 },
    };
    const result = document(response);
    expect(result).toMatchObject({ reasoning: 'hm', text: 'abc', finish: 'stop', usage: { inputTokens: 1 } });
    expect(JSON.parse(result.signatures[0] ?? '')).toMatchObject({ item: { id: 'rs' }, next: 'message' });
  });

  test('may be an error', () => {
    expect(document({ error: { message: 'model not loaded', code: 'model_not_found' } }).error).toMatchObject({
      kind: 'not-found',
      message: expect.stringContaining('model not loaded'),
    });
    expect(
      document({ object: 'response', status: 'failed', error: { code: 'server_error' }, output: [] }).error?.kind,
    ).toBe('server');
  });

  test('may be anything else', () => {
    expect(document({ object: 'list', data: [] }).error?.kind).toBe('protocol');
    expect(document([]).error?.kind).toBe('protocol');
    expect(document([text('x'), end()])).toMatchObject({ text: 'x', finish: 'stop' });
  });
});

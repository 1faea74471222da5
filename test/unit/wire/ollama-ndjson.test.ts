import { describe, expect, test } from 'vitest';
import type { AnswerRequest, Endpoint } from '../../../src/core/wire/wire-format.ts';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';
import { type Answer, collect, cut, decode, decodePieces, toBytes } from './support.ts';

const format = 'ollama-ndjson';

/** A line with a piece of a chat's answer. */
function said(message: object, more: object = {}): object {
  return {
    model: 'm',
    created_at: '2026-01-01T00:00:00Z',
    message: { role: 'assistant', ...message },
    done: false,
    ...more,
  };
}

const last = { model: 'm', done: true, done_reason: 'stop', prompt_eval_count: 10, eval_count: 5, total_duration: 1 };

function bodyOf(lines: readonly object[]): string {
  return lines.map(line => `${JSON.stringify(line)}\n`).join('');
}

/** The answer in a body, which must be the same whole and in pieces. */
function answerIn(body: string): Answer {
  const whole = decode(body, { format });
  for (const size of [1, 7]) expect(decodePieces(cut(toBytes(body), size), { format })).toEqual(whole);
  return collect(whole);
}

function answerOf(...lines: object[]): Answer {
  return answerIn(bodyOf(lines));
}

describe('an answer', () => {
  test('of a chat', () => {
    const lines = [
      said({ content: '', thinking: 'hm' }),
      said({ content: 'Grüße 👩‍💻' }),
      said({ content: '!' }),
      last,
    ];
    expect(answerOf(...lines)).toMatchObject({
      text: 'Grüße 👩‍💻!',
      reasoning: 'hm',
      finish: 'stop',
      usage: { inputTokens: 10, outputTokens: 5 },
      start: { model: 'm' },
    });
  });

  test('of a generation', () => {
    const lines = [
      { model: 'm', thinking: 'hm', response: '' },
      { model: 'm', response: 'a' },
      { ...last, response: 'b' },
    ];
    expect(answerOf(...lines)).toMatchObject({ text: 'ab', reasoning: 'hm', finish: 'stop' });
  });

  test('that is not streamed, on one line or many', () => {
    const whole = { ...said({ content: 'a\n{"b":}', tool_calls: [] }), ...last };
    expect(answerOf(whole)).toMatchObject({ text: 'a\n{"b":}', finish: 'stop' });
    expect(answerIn(JSON.stringify(whole, null, 2))).toMatchObject({ text: 'a\n{"b":}', finish: 'stop' });
    expect(collect(decode(JSON.stringify(whole), { format, framing: 'sse' }))).toMatchObject({ finish: 'stop' });
  });

  test('that a proxy wraps as events', () => {
    const events = [said({ content: 'a' }), last].map(line => `data: ${JSON.stringify(line)}\n\n`);
    expect(answerIn(`: hi\n\n${events.join('event: message\n')}data: [DONE]\n\n`)).toMatchObject({
      text: 'a',
      finish: 'stop',
    });
    expect(collect(decode(events.join(''), { format, framing: 'sse' }))).toMatchObject({ text: 'a', finish: 'stop' });
  });

  test('whose lines end in other ways', () => {
    const body = bodyOf([said({ content: 'a' }), last]);
    expect(answerIn(body.replaceAll('\n', '\r\n\r\n'))).toMatchObject({ text: 'a', finish: 'stop' });
    expect(answerIn(body.trimEnd())).toMatchObject({ text: 'a', finish: 'stop' });
  });
});

describe('the end', () => {
  test.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['load', 'other'],
    ['unload', 'other'],
    ['made_up', 'other'],
  ])('%s is %s', (raw, reason) => {
    const items = decode(bodyOf([said({ content: 'a' }), { ...last, done_reason: raw }]), { format });
    expect(items.at(-1)).toEqual({ type: 'finish', reason, rawReason: raw });
  });

  test('may have no reason, and no counts', () => {
    expect(decode(bodyOf([said({ content: 'a' }), { done: true }]), { format }).slice(1)).toEqual([
      { type: 'text-delta', text: 'a' },
      { type: 'finish', reason: 'other' },
    ]);
    expect(answerOf(said({ content: 'a' }), { done: true, eval_count: 3 }).usage).toEqual({ outputTokens: 3 });
  });

  test('that does not come, or not whole, is a truncated stream', () => {
    const truncated = { text: 'a', error: { kind: 'truncated', retryable: true } };
    expect(answerOf(said({ content: 'a' }))).toMatchObject(truncated);
    expect(answerIn(`${bodyOf([said({ content: 'a' })])}{"model":"m","done":tr`)).toMatchObject(truncated);
    expect(answerIn(`${bodyOf([said({ content: 'a' })])}data: [DONE]\n`)).toMatchObject(truncated);
    expect(answerIn(`{\n"model": "m",\n"message": {"content": "lost"},\n`).error?.kind).toBe('truncated');
  });

  test('lets nothing follow', () => {
    expect(answerOf(said({ content: 'a' }), last, said({ content: 'b' }), { error: 'late' })).toMatchObject({
      text: 'a',
      finish: 'stop',
    });
  });
});

describe('errors', () => {
  test.each([
    [{ error: 'model runner has stopped' }, 'server', 'model runner has stopped'],
    [{ error: { message: 'slower', code: 429 } }, 'rate-limit', 'slower'],
    [{ error: 'gone', done: true }, 'server', 'gone'],
  ])('%j', (line, kind, words) => {
    expect(answerOf(said({ content: 'a' }), line, last)).toMatchObject({
      text: 'a',
      error: { kind, message: expect.stringContaining(words) },
    });
  });

  test('are lines that are no JSON, but not words between them', () => {
    const [first, end] = [bodyOf([said({ content: 'a' })]), bodyOf([last])];
    for (const broken of ['{"model":}\n', '{"model":"m","mess\n']) {
      expect(answerIn(first + broken + first + end)).toMatchObject({ text: 'a', error: { kind: 'protocol' } });
    }
    expect(answerIn(`${first}keep-alive\n\n${end}`)).toMatchObject({ text: 'a', finish: 'stop' });
  });

  test('are lines of another protocol', () => {
    expect(collect(decode('{"status":"ok"}', { format, framing: 'sse' })).error?.kind).toBe('protocol');
    expect(answerOf({ choices: [{ delta: { content: 'a' } }] }).error).toBeDefined();
  });
});

describe('tool calls', () => {
  const call = (name: string, args: unknown, more: object = {}) => ({ function: { name, arguments: args }, ...more });

  test('are whole, and have ids of their own', () => {
    const answer = answerOf(
      said({ content: '', tool_calls: [call('f', { city: 'Zürich' }), call('f', {}, { id: 'x' })] }),
      said({ content: '', tool_calls: [call('g', '{"a":1}', { id: 'x' }), call('', {}), null] }),
      last,
    );
    expect(answer.tools).toEqual([
      { id: 'call_1', name: 'f', argumentsText: '{"city":"Zürich"}', complete: true },
      { id: 'x', name: 'f', argumentsText: '', complete: true },
      { id: expect.stringMatching(/^call_/), name: 'g', argumentsText: '{"a":1}', complete: true },
    ]);
    expect(new Set(answer.tools.map(tool => tool.id)).size).toBe(3);
    expect(answer.finish).toBe('tool-calls');
  });

  test('do not hide that the limit was reached', () => {
    const lines = [said({ tool_calls: [call('f', {})] }), { ...last, done_reason: 'length' }];
    expect(answerOf(...lines).finish).toBe('length');
  });
});

describe('the request', () => {
  function build(request: Partial<AnswerRequest> = {}, endpoint: Partial<Endpoint> = {}) {
    return wireFormats[format].buildRequest(
      { model: 'm', messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }], ...request },
      { baseUrl: 'http://localhost:11434', ...endpoint },
    );
  }
  const bodySent = (request: Partial<AnswerRequest> = {}, endpoint: Partial<Endpoint> = {}) =>
    JSON.parse(build(request, endpoint).body ?? '');

  test.each([
    ['http://localhost:11434', 'http://localhost:11434/api/chat'],
    ['http://localhost:11434/', 'http://localhost:11434/api/chat'],
    ['http://localhost:11434/api', 'http://localhost:11434/api/chat'],
    ['http://localhost:11434/api/', 'http://localhost:11434/api/chat'],
    ['http://localhost:11434/v1', 'http://localhost:11434/api/chat'],
    ['http://localhost:11434/v1/chat/completions', 'http://localhost:11434/api/chat'],
    ['http://localhost:11434/api/chat', 'http://localhost:11434/api/chat'],
    ['http://localhost:11434/api/generate', 'http://localhost:11434/api/chat'],
    ['https://h/ollama', 'https://h/ollama/api/chat'],
  ])('to %s goes to %s', (baseUrl, url) => expect(build({}, { baseUrl }).url.href).toBe(url));

  test('holds what is set and nothing else', () => {
    expect(bodySent()).toEqual({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], stream: true });
    expect(build({}, { apiKey: 'key' }).headers).toEqual({
      accept: 'application/x-ndjson',
      'content-type': 'application/json',
      authorization: 'Bearer key',
    });
    expect(bodySent({ temperature: 0, maxOutputTokens: 9 }).options).toEqual({ temperature: 0, num_predict: 9 });
  });

  test('joins its options with the user’s', () => {
    const options = { num_ctx: 8192, num_predict: 3 };
    expect(bodySent({ temperature: 0, maxOutputTokens: 9 }, { body: { options, keep_alive: '5m' } })).toMatchObject({
      options: { temperature: 0, num_ctx: 8192, num_predict: 3 },
      keep_alive: '5m',
    });
    expect(bodySent({ temperature: 0 }, { body: { options: null } })).not.toHaveProperty('options');
  });

  test('holds images beside the text', () => {
    const { messages } = bodySent({
      messages: [
        { role: 'system', parts: [{ type: 'text', text: 'Be brief' }] },
        {
          role: 'user',
          parts: [
            { type: 'image', mimeType: 'image/png', base64: 'AA==' },
            { type: 'text', text: 'What?' },
          ],
        },
        {
          role: 'assistant',
          parts: [
            { type: 'reasoning', text: 'hm', signature: 's' },
            { type: 'text', text: 'A cat' },
          ],
        },
      ],
    });
    expect(messages).toEqual([
      { role: 'system', content: 'Be brief' },
      { role: 'user', content: 'What?', images: ['AA=='] },
      { role: 'assistant', content: 'A cat' },
    ]);
  });

  test.each([
    [{}, undefined],
    [{ reasoningEffort: 'none' }, false],
    [{ reasoningEffort: 'minimal' }, 'low'],
    [{ reasoningEffort: 'medium' }, 'medium'],
    [{ reasoningEffort: 'max' }, 'high'],
    [{ reasoningEffort: 'on' }, true],
    [{ reasoningBudget: 0, reasoningEffort: 'high' }, false],
    [{ reasoningBudget: 500 }, true],
  ])('with %j thinks %s', (request, think) => expect(bodySent(request).think).toBe(think));
});

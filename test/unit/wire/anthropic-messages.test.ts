import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerOf, block, itemsOf, start, stop, text } from './anthropic-messages-support.ts';
import { type Answer, collect, cut, decode, decodePieces, events, toBytes } from './support.ts';

const format = 'anthropic-messages';

function decodeBody(body: string): Answer {
  return collect(decode(body, { format }));
}

describe('finish', () => {
  test.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['tool_use', 'tool-calls'],
    ['refusal', 'refusal'],
    ['pause_turn', 'other'],
    ['compaction', 'other'],
    ['made_up', 'other'],
  ])('%s is %s', (raw, reason) => {
    expect(itemsOf(start(), text(0, 'a'), stop(raw)).at(-1)).toEqual({ type: 'finish', reason, rawReason: raw });
  });

  test('needs no message_stop, but a reason', () => {
    const [reason = {}] = stop();
    expect(answerOf(start(), text(0, 'a'), reason)).toMatchObject({ text: 'a', finish: 'stop' });
    expect(answerOf(start(), text(0, 'a'))).toMatchObject({ text: 'a', error: { kind: 'truncated', retryable: true } });
    expect(answerOf(start(), text(0, 'a'), stop(null).slice(0, 1)).error?.kind).toBe('truncated');
  });

  test('may have no reason, and come as the marker of another protocol', () => {
    expect(itemsOf(start(), text(0, 'a'), { type: 'message_stop' }).at(-1)).toEqual({
      type: 'finish',
      reason: 'other',
    });
    const [reason = {}] = stop('max_tokens');
    const body = events([start(), ...text(0, 'a'), reason], 'data: [DONE]\n\n');
    expect(decodeBody(body)).toMatchObject({ text: 'a', finish: 'length' });
    expect(decodeBody(events([start(), ...text(0, 'a'), ...stop()]))).toMatchObject({ finish: 'stop' });
  });

  test('is not taken back by a later null, and ends all', () => {
    const [first = {}] = stop('max_tokens');
    const again = { type: 'message_delta', delta: { stop_reason: null }, usage: { output_tokens: 9 } };
    const answer = answerOf(start(), text(0, 'a'), first, again, { type: 'message_stop' }, text(1, 'late'));
    expect(answer).toMatchObject({ text: 'a', finish: 'length', usage: { outputTokens: 9 } });
  });
});

describe('events', () => {
  test('are known by their type or, without one, by their name', () => {
    const named = [start(), ...text(0, 'a'), ...stop()].map(event => {
      const { type, ...data } = event as { type: string };
      return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
    });
    expect(decodeBody(named.join(''))).toMatchObject({ text: 'a', finish: 'stop', start: { id: 'msg', model: 'm' } });
  });

  test('of kinds not known say nothing', () => {
    const strange = [
      { type: 'ping' },
      { type: 'new_event', error: null, x: [1] },
      { type: 'content_block_delta', index: 0, delta: { type: 'new_delta', text: 'no' } },
      { type: 'content_block_delta', index: 0, delta: null },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: null } },
      { type: 'content_block_stop', index: 99 },
      { type: 'message_delta' },
      {},
    ];
    expect(answerOf(strange, start(), strange, text(0, 'a'), strange, stop(), strange)).toMatchObject({
      text: 'a',
      finish: 'stop',
      citations: [],
    });
  });

  test('that begin the answer twice are one, but two answers are an error', () => {
    const items = itemsOf(start(), start(), text(0, 'a'), stop());
    expect(items.filter(item => item.type === 'response-start')).toHaveLength(1);
    expect(answerOf(start(), text(0, 'half'), start({ id: 'other' }), text(0, 'whole'), stop())).toMatchObject({
      text: 'half',
      error: { kind: 'protocol', retryable: true },
    });
  });

  test.each([
    ['overloaded_error', 'overloaded', true],
    ['api_error', 'server', true],
    ['rate_limit_error', 'rate-limit', true],
    ['invalid_request_error', 'invalid-request', false],
  ])('%s ends the answer with its words', (type, kind, retryable) => {
    const error = { type: 'error', error: { type, message: 'So it is' }, request_id: 'req_1' };
    const expected = { kind, retryable, requestId: 'req_1', message: expect.stringContaining('So it is') };
    expect(answerOf(start(), text(0, 'a'), error, stop())).toMatchObject({ text: 'a', error: expected });
    const named = `${events([start(), ...text(0, 'a')], '')}event: error\ndata: ${JSON.stringify(error)}\n\n`;
    expect(decodeBody(named)).toMatchObject({ text: 'a', error: expected });
  });

  test('with an error but no type are errors', () => {
    expect(answerOf(start(), { error: { message: 'upstream gone', code: 502 } }).error).toMatchObject({
      kind: 'server',
      message: expect.stringContaining('upstream gone'),
    });
  });

  test('cut off at the end are no error of their own', () => {
    const cutOff = 'event: content_block_delta\ndata: {"type":"content_bl';
    expect(decodeBody(events([start(), ...text(0, 'a')], cutOff)).error?.kind).toBe('truncated');
    expect(decodeBody(events([start(), ...text(0, 'a'), ...stop().slice(0, 1)], cutOff)).finish).toBe('stop');
  });
});

describe('usage', () => {
  const usageOf = (first: object, last: object) =>
    answerOf(start({ usage: first }), text(0, 'a'), stop('end_turn', { usage: last })).usage;

  test('is replaced by what comes later, and not by null', () => {
    expect(
      usageOf(
        { input_tokens: 3, cache_read_input_tokens: 20, cache_creation_input_tokens: 100, output_tokens: 1 },
        {
          input_tokens: 4,
          cache_read_input_tokens: null,
          output_tokens: 7,
          output_tokens_details: { thinking_tokens: 2 },
        },
      ),
    ).toEqual({
      inputTokens: 124,
      outputTokens: 7,
      cachedInputTokens: 20,
      cacheWriteTokens: 100,
      reasoningTokens: 2,
    });
  });

  test('holds no count that was not reported', () => {
    expect(usageOf({ input_tokens: 0 }, {})).toEqual({ inputTokens: 0 });
    expect(usageOf({}, { output_tokens: 3 })).toEqual({ outputTokens: 3 });
    expect(
      answerOf({ type: 'message_start', message: {} }, text(0, 'a'), { type: 'message_stop' }).usage,
    ).toBeUndefined();
  });

  test('comes before an error', () => {
    const items = itemsOf(start(), text(0, 'a'));
    expect(items.map(item => item.type)).toEqual(['response-start', 'usage', 'text-delta', 'error']);
  });

  test('is not told again unchanged', () => {
    const items = itemsOf(start(), stop('end_turn', { usage: { input_tokens: 10, output_tokens: 1 } }));
    expect(items.filter(item => item.type === 'usage')).toHaveLength(1);
  });
});

describe('a whole message', () => {
  const message = {
    id: 'msg',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [
      { type: 'thinking', thinking: 'hm', signature: 'sig' },
      { type: 'text', text: 'See ', citations: [{ type: 'web_search_result_location', url: 'https://a', title: 'A' }] },
      { type: 'text', text: 'there.' },
      { type: 'tool_use', id: 't', name: 'f', input: { a: 1 } },
    ],
    stop_reason: 'tool_use',
    usage: { input_tokens: 2, output_tokens: 3 },
  };
  const expected = {
    text: 'See there.',
    reasoning: 'hm',
    signatures: ['sig'],
    citations: ['https://a'],
    tools: [{ id: 't', name: 'f', argumentsText: '{"a":1}', complete: true }],
    finish: 'tool-calls',
    usage: { inputTokens: 2, outputTokens: 3 },
    start: { id: 'msg', model: 'm' },
  };

  test.each([
    ['as the body', JSON.stringify(message, null, 2)],
    ['as the only event', events([message], '')],
  ])('%s', (_, body) => expect(decodeBody(body)).toMatchObject(expected));

  test('after the stream repeats it', () => {
    const answer = answerOf(start(), text(0, 'a'), { ...message, stop_reason: 'end_turn' });
    expect(answer).toMatchObject({ text: 'a', tools: [], finish: 'stop' });
  });

  test.each([
    ['an error', '{"type":"error","error":{"type":"not_found_error","message":"model: x"}}', 'not-found'],
    ['an error in an array', '[{"error":{"code":429,"message":"slower","status":"RESOURCE_EXHAUSTED"}}]', 'rate-limit'],
    ['JSON of another kind', '{"status":"ok"}', 'protocol'],
    ['chat completions', '{"choices":[{"message":{"content":"x"}}]}', 'protocol'],
    ['the first event alone', JSON.stringify(start()), 'truncated'],
  ])('%s is an error', (_, body, kind) => expect(decodeBody(body).error?.kind).toBe(kind));
});

describe('any cut', () => {
  const pieces = [
    start(),
    ...block(
      0,
      { type: 'thinking', thinking: '', signature: '' },
      { type: 'thinking_delta', thinking: 'Überlegung 🤔' },
      {
        type: 'signature_delta',
        signature: 'c2ln',
      },
    ),
    ...text(1, 'Grüße ', '👩‍💻, ', '日本'),
    ...block(
      2,
      { type: 'tool_use', id: 't', name: 'f', input: {} },
      { type: 'input_json_delta', partial_json: '{"ü":' },
      {
        type: 'input_json_delta',
        partial_json: '"🏔"}',
      },
    ),
    ...stop('tool_use'),
  ];
  const bytes = toBytes(events(pieces, ''));
  const whole = decodePieces([bytes], { format });

  test('gives the same', () => {
    expect(collect(whole)).toMatchObject({
      text: 'Grüße 👩‍💻, 日本',
      reasoning: 'Überlegung 🤔',
      signatures: ['c2ln'],
      tools: [{ id: 't', name: 'f', argumentsText: '{"ü":"🏔"}', complete: true }],
      finish: 'tool-calls',
    });
    for (const size of [1, 7, 100]) expect(decodePieces(cut(bytes, size), { format })).toEqual(whole);
    for (let at = 0; at <= bytes.length; at++) {
      expect(decodePieces([bytes.subarray(0, at), bytes.subarray(at)], { format })).toEqual(whole);
    }
  });

  test('off at any byte keeps what came before', () => {
    const all = collect(whole);
    for (let at = 0; at < bytes.length; at++) {
      const part = collect(decodePieces([bytes.subarray(0, at)], { format }));
      expect(all.text.startsWith(part.text) && all.reasoning.startsWith(part.reasoning)).toBe(true);
      if (part.error) expect(part.error.kind).toBe('truncated');
      else expect(part.finish).toBe('tool-calls');
    }
  });

  test('with keep-alives anywhere between gives the same', () => {
    const keepAlives = fc.constantFrom(': hi\n\n', 'event: ping\ndata: {"type": "ping"}\n\n', 'data: ping\n\n', '\n\n');
    fc.assert(
      fc.property(fc.array(keepAlives, { maxLength: 4 }), fc.nat(pieces.length), (between, at) => {
        const body = events(pieces.slice(0, at), '') + between.join('') + events(pieces.slice(at), '');
        expect(decode(body, { format })).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });
});

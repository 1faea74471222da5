import { describe, expect, test } from 'vitest';
import { createBodyDecoder } from '../../../src/core/wire/decode-body.ts';
import { truncatedError } from '../../../src/core/wire/decoder-errors.ts';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';
import { type Answer, chunk, collect, cut, type DecodeAs, decode, decodePieces, events, toBytes } from './support.ts';

/** The answer in a body, which must be the same whole and byte by byte. */
function answerIn(body: string, as?: DecodeAs): Answer {
  const answer = collect(decode(body, as));
  expect(collect(decodePieces(cut(toBytes(body), 1), as))).toEqual(answer);
  return answer;
}

const completion = {
  id: 'x',
  model: 'm',
  object: 'chat.completion',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: 'whole ä',
        reasoning_content: 'why',
        tool_calls: [{ id: 't', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
      },
      finish_reason: 'tool_calls',
    },
  ],
  usage: { prompt_tokens: 2, completion_tokens: 3 },
};

test.each([
  ['on one line', JSON.stringify(completion)],
  ['on many lines, after blank ones', `\n\n\ufeff \n${JSON.stringify(completion, null, 2)}\n`.replace('\ufeff', '')],
  ['after a byte order mark', `\ufeff${JSON.stringify(completion)}`],
  ['as the only event of a stream', events([completion])],
])('a whole answer %s', (_, body) => {
  expect(answerIn(body)).toMatchObject({
    text: 'whole ä',
    reasoning: 'why',
    tools: [{ id: 't', name: 'f', argumentsText: '{"a":1}', complete: true }],
    finish: 'tool-calls',
    usage: { inputTokens: 2, outputTokens: 3 },
  });
});

test('JSON lines where an event stream was asked for', () => {
  const body = [chunk({ content: 'a' }), chunk({ content: 'b' }, 'stop')].map(line => JSON.stringify(line)).join('\n');
  expect(answerIn(body)).toMatchObject({ text: 'ab', finish: 'stop' });
  expect(answerIn(`${body}\n`, { framing: 'jsonl' })).toMatchObject({ text: 'ab', finish: 'stop' });
});

test.each([
  ['an error as the whole body', '{"error":{"message":"no such model","code":"model_not_found"}}', 'not-found', false],
  [
    'an error in an array',
    '[{"error":{"code":429,"message":"slower","status":"RESOURCE_EXHAUSTED"}}]',
    'rate-limit',
    true,
  ],
  ['an error as a bare text', '{"error":"model runner has stopped"}', 'server', true],
  ['an error of a web framework', '{"detail":"Not Found"}', 'server', true],
  ['JSON that is no answer', '{"status":"ok"}', 'protocol', false],
  ['JSON that is cut off', '{"id":"x","choices":[{"message":{"content":"so f', 'truncated', true],
  ['JSON that is broken', '{"id":}', 'protocol', true],
  ['a web page', '\r\n <!doctype html><html><title>Login</title>', 'protocol', false],
  ['nothing', '', 'truncated', true],
  ['blank lines only', '\n\n  \r\n', 'truncated', true],
  ['comments only', ': ping\n\n: ping\n\n', 'truncated', true],
  ['plain text', 'upstream connect error', 'protocol', true],
  ['the beginning of a field', 'dat', 'truncated', true],
])('%s is an error', (_, body, kind, retryable) => {
  const { error } = answerIn(body);
  expect(error).toMatchObject({ kind, retryable });
  expect(error?.message).not.toMatch(/[<>]/);
});

describe('a stream in another protocol than the one that is set', () => {
  const chat = events([chunk({ content: 'a' }, 'stop')], '');
  const claude = events([{ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'a' } }], '');
  const responses = events([{ type: 'response.output_text.delta', delta: 'a' }], '');
  const gemini = events([{ candidates: [{ content: { parts: [{ text: 'a' }] } }] }], '');
  const ollama = '{"message":{"content":"a"},"done":false}\n{"message":{"content":""},"done":true}\n';

  test.each<[WireFormatId, string, WireFormatId]>([
    ['anthropic-messages', chat, 'openai-chat'],
    ['openai-responses', `: ping\n\ndata: {}\n\n${claude}`, 'anthropic-messages'],
    ['gemini-generatecontent', responses, 'openai-responses'],
    ['mistral', responses, 'openai-responses'],
    ['ollama-ndjson', gemini, 'gemini-generatecontent'],
    ['anthropic-messages', ollama, 'ollama-ndjson'],
  ])('%s', (format, body, actual) => {
    const { error } = answerIn(body, { format });
    expect(error).toMatchObject({ kind: 'truncated', retryable: true });
    expect(error?.message).toContain(`“${format}”; it looks like “${actual}”. Check the preset and the base URL`);
  });

  test('and that is marked as ended', () => {
    const { error } = answerIn(`${chat}data: [DONE]\n\n`, { format: 'anthropic-messages' });
    expect(error).toMatchObject({ kind: 'protocol', retryable: false });
    expect(error?.message).toContain('it looks like “openai-chat”');
    // As lines without the fields of events.
    expect(answerIn(`${JSON.stringify({ choices: [] })}\n[DONE]\n`, { format: 'anthropic-messages' }).error).toEqual(
      error,
    );
    // What nobody knows may be an answer without words.
    const unknown = events([{ event: 'token' }]);
    expect(answerIn(unknown, { format: 'anthropic-messages' })).toMatchObject({ text: '', finish: 'other' });
  });

  test('is not guessed at', () => {
    const { error } = answerIn(events([{ event: 'token', text: 'a' }], ''));
    expect(error).toMatchObject({ kind: 'truncated', retryable: true });
    expect(error?.message).toMatch(/could be read as an answer in the protocol “openai-chat”\. Check the preset/);
  });

  test.each<[string, string, WireFormatId]>([
    ['only keeps the connection open', 'event: ping\ndata: {"type":"ping"}\n\ndata: {}\n\n', 'anthropic-messages'],
    ['began in the right protocol', events([{ type: 'content_block_start', index: 0 }], ''), 'anthropic-messages'],
    ['began in the right protocol', events([{ choices: [{ delta: { role: 'assistant' } }] }], ''), 'mistral'],
  ])('is not one that %s', (_, body, format) => {
    expect(answerIn(body, { format }).error).toEqual({ type: 'error', ...truncatedError() });
  });
});

test('a web page ends the answer at once', () => {
  const decoder = createBodyDecoder(wireFormats['openai-chat']);
  expect(decoder.push(toBytes('<'))).toMatchObject([{ type: 'error', kind: 'protocol' }]);
  expect(decoder.done).toBe(true);
  expect([...decoder.push(toBytes('html>')), ...decoder.end()]).toEqual([]);
});

test('nothing comes after the end of the answer', () => {
  const decoder = createBodyDecoder(wireFormats['openai-chat']);
  expect(decoder.push(toBytes(events([chunk({ content: 'a' }, 'stop')]))).at(-1)).toMatchObject({ type: 'finish' });
  expect(decoder.done).toBe(true);
  expect([...decoder.push(toBytes(events([chunk({ content: 'b' })]))), ...decoder.end()]).toEqual([]);
});

test('text goes out with the bytes that complete its event', () => {
  const decoder = createBodyDecoder(wireFormats['openai-chat']);
  const body = toBytes(events([chunk({ content: 'now' })], ''));
  expect(decoder.push(body.subarray(0, -1))).toEqual([]);
  expect(decoder.push(body.subarray(-1))).toContainEqual({ type: 'text-delta', text: 'now' });
});

test('the key does not show in an error', () => {
  const decoder = createBodyDecoder(wireFormats['openai-chat'], { secrets: ['my-secret-key'] });
  const [error] = decoder.push(toBytes(events([{ error: { message: 'Bad key my-secret-key', type: 'x' } }])));
  expect(error).toMatchObject({ type: 'error', message: expect.stringContaining('Bad key (key)') });
});

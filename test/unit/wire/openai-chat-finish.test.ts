import { describe, expect, test } from 'vitest';
import { answer, answerOf } from './openai-chat-support.ts';
import { chunk, decode, events } from './support.ts';

const text = chunk({ content: 'text' });

describe('finish', () => {
  test.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool_calls', 'tool-calls'],
    ['function_call', 'tool-calls'],
    ['content_filter', 'content-filter'],
    ['model_length', 'length'],
    ['made_up', 'other'],
    // Other protocols' words, by gateways that hand them on.
    ['end_turn', 'stop'],
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['tool_use', 'tool-calls'],
    ['SAFETY', 'content-filter'],
  ])('%s is %s', (raw, reason) => {
    expect(decode(events([text, chunk({}, raw)])).at(-1)).toEqual({ type: 'finish', reason, rawReason: raw });
  });

  test.each([[{ type: 'stop' }], [{ reason: 'stop' }]])('may be an object: %j', reason => {
    const choice = { index: 0, delta: {}, finish_reason: reason };
    expect(answer([text, { choices: [choice] }], '').finish).toBe('stop');
  });

  test.each([['null'], ['None'], [7], [{}], [[]]])('%j is none', reason => {
    const choice = { index: 0, delta: {}, finish_reason: reason };
    expect(answer([text, { choices: [choice] }], '').error?.kind).toBe('truncated');
  });

  test('none before the marker is “other”, without a raw reason', () => {
    expect(decode(events([text])).at(-1)).toEqual({ type: 'finish', reason: 'other' });
  });

  test('none at all is a truncated stream, with its text', () => {
    expect(answer([text], '')).toMatchObject({ text: 'text', error: { kind: 'truncated', retryable: true } });
  });

  test('without a marker is accepted', () => expect(answer([text, chunk({}, 'stop')], '').finish).toBe('stop'));

  test('is not taken back by null or "", and comes once and last', () => {
    const usage = { usage: { prompt_tokens: 1, completion_tokens: 2 } };
    const items = decode(
      events([text, chunk({}, 'stop'), chunk({}, null, usage), chunk({ content: '' }, ''), chunk({}, 'stop')]),
    );
    expect(items.slice(-2).map(item => item.type)).toEqual(['usage', 'finish']);
    expect(items.at(-1)).toMatchObject({ reason: 'stop' });
  });

  test.each([
    ['error', 'server'],
    ['insufficient_system_resource', 'overloaded'],
    ['function_call_filter: MALFORMED_FUNCTION_CALL', 'protocol'],
  ])('%s is an error', (raw, kind) => {
    expect(answer([text, chunk({}, raw)])).toMatchObject({ text: 'text', error: { kind, retryable: true } });
  });

  test('stop after a refusal is a refusal', () => {
    expect(answerOf([{ refusal: '' }, { refusal: 'I can’t ' }, { refusal: 'help.' }])).toMatchObject({
      refusal: 'I can’t help.',
      finish: 'refusal',
    });
    expect(answerOf([{ content: 'yes', refusal: '' }]).finish).toBe('stop');
  });
});

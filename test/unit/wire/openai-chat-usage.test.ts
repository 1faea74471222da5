import { describe, expect, test } from 'vitest';
import { answer } from './openai-chat-support.ts';
import { chunk, decode, events } from './support.ts';

const text = chunk({ content: 'text' });

describe('usage', () => {
  test.each([
    [
      'OpenAI',
      {
        prompt_tokens: 9,
        completion_tokens: 8,
        total_tokens: 17,
        prompt_tokens_details: { cached_tokens: 4 },
        completion_tokens_details: { reasoning_tokens: 3 },
      },
      { inputTokens: 9, outputTokens: 8, cachedInputTokens: 4, reasoningTokens: 3 },
    ],
    [
      'Requesty',
      {
        prompt_tokens: 9,
        completion_tokens: 8,
        prompt_tokens_details: { cached_tokens: 0, caching_tokens: 5 },
        cost: 0.01,
      },
      { inputTokens: 9, outputTokens: 8, cachedInputTokens: 0, cacheWriteTokens: 5, costUsd: 0.01 },
    ],
    [
      'DeepSeek',
      { prompt_tokens: 9, completion_tokens: 8, prompt_cache_hit_tokens: 6, prompt_cache_miss_tokens: 3 },
      { inputTokens: 9, outputTokens: 8, cachedInputTokens: 6 },
    ],
    [
      'Mistral',
      { prompt_tokens: 9, completion_tokens: 8, num_cached_tokens: 6 },
      { inputTokens: 9, outputTokens: 8, cachedInputTokens: 6 },
    ],
    [
      'xAI',
      {
        prompt_tokens: 12,
        completion_tokens: 1,
        total_tokens: 303,
        completion_tokens_details: { reasoning_tokens: 290 },
      },
      { inputTokens: 12, outputTokens: 291, reasoningTokens: 290 },
    ],
    [
      'details of null',
      { prompt_tokens: 9, completion_tokens: 8, prompt_tokens_details: null, completion_tokens_details: null },
      { inputTokens: 9, outputTokens: 8 },
    ],
    [
      'other names',
      { input_tokens: 9, output_tokens: 8, input_tokens_details: { cached_tokens: 1 } },
      { inputTokens: 9, outputTokens: 8, cachedInputTokens: 1 },
    ],
    [
      'a cost in parts',
      { prompt_tokens: 9, completion_tokens: 8, cost: { total_cost: 0.5 } },
      { inputTokens: 9, outputTokens: 8, costUsd: 0.5 },
    ],
    ['counts that are none', { prompt_tokens: '9', completion_tokens: null, total_tokens: -1 }, undefined],
  ])('of %s', (_, usage, expected) => {
    expect(answer([text, chunk({}, 'stop', { usage })]).usage).toEqual(expected);
  });

  test('is the last of its snapshots, and is told when it changes', () => {
    const usage = (completion_tokens: number) => ({ usage: { prompt_tokens: 1, completion_tokens } });
    const items = decode(
      events([
        chunk({ content: 'a' }, null, { usage: null }),
        chunk({ content: 'b' }, null, usage(1)),
        chunk({ content: 'c' }, null, usage(1)),
        chunk({}, 'stop', usage(3)),
        { choices: [], ...usage(3) },
      ]),
    );
    expect(items.filter(item => item.type === 'usage').map(item => item.usage.outputTokens)).toEqual([1, 3]);
  });

  test('may be Groq’s own, or stand in the choice', () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2 };
    expect(answer([text, chunk({}, 'stop', { x_groq: { id: 'x', usage } })]).usage).toEqual({
      inputTokens: 1,
      outputTokens: 2,
    });
    expect(answer([text, { choices: [{ delta: {}, finish_reason: 'stop', usage }] }]).usage?.outputTokens).toBe(2);
  });
});

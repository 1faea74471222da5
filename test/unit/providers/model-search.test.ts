import { describe, expect, test } from 'vitest';
import { matchesModel } from '../../../src/core/providers/model-search.ts';

const sonnet = 'anthropic/claude-sonnet-4.5 Claude Sonnet 4.5 Requesty';

describe('a query finds a model', () => {
  test.each([
    ['claude', sonnet],
    ['SONNET', sonnet],
    ['sonnet claude', sonnet],
    ['requesty 4.5', sonnet],
    ['sonnet45', sonnet],
    ['cs45', sonnet],
    ['clson', sonnet],
    ['anth/claude', sonnet],
    ['gpt4o', 'openai/gpt-4o-mini OpenAI'],
    ['g4m', 'openai/gpt-4o-mini OpenAI'],
    ['llama70b', 'meta-llama/Llama-3.3-70B-Instruct'],
    ['', sonnet],
    ['  ', sonnet],
  ])('%j: %s', (query, text) => {
    expect(matchesModel(query, text)).toBe(true);
  });

  test.each([
    ['opus', sonnet],
    ['sonnet opus', sonnet],
    ['s45q', sonnet],
    ['cld', sonnet],
    ['sonnet46', sonnet],
    ['---', sonnet],
    ['gpt5', 'openai/gpt-4o-mini'],
  ])('but not another: %j: %s', (query, text) => {
    expect(matchesModel(query, text)).toBe(false);
  });
});

test('neither a long query nor a hostile id takes time', () => {
  const start = performance.now();
  for (let count = 0; count < 500; count++) matchesModel('a1'.repeat(500), 'a1'.repeat(128));
  for (let count = 0; count < 500; count++) matchesModel('aaaaaaaaaaaaaaaaaaaaaaaab', 'a-'.repeat(128));
  expect(performance.now() - start).toBeLessThan(3000);
});

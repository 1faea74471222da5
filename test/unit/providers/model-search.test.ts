import { describe, expect, test } from 'vitest';
import { matchRank, rankModel } from '../../../src/core/providers/model-search.ts';

const sonnet = model('anthropic/claude-sonnet-4.5', 'Claude Sonnet 4.5 Requesty');
const mini = model('openai/gpt-4o-mini', 'OpenAI');
const markdown = model('sample/markdown', 'Sample gateway: Ollama');

function model(modelId: string, known: string) {
  return { providerId: 'r', modelId, searchText: `${modelId} ${known}` };
}

describe('a query finds a model', () => {
  test.each([
    ['openai/gpt-4o-mini', mini, 'exact'],
    ['r/OpenAI/gpt-4o-mini', mini, 'exact'],
    ['gpt-4o-mini', mini, 'name'],
    ['openai/gpt', mini, 'idBegins'],
    ['claude', sonnet, 'nameBegins'],
    ['SONNET', sonnet, 'idHolds'],
    ['sonnet claude', sonnet, 'words'],
    ['requesty 4.5', sonnet, 'words'],
    ['ollama', markdown, 'words'],
    ['', sonnet, 'words'],
    ['  ', sonnet, 'words'],
    ['sonnet45', sonnet, 'abbreviation'],
    ['cs45', sonnet, 'abbreviation'],
    ['clson', sonnet, 'abbreviation'],
    ['anth/claude', sonnet, 'abbreviation'],
    ['gpt4o', mini, 'abbreviation'],
    ['g4m', mini, 'abbreviation'],
    ['llama70b', model('meta-llama/Llama-3.3-70B-Instruct', ''), 'abbreviation'],
    ['mkd', markdown, 'gaps'],
    ['cld', sonnet, 'gaps'],
    ['clade', sonnet, 'gaps'],
    ['sgnd', model('sample/signed-reasoning', ''), 'gaps'],
    ['markdwon', markdown, 'typo'],
    ['claaude', sonnet, 'typo'],
    ['sonnte 4.5', sonnet, 'typo'],
    ['sonet-claud', sonnet, 'typo'],
  ] as const)('%j: $1.modelId (%#)', (query, row, rank) => {
    expect(rankModel(query, row)).toBe(matchRank[rank]);
  });

  test.each([
    ['opus', sonnet],
    ['sonnet opus', sonnet],
    ['s45q', sonnet],
    ['sonnet46', sonnet],
    ['sonnet 4.6', sonnet],
    ['---', sonnet],
    ['gpt5', mini],
    ['gtp', mini],
    ['gpt mini', sonnet],
    ['my-own-model', markdown],
    // Letters that are spread over all that is known of it.
    ['ans', markdown],
  ])('but not another: %j: $1.modelId', (query, row) => {
    expect(rankModel(query, row)).toBeUndefined();
  });
});

test('neither a long query nor a hostile id takes time', () => {
  const start = performance.now();
  for (let count = 0; count < 500; count++) rankModel('a1'.repeat(500), model('a1'.repeat(128), ''));
  for (let count = 0; count < 500; count++) rankModel('aaaaaaaaaaaaaaaaaaaaaaaab', model('a-'.repeat(128), ''));
  expect(performance.now() - start).toBeLessThan(3000);
});

import { describe, expect, test } from 'vitest';
import { ageInWords, describeModel } from '../../../src/core/providers/describe-model.ts';
import { modelRow, providerHeading, providerRows, typedModels } from '../../../src/core/providers/model-rows.ts';
import {
  modelListKey,
  readStoredModelLists,
  storedModelLists,
} from '../../../src/core/providers/stored-model-lists.ts';

describe('what is known of a model in words', () => {
  test.each([
    [
      {
        contextTokens: 131_072,
        inputPrice: 3,
        outputPrice: 15,
        abilities: { images: true, reasoning: true, tools: false },
      },
      '128k context · $3 in, $15 out per million tokens · images, reasoning',
    ],
    [{ contextTokens: 200_000 }, '200k context'],
    [{ contextTokens: 128_000 }, '128k context'],
    [{ contextTokens: 32_768 }, '32k context'],
    [{ contextTokens: 1_048_576, inputPrice: 0, outputPrice: 0 }, '1M context · free'],
    [{ contextTokens: 1_000_000 }, '1M context'],
    [{ contextTokens: 1_500_000 }, '1.5M context'],
    [{ contextTokens: 512 }, '512 context'],
    [{ inputPrice: 0.075, outputPrice: 0.30000001 }, '$0.075 in, $0.3 out per million tokens'],
    [{ inputPrice: 2 }, '$2 in per million tokens'],
    [{}, ''],
  ])('%j', (model, words) => {
    expect(describeModel({ id: 'm', ...model })).toBe(words);
  });

  test.each([
    [0, 'just now'],
    [60_000, '1 minute ago'],
    [2 * 3_600_000, '2 hours ago'],
    [25 * 3_600_000, '1 day ago'],
  ])('%i ms are %s', (ms, words) => {
    expect(ageInWords(ms)).toBe(words);
  });
});

describe('the rows of a provider', () => {
  const provider = { id: 'r', label: 'Requesty', models: [], list: undefined };

  test('are the models the settings name, then those it lists, each once', () => {
    const list = { listedAt: 0, models: [{ id: 'a', contextTokens: 8192 }, { id: 'b' }] };
    const rows = providerRows({ ...provider, list, models: [{ id: 'z' }, { id: 'a', label: 'My A' }] });
    expect(rows.map(({ modelId, description, detail }) => [modelId, description, detail])).toEqual([
      ['z', 'Requesty', 'from your settings'],
      ['a', 'My A · Requesty', '8k context'],
      ['b', 'Requesty', ''],
    ]);
  });

  test('show what a server says as text, never as an icon', () => {
    const row = modelRow({ id: 'x', label: '$(key)' }, { id: 'a$(warning)', label: '$(check) $(x)' });
    expect(row.modelId).toBe('a$(warning)');
    expect(`${row.label} ${row.description} ${row.detail}`).not.toContain('$(');
  });

  test('have a heading that says how old they are', () => {
    expect(providerHeading(provider, 0)).toBe('Requesty');
    const listed = { ...provider, list: { listedAt: 0, models: [] } };
    expect(providerHeading(listed, 7_200_000)).toBe('Requesty · 2 hours ago');
    expect(providerHeading(listed, 7_200_000, true)).toBe('Requesty · 2 hours ago · not refreshed');
    expect(providerHeading(listed, 1000)).toBe('Requesty');
  });
});

describe('an id typed by hand', () => {
  const providers = [
    { id: 'r', label: 'Requesty' },
    { id: 'openai', label: 'OpenAI' },
  ];
  const typed = (text: string, listed: string[] = []) =>
    typedModels(text, providers, key => listed.includes(key)).map(row => `${row.providerId}/${row.modelId}`);

  test('may belong to any provider, the likeliest first', () => {
    expect(typed('gpt-x')).toEqual(['r/gpt-x', 'openai/gpt-x']);
  });

  test('belongs to the provider it names, or to a gateway that names models like that', () => {
    expect(typed('openai/gpt-x')).toEqual(['openai/gpt-x', 'r/openai/gpt-x']);
  });

  test('is not offered where it is listed, nor when it is none', () => {
    expect(typed('gpt-x', ['openai/gpt-x'])).toEqual(['r/gpt-x']);
    expect(typed('claude sonnet')).toEqual([]);
    expect(typed('  ')).toEqual([]);
  });
});

describe('stored lists', () => {
  const key = modelListKey({ id: 'r', baseUrl: 'https://x' });
  const model = {
    id: 'a',
    label: 'A',
    aliases: ['b'],
    contextTokens: 1,
    inputPrice: 0,
    abilities: { images: false, tools: true },
  };

  test('come back as they were', () => {
    const lists = new Map([[key, { listedAt: 5, models: [model, { id: 'b' }] }]]);
    expect(readStoredModelLists(JSON.parse(JSON.stringify(storedModelLists(lists))))).toEqual(lists);
  });

  test('are kept under no credential', () => {
    const key = modelListKey({ id: 'r', baseUrl: ' https://u:pass-word@x/v1?api-version=2&key=secret-key' });
    expect(key).toBe('r https://x/v1?api-version=2&key=hidden');
  });

  test('are few, the newest', () => {
    const lists = new Map(Array.from({ length: 60 }, (_, index) => [`k${index}`, { listedAt: index, models: [] }]));
    const kept = readStoredModelLists(storedModelLists(lists));
    expect(kept.size).toBe(40);
    expect(kept.has('k59')).toBe(true);
    expect(kept.has('k0')).toBe(false);
  });

  test.each([
    undefined,
    7,
    [],
    {},
    { lists: [] },
    { lists: { a: 1, b: { listedAt: 'x', models: [] }, c: { listedAt: 1, models: {} } } },
  ])('that are damaged are none: %j', document => {
    expect(readStoredModelLists(document).size).toBe(0);
  });

  test('keep of a damaged model what is sound', () => {
    const models = [{ id: 'a', label: 7, contextTokens: 'x', abilities: { images: 'yes' } }, { id: '\u202e' }, null];
    expect(readStoredModelLists({ lists: { k: { listedAt: 1, models } } }).get('k')?.models).toEqual([
      { id: 'a', abilities: {} },
    ]);
  });
});

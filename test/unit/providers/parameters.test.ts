import { describe, expect, test } from 'vitest';
import { withoutParameter } from '../../../src/core/providers/drop-parameter.ts';
import { resolveParameters } from '../../../src/core/providers/parameters.ts';
import { type ProviderConfig, resolveProvider } from '../../../src/core/providers/provider.ts';

const entry = (more: object = {}): ProviderConfig => ({ id: 'x', preset: 'requesty', ...more });

const resolve = (settings: object, config: ProviderConfig, modelId = 'm') =>
  resolveParameters(settings, resolveProvider(config), modelId);

const nothing = { request: {}, headers: {}, body: {} };

describe('the parameters of a request', () => {
  test('are those of the model, else of the provider, else of the settings', () => {
    const settings = { temperature: 0.1, maxOutputTokens: 100, reasoningEffort: 'low', systemPrompt: 'all' };
    const config = entry({ temperature: 0.2, maxOutputTokens: 200, models: [{ id: 'm', temperature: 0.3 }] });
    expect(resolve(settings, config)).toEqual({
      ...nothing,
      systemPrompt: 'all',
      request: { temperature: 0.3, maxOutputTokens: 200, reasoningEffort: 'low' },
    });
    expect(resolve(settings, config, 'other').request.temperature).toBe(0.2);
    expect(resolve(settings, entry()).request.temperature).toBe(0.1);
  });

  test('that are null are not sent, whatever is set further out', () => {
    const settings = { temperature: 1, systemPrompt: 'all', reasoningBudget: 5, thinkTags: 'open' as const };
    const none = { temperature: null, systemPrompt: null, reasoningBudget: null, thinkTags: null };
    expect(resolve(settings, entry({ models: [{ id: 'm', ...none }] }))).toEqual(nothing);
    expect(resolve(settings, entry(none))).toEqual(nothing);
    expect(resolve({ temperature: null }, entry({ temperature: 1 })).request).toEqual({ temperature: 1 });
  });

  test('say nothing where the settings are empty', () => {
    expect(resolve({ systemPrompt: ' ', reasoningEffort: '' }, entry())).toEqual(nothing);
    expect(resolve({ systemPrompt: 'all' }, entry({ systemPrompt: '' }))).toEqual(nothing);
  });

  test('join headers and body of all levels, the narrower over the wider', () => {
    const config = entry({
      headers: { 'X-A': 'provider', 'x-b': 'provider' },
      body: { a: 1, b: 1 },
      models: [{ id: 'm', headers: { 'x-a': 'model' }, body: { b: null, c: 3 } }],
    });
    expect(resolve({}, config)).toMatchObject({
      headers: { 'x-a': 'model', 'x-b': 'provider' },
      body: { a: 1, b: null, c: 3 },
    });
  });

  test('of the wrong type are passed over', () => {
    const wrong = {
      temperature: '1',
      maxOutputTokens: 0.5,
      reasoningEffort: 3,
      reasoningBudget: -2,
      thinkTags: 'yes',
      headers: { a: 1, b: 'b' },
      body: ['x'],
    };
    const settings = { temperature: 0.5, maxOutputTokens: 9 };
    expect(resolve(settings, entry(wrong))).toEqual({
      request: { temperature: 0.5, maxOutputTokens: 9 },
      headers: { b: 'b' },
      body: {},
    });
  });
});

describe('a parameter is dropped', () => {
  test.each([
    [undefined, 'temperature', [{ id: 'm', temperature: null }]],
    [['a', 'm'], 'temperature', ['a', { id: 'm', temperature: null }]],
    [
      [{ id: 'm', maxOutputTokens: 5, label: 'M' }],
      'maxOutputTokens',
      [{ id: 'm', maxOutputTokens: null, label: 'M' }],
    ],
    [['m'], 'reasoningEffort', [{ id: 'm', reasoningEffort: null, reasoningBudget: null }]],
    [['m'], 'stream_options', [{ id: 'm', body: { stream_options: null } }]],
    [[{ id: 'm', body: { top_k: 1, seed: 1 } }], 'top_k', [{ id: 'm', body: { top_k: null, seed: 1 } }]],
    [[7, 'm'], 'seed', [7, { id: 'm', body: { seed: null } }]],
  ])('of models %j: %s', (models, parameter, expected) => {
    const config = entry({ temperature: 1, ...(models && { models }) });
    expect(withoutParameter(config, 'm', parameter)).toEqual({ ...config, models: expected });
  });

  test('and is not sent any more', () => {
    const config = entry({ temperature: 1, body: { top_k: 1 } });
    const dropped = withoutParameter(withoutParameter(config, 'm', 'temperature'), 'm', 'top_k');
    expect(resolve({ temperature: 2 }, dropped)).toEqual({ ...nothing, body: { top_k: null } });
    expect(resolve({}, dropped, 'other').request).toEqual({ temperature: 1 });
  });
});

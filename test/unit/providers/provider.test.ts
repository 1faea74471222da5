import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { StreamFailure } from '../../../src/core/delta.ts';
import { catalogue, isPresetId } from '../../../src/core/providers/catalogue.ts';
import { resolveParameters } from '../../../src/core/providers/parameters.ts';
import {
  acceptsEnvironmentKey,
  isLoopback,
  parseModelSetting,
  resolveProvider,
} from '../../../src/core/providers/provider.ts';
import {
  modelListKey,
  readStoredModelLists,
  storedModelLists,
} from '../../../src/core/providers/stored-model-lists.ts';
import { requestBody, requestHeaders } from '../../../src/core/wire/http-request.ts';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';

describe('a provider', () => {
  test('of the preset requesty goes to the published address, and knows the other two by name', () => {
    expect(resolveProvider({ id: 'r', preset: 'requesty' })).toMatchObject({
      label: 'Requesty',
      baseUrl: 'https://router.requesty.ai/v1',
      origin: 'https://router.requesty.ai',
    });
    expect(catalogue.requesty.addresses.map(({ baseUrl }) => baseUrl)).toEqual([
      'https://router.requesty.ai/v1',
      'https://router.eu.requesty.ai/v1',
      'https://gw.1route.ai/v1',
    ]);
  });

  test('accepts a key from the environment at its own addresses only', () => {
    const accepts = (preset: string, baseUrl?: string) =>
      acceptsEnvironmentKey(resolveProvider({ id: 'x', preset, ...(baseUrl && { baseUrl }) }));
    expect(accepts('requesty')).toBe(true);
    expect(accepts('requesty', 'https://router.eu.requesty.ai/v1')).toBe(true);
    expect(accepts('requesty', 'https://gw.1route.ai/v1')).toBe(false);
    expect(accepts('requesty', 'https://router.requesty.ai.evil.example/v1')).toBe(false);
    expect(accepts('requesty', 'http://router.requesty.ai/v1')).toBe(false);
    expect(accepts('openai', 'https://router.requesty.ai/v1')).toBe(false);
    expect(accepts('openai-compatible', 'https://api.openai.com/v1')).toBe(false);
    expect(accepts('azure', 'https://mine.openai.azure.com')).toBe(false);
    expect(accepts('google')).toBe(true);
    expect(accepts('ollama')).toBe(false);
  });

  test('speaks what its entry says, else what its preset says', () => {
    expect(resolveProvider({ id: 'x', preset: 'requesty' }).format).toBe('openai-chat');
    expect(resolveProvider({ id: 'x', preset: 'requesty', format: 'anthropic-messages' }).format).toBe(
      'anthropic-messages',
    );
    expect(resolveProvider({ id: 'x', preset: 'xai' }).format).toBe('openai-responses');
  });

  test.each([
    { id: 'x', preset: 'opneai' },
    { id: 'x', preset: 'openai-compatible' },
    { id: 'x', preset: 'openai', baseUrl: 'localhost:1234' },
    { id: 'x', preset: 'openai', format: 'grpc' },
  ])('of an entry that is wrong leads to the settings: %j', config => {
    expect(() => resolveProvider(config)).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ kind: 'invalid-request', remedy: 'settings' }) }),
    );
  });

  test('of Azure sends its key in a header of its own, to a path that need not be typed', () => {
    const azure = (baseUrl: string) => resolveProvider({ id: 'a', preset: 'azure', baseUrl });
    expect(azure('https://mine.openai.azure.com')).toMatchObject({
      baseUrl: 'https://mine.openai.azure.com/openai/v1',
      keyHeader: 'api-key',
    });
    const old = 'https://mine.openai.azure.com/openai/deployments/d?api-version=2024-02-01';
    expect(azure(old).baseUrl).toBe(old);
  });

  test('has the models its entry names, in either form, and passes over what is none', () => {
    const models = ['a', { id: 'b', temperature: 1 }, '', { label: 'no id' }, 7, null] as string[];
    expect(resolveProvider({ id: 'x', preset: 'openai', models }).models).toEqual([
      { id: 'a' },
      { id: 'b', temperature: 1 },
    ]);
  });

  test('can be of each preset and format that the settings editor offers', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    const { properties } = manifest.contributes.configuration.properties['runnel.providers'].items;
    expect(properties.preset.enum).toEqual(expect.arrayContaining(Object.keys(catalogue).filter(id => id !== 'demo')));
    expect(properties.preset.enum.filter((id: string) => !isPresetId(id))).toEqual([]);
    expect(properties.format.enum.toSorted()).toEqual(Object.keys(wireFormats).sort());
  });

  test.each(Object.values(catalogue))('the row $id is complete', preset => {
    expect(preset.label).not.toBe('');
    expect(preset.detail).not.toMatch(/\.$/);
    for (const { baseUrl, own } of preset.addresses) {
      const url = new URL(baseUrl);
      expect(baseUrl).not.toMatch(/\/$/);
      // A key that nobody entered goes over no open wire.
      if (own && preset.id !== 'demo') expect(url.protocol).toBe('https:');
      if (preset.local) expect(url.hostname).toBe('127.0.0.1');
    }
    if (preset.addresses.length === 0) expect(URL.canParse(preset.addressExample ?? '')).toBe(true);
    if (preset.keyUrl) expect(new URL(preset.keyUrl).protocol).toBe('https:');
  });

  test.each([
    [{ id: 'x', preset: 'openai', format: 'soap' }, /format “soap” is not known/],
    [{ id: 'x', preset: 'openai', keyHeader: 'cookie' }, /“keyHeader” is “cookie”/],
    [{ id: 'x', preset: 'azure' }, /no “baseUrl”/],
    [{ id: 'x', preset: 'nope' }, /preset “nope” is not known/],
    [{ id: 'x', preset: 'constructor' }, /not known/],
    [{ id: 'x', preset: 'openai-compatible' }, /no “baseUrl”/],
    [{ id: 'x', preset: 'openai-compatible', baseUrl: 'localhost:11434' }, /not an http or https URL/],
    [{ id: 'x', preset: 'openai-compatible', baseUrl: 'not a url' }, /“not a url” is not an http or https URL/],
    [{ id: 'x', preset: 'openai-compatible', baseUrl: 'file:///etc/passwd' }, /not an http or https URL/],
  ])('%j is refused in words that name the setting', (config, message) => {
    expect(() => resolveProvider(config)).toThrow(StreamFailure);
    expect(() => resolveProvider(config)).toThrow(message);
    expect(() => resolveProvider(config)).toThrow(/runnel\.providers/);
  });

  test.each([
    'https://user:pass-word@server.test/v1',
    'https://pass-word@server.test/v1',
    'htps://user:pass-word@server.test/v1',
    'user:pass-word@server.test',
  ])('a password in the base URL is refused and not repeated: %s', baseUrl => {
    const config = { id: 'x', preset: 'openai-compatible', baseUrl };
    expect(() => resolveProvider(config)).toThrow(/base URL/);
    expect(() => resolveProvider(config)).not.toThrow(/pass-word/);
  });

  test('names from JSON that mean something to JavaScript are just names', () => {
    const fields = JSON.parse('{ "__proto__": { "polluted": true }, "constructor": 1 }');
    const headers = JSON.parse('{ "__proto__": "x", "constructor": "y" }');
    const provider = resolveProvider({
      id: '__proto__',
      preset: 'openai',
      models: ['__proto__'],
      headers,
      body: fields,
    });
    const { body } = resolveParameters({}, provider, '__proto__');
    const key = modelListKey(provider);
    const lists = storedModelLists(new Map([[key, { listedAt: 1, models: [{ id: '__proto__' }] }]]));
    expect(readStoredModelLists(JSON.parse(JSON.stringify(lists))).get(key)?.models).toEqual([{ id: '__proto__' }]);
    expect(JSON.parse(requestBody({ model: 'm' }, body))).toEqual({ model: 'm', constructor: 1 });
    expect(requestHeaders({ baseUrl: provider.baseUrl, headers: provider.headers })).toMatchObject({
      constructor: 'y',
    });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['[::1]', true],
    ['app.localhost', true],
    ['localhost.evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['127.0.0.1.nip.io', false],
    ['10.0.0.1', false],
    ['0.0.0.0', false],
    ['notlocalhost', false],
    ['[::ffff:7f00:1]', false],
    ['[fe80::1]', false],
  ])('loopback: %s is %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });

  test.each([
    ['requesty/openai/gpt-x', { providerId: 'requesty', modelId: 'openai/gpt-x' }],
    ['demo/demo', { providerId: 'demo', modelId: 'demo' }],
    ['', undefined],
    ['demo', undefined],
    ['/x', undefined],
    ['x/', undefined],
  ])('the model setting %j', (value, expected) => {
    expect(parseModelSetting(value)).toEqual(expected);
  });
});

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { resolveParameters } from '../../src/core/providers/parameters.ts';
import { resolveProvider } from '../../src/core/providers/provider.ts';
import { dropParameter, readSettings, writeModel, writeProvider } from '../../src/host/settings.ts';

describe('The settings', () => {
  const config = () => vscode.workspace.getConfiguration('runnel');

  afterEach(async () => {
    await config().update('providers', undefined, vscode.ConfigurationTarget.Global);
    await config().update('model', undefined, vscode.ConfigurationTarget.Global);
  });

  it('keep entries that are not understood when a provider is added, and leave them out when asking', async () => {
    const mistyped = { id: 'a/b', preset: 'openai' };
    const unfinished = { id: 'later' };
    const old = { id: 'mine', preset: 'openai-compatible', baseUrl: 'http://localhost:1/v1' };
    await config().update('providers', [mistyped, unfinished, old], vscode.ConfigurationTarget.Global);
    const changed = { ...old, baseUrl: 'http://localhost:2/v1' };
    await writeProvider(changed);
    assert.deepEqual(config().inspect('providers')?.globalValue, [mistyped, unfinished, changed]);
    assert.deepEqual(
      readSettings().providers.map(({ id }) => id),
      ['mine', 'demo'],
    );
  });

  it('leave a parameter out for the one model that rejects it', async () => {
    const unfinished = { id: 'later' };
    const mine = { id: 'mine', preset: 'openai-compatible', baseUrl: 'http://localhost:1/v1', models: ['m', 'n'] };
    await config().update('providers', [mine, unfinished], vscode.ConfigurationTarget.Global);
    await dropParameter('mine', 'm', 'temperature');
    await dropParameter('mine', 'm', 'top_k');
    assert.deepEqual(config().inspect('providers')?.globalValue, [
      { ...mine, models: [{ id: 'm', temperature: null, body: { top_k: null } }, 'n'] },
      unfinished,
    ]);
    await assert.rejects(dropParameter('other', 'm', 'temperature'), /“other” is not in the setting/);
  });

  it('give all parameters there are, and nothing where nothing is set', async () => {
    const provider = resolveProvider({ id: 'mine', preset: 'openai' });
    const resolved = () => resolveParameters(readSettings().parameters, provider, 'm');
    assert.deepEqual(resolved(), { request: {}, headers: {}, body: {} });
    const values = { temperature: 0.5, maxOutputTokens: 9, reasoningEffort: 'low', reasoningBudget: 7 };
    const all = { ...values, systemPrompt: 'Be brief.' };
    try {
      for (const [name, value] of Object.entries(all)) {
        await config().update(name, value, vscode.ConfigurationTarget.Global);
      }
      assert.deepEqual(resolved(), { request: values, systemPrompt: 'Be brief.', headers: {}, body: {} });
    } finally {
      for (const name of Object.keys(all)) await config().update(name, undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('split the model at the first slash', async () => {
    await writeModel('requesty', 'openai/gpt-x');
    assert.deepEqual(readSettings().model, { providerId: 'requesty', modelId: 'openai/gpt-x' });
  });

  it('of a workspace change neither providers nor the model', async () => {
    for (const [name, value] of [
      ['providers', [{ id: 'evil', preset: 'openai-compatible', baseUrl: 'https://evil.invalid' }]],
      ['model', 'evil/model'],
      ['systemPrompt', 'evil'],
      ['reasoningBudget', 5],
    ] as const) {
      await assert.rejects(async () => config().update(name, value, vscode.ConfigurationTarget.Workspace), name);
    }
  });
});

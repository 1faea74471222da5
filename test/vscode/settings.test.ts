import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { readSettings, writeModel, writeProvider } from '../../src/host/settings.ts';

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

  it('split the model at the first slash', async () => {
    await writeModel('requesty', 'openai/gpt-x');
    assert.deepEqual(readSettings().model, { providerId: 'requesty', modelId: 'openai/gpt-x' });
  });

  it('of a workspace change neither providers nor the model', async () => {
    for (const [name, value] of [
      ['providers', [{ id: 'evil', preset: 'openai-compatible', baseUrl: 'https://evil.invalid' }]],
      ['model', 'evil/model'],
      ['systemPrompt', 'evil'],
    ] as const) {
      await assert.rejects(async () => config().update(name, value, vscode.ConfigurationTarget.Workspace), name);
    }
  });
});

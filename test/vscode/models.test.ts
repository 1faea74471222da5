import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { catalogue, type Preset } from '../../src/core/providers/catalogue.ts';
import type { ProviderConfig } from '../../src/core/providers/provider.ts';
import { findProvider } from '../../src/host/answers.ts';
import type { Services } from '../../src/host/services.ts';
import { readSettings, writeModel } from '../../src/host/settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import { type OpenedPick, opened } from './support/quick-pick.ts';
import { runnelServices, setProviders } from './support/runnel.ts';

describe('The model picker', () => {
  let services: Services;
  let gateway: Gateway;
  let many: ProviderConfig;
  let openPick: OpenedPick | undefined;
  let serial = 0;

  before(async () => {
    services = await runnelServices();
    gateway = await startGateway();
  });
  after(async () => {
    await gateway.close();
    await vscode.workspace.getConfiguration('runnel').update('model', undefined, vscode.ConfigurationTarget.Global);
  });
  beforeEach(() => {
    // Its own list in each test.
    serial++;
    many = { id: `many${serial}`, label: 'Many', preset: 'openai-compatible', baseUrl: `${gateway.origin}/many/v1` };
  });
  afterEach(async () => {
    openPick?.hide();
    for (const favorite of services.modelMemory.favorites) await services.modelMemory.toggleFavorite(favorite);
    await setProviders(undefined);
  });

  async function open(...providers: ProviderConfig[]) {
    await setProviders(providers);
    const { pick, done } = await opened(() => vscode.commands.executeCommand('runnel.selectModel'));
    openPick = pick;
    return { pick, done };
  }

  /** Opens it and waits until all has come. */
  async function openWhole(...providers: ProviderConfig[]) {
    const { pick, done } = await open(...providers);
    await pick.until(() => !pick.busy);
    return { pick, done };
  }

  it('lists hundreds of models, finds one by words in any order, and makes it the model', async () => {
    const { pick, done } = await open(many);
    await pick.until(() => pick.rows.length > 480);
    const row = pick.row('openai/sample-juniper-pro');
    assert.match(row.description ?? '', /Many/);
    assert.match(row.detail ?? '', /^\S+ context · \$\S+ in, \$\S+ out per million tokens/);
    pick.type('pro juniper openai');
    await pick.until(() => pick.active?.label === 'openai/sample-juniper-pro');
    await pick.enter();
    await done;
    assert.deepEqual(readSettings().model, { providerId: many.id, modelId: 'openai/sample-juniper-pro' });
    assert.equal(services.modelMemory.recent[0], `${many.id}/openai/sample-juniper-pro`);
  });

  it('takes an id that no list has', async () => {
    const { pick, done } = await openWhole(many);
    pick.type('my-own-model');
    await pick.until(() => pick.active?.description === 'my-own-model');
    await pick.enter();
    await done;
    assert.deepEqual(readSettings().model, { providerId: many.id, modelId: 'my-own-model' });
  });

  it('puts models that answer to a provider’s name before what is typed as an id', async () => {
    const { pick, done } = await openWhole({ ...many, label: 'Sample gateway: Ollama' });
    pick.type('ollama');
    await pick.until(() => pick.rows.some(({ description }) => description === 'ollama'));
    assert.match(pick.rows.at(-2)?.label ?? '', /Use this id at Sample gateway: Ollama/);
    await pick.until(() => pick.active === pick.rows[0]);
    const first = pick.rows[0]?.label ?? '';
    await pick.enter();
    await done;
    assert.equal(readSettings().model?.modelId, first);
    assert((await services.modelLists.read()).size > 0);
    assert.doesNotMatch(first, /Use this id/);
  });

  for (const text of ['fault/length', 'fault/status-429']) {
    it(`takes the id ${text} as it is typed, though a longer one was used before`, async () => {
      await services.modelMemory.used(`${many.id}/fault/context-length`);
      await services.modelMemory.used(`${many.id}/fault/status-429-retry-date`);
      const { pick, done } = await openWhole(many);
      pick.type(text);
      await pick.until(() => pick.active?.description === text);
      assert(pick.rows.some(({ label }) => label.startsWith('fault/') && label !== text));
      await pick.enter();
      await done;
      assert.deepEqual(readSettings().model, { providerId: many.id, modelId: text });
    });
  }

  it('says that nothing matches, and stays', async () => {
    const { pick } = await openWhole(many);
    pick.type('no such model');
    await pick.until(() => pick.active?.label === 'No model matches “no such model”');
    assert.deepEqual(
      pick.rows.map(({ label }) => label),
      ['No model matches “no such model”', '$(add) Set Up a Provider…'],
    );
    await pick.enter();
    assert(!pick.isClosed);
    pick.type('meta/sample-iris-mini');
    await pick.until(() => pick.active?.label === 'meta/sample-iris-mini');
  });

  it('takes no row of an earlier list when Enter is pressed before the new one has come', async () => {
    await writeModel(many.id, 'before');
    const { pick, done } = await openWhole(many);
    pick.type('iris');
    await pick.until(() => pick.rows.length < 100 && pick.active === pick.rows[0]);
    assert.match(pick.active?.label ?? '', /iris/);
    // VS Code gets both before it can get the list that answers to the text.
    await pick.typeAndEnter('fjord');
    assert(!pick.isClosed, 'a row was taken that was not to be seen');
    await pick.until(() => /fjord/.test(pick.active?.label ?? ''));
    assert.equal(readSettings().model?.modelId, 'before');
    const { label = '' } = pick.active ?? {};
    await pick.enter();
    await done;
    assert.equal(readSettings().model?.modelId, label);
  });

  it('takes the first row when Enter is pressed before the new list has come, and it is the same in both', async () => {
    const { pick, done } = await openWhole(many);
    pick.type('meta/sample-iris-min');
    await pick.until(() => pick.active?.label === 'meta/sample-iris-mini');
    await pick.typeAndEnter('meta/sample-iris-mini');
    assert(pick.isClosed);
    await done;
    assert.deepEqual(readSettings().model, { providerId: many.id, modelId: 'meta/sample-iris-mini' });
  });

  it('shows favorites and what was used last first, and opens on the chosen model', async () => {
    const { pick } = await openWhole(many);
    const star = pick.row('meta/sample-iris-mini');
    await pick.pressOnRow(star, 'Add to Favorites');
    await pick.until(() => /Remove/.test(pick.row('meta/sample-iris-mini').buttons?.[0]?.tooltip ?? ''));
    pick.hide();
    await services.modelMemory.used(`${many.id}/xai/sample-fjord-nano`);
    await writeModel(many.id, 'xai/sample-fjord-nano');

    const again = await open(many);
    assert.deepEqual(again.pick.headings.slice(0, 2), ['favorites', 'recently used']);
    assert.equal(again.pick.rows[0]?.label, 'meta/sample-iris-mini');
    assert.equal(again.pick.rows[1]?.label, 'xai/sample-fjord-nano');
    assert.match(again.pick.rows[1]?.detail ?? '', /context/);
    await again.pick.until(() => again.pick.active === again.pick.rows[1]);
  });

  it('opens at once with what was listed before, without a network, and says how old it is', async () => {
    const own = await startGateway();
    const provider = { ...many, baseUrl: `${own.origin}/many/v1` };
    const first = await openWhole(provider);
    first.pick.hide();
    await own.close();

    const { pick } = await open(provider);
    assert(pick.rows.length > 480, 'the list is not there when the picker opens');
    pick.press('Again');
    await pick.until(() => pick.headings.some(heading => /^Many · not refreshed$/.test(heading)));
    await pick.until(() => !pick.busy);
    const problem = pick.row('$(warning) Many: Check Connection…');
    assert.match(problem.detail ?? '', /127\.0\.0\.1/);
    assert(pick.rows.some(({ label }) => label === 'openai/sample-juniper-pro'));
    const kept = await services.modelLists.read();
    assert([...kept].some(([key, { models }]) => key.startsWith(`${many.id} `) && models.length === 480));
  });

  it('leads from a provider without a key to the place where it is entered', async () => {
    const { pick } = await openWhole({ id: 'keyless', label: 'No Key', preset: 'requesty' });
    const problem = pick.row('$(key) No Key: Set API Key…');
    assert.match(problem.detail ?? '', /no API key for No Key.*Set API Key/);
    const showInputBox = vscode.window.showInputBox;
    try {
      const asked = new Promise<vscode.InputBoxOptions | undefined>(resolve => {
        Object.defineProperty(vscode.window, 'showInputBox', {
          configurable: true,
          value: async (options?: vscode.InputBoxOptions) => void resolve(options),
        });
      });
      await pick.take(problem);
      const options = await asked;
      assert.equal(options?.title, 'Runnel: API Key for No Key');
      assert.equal(options?.password, true);
    } finally {
      Object.defineProperty(vscode.window, 'showInputBox', { configurable: true, value: showInputBox });
    }
  });

  it('shows a provider that cannot be used, and what is wrong with it', async () => {
    const { pick } = await openWhole(many, { id: 'broken', preset: 'nope' });
    assert.match(pick.row('$(warning) broken: Open Settings').detail ?? '', /preset “nope” is not known/);
  });

  it('finds a server on this machine, and sets it up when one of its models is picked', async () => {
    const { server, preset } = await startLocalServer('runnel-test-model');
    try {
      const { pick, done } = await openWhole(many);
      assert(pick.headings.includes(`found on this machine: ${preset.label}`));
      await pick.take(pick.row('runnel-test-model'));
      await done;
      assert.deepEqual(readSettings().model, { providerId: preset.id, modelId: 'runnel-test-model' });
      assert.equal(findProvider(preset.id).baseUrl, preset.addresses[0]?.baseUrl);
      const again = await openWhole(...readSettings().providers.filter(({ id }) => id !== 'demo'));
      assert(!again.pick.headings.includes(`found on this machine: ${preset.label}`));
    } finally {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
  });
});

/** Listens where one of the catalogue's local servers would, one that this machine does not run. */
async function startLocalServer(model: string): Promise<{ server: Server; preset: Preset }> {
  for (const preset of [catalogue.ollama, catalogue.vllm, catalogue.llamacpp, catalogue.lmstudio]) {
    const server = createServer(({ headers }, response) => {
      // A key of another provider's has no business here.
      response.statusCode = headers.authorization === undefined ? 200 : 500;
      response.end(JSON.stringify({ object: 'list', data: [{ id: model }] }));
    });
    const isListening = await new Promise<boolean>(resolve => {
      server.once('error', () => resolve(false));
      server.listen(Number(new URL(preset.addresses[0]?.baseUrl ?? '').port), '127.0.0.1', () => resolve(true));
    });
    if (isListening) return { server, preset };
  }
  throw new Error('All ports of local servers are in use on this machine.');
}

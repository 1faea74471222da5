import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { ProviderConfig } from '../../src/core/providers/provider.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import { SAMPLE_IMAGE } from '../support/gateway/sample-answers.ts';
import { until } from './support/until.ts';
import { Workbench } from './support/workbench.ts';

describe('Providers, as the panel shows them', () => {
  let gateway: Gateway;
  let workbench: Workbench;

  before(async () => {
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
    const providers: ProviderConfig[] = [
      { id: 'chat', preset: 'openai-compatible', baseUrl: gateway.baseUrl, temperature: 0.3 },
      { id: 'claude', preset: 'anthropic-compatible', baseUrl: gateway.baseUrlOf('anthropic-messages') },
    ];
    workbench = await Workbench.open({
      settings: { 'runnel.providers': providers, 'runnel.model': 'claude/sample/echo' },
    });
    await workbench.runCommand('Runnel: Open Chat');
  });
  after(async () => {
    await workbench?.close();
    await gateway?.close();
  });
  beforeEach(async () => {
    await workbench.runCommand('Runnel: New Chat');
    await until('an empty chat', async () => (await (await workbench.panel()).questions.count()) === 0);
  });

  /** Chooses the model of the next question, and gives the panel that shows it. */
  async function choose(providerId: string, modelId: string) {
    await workbench.changeSetting('runnel.model', `${providerId}/${modelId}`);
    const panel = await workbench.panel();
    await panel.frame.getByRole('button', { name: modelId }).waitFor();
    return panel;
  }

  it('take an image from the clipboard and one from the disk with the question', async () => {
    const panel = await choose('claude', 'sample/echo');
    await workbench.page.evaluate(async base64 => {
      const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })]);
    }, SAMPLE_IMAGE.base64);
    await panel.composer.click();
    await workbench.page.keyboard.press('ControlOrMeta+v');
    await panel.button('Remove image.png').waitFor();

    const file = join(workbench.folder, 'square.png');
    await writeFile(file, Buffer.from(SAMPLE_IMAGE.base64, 'base64'));
    await panel.button('Attach…').click();
    const dialog = workbench.quickInput();
    await dialog.locator('.monaco-list-row', { hasText: 'Files or Images from Disk…' }).click();
    await workbench.page.keyboard.press('Enter');
    await dialog.getByText('Runnel: Attach Files or Images').waitFor();
    await until('the file in the dialog', async () => {
      // The dialog still goes to the folder it begins with, and then puts that in place of what is typed.
      const input = dialog.locator('input.input');
      if ((await input.inputValue()) !== file) await input.fill(file, { timeout: 1000 });
      await dialog.locator('.monaco-list-row', { hasText: 'square.png' }).click({ timeout: 1000 });
      return true;
    });
    await panel.button('Remove square.png').waitFor();

    await panel.ask('What are these?');
    assert.match(await (await panel.answerIn('finished')).innerText(), /What are these\?/);
    const shown = panel.questions.last().getByRole('img');
    assert.deepEqual(await shown.evaluateAll(images => images.map(image => image.getAttribute('alt'))), [
      'image.png',
      'square.png',
    ]);
    const sizes = await shown.evaluateAll(images => images.map(image => 'naturalWidth' in image && image.naturalWidth));
    assert.deepEqual(sizes, [8, 8], 'the page’s own policy lets the images be drawn');
    assert.ok(JSON.stringify(gateway.requests.at(-1)?.body).includes(SAMPLE_IMAGE.base64));
    assert.equal(await panel.frame.getByRole('button', { name: /^Remove / }).count(), 0);
  });

  it('are asked without a parameter they reject, from then on', async () => {
    const model = 'fault/reject-temperature';
    const panel = await choose('chat', model);
    await panel.ask('How warm is it?');
    const failed = await panel.answerIn('failed');
    await failed.getByRole('alert').getByText('does not accept “temperature”').waitFor();
    await panel.button('Ask Without Temperature').click();
    await panel.answerIn('finished');
    assert.equal(await panel.questions.count(), 1);
    await panel.ask('And tomorrow?');
    await until('the second answer', async () => (await panel.answers.count()) === 2);
    await panel.answerIn('finished');
    const [entry] = await workbench.host.run(vscode =>
      vscode.workspace.getConfiguration('runnel').get<ProviderConfig[]>('providers', []),
    );
    assert.deepEqual(entry?.models, [{ id: model, temperature: null }]);
  });

  it('that want a pause get it, counted down in words, until the user is out of patience', async () => {
    const panel = await choose('chat', 'sample/prose');
    const body = JSON.stringify({ error: { message: 'Too many requests.', code: 'rate_limit_exceeded' } });
    const headers = { 'content-type': 'application/json', 'retry-after': '50' };
    gateway.script({ status: 429, headers, segments: [body] }, { text: 'Here I am.' });
    const before = gateway.requests.length;
    await panel.ask('Now?');
    const answer = await panel.answerIn('retrying');
    const secondsLeft = async () => Number(/Retrying in (\d+) s/.exec(await answer.innerText())?.[1]);
    const first = await secondsLeft();
    assert.ok(first > 40 && first <= 50, `${first} s`);
    await until('the countdown', async () => (await secondsLeft()) < first);
    await answer.getByText('Too many requests').waitFor();
    assert.equal(gateway.requests.length, before + 1);
    await panel.button('Retry Now').click();
    assert.match(await (await panel.answerIn('finished')).innerText(), /Here I am\./);
    assert.equal(gateway.requests.length, before + 2);
  });
});

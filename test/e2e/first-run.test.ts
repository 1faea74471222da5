import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import { until } from './support/until.ts';
import { Workbench } from './support/workbench.ts';

describe('A new user', () => {
  let gateway: Gateway;
  let workbench: Workbench;

  before(async () => {
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 }, requireKey: 'sk-secret' });
    workbench = await Workbench.open();
  });
  after(async () => {
    await workbench?.close();
    await gateway?.close();
  });

  it('is told to choose a model when asking without one, and the question is not lost', async () => {
    await workbench.runCommand('Runnel: Open Chat');
    const panel = await workbench.panel();
    await panel.ask('What now?');
    await workbench.quickInput().getByText('Runnel: Select Model').waitFor();
    await workbench.page.keyboard.press('Escape');
    await panel.frame.getByText('Choose a model first').waitFor();
    assert.equal(await panel.composer.inputValue(), 'What now?');
    await panel.composer.fill('');
  });

  it('tries the offline demo', async () => {
    const panel = await workbench.panel();
    await panel.button('Try the Offline Demo').click();
    await panel.frame.getByRole('button', { name: /demo/ }).first().waitFor();
    await panel.ask('Hello?');
    const answer = await panel.answerIn('finished');
    assert.match(await answer.innerText(), /Offline demo: not a model/);
  });

  it('enters the address of a server and its key, picks a model, and is answered; the key is in no setting', async () => {
    await workbench.runCommand('Runnel: Set API Key…');
    const input = workbench.quickInput().locator('input.input');
    await input.fill('OpenAI-compatible');
    await workbench.quickInput().locator('.monaco-list-row', { hasText: 'OpenAI-compatible server' }).click();
    await until('the question for the address', async () =>
      (await input.getAttribute('placeholder'))?.includes('https'),
    );
    await input.fill('not an address');
    await workbench.quickInput().getByText('http:// or https://').waitFor();
    await input.fill(gateway.baseUrl);
    await workbench.page.keyboard.press('Enter');
    await until('the question for the key', async () => (await input.getAttribute('type')) === 'password');
    await input.fill('sk-secret');
    await workbench.page.keyboard.press('Enter');
    await workbench.quickInput().getByText('Runnel: Model of').waitFor();
    await input.fill('prose');
    await workbench.quickInput().locator('.monaco-list-row.focused', { hasText: 'sample/prose' }).waitFor();
    await workbench.page.keyboard.press('Enter');
    const panel = await workbench.panel();
    await panel.frame
      .getByRole('button', { name: /sample\/prose/ })
      .first()
      .waitFor();
    await workbench.runCommand('Runnel: New Chat');
    await panel.ask('Hello, server?');
    await panel.answerIn('finished');
    assert.equal(gateway.requests.at(-1)?.headers.authorization, 'Bearer sk-secret');
    const settings = await workbench.host.run(vscode => JSON.stringify(vscode.workspace.getConfiguration('runnel')));
    assert.match(settings, /openai-compatible/);
    assert.doesNotMatch(settings, /sk-secret/);
    assert.doesNotMatch(await panel.frame.content(), /sk-secret/);
  });

  it('finds the chat of before in the history', async () => {
    await workbench.runCommand('Runnel: Search Chats…');
    await workbench.quickInput().locator('.monaco-list-row', { hasText: 'What is Runnel' }).click();
    const panel = await workbench.panel();
    await panel.answers.last().getByText('Offline demo: not a model').waitFor();
  });
});

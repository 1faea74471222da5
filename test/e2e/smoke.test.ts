import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { sampleSettings } from '../../scripts/sample-settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import { Workbench } from './support/workbench.ts';

describe('Runnel in the workbench', () => {
  let gateway: Gateway | undefined;
  let workbench: Workbench;

  before(async () => {
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
    workbench = await Workbench.open({ settings: sampleSettings(gateway.baseUrl) });
  });
  after(async () => {
    await workbench?.close();
    await gateway?.close();
  });

  it('opens the chat from the command palette', async () => {
    await workbench.runCommand('Runnel: Open Chat');
    const panel = await workbench.panel();
    await panel.composer.waitFor();
    await panel.button('Send').waitFor();
  });

  it('shows the answer to a question', async () => {
    gateway?.script({ text: 'A loop ends when its condition is false.' });
    const panel = await workbench.panel();
    await panel.ask('When does a loop end?');
    const answer = await panel.answerIn('finished');
    await answer.getByText('A loop ends when its condition is false.').waitFor();
  });

  it('shows the conversation again after the side bar was hidden', async () => {
    await workbench.toggleSideBar();
    assert.equal((await workbench.panels()).length, 0);
    await workbench.toggleSideBar();
    const answer = await (await workbench.panel()).answerIn('finished');
    await answer.getByText('A loop ends when its condition is false.').waitFor();
  });

  it('shows the conversation again after the window was reloaded', async () => {
    await workbench.reload();
    const answer = await (await workbench.panel()).answerIn('finished');
    await answer.getByText('A loop ends when its condition is false.').waitFor();
  });
});

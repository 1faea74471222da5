import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { sampleSettings } from '../../scripts/sample-settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import type { ChatPanel } from './support/chat-panel.ts';
import { until } from './support/until.ts';
import { Workbench } from './support/workbench.ts';

/** A plain text, so that what is shown can be compared character by character. */
const text = Array.from({ length: 60 }, (_, index) => `sentence number ${index} of this answer`).join(', ');

/** What the newest answer shows as running text. */
async function shown(panel: ChatPanel): Promise<string> {
  return (await panel.answers.last().locator('.markdown p').allTextContents()).join('\n');
}

/** Waits until the panel shows the first `length` characters of the text, neither more nor less. */
async function showsStart(panel: ChatPanel, length: number): Promise<void> {
  await until(`${length} characters on the screen`, async () => (await shown(panel)).length >= length);
  assert.equal(await shown(panel), text.slice(0, length).trimEnd());
}

describe('An answer that streams', () => {
  let gateway: Gateway;
  let workbench: Workbench;

  before(async () => {
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
    workbench = await Workbench.open({ settings: sampleSettings(gateway.baseUrl) });
  });
  after(async () => {
    await workbench?.close();
    await gateway?.close();
  });
  beforeEach(async () => {
    gateway.resume();
    await workbench.runCommand('Runnel: Open Chat');
    await (await workbench.panel()).composer.waitFor();
    await workbench.runCommand('Runnel: New Chat');
    await until('an empty chat', async () => (await (await workbench.panel()).questions.count()) === 0);
  });

  /** Asks, and lets the first `count` tokens come. Gives the panel, the request, and how many characters have come. */
  async function askAndHold(count: number) {
    gateway.hold();
    gateway.script({ text });
    const asked = gateway.nextRequest();
    const panel = await workbench.panel();
    const before = await panel.answers.count();
    await panel.ask('Tell me something long.');
    await panel.answers.nth(before).waitFor();
    const request = await asked;
    gateway.release(count);
    await request.whenWritten(count);
    const length = request.tokens.slice(0, count).join('').length;
    await showsStart(panel, length);
    return { panel, request, length };
  }

  it('is read as it forms, token by token, and whole at the end', async () => {
    const { panel, request } = await askAndHold(1);
    gateway.release(1);
    await showsStart(panel, request.tokens.slice(0, 2).join('').length);
    gateway.resume();
    await panel.answerIn('finished');
    assert.equal(await shown(panel), text);
    assert.equal(await panel.questions.count(), 1);
  });

  it('stops when told to, by the button: the connection closes and the text stays', async () => {
    const { panel, request, length } = await askAndHold(20);
    await panel.button('Stop').click();
    assert.equal((await request.closed).by, 'client');
    await panel.answerIn('stopped');
    await showsStart(panel, length);
    assert.match(await panel.answers.last().innerText(), /stopped/i);
    await panel.button('Send').waitFor();
  });

  it('stops on Esc in the panel, and on the command', async () => {
    const first = await askAndHold(5);
    await first.panel.composer.press('Escape');
    assert.equal((await first.request.closed).by, 'client');
    await first.panel.answerIn('stopped');

    const second = await askAndHold(5);
    await workbench.runCommand('Runnel: Stop');
    assert.equal((await second.request.closed).by, 'client');
    await second.panel.answerIn('stopped');
  });

  it('goes on while the view is hidden, and not a character is lost or doubled when it is back', async () => {
    const { request, length } = await askAndHold(30);
    await workbench.toggleSideBar();
    gateway.release(30);
    await request.whenWritten(60);
    await workbench.toggleSideBar();
    const panel = await workbench.panel();
    const longer = request.tokens.slice(0, 60).join('').length;
    assert.ok(longer > length);
    await showsStart(panel, longer);
    gateway.resume();
    await panel.answerIn('finished');
    assert.equal(await shown(panel), text);
  });

  it('goes on when the view is moved to the secondary side bar and back', async () => {
    const { request } = await askAndHold(30);
    const move = (destinationId: string) =>
      workbench.host.run(
        (vscode, destinationId) =>
          vscode.commands.executeCommand('vscode.moveViews', { viewIds: ['runnel.chat'], destinationId }),
        destinationId,
      );
    await move('workbench.panel.output');
    gateway.release(30);
    await request.whenWritten(60);
    await workbench.runCommand('Runnel: Open Chat');
    await showsStart(await workbench.panel(), request.tokens.slice(0, 60).join('').length);
    await move('workbench.view.extension.runnel');
    await workbench.runCommand('Runnel: Open Chat');
    gateway.resume();
    const panel = await workbench.panel();
    await panel.answerIn('finished');
    assert.equal(await shown(panel), text);
  });

  it('keeps what has come when the window is reloaded, and the draft beside it', async () => {
    const { panel, length, request } = await askAndHold(40);
    await panel.composer.fill('a thought half written');
    await workbench.reload();
    await request.closed;
    await workbench.runCommand('Runnel: Open Chat');
    const again = await workbench.panel();
    const answer = await again.answerIn('failed');
    await showsStart(again, length);
    assert.match(await answer.innerText(), /reloaded.*kept/is);
    assert.equal(await again.composer.inputValue(), 'a thought half written');
    await again.composer.fill('');
  });

  it('breaks off with an error: the text stays, and Try Again asks once more', async () => {
    await workbench.changeSetting('runnel.model', 'sample/fault/reset');
    const panel = await workbench.panel();
    await panel.frame.getByRole('button', { name: /fault\/reset/ }).waitFor();
    await panel.ask('Break, please.');
    const answer = await panel.answerIn('failed');
    assert.notEqual((await shown(panel)).length, 0);
    await answer.getByRole('alert').waitFor();
    await workbench.changeSetting('runnel.model', 'sample/sample/markdown');
    await panel.frame.getByRole('button', { name: /sample\/markdown/ }).waitFor();
    gateway.script({ text });
    await panel.button('Try Again').click();
    await panel.answerIn('finished');
    assert.equal(await shown(panel), text);
  });

  it('comes back in its editor tab after a reload, also when nothing else of Runnel is open', async () => {
    await workbench.runCommand('Runnel: Open Chat in Editor');
    await workbench.host.run(vscode => vscode.commands.executeCommand('workbench.action.closeSidebar'));
    gateway.script({ text });
    const tab = await until('the tab alone', async () => {
      const panels = await workbench.panels();
      return panels.length === 1 ? panels[0] : undefined;
    });
    await tab.ask('In a tab, please.');
    await tab.answerIn('finished');
    await workbench.reloadWindow();
    const again = await workbench.panel();
    await again.answerIn('finished');
    assert.equal(await shown(again), text);
    await workbench.host.run(vscode => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  });

  it('shows itself when a new chat is asked for while the view is hidden', async () => {
    await workbench.host.run(vscode => vscode.commands.executeCommand('workbench.action.closeSidebar'));
    await until('the view to be hidden', async () => (await workbench.panels()).length === 0);
    await workbench.runCommand('Runnel: New Chat');
    const panel = await workbench.panel();
    await panel.composer.waitFor();
    assert.equal(await panel.questions.count(), 0);
  });

  it('asks before a link leaves for another host, and shows the address as it is', async () => {
    gateway.script({ text: 'See [this](https://example.com/a%2Fb?q=1%262).' });
    const panel = await workbench.panel();
    await panel.ask('A link?');
    await (await panel.answerIn('finished')).getByRole('link', { name: 'this' }).click();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('https://example.com/a%2Fb?q=1%262').waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('can be two at the same time: one in the view, one in an editor tab', async () => {
    const { request } = await askAndHold(10);
    await workbench.runCommand('Runnel: Open Chat in Editor');
    const tab = await until('the chat in the tab', async () => {
      for (const panel of await workbench.panels()) if ((await panel.questions.count()) === 0) return panel;
      return undefined;
    });
    gateway.script({ text });
    await tab.ask('And you?');
    await gateway.nextRequest();
    gateway.resume();
    await tab.answerIn('finished');
    assert.equal(await shown(tab), text);
    assert.equal((await request.closed).by, 'gateway');
    await workbench.host.run(vscode => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  });
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { sampleSettings } from '../../scripts/sample-settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import type { ChatPanel } from './support/chat-panel.ts';
import { until } from './support/until.ts';
import { Workbench } from './support/workbench.ts';

const text = Array.from({ length: 80 }, (_, index) => `This is paragraph ${index} of a long answer.`).join('\n\n');

/** The number of the paragraph at the top edge; -1 for none. */
function topParagraph(panel: ChatPanel): Promise<number> {
  return panel.transcript.evaluate(scroller => {
    const { top } = scroller.getBoundingClientRect();
    const paragraphs = [...scroller.querySelectorAll('.markdown p')];
    const shown = paragraphs.find(paragraph => paragraph.getBoundingClientRect().bottom > top + 4);
    return Number(shown?.textContent.match(/\d+/)?.[0] ?? -1);
  });
}

describe('Coming back to the panel', () => {
  let gateway: Gateway;
  let workbench: Workbench;

  before(async () => {
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 2000 } });
    workbench = await Workbench.open({
      settings: sampleSettings(gateway.baseUrl),
      files: { 'other.txt': 'Something else.' },
    });
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

  /** Turns the wheel up over the transcript until it shows the middle, and gives the paragraph at the top edge. */
  async function readTheMiddle(panel: ChatPanel): Promise<number> {
    const before = await until('the end', async () => {
      const number = await topParagraph(panel);
      return number > 10 ? number : undefined;
    });
    await panel.transcript.hover();
    await workbench.page.mouse.wheel(0, -600);
    await panel.button('Newest').waitFor();
    let last = before;
    return until('a place at rest', async () => {
      const number = await topParagraph(panel);
      const rests = number < before && number === last;
      last = number;
      return rests ? number : undefined;
    });
  }

  async function isAt(paragraph: number): Promise<void> {
    const panel = await workbench.panel();
    await until(
      `paragraph ${paragraph} at the top edge`,
      async () => Math.abs((await topParagraph(panel)) - paragraph) <= 1,
    );
    assert.ok(await panel.button('Newest').isVisible());
  }

  it('finds the place where one read after another view was shown', async () => {
    gateway.script({ text });
    const panel = await workbench.panel();
    await panel.ask('Tell me something long.');
    await panel.answerIn('finished');
    const paragraph = await readTheMiddle(panel);
    await workbench.page.locator('.activitybar a[aria-label^="Explorer"]').click();
    await until('the view to be hidden', async () => (await workbench.panels()).length === 0);
    await workbench.page.locator('.activitybar a[aria-label^="Runnel"]').click();
    await (await workbench.panel()).answerIn('finished');
    await isAt(paragraph);
  });

  it('finds it after a reload while an answer streamed', async () => {
    gateway.hold();
    gateway.script({ text });
    const asked = gateway.nextRequest();
    const panel = await workbench.panel();
    await panel.ask('Tell me something long.');
    const request = await asked;
    gateway.release(600);
    await request.whenWritten(600);
    await until('much of it', async () => (await panel.transcript.innerText()).includes('paragraph 50'));
    const paragraph = await readTheMiddle(panel);
    await workbench.reloadWindow();
    await request.closed;
    await workbench.runCommand('Runnel: Open Chat');
    await (await workbench.panel()).answerIn('failed');
    await isAt(paragraph);
  });

  it('finds it after another tab was shown', async () => {
    await workbench.runCommand('Runnel: Open Chat in Editor');
    await workbench.host.run(vscode => vscode.commands.executeCommand('workbench.action.closeSidebar'));
    gateway.script({ text });
    const tab = await until('the tab alone', async () => {
      const panels = await workbench.panels();
      return panels.length === 1 ? panels[0] : undefined;
    });
    await tab.ask('Tell me something long.');
    await tab.answerIn('finished');
    const paragraph = await readTheMiddle(tab);
    await workbench.host.run(async vscode => {
      const [file] = await vscode.workspace.findFiles('other.txt');
      if (file) await vscode.window.showTextDocument(file, { preview: false });
    });
    await until('the tab to be hidden', async () => (await workbench.panels()).length === 0);
    await workbench.host.run(vscode => vscode.commands.executeCommand('workbench.action.previousEditor'));
    await (await workbench.panel()).answerIn('finished');
    await isAt(paragraph);
    await workbench.host.run(vscode => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  });

  it('finds the draft of an editor tab after a reload, also when nothing has been asked', async () => {
    await workbench.runCommand('Runnel: Open Chat in Editor');
    await workbench.host.run(vscode => vscode.commands.executeCommand('workbench.action.closeSidebar'));
    const tab = await until('the tab alone', async () => {
      const panels = await workbench.panels();
      return panels.length === 1 ? panels[0] : undefined;
    });
    await tab.composer.fill('a thought half written');
    await workbench.reloadWindow();
    const again = await workbench.panel();
    await until('the draft', async () => (await again.composer.inputValue()) === 'a thought half written');
    await again.composer.fill('');
    await workbench.host.run(vscode => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  });

  it('can be typed in at once after the model picker', async () => {
    const panel = await workbench.panel();
    for (const key of ['Enter', 'Escape']) {
      await panel.frame.getByRole('button', { name: /Sample gateway/ }).click();
      const row = workbench.quickInput().locator('.monaco-list-row.focused');
      await row.waitFor();
      await workbench.page.keyboard.press(key);
      await workbench.quickInput().waitFor({ state: 'hidden' });
      await until('the focus in the composer', () =>
        panel.composer.evaluate(field => document.hasFocus() && field === document.activeElement),
      );
    }
    await workbench.page.keyboard.type('typed');
    assert.equal(await panel.composer.inputValue(), 'typed');
    await panel.composer.fill('');
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { sampleSettings } from '../../scripts/sample-settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import type { ChatPanel } from './support/chat-panel.ts';
import { until } from './support/until.ts';
import { Workbench } from './support/workbench.ts';

const text = '# A needle in a heading\n\nSome **nee**dle more, and none.\n\n```ts\nconst needle = 1;\n```\n';

describe('Find in the conversation', () => {
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

  /** VS Code's own find widgets that are to be seen, in the page or in any webview. */
  async function otherFindWidgets(): Promise<number> {
    return await workbench.page.locator('.find-widget.visible, .simple-find-part.visible').count();
  }

  async function findNeedles(panel: ChatPanel): Promise<void> {
    await panel.composer.click();
    await panel.composer.press('ControlOrMeta+f');
    const input = panel.frame.getByRole('search').getByRole('textbox', { name: 'Find' });
    await input.waitFor();
    await until('the focus in the find bar', () => input.evaluate(field => field === document.activeElement));
    await workbench.page.keyboard.type('needle');
    const count = panel.frame.getByRole('search').locator('.find-count');
    await until('three matches', async () => (await count.textContent())?.endsWith(' of 3'));
    const first = await count.textContent();
    await workbench.page.keyboard.press('Enter');
    await until('the next match', async () => (await count.textContent()) !== first);
    await workbench.page.keyboard.press('F3');
    assert.equal(await otherFindWidgets(), 0);
    await workbench.page.keyboard.press('ControlOrMeta+f');
    assert.equal(await otherFindWidgets(), 0);
  }

  async function closeFind(panel: ChatPanel): Promise<void> {
    await workbench.page.keyboard.press('Escape');
    await until('no find bar', async () => (await panel.frame.getByRole('search').count()) === 0);
    await until('the focus in the composer', () => panel.composer.evaluate(field => field === document.activeElement));
  }

  it('opens by the usual key in the view, and VS Code’s own does not', async () => {
    gateway.script({ text });
    await workbench.runCommand('Runnel: Open Chat');
    const panel = await workbench.panel();
    await panel.ask('Where is it?');
    await panel.answerIn('finished');
    await findNeedles(panel);
    await workbench.screenshot('find-in-view');
    await closeFind(panel);
  });

  it('opens by the same key in an editor tab', async () => {
    await workbench.toggleSideBar();
    gateway.script({ text });
    await workbench.runCommand('Runnel: Open Chat in Editor');
    const panel = await workbench.panel();
    await panel.ask('And here?');
    await panel.answerIn('finished');
    await findNeedles(panel);
    await workbench.screenshot('find-in-tab');
    await closeFind(panel);
  });

  it('can be seen in high contrast', async () => {
    await workbench.changeTheme('Default High Contrast');
    await findNeedles(await workbench.panel());
    await workbench.screenshot('find-high-contrast');
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { ElementHandle } from 'playwright';
import { sampleSettings } from '../../scripts/sample-settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import type { ChatPanel } from './support/chat-panel.ts';
import { keywordColor } from './support/keyword-color.ts';
import { until } from './support/until.ts';
import { Workbench } from './support/workbench.ts';

/** The color that these themes give to `export`: each is that of `keyword.control` in the theme's own file. */
const themes = [
  ['Light Modern', '#af00db'],
  ['Default High Contrast', '#c586c0'],
  ['Default High Contrast Light', '#b5200d'],
  ['Monokai', '#f92672'],
  ['Dark Modern', '#c586c0'],
] as const;

describe('The color theme', () => {
  let gateway: Gateway;
  let workbench: Workbench;
  let panel: ChatPanel;
  let nodes: ElementHandle[];
  let text: string;

  before(async () => {
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
    workbench = await Workbench.open({
      settings: { ...sampleSettings(gateway.baseUrl, ['sample/code']), 'workbench.colorTheme': 'Dark Modern' },
    });
    await workbench.runCommand('Runnel: Open Chat');
    panel = await workbench.panel();
    await panel.ask('Show me some code.');
    await panel.answerIn('finished');
    await until('colored code', async () => (await keywordColor(panel, 'export')) === '#c586c0');
    nodes = await panel.transcript.locator('p, pre, .code-line').elementHandles();
    text = await panel.transcript.innerText();
  });
  after(async () => {
    await workbench?.close();
    await gateway?.close();
  });

  for (const [name, color] of themes) {
    it(`${name} colors the code that is there, in the same page and the same elements`, async () => {
      await workbench.changeTheme(name);
      await until(`the color ${color}`, async () => (await keywordColor(panel, 'export')) === color);
      assert.equal(await panel.transcript.innerText(), text);
      assert(nodes.length > 5);
      for (const node of nodes) assert(await node.evaluate(element => element.isConnected));
    });
  }

  it('can be changed by the user’s own rules for code', async () => {
    await workbench.changeSetting('editor.tokenColorCustomizations', { '[Dark*]': { keywords: '#12ab34' } });
    await until('the user’s color', async () => (await keywordColor(panel, 'export')) === '#12ab34');
  });

  it('also colors code that comes later', async () => {
    await panel.ask('More, please.');
    await until('the second answer', async () => (await panel.answers.count()) === 2);
    await panel.answerIn('finished');
    await until('colored code', async () => (await keywordColor(panel, 'export', 'last')) === '#12ab34');
  });
});

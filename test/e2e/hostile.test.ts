import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import { sampleSettings } from '../../scripts/sample-settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import { corpus, joined } from '../webview/hostile/corpus/corpus.ts';
import { diagramCases } from '../webview/hostile/corpus/diagrams.ts';
import { TRIPWIRE } from '../webview/hostile/corpus/hostile-case.ts';
import type { ChatPanel } from './support/chat-panel.ts';
import { until } from './support/until.ts';
import { Workbench } from './support/workbench.ts';

/**
 * What mermaid's sanitizer makes of a label to look at it is never shown, but the policy of the frame in which diagrams are
 * drawn tells of what it stops there all the same.
 */
const inDiagrams = /^error: (?:Applying inline style|Setting the document's base URI)/;

describe('An answer full of attacks', () => {
  let gateway: Gateway;
  let workbench: Workbench;
  let panel: ChatPanel;
  /** What was asked of the server that all the attacks lead to. */
  const fetched: string[] = [];
  const events: string[] = [];
  const server = createServer((request, response) => {
    fetched.push(request.url ?? '');
    response.end();
  });

  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 20_000 } });
    workbench = await Workbench.open({ settings: sampleSettings(gateway.baseUrl) });
    await workbench.runCommand('Runnel: Open Chat');
    panel = await workbench.panel();
    workbench.page.on('dialog', dialog => {
      events.push(`the dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    workbench.page.on('popup', popup => events.push(`the window ${popup.url()}`));
    workbench.page.on('download', download => events.push(`the file ${download.url()}`));
    workbench.page.on('framenavigated', frame => events.push(`the page ${frame.url()}`));
  });
  after(async () => {
    await workbench?.close();
    await gateway?.close();
    server.close();
  });

  /** Streams a text as an answer and waits for its end. */
  async function answer(text: string): Promise<void> {
    const { port } = server.address() as AddressInfo;
    gateway.script({ text: text.replaceAll(TRIPWIRE, `http://127.0.0.1:${port}`) });
    const before = await panel.answers.count();
    await panel.ask('Attack me.');
    await panel.answers.nth(before).waitFor();
    const finished = panel.frame.locator('[data-state="finished"]');
    await panel.answers.nth(before).and(finished).waitFor({ timeout: 120_000 });
  }

  /** Nothing ran, was loaded, opened or even stopped by the policy, and the window does what it is told. */
  async function assertUnharmed(): Promise<void> {
    assert.deepEqual(fetched, []);
    const complaints = workbench.console.filter(
      line => /Content Security Policy|Trusted ?Type|pwned|Uncaught/i.test(line) && !inDiagrams.test(line),
    );
    assert.deepEqual(complaints, []);
    // The frame that draws diagrams has a page of its own, which is there from the start.
    assert.deepEqual(
      events.filter(event => event !== 'the page about:srcdoc'),
      [],
    );
    assert.equal(await panel.frame.evaluate(() => 'pwned' in globalThis), false);
    assert.equal(await workbench.page.locator('.monaco-dialog-box').count(), 0);
    await panel.composer.fill('still here');
    assert.equal(await panel.composer.inputValue(), 'still here');
  }

  it('does nothing at all, streamed whole', async function () {
    this.timeout(180_000);
    await answer(joined(corpus.filter(({ text }) => !text.includes('mermaid'))));
    await assertUnharmed();
    await workbench.screenshot('hostile-answer');
  });

  it('does nothing by its diagrams, drawn or not', async function () {
    this.timeout(240_000);
    for (let at = 0; at < diagramCases.length; at += 15) {
      await answer(joined(diagramCases.slice(at, at + 15)));
      const blocks = panel.answers.last().locator('.code-block:has(pre[data-language="mermaid"])');
      for (const block of await blocks.all()) {
        await until('a picture or the reason why there is none', async () => {
          await block.scrollIntoViewIfNeeded();
          return (await block.locator('img.diagram-image, .diagram-error').count()) > 0;
        });
      }
      const pictures = await panel.frame.evaluate(() =>
        [...document.querySelectorAll<HTMLImageElement>('img.diagram-image')].map(image =>
          decodeURIComponent(image.src),
        ),
      );
      for (const picture of pictures) {
        assert.match(picture, /^data:image\/svg\+xml/);
        assert.doesNotMatch(
          picture,
          /<(?:script|iframe|foreignObject|image|img)\b|javascript:|@import|url\(["']?(?:http|data)/i,
        );
      }
    }
    await assertUnharmed();
  });
});

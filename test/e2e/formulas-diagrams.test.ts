import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { sampleSettings } from '../../scripts/sample-settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import type { ChatPanel } from './support/chat-panel.ts';
import { until } from './support/until.ts';
import { Workbench } from './support/workbench.ts';

const text = `It costs $5 or $10, and $E = mc^2$.

$$
\\int_0^1 x^2\\,dx = \\frac{1}{3}
$$

\`\`\`mermaid
flowchart LR
  A[API] -->|insert| Q[(jobs)]
\`\`\`

\`\`\`mermaid
flowchart LR
  A[never closed --> B
\`\`\`

\`\`\`mermaid
sequenceDiagram
  A->>B: <img src=x onerror=alert(1)>
\`\`\`

\`\`\`mermaid
%%{init: {"packet": {"bitsPerRow": 1}}}%%
packet-beta
  0-99: "Data"
\`\`\`
`;

describe('Formulas and diagrams', () => {
  let gateway: Gateway;
  let workbench: Workbench;
  let panel: ChatPanel;

  before(async () => {
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
    workbench = await Workbench.open({
      settings: sampleSettings(gateway.baseUrl),
      size: { width: 1280, height: 1400 },
    });
    await workbench.runCommand('Runnel: Open Chat');
    panel = await workbench.panel();
    gateway.script({ text });
    await panel.ask('Show me.');
    await panel.answerIn('finished');
  });
  after(async () => {
    await workbench?.close();
    await gateway?.close();
  });

  /** What became of the diagrams, in their order: the pictures' natural sizes, or why there is none. */
  function diagrams(): Promise<string[]> {
    return panel.frame.evaluate(() =>
      [...document.querySelectorAll('.code-block')].map(block => {
        const image = block.querySelector<HTMLImageElement>('img.diagram-image');
        const size = image?.complete ? `${image.naturalWidth > 0 && image.naturalHeight > 0}` : '';
        return block.querySelector('.diagram-error')?.textContent ?? size;
      }),
    );
  }

  it('are set and drawn under the policy of the page', async () => {
    await panel.frame.locator('.katex-html').nth(1).waitFor();
    assert.equal(await panel.frame.locator('.katex-html').count(), 2);
    assert.match(await panel.answers.last().innerText(), /It costs \$5 or \$10/);
    await until('all diagrams', async () => (await diagrams()).every(state => state !== ''));
    const [flowchart, wrong, sequence] = await diagrams();
    assert.equal(flowchart, 'true');
    assert.match(wrong ?? '', /^This diagram could not be drawn: Parse error/);
    assert.equal(sequence, 'true');
    assert.doesNotMatch((await panel.frame.locator('.diagram-image').first().getAttribute('src')) ?? '', /nonce/);
    const complaints = workbench.console.filter(line => /Content Security Policy|TrustedType/i.test(line));
    assert.deepEqual(complaints, []);
  });

  it('draw no sizes of a diagram’s own choice', async () => {
    const width = await panel.frame
      .locator('.diagram-image')
      .last()
      .evaluate((image: HTMLImageElement) => image.naturalWidth);
    assert.ok(width > 500, `${width}`);
  });

  it('has the fonts of formulas', async () => {
    const loaded = () =>
      panel.frame.evaluate(() => document.fonts.check('16px KaTeX_Math') && document.fonts.size > 10);
    await until('the font', loaded);
  });

  it('draws diagrams anew in the colours of another theme', async () => {
    const address = () => panel.frame.locator('.diagram-image').first().getAttribute('src');
    const before = await address();
    await workbench.changeTheme('Default High Contrast Light');
    await until('another picture', async () => (await address()) !== before);
  });

  it('shows the source of a diagram on a click', async () => {
    const block = panel.frame.locator('.code-block').first();
    await block.getByRole('button', { name: 'Show Source' }).click();
    await block.locator('pre').waitFor({ state: 'visible' });
    await block.getByRole('button', { name: 'Show Diagram' }).click();
    await block.getByRole('img', { name: 'Flowchart: API, insert, jobs' }).waitFor({ state: 'visible' });
  });

  it('shows the source of a diagram when something is found in it', async () => {
    await panel.composer.press('Control+F');
    await panel.frame.getByRole('textbox', { name: 'Find' }).fill('(jobs)');
    await panel.frame.locator('.code-block').first().locator('pre').waitFor({ state: 'visible' });
  });
});

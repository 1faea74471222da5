// Takes pictures of the answer that uses everything, in a real VS Code: four themes, two widths, under way and finished.
// Usage: node test/e2e/support/showcase-pictures.ts [--out DIR]
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ElementHandle } from 'playwright';
import { sampleSettings } from '../../../scripts/sample-settings.ts';
import { repositoryRoot } from '../../../scripts/vscode-server/process-tree.ts';
import { startGateway } from '../../support/gateway/gateway.ts';
import { showcaseParts } from '../../support/gateway/showcase.ts';
import { tokenize } from '../../support/gateway/tokens.ts';
import { closeBrowser } from './browser.ts';
import type { ChatPanel } from './chat-panel.ts';
import { until } from './until.ts';
import { Workbench } from './workbench.ts';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const out = resolve(values.out ?? join(repositoryRoot, 'out/screenshots/showcase'));

const themes = [
  ['dark', 'Dark Modern'],
  ['light', 'Light Modern'],
  ['hc-dark', 'Default High Contrast'],
  ['hc-light', 'Default High Contrast Light'],
] as const;

/** Of the panel, in CSS pixels. */
const widths = [300, 900] as const;
const height = 1400;

/** Where the stream is held for a picture: behind the first of each of these, which is then to be read. */
const cuts = [
  ['table', '91 %'],
  ['diagram', 'Q -->|claim| W{W'],
  ['code', 'timeoutMs: 5'],
] as const;
/** How long nothing may have changed for a picture, in milliseconds: colors and diagrams come when there is time for them. */
const calmMs = 500;

const tokens = showcaseParts().flatMap(part => ('text' in part ? tokenize(part.text) : []));

const gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
let workbench: Workbench | undefined;
try {
  await mkdir(out, { recursive: true });
  workbench = await Workbench.open({
    settings: {
      ...sampleSettings(gateway.baseUrl, ['sample/showcase']),
      'workbench.colorTheme': 'Dark Modern',
      'workbench.activityBar.location': 'hidden',
      'workbench.statusBar.visible': false,
    },
    size: { width: widths[1], height },
  });
  await workbench.runCommand('Runnel: Open Chat in Editor');
  const panel = await workbench.panel();
  await workbench.host.run(vscode => vscode.commands.executeCommand('workbench.action.closeSidebar'));
  await until('the whole width', async () => (await panelSize(panel)).width > widths[1] - 50);
  gateway.hold();
  const asked = gateway.nextRequest();
  await panel.ask('How many workers does my job queue need?');
  const request = await asked;
  let written = 0;
  for (const [name, text] of cuts) {
    const count = tokensUntil(text);
    gateway.release(count - written);
    written = count;
    await request.whenWritten(count);
    await until(`“${text}”`, async () => (await panel.answers.last().textContent())?.includes(text));
    await everyLook(panel, workbench, (look, page) => picture(panel, `${look}-streaming-${name}`, page));
  }
  gateway.resume();
  await panel.answerIn('finished');
  await panel.frame.getByText(/^Thought for/).click();
  await everyLook(panel, workbench, (look, page) => pictures(panel, `${look}-finished`, page));
} finally {
  await workbench?.close();
  await gateway.close();
  await closeBrowser();
}

/** How many tokens hold the answer up to and including this. */
function tokensUntil(text: string): number {
  let said = '';
  const index = tokens.findIndex(token => {
    said += token;
    return said.includes(text);
  });
  if (index < 0) throw new Error(`The answer has no “${text}”.`);
  return index + 1;
}

type Frame = ElementHandle<Node>;

async function everyLook(panel: ChatPanel, workbench: Workbench, take: (look: string, frame: Frame) => Promise<void>) {
  for (const [theme, name] of themes) {
    await workbench.changeTheme(name);
    for (const width of widths) {
      await workbench.page.setViewportSize({ width, height });
      await until(`${width} px`, async () => Math.abs((await panelSize(panel)).width - width) < 50);
      await take(`${theme}-${width}`, await panel.frame.frameElement());
    }
  }
}

/** Pictures of the whole transcript, from top to bottom. */
async function pictures(panel: ChatPanel, name: string, frame: Frame): Promise<void> {
  const scroller = await panel.transcript.evaluateHandle(transcript => {
    let element: Element = transcript;
    while (element.parentElement && element.scrollHeight <= element.clientHeight) element = element.parentElement;
    return element;
  });
  await scroller.evaluate(element => {
    element.scrollTop = 0;
  });
  for (let page = 1; ; page++) {
    await picture(panel, `${name}-${page}`, frame);
    const isEnd = await scroller.evaluate(element => {
      const before = element.scrollTop;
      element.scrollTop += element.clientHeight - 40;
      return element.scrollTop - before < 1;
    });
    if (isEnd || page > 20) break;
  }
}

async function picture(panel: ChatPanel, name: string, frame: Frame): Promise<void> {
  await settled(panel);
  const path = join(out, `${name}.png`);
  await frame.asElement()?.screenshot({ path });
  process.stdout.write(`${path}\n`);
}

/** Waits until nothing is drawn any more. */
async function settled(panel: ChatPanel): Promise<void> {
  let before = '';
  let since = performance.now();
  await until('a picture that does not change', async () => {
    const now = await appearance(panel);
    if (now !== before) since = performance.now();
    before = now;
    return performance.now() - since > calmMs;
  });
}

/** All that may come late: colors, and what has a size. */
function appearance(panel: ChatPanel): Promise<string> {
  return panel.transcript.evaluate(transcript => {
    const colors = [...transcript.querySelectorAll('pre span')].map(span => getComputedStyle(span).color);
    const sizes = [...transcript.querySelectorAll('img, svg, iframe, .katex')].map(each => each.clientHeight);
    return JSON.stringify([transcript.scrollHeight, transcript.scrollTop, colors, sizes]);
  });
}

function panelSize(panel: ChatPanel): Promise<{ width: number; height: number }> {
  return panel.frame.evaluate(() => ({ width: innerWidth, height: innerHeight }));
}

// Takes the picture of the README: a question about a loop, and the answer while it streams.
// Usage: node test/e2e/support/readme-picture.ts [--out FILE]
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sampleSettings } from '../../../scripts/sample-settings.ts';
import { repositoryRoot } from '../../../scripts/vscode-server/process-tree.ts';
import { startGateway } from '../../support/gateway/gateway.ts';
import { tokenize } from '../../support/gateway/tokens.ts';
import { closeBrowser } from './browser.ts';
import { keywordColor } from './keyword-color.ts';
import { until } from './until.ts';
import { Workbench } from './workbench.ts';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const path = resolve(repositoryRoot, values.out ?? 'media/screenshot.png');

const file = `/** Counts the words of a text. */
export function countWords(text: string): number {
  let count = 0;
  let i = 0;
  while (i < text.length) {
    if (text[i] === ' ') {
      count++;
    }
  }
  return count;
}
`;

const shown = `The loop never ends because **\`i\` is never increased**: \`text[i]\` is the same character each time round.

## What happens

1. \`i\` starts at 0, and the condition \`i < text.length\` is true.
2. The body looks at \`text[0]\` and changes \`count\` at most.
3. Nothing changes \`i\`, so the condition stays true.

Use a \`for\` loop, which cannot forget it:

\`\`\`ts
export function countWords(text: string) {
  let count = 0;
  for (const word of text.split(/\\s+/)) {
    if (word !== '') count++;
  }
  return count;
}
\`\`\`

| text | before | after |
| --- | --- | --- |
| \`'one two'\` | never ends | 2 |
| \`''\` | 0 | 0 |
`;

const gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
let workbench: Workbench | undefined;
try {
  workbench = await Workbench.open({
    files: { 'src/words.ts': file },
    settings: {
      ...sampleSettings(gateway.baseUrl),
      'workbench.colorTheme': 'Dark Modern',
      'breadcrumbs.enabled': false,
      'editor.minimap.enabled': false,
    },
    size: { width: 1280, height: 800 },
  });
  await workbench.editor.open('src/words.ts');
  await workbench.editor.selectLines(5, 9);
  gateway.script({ text: shown });
  gateway.hold();
  const asked = gateway.nextRequest();
  const question = 'Why does this loop never end?';
  await workbench.runCommand('Runnel: Ask About Selection…');
  await workbench.quickInput().locator('input.input').fill(question);
  await workbench.quickInput().locator('.monaco-list-row', { hasText: 'Answer in the Panel' }).waitFor();
  await workbench.page.keyboard.press('Enter');
  const panel = await workbench.panel();
  await asked;
  // Without its last token it is still under way.
  gateway.release(tokenize(shown).length - 1);
  await until('the table', async () => (await panel.answers.last().textContent())?.includes("''"));
  await until('colored code', () => keywordColor(panel, 'export'));
  await widen(workbench, 480);
  await workbench.page.screenshot({ path, animations: 'disabled' });
  process.stdout.write(`${path}\n`);
} finally {
  await workbench?.close();
  await gateway.close();
  await closeBrowser();
}

/** Drags the border of the side bar to so many pixels from the left. */
async function widen({ page }: Workbench, x: number): Promise<void> {
  const border = await page.locator('.split-view-view .sidebar').boundingBox();
  if (!border) throw new Error('There is no side bar.');
  await page.mouse.move(border.x + border.width, 400);
  await page.mouse.down();
  await page.mouse.move(x, 400, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(900, 600);
  await until('a wider side bar', async () => {
    const now = await page.locator('.split-view-view .sidebar').boundingBox();
    return now !== null && Math.abs(now.x + now.width - x) < 10;
  });
  const lit = page.locator('.monaco-sash:is(.hover, .active)');
  await until('a border that is let go of', async () => (await lit.count()) === 0);
}

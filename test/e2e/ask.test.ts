import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { sampleSettings } from '../../scripts/sample-settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import type { GatewayRequest } from '../support/gateway/gateway-request.ts';
import { askedMessages } from './support/asked-messages.ts';
import { until } from './support/until.ts';
import { Workbench } from './support/workbench.ts';

const source = `export function twice(text: string): number {
\treturn text + text;
}

export function other(): void {}
`;

/** The text of a request's only message. */
function messageText(request: GatewayRequest): string {
  const [text = '', ...others] = askedMessages(request);
  assert.deepEqual(others, []);
  return text;
}

describe('Questions about code, by the keyboard', () => {
  let gateway: Gateway;
  let workbench: Workbench;

  before(async () => {
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
    workbench = await Workbench.open({ files: { 'src/twice.ts': source }, settings: sampleSettings(gateway.baseUrl) });
  });
  after(async () => {
    await workbench?.close();
    await gateway?.close();
  });
  beforeEach(async () => {
    await workbench.host.run(vscode => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));
    await workbench.editor.open('src/twice.ts');
  });

  async function openList(): Promise<void> {
    await workbench.editor.focus();
    await workbench.page.keyboard.press('Control+k');
    await workbench.page.keyboard.press('a');
    await workbench.quickInput().locator('.monaco-list-row', { hasText: 'Simplify' }).waitFor();
  }

  const focusedLabel = () => workbench.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

  // The first one: nothing of Runnel has been used in this window yet.
  it('the light bulb offers Fix for an error of TypeScript, and shows what to change as a diff', async () => {
    await until('the error', () =>
      workbench.host.run(vscode => {
        const uri = vscode.window.activeTextEditor?.document.uri;
        return uri !== undefined && vscode.languages.getDiagnostics(uri).length > 0;
      }),
    );
    await workbench.editor.putCursor(2, 3);
    await workbench.editor.focus();
    gateway.script({
      text: '```ts\nexport function twice(text: string): string {\n\treturn text + text;\n}\n```',
    });
    const asked = gateway.nextRequest();
    await workbench.chooseInLightBulb('Fix with Runnel');
    const text = messageText(await asked);
    assert.match(text, /^From src\/twice\.ts, lines 1 to 3:\n```typescript\nexport function twice/);
    assert.match(
      text,
      /From Problems in src\/twice\.ts, line 2:\n```\nline 2: error \(ts 2322\): Type 'string' is not/,
    );
    await workbench.page.locator('.tab.active', { hasText: 'changes by' }).waitFor();
    await workbench.runCommand('Runnel: Accept Changes');
    const fixed = source.replace('): number', '): string');
    await until('the change', async () => (await workbench.editor.textOf('src/twice.ts')) === fixed);
  });

  it('Tab leads from a template to its other targets, and the editor keeps the focus', async () => {
    const { keyboard } = workbench.page;
    await workbench.editor.selectLines(2, 2);
    await openList();
    for (let row = 0; row < 4; row++) await keyboard.press('ArrowDown');
    // Through the list to the buttons of its row.
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await until('the first button', async () => (await focusedLabel()) === 'In the panel');
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await until('the button', async () => (await focusedLabel()) === 'In place of the selection');
    gateway.script({ text: '```ts\n\treturn text.repeat(2);\n```' });
    const asked = gateway.nextRequest();
    await keyboard.press('Enter');
    assert.match(messageText(await asked), /^From src\/twice\.ts, line 2:\n.*\n.*\n```\n\nSimplify this/);
    const replaced = source.replace('text + text', 'text.repeat(2)');
    await until('the replacement', async () => (await workbench.editor.text()) === replaced);
    await until('the focus in the editor', () =>
      workbench.page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null),
    );
    await workbench.editor.undo();
    assert.equal(await workbench.editor.text(), source);
  });

  it('a typed question goes where the arrow keys say: into a diff, which is accepted', async () => {
    const { keyboard } = workbench.page;
    await workbench.editor.selectLines(5, 5);
    await openList();
    await keyboard.type('Call it another.');
    await workbench.quickInput().locator('.monaco-list-row', { hasText: 'Show as a Diff' }).waitFor();
    for (let row = 0; row < 4; row++) await keyboard.press('ArrowDown');
    gateway.script({ text: 'Here:\n```ts\nexport function another(): void {}\n```\n' });
    const asked = gateway.nextRequest();
    await keyboard.press('Enter');
    assert.match(
      messageText(await asked),
      /^From src\/twice\.ts, line 5:\n```typescript\nexport function other\(\): void \{\}\n```\n\nCall it another\.\n\nAnswer with one code block[^\n]*$/,
    );
    await workbench.page.locator('.tab.active', { hasText: 'changes by' }).waitFor();
    await workbench.page
      .locator('.modified-in-monaco-diff-editor .view-line', { hasText: 'another' })
      .first()
      .waitFor();
    await workbench.runCommand('Runnel: Accept Changes');
    const accepted = source.replace('other', 'another');
    await until('the change', async () => (await workbench.editor.textOf('src/twice.ts')) === accepted);
  });
});

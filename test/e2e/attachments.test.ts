import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { sampleSettings } from '../../scripts/sample-settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import { isObject } from '../support/gateway/gateway-request.ts';
import { until } from './support/until.ts';
import { Workbench } from './support/workbench.ts';

const loop = 'let i = 0;\nwhile (i < 10) {\n\ti--;\n}\ndone();\n';

describe('What is put beside a question', () => {
  let gateway: Gateway;
  let workbench: Workbench;

  before(async () => {
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 2000 } });
    workbench = await Workbench.open({
      settings: sampleSettings(gateway.baseUrl),
      files: { 'src/loop.ts': loop, 'notes.md': 'Be kind.\n', 'odd `name` "x".py': 'x = 1\n' },
    });
  });
  after(async () => {
    await workbench?.close();
    await gateway?.close();
  });

  const names = async () => {
    const panel = await workbench.panel();
    return panel.frame.locator('.composer .chip .chip-label').allInnerTexts();
  };
  const chips = (...expected: string[]) =>
    until(`the chips ${expected.join(', ')}`, async () => (await names()).join('|') === expected.join('|'));
  const composerHasFocus = async () => {
    const { composer } = await workbench.panel();
    await until('the focus in the composer', () =>
      composer.evaluate(field => document.hasFocus() && field === document.activeElement),
    );
  };

  it('comes from a selection, from a search and from the Explorer', async () => {
    await workbench.host.run(async vscode => {
      const [file] = await vscode.workspace.findFiles('src/loop.ts');
      if (!file) return;
      const editor = await vscode.window.showTextDocument(file, { preview: false });
      editor.selection = new vscode.Selection(1, 0, 3, 1);
    });
    await workbench.page.locator('.monaco-editor .view-lines').first().waitFor();
    await workbench.page.keyboard.press('Control+K');
    await workbench.page.keyboard.press('j');
    await chips('src/loop.ts:2-4');
    await composerHasFocus();

    const panel = await workbench.panel();
    await panel.button('Attach…').click();
    const row = workbench.quickInput().locator('.monaco-list-row', { hasText: 'notes.md' });
    await row.waitFor();
    await workbench.screenshot('attach-list');
    await workbench.page.keyboard.type('notes');
    await workbench.quickInput().locator('.monaco-list-row.focused', { hasText: 'notes.md' }).waitFor();
    await workbench.page.keyboard.press('Enter');
    await chips('src/loop.ts:2-4', 'notes.md');
    await composerHasFocus();

    await workbench.page.locator('.activitybar a[aria-label^="Explorer"]').click();
    await workbench.page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'odd' })
      .click({ button: 'right' });
    const item = workbench.page.locator('.monaco-menu .action-label', { hasText: 'Attach File to Chat' });
    await item.waitFor();
    await until('the menu to take the click, which it does not as it opens', async () => {
      if (await item.isVisible()) await item.click({ timeout: 1000 });
      return !(await item.isVisible());
    });
    await chips('src/loop.ts:2-4', 'notes.md', 'odd `name` "x".py');
    await composerHasFocus();
  });

  it('outlives a reload, opens, and is sent as it was', async () => {
    await workbench.reload();
    await workbench.host.run(vscode => vscode.commands.executeCommand('runnel.openChat'));
    await chips('src/loop.ts:2-4', 'notes.md', 'odd `name` "x".py');
    await workbench.host.run(vscode => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
    const again = await workbench.panel();
    await again.frame.locator('.composer .chip-open').first().click();
    await until('the attached lines', () =>
      workbench.host.run(vscode => {
        const editor = vscode.window.activeTextEditor;
        return editor?.document.getText(editor.selection) === 'while (i < 10) {\n\ti--;\n}';
      }),
    );
    await workbench.page.keyboard.press('Delete');
    await again.frame.locator('.composer .chip.changed').waitFor();
    await workbench.screenshot('attach-changed');

    gateway.script({ text: 'It counts down.' });
    const asked = gateway.nextRequest();
    await again.ask('Why?');
    const { body } = await asked;
    assert.deepEqual(isObject(body) && body['messages'], [
      {
        role: 'user',
        content:
          'From src/loop.ts, lines 2 to 4:\n```typescript\nwhile (i < 10) {\n\ti--;\n}\n```\n\n' +
          'From notes.md, line 1:\n```markdown\nBe kind.\n```\n\n' +
          'From odd `name` "x".py, line 1:\n```python\nx = 1\n```\n\nWhy?',
      },
    ]);
    await again.answerIn('finished');
    await again.frame.getByText('It was sent as it was then.').waitFor();
    await workbench.screenshot('attach-sent');
    assert.deepEqual(await names(), []);
  });
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { sampleSettings } from '../../scripts/sample-settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import { askedMessages, tokensUntil } from './support/asked-messages.ts';
import { until } from './support/until.ts';
import { Workbench } from './support/workbench.ts';

const loop = `export function count(): number {
\tlet i = 0;
\twhile (i < 10) {
\t\ti--;
\t}
\treturn i;
}
`;
const plain = 'first line\nlast line\n';

describe('Text goes from and to the editor', () => {
  let gateway: Gateway;
  let workbench: Workbench;

  before(async () => {
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
    workbench = await Workbench.open({
      files: { 'src/loop.ts': loop, 'notes.txt': plain },
      settings: { ...sampleSettings(gateway.baseUrl), 'editor.insertSpaces': false, 'editor.detectIndentation': false },
    });
  });
  after(async () => {
    await workbench?.close();
    await gateway?.close();
  });
  beforeEach(async () => {
    gateway.resume();
    await workbench.host.run(async vscode => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.commands.executeCommand('runnel.newChat');
    });
    const panel = await workbench.panel();
    await until('the focus in the composer', () => panel.composer.evaluate(field => field === document.activeElement));
  });

  it('asks about a selection: the request holds it with file and lines, and the answer streams into the panel', async () => {
    await workbench.editor.open('src/loop.ts');
    await workbench.editor.selectLines(3, 5);
    gateway.script({ text: 'It counts **down**.' });
    const asked = gateway.nextRequest();
    await workbench.runCommand('Runnel: Ask About Selection…');
    await workbench.quickInput().locator('input.input').fill('Why does this never end?');
    await workbench.quickInput().locator('.monaco-list-row', { hasText: 'Answer in the Panel' }).waitFor();
    await workbench.page.keyboard.press('Enter');
    const request = await asked;
    assert.deepEqual(askedMessages(request), [
      'From src/loop.ts, lines 3 to 5:\n```typescript\n\twhile (i < 10) {\n\t\ti--;\n\t}\n```\n\nWhy does this never end?',
    ]);
    const panel = await workbench.panel();
    const answer = await panel.answerIn('finished');
    assert.match(await answer.innerText(), /It counts down\./);
    assert.match(await panel.questions.last().innerText(), /src\/loop\.ts:3-5/);
  });

  it('takes the function around the cursor when nothing is selected, and says so', async () => {
    await workbench.editor.open('src/loop.ts');
    await workbench.editor.putCursor(4, 1);
    await workbench.runCommand('Runnel: Ask About Selection…');
    const input = workbench.quickInput();
    await until('the title', async () => /Nothing is selected: ask about/.test((await input.textContent()) ?? ''));
    gateway.script({ text: 'Fine.' });
    const asked = gateway.nextRequest();
    await input.locator('.monaco-list-row', { hasText: 'Explain' }).click();
    const [text] = askedMessages(await asked);
    assert.match(text ?? '', /^From src\/loop\.ts, lines 1 to 7:/);
    await (await workbench.panel()).answerIn('finished');
  });

  it('says what to do when there is no editor', async () => {
    await workbench.runCommand('Runnel: Ask About Selection…');
    await workbench.notifications().filter({ hasText: 'Open a file, select some text' }).waitFor();
    await workbench.host.run(vscode => vscode.commands.executeCommand('notifications.clearAll'));
  });

  it('inserts a code block at the cursor while it still streams, indented for its place, in one undo step', async () => {
    await workbench.editor.open('src/loop.ts');
    await workbench.editor.putCursor(2, 2);
    gateway.hold();
    gateway.script({ text: 'Like this:\n\n```ts\nif (i > 9) {\n  return i;\n}\n```\n\nThat is all.' });
    const asked = gateway.nextRequest();
    await workbench.runCommand('Runnel: Open Chat');
    const panel = await workbench.panel();
    await panel.ask('Write a guard.');
    const request = await asked;
    const untilCode = tokensUntil(request, 'if (i');
    gateway.release(untilCode);
    await panel.answers.last().locator('pre').waitFor();
    await panel.answers.last().getByRole('button', { name: 'Insert at Cursor' }).first().click();
    await until('the first piece in the document', async () =>
      (await workbench.editor.textOf('src/loop.ts'))?.includes('\tif (i'),
    );
    assert.equal(request.tokensWritten, untilCode);
    gateway.resume();
    const expected = loop.replace('\tlet i', '\tif (i > 9) {\n\t\treturn i;\n\t}let i');
    await until('the whole block', async () => (await workbench.editor.textOf('src/loop.ts')) === expected);
    await panel.answerIn('finished');
    await workbench.editor.undo();
    assert.equal(await workbench.editor.textOf('src/loop.ts'), loop);
  });

  it('inserts only what is selected in an answer, by its button and from the context menu', async () => {
    await workbench.editor.open('notes.txt');
    await workbench.editor.putCursor(1, 1);
    gateway.script({ text: 'Like this:\n\n```ts\nif (i > 9) {\n  return i;\n}\n```\n' });
    await workbench.runCommand('Runnel: Open Chat');
    const panel = await workbench.panel();
    const asked = gateway.nextRequest();
    await panel.ask('Write a guard.');
    await asked;
    const answer = await panel.answerIn('finished');
    // The word “return”.
    const place = { x: 30, y: 8 };
    const line = answer.locator('.code-line').nth(1);
    await line.dblclick({ position: place });
    await answer.getByRole('button', { name: 'Insert at Cursor' }).first().click();
    const text = () => workbench.editor.textOf('notes.txt');
    await until('the word', async () => (await text()) === `return${plain}`);
    await line.click({ button: 'right', position: place });
    const item = workbench.page.getByRole('menuitem', { name: 'Insert Selected Part at Cursor' });
    await item.waitFor();
    await until('the word a second time', async () => {
      // VS Code takes a click for the end of the press that has opened the menu, if it comes at once.
      if (await item.isVisible()) await item.click({ timeout: 1000 });
      return (await text()) === `returnreturn${plain}`;
    });
    await workbench.editor.undo();
    await workbench.editor.undo();
    assert.equal(await text(), plain);
  });

  it('generates at the cursor without fences and prose, stops on Esc, and one Undo takes it back', async () => {
    await workbench.editor.open('notes.txt');
    await workbench.editor.putCursor(2, 1);
    gateway.hold();
    gateway.script({ text: 'Sure:\n\n```text\nmiddle one\nmiddle two\nmiddle three\n```\n' });
    const asked = gateway.nextRequest();
    await workbench.runCommand('Runnel: Generate at Cursor…');
    await workbench.quickInput().locator('input.input').fill('lines between');
    await workbench.page.keyboard.press('Enter');
    const request = await asked;
    assert.match(askedMessages(request).join(), /first line\n⟦cursor⟧last line/);
    await until('the word that it is on its way', () => workbench.editor.saysWaiting());
    const untilTwo = tokensUntil(request, 'two\n');
    gateway.release(untilTwo);
    await until('two lines', async () => (await workbench.editor.text())?.includes('middle two'));
    await workbench.editor.focus();
    await workbench.page.keyboard.press('Escape');
    assert.equal((await request.closed).by, 'client');
    const text = (await workbench.editor.text()) ?? '';
    assert.match(text, /^first line\nmiddle one\nmiddle two/);
    assert.doesNotMatch(text, /`|Sure|three/);
    await workbench.editor.undo();
    assert.equal(await workbench.editor.text(), plain);
  });

  it('says why nothing could be generated, and no longer that it waits', async () => {
    await workbench.changeSetting('runnel.model', 'sample/fault/status-401');
    await workbench.editor.open('notes.txt');
    const command = { prompt: 'anything' };
    await workbench.host.run((vscode, argument) => {
      void vscode.commands.executeCommand('runnel.generateAtCursor', argument);
    }, command);
    await workbench.notifications().filter({ hasText: 'Set API Key' }).waitFor();
    assert.equal(await workbench.editor.saysWaiting(), false);
    assert.equal(await workbench.editor.text(), plain);
    await workbench.changeSetting('runnel.model', 'sample/sample/markdown');
    await workbench.host.run(vscode => vscode.commands.executeCommand('notifications.clearAll'));
  });

  it('inserts a whole answer into a new document when no editor is open', async () => {
    gateway.script({ text: 'Just a sentence.' });
    await workbench.runCommand('Runnel: Open Chat');
    const panel = await workbench.panel();
    await panel.ask('Say something.');
    await panel.answerIn('finished');
    await workbench.runCommand('Runnel: Insert at Cursor');
    await until('the new document', async () => (await workbench.editor.text()) === 'Just a sentence.');
  });
});

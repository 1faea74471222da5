import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { surroundings } from '../../src/host/editor/surroundings.ts';
import { askedMessages, useAskGateway } from './support/ask-gateway.ts';
import { closeAll, openWithCursor, shownEditors, until } from './support/editing.ts';

const one = 'Answer with one code block and nothing else: the text to put in place of ⟦cursor⟧.';

describe('Generate at Cursor', () => {
  const setUp = useAskGateway();
  afterEach(closeAll);

  const generate = (prompt: string, answer: string) => setUp.ask('runnel.generateAtCursor', { prompt }, answer);

  it('sends the lines around with a mark at the cursor, and nothing else', async () => {
    const editor = await openWithCursor('one\nt|wo\nthree', 'typescript');
    const request = await generate('X.', '```ts\nX\n```');
    assert.deepEqual(askedMessages(request), [
      `From ${editor.document.uri.path}, lines 1 to 3:\n\`\`\`typescript\none\nt⟦cursor⟧wo\nthree\n\`\`\`\n\nX.\n\n${one}`,
    ]);
    assert.equal(editor.document.getText(), 'one\ntXwo\nthree');
  });

  it('works in an empty document', async () => {
    const editor = await openWithCursor('|', 'typescript');
    const request = await generate('X.', '```\nX\n```');
    assert.match(askedMessages(request)[0] ?? '', /^From .*, line 1:\n```typescript\n⟦cursor⟧\n```\n\nX\.\n\nAnswer/);
    assert.equal(editor.document.getText(), 'X');
  });

  it('opens a new document where there is no editor', async () => {
    await generate('X.', '```\nX\n```');
    assert.equal(shownEditors()[0]?.document.getText(), 'X');
  });

  it('is what Show Request shows afterwards, and a question in the chat after that', async () => {
    await openWithCursor('|', 'typescript');
    await generate('Count sheep.', '```\nX\n```');
    await vscode.commands.executeCommand('runnel.showRequest');
    const document = vscode.window.activeTextEditor?.document;
    assert.match(document?.getText() ?? '', /Count sheep\.\\n\\nAnswer with one code block/);
    // And to be read, below the JSON.
    assert.match(document?.getText() ?? '', /\n\/\/ {3}Count sheep\.\n\/\/\n\/\/ {3}Answer with one code block/);
    await setUp.ask('runnel.newChat', { prompt: 'Count goats.' });
    await vscode.commands.executeCommand('runnel.showRequest');
    // In the same document.
    await until(vscode.workspace.onDidChangeTextDocument, () => document?.getText().includes('Count goats.') === true);
    assert.doesNotMatch(document?.getText() ?? '', /sheep/);
  });

  it('says what the model sees, before it asks', async () => {
    const editor = await openWithCursor('|one\ntwo', 'typescript');
    assert.match(await promptShown(), / sees up to 80 lines above the cursor and 40 below\.$/);
    editor.selections = [new vscode.Selection(0, 0, 0, 0), new vscode.Selection(1, 0, 1, 0)];
    assert.match(await promptShown(), / sees up to 40 lines above each cursor and 20 below\.$/);
  });

  it('says what is wrong with a target that nobody knows, and asks nothing', async () => {
    await openWithCursor('|', 'typescript');
    const before = setUp.gateway.requests.length;
    await vscode.commands.executeCommand('runnel.generateAtCursor', { prompt: 'X', target: 'moon' });
    await vscode.commands.executeCommand('runnel.askAboutSelection', { prompt: 'X', model: 'no-slash' });
    assert.equal(setUp.gateway.requests.length, before);
  });
});

/** What the box says in which the user is to say what to write; it is dismissed. */
async function promptShown(): Promise<string> {
  const original = vscode.window.showInputBox;
  let prompt = '';
  Object.defineProperty(vscode.window, 'showInputBox', {
    configurable: true,
    value: async (options: vscode.InputBoxOptions) => {
      prompt = options.prompt ?? '';
    },
  });
  try {
    await vscode.commands.executeCommand('runnel.generateAtCursor');
  } finally {
    Object.defineProperty(vscode.window, 'showInputBox', { configurable: true, value: original });
  }
  return prompt;
}

describe('What a model sees around cursors', () => {
  afterEach(closeAll);

  const at = (line: number, character: number) => new vscode.Position(line, character);
  const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`).join('\n');

  async function seen(content: string, ...cursors: vscode.Position[]): Promise<string[]> {
    const { document } = await openWithCursor(`${content}|`);
    return surroundings(document, cursors).map(({ text }) => text);
  }

  it('is one text for cursors that are near each other, with a mark at each, in order', async () => {
    assert.deepEqual(await seen('ab\ncd', at(1, 1), at(0, 1)), ['a⟦cursor⟧b\nc⟦cursor⟧d']);
  });

  it('is a text for each of cursors that are far apart', async () => {
    const [first, second, ...others] = await seen(numbered(1000), at(0, 0), at(900, 0));
    assert.match(first ?? '', /^⟦cursor⟧line 0\n/);
    assert.match(second ?? '', /\n⟦cursor⟧line 900\n/);
    assert.deepEqual(others, []);
  });

  it('stays small in a document of many lines, in a very long line, and with many cursors', async () => {
    const lines = await seen(numbered(50_000), at(25_000, 3));
    assert.equal(lines.join('').split('\n').length, 80 + 1 + 40);
    const long = await seen('x'.repeat(2_000_000), at(0, 1_000_000));
    assert.equal(long.join('').length, 16_000 + '⟦cursor⟧'.length + 8000);
    const many = await seen(numbered(50_000), ...Array.from({ length: 500 }, (_, index) => at(index * 100, 0)));
    assert.equal(many.length, 500);
    assert(many.join('').length < 500 * 1100);
  });

  it('holds no half characters', async () => {
    const [text = ''] = await seen('😀'.repeat(20_000), at(0, 20_001 - 1));
    assert(text.isWellFormed());
    const [odd = ''] = await seen(`a${'😀'.repeat(20_000)}`, at(0, 20_001));
    assert(odd.isWellFormed());
  });
});

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { askedMessages, useAskGateway } from './support/ask-gateway.ts';
import { closeAll, openWithCursor, press } from './support/editing.ts';
import { withMessages } from './support/messages.ts';
import { opened } from './support/quick-pick.ts';

function name({ document }: vscode.TextEditor): string {
  return document.uri.path;
}

describe('Ask About Selection', () => {
  const setUp = useAskGateway();
  afterEach(closeAll);

  const ask = (argument: object, answer?: string) => setUp.ask('runnel.askAboutSelection', argument, answer);
  const openList = () => opened(() => vscode.commands.executeCommand('runnel.askAboutSelection'));

  it('sends the selection with its lines, the question, and nothing else', async () => {
    const editor = await openWithCursor('one\n|two\nthree\n|four', 'typescript');
    const request = await ask({ prompt: 'Why?', target: 'panel' });
    assert.deepEqual(askedMessages(request), [
      `From ${name(editor)}, lines 2 to 3:\n\`\`\`typescript\ntwo\nthree\n\`\`\`\n\nWhy?`,
    ]);
  });

  it('sends all selections of an editor, in the order of the text', async () => {
    const editor = await openWithCursor('one\ntwo\nthree|', 'typescript');
    const [late, early] = [new vscode.Selection(2, 0, 2, 5), new vscode.Selection(0, 0, 0, 3)];
    editor.selections = [late, early];
    const request = await ask({ prompt: 'Why?' });
    const sent = `From ${name(editor)}, line 1:\n\`\`\`typescript\none\n\`\`\`\n\nFrom ${name(editor)}, line 3:\n\`\`\`typescript\nthree\n\`\`\`\n\nWhy?`;
    assert.deepEqual(askedMessages(request), [sent]);
  });

  it('asks for the whole replacement, and puts it in place of the selection', async () => {
    const editor = await openWithCursor('a(\n|\tb,\n\tc|\n)', 'typescript');
    const request = await ask({ prompt: 'Sort.', target: 'replace' }, 'Sure:\n```ts\n\tc,\n\tb\n```\nDone.');
    assert.deepEqual(askedMessages(request), [
      `From ${name(editor)}, lines 2 to 3:\n\`\`\`typescript\n\tb,\n\tc\n\`\`\`\n\nSort.\n\nAnswer with one code block and nothing else: the whole text to put in place of what is selected, with the same indentation. Repeat what stays as it is; leave nothing out.`,
    ]);
    assert.equal(editor.document.getText(), 'a(\n\tc,\n\tb\n)');
  });

  it('writes below the selection at the cursor, in one undo step', async () => {
    const editor = await openWithCursor('if (a) {\n|\tb();\n|}', 'typescript');
    await ask({ prompt: 'More.', target: 'cursor' }, '```ts\nc();\nd();\n```');
    assert.equal(editor.document.getText(), 'if (a) {\n\tb();\n\tc();\n\td();\n}');
    await press('undo');
    assert.equal(editor.document.getText(), 'if (a) {\n\tb();\n}');
  });

  it('writes behind a selection in the middle of a line', async () => {
    const editor = await openWithCursor('f(|a|);', 'typescript');
    await ask({ prompt: 'More.', target: 'cursor' }, '```ts\n, b\n```');
    assert.equal(editor.document.getText(), 'f(a, b);');
  });

  it('writes at the cursor itself where nothing is selected', async () => {
    const editor = await openWithCursor('a|c', 'typescript');
    const request = await ask({ prompt: 'More.', target: 'cursor' }, '```ts\nb\n```');
    assert.match(askedMessages(request)[0] ?? '', /a⟦cursor⟧c/);
    assert.equal(editor.document.getText(), 'abc');
  });

  it('puts a whole file into a new document', async () => {
    await openWithCursor('|x|', 'typescript');
    await ask({ prompt: 'Test it.', target: 'newFile' }, '```ts x.test.ts\nexpect(x);\n```');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), 'expect(x);');
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'typescript');
  });

  it('says why several selections cannot be replaced, and asks nothing', async () => {
    const editor = await openWithCursor('one two|', 'typescript');
    editor.selections = [new vscode.Selection(0, 0, 0, 3), new vscode.Selection(0, 4, 0, 7)];
    const before = setUp.gateway.requests.length;
    const shown = await withMessages(async messages => {
      await vscode.commands.executeCommand('runnel.askAboutSelection', { prompt: 'Why?', target: 'replace' });
      return messages.map(({ text }) => text);
    });
    assert.deepEqual(shown, ['Several selections cannot be replaced at once. Select one, and ask again.']);
    assert.equal(setUp.gateway.requests.length, before);
  });

  it('keeps what Runnel asks for out of the question, its title, and a later wording', async () => {
    await openWithCursor('|x|', 'typescript');
    await ask({ prompt: 'Say y.', target: 'replace' }, '```\ny\n```');
    const session = setUp.services.conversations.lastAside;
    const [question] = session?.conversation.messages ?? [];
    assert(session && question?.role === 'user');
    assert.equal(question.text, 'Say y.');
    assert.match(question.instruction ?? '', /^Answer with one code block/);
    await setUp.services.conversations.flush();
    const [newest] = await setUp.services.conversations.list(1);
    assert.deepEqual([newest?.id, newest?.title], [session.conversation.id, 'Say y.']);
  });

  it('takes an Enter that is quicker than the list for the question in the panel', async () => {
    const editor = await openWithCursor('|x|', 'typescript');
    setUp.gateway.script({ text: 'Fine.' });
    const { pick, done } = await openList();
    await pick.until(() => pick.rows.length > 0);
    await pick.typeAndEnter('Explode this?');
    const [request] = await Promise.all([setUp.gateway.nextRequest(), done]);
    assert.deepEqual(askedMessages(request), [
      `From ${name(editor)}, line 1:\n\`\`\`typescript\nx\n\`\`\`\n\nExplode this?`,
    ]);
  });

  it('offers each template with its own target, and with others as its buttons', async () => {
    const editor = await openWithCursor('|x|', 'typescript');
    setUp.gateway.script({ text: '```\ny\n```' });
    const { pick, done } = await openList();
    await pick.until(() => pick.rows.length > 0);
    const rows = pick.rows.map(({ label, description }) => `${label.replace(/^\$\(.*\) /, '')} ${description}`);
    assert.deepEqual(rows.slice(0, 3), ['Explain in the panel', 'Fix as a diff', 'Write Tests in a new file']);
    const simplify = pick.rows.find(({ label }) => label.includes('Simplify'));
    assert(simplify);
    await pick.pressOnRow(simplify, 'In place of the selection');
    await done;
    assert.equal(editor.document.getText(), 'y');
  });

  it('replaces what was selected, wherever it is when the question has been chosen', async () => {
    const editor = await openWithCursor('top\n|old|\nend', 'typescript');
    setUp.gateway.script({ text: '```\nnew\n```' });
    const { pick, done } = await openList();
    await pick.until(() => pick.rows.length > 0);
    // As an answer that streams in above.
    assert(await editor.edit(builder => builder.insert(new vscode.Position(0, 0), 'one\ntwo\n')));
    assert(await editor.edit(builder => builder.setEndOfLine(vscode.EndOfLine.CRLF)));
    const simplify = pick.rows.find(({ label }) => label.includes('Simplify'));
    assert(simplify);
    await pick.pressOnRow(simplify, 'In place of the selection');
    await done;
    assert.equal(editor.document.getText(), 'one\r\ntwo\r\ntop\r\nnew\r\nend');
  });

  it('offers every target for a template whose name is typed', async () => {
    const editor = await openWithCursor('|x|', 'typescript');
    setUp.gateway.script({ text: '```\nz\n```' });
    const { pick, done } = await openList();
    await pick.until(() => pick.rows.length > 0);
    pick.type('simp');
    await pick.until(() => pick.rows.length === 10);
    const row = pick.rows.find(({ description }) => description === 'in place of the selection');
    assert(row);
    await pick.take(row);
    await done;
    assert.equal(editor.document.getText(), 'z');
  });
});

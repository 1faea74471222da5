import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { type Asked, attached, useAsker } from './support/asked.ts';
import { diffTab, rightDocument, rightHas, rightIs } from './support/diff-editor.ts';
import { closeAll, openWithCursor, press, select, until } from './support/editing.ts';
import { withMessages } from './support/messages.ts';

const answer = 'So:\n\n```ts\nnew1();\nnew2();\n```\n';
const before_ = 'top\n{\n\told();\n}\n';
const accepted = 'top\n{\n\tnew1();\n\tnew2();\n}\n';

describe('An answer as a diff', () => {
  const setUp = useAsker();

  afterEach(closeAll);

  async function openTabbed(): Promise<vscode.TextEditor> {
    const editor = await openWithCursor('top\n{\n|\told();\n|}\n', 'typescript');
    editor.options = { insertSpaces: false, tabSize: 4 };
    return editor;
  }

  async function show(editor: vscode.TextEditor): Promise<Asked> {
    const asked = await setUp.asker.answered(answer, [attached(editor)]);
    await setUp.services.insertions.insertAnswer(asked, 'diff');
    await rightIs(accepted);
    return asked;
  }

  const accept = () => vscode.commands.executeCommand('runnel.acceptProposal');
  const reject = () => vscode.commands.executeCommand('runnel.rejectProposal');

  it('grows on the right, and is one undo step once it is accepted', async () => {
    const editor = await openTabbed();
    const { document } = editor;
    const { request: _, ...asked } = await setUp.asker.answering(answer, 'new1();\n', [attached(editor)]);
    const done = setUp.services.insertions.insertAnswer(asked, 'diff');
    await rightHas('\tnew1();');
    assert.equal(diffTab()?.original.toString(), document.uri.toString());
    assert.match(
      vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '',
      /: changes by Runnel \(sample\/fast\)$/,
    );
    assert.equal(rightDocument()?.languageId, 'typescript');
    setUp.gateway.resume();
    await done;
    await rightIs(accepted);
    assert.equal(document.getText(), before_);
    await accept();
    assert.equal(document.getText(), accepted);
    assert.equal(vscode.window.activeTextEditor?.document, document);
    assert.equal(diffTab(), undefined);
    await press('undo');
    assert.equal(document.getText(), before_);
    await press('redo');
    assert.equal(document.getText(), accepted);
  });

  it('leaves the document as it is when it is rejected', async () => {
    const editor = await openTabbed();
    await show(editor);
    await reject();
    assert.equal(diffTab(), undefined);
    assert.equal(editor.document.getText(), before_);
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
  });

  it('follows what the user changes elsewhere, and keeps it', async () => {
    const editor = await openTabbed();
    const { document } = editor;
    await show(editor);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'mine\n');
    await vscode.workspace.applyEdit(edit);
    await rightIs(`mine\n${accepted}`);
    await accept();
    assert.equal(document.getText(), `mine\n${accepted}`);
    await press('undo');
    assert.equal(document.getText(), `mine\n${before_}`);
  });

  it('asks before it takes back what the user has changed in that text', async () => {
    const editor = await openTabbed();
    const { document } = editor;
    await show(editor);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(2, 3), 'er');
    await vscode.workspace.applyEdit(edit);
    await withMessages(async (shown, next) => {
      await accept();
      await next();
      assert.match(shown[0]?.text ?? '', /changed since/);
      assert.deepEqual(shown[0]?.buttons, ['Accept Anyway', 'Copy', 'New File']);
    });
    assert.match(document.getText(), /olerd/);
    await withMessages(
      async () => accept(),
      () => 'Accept Anyway',
    );
    assert.equal(document.getText(), accepted);
  });

  it('is not lost when that text is deleted, and fits again after Undo', async () => {
    const editor = await openTabbed();
    const { document } = editor;
    await show(editor);
    const edit = new vscode.WorkspaceEdit();
    edit.delete(document.uri, new vscode.Range(1, 0, 4, 0));
    await vscode.workspace.applyEdit(edit);
    await withMessages(
      async shown => {
        await accept();
        assert.match(shown[0]?.text ?? '', /not there any more/);
      },
      () => 'Copy',
    );
    assert.equal(await vscode.env.clipboard.readText(), 'new1();\n\tnew2();');
    const back = new vscode.WorkspaceEdit();
    back.insert(document.uri, new vscode.Position(1, 0), '{\n\told();\n}\n');
    await vscode.workspace.applyEdit(back);
    await rightIs(accepted);
    await accept();
    assert.equal(document.getText(), accepted);
  });

  it('cannot be accepted before it is whole, unless it is stopped', async () => {
    const editor = await openTabbed();
    const { request: _, ...asked } = await setUp.asker.answering(answer, 'new1();\n', [attached(editor)]);
    const done = setUp.services.insertions.insertAnswer(asked, 'diff');
    await rightHas('\tnew1();');
    await withMessages(async shown => {
      await accept();
      assert.match(shown[0]?.text ?? '', /still coming/);
    });
    assert.equal(editor.document.getText(), before_);
    await vscode.commands.executeCommand('runnel.stop', 'insertion');
    await done;
    const shown = rightDocument()?.getText();
    assert.doesNotMatch(shown ?? '', /new2/);
    await accept();
    assert.equal(editor.document.getText(), shown);
  });

  it('ends with its tab; the answer goes on in the chat', async () => {
    const editor = await openTabbed();
    const { request, ...asked } = await setUp.asker.answering(answer, 'new1();\n', [attached(editor)]);
    const done = setUp.services.insertions.insertAnswer(asked, 'diff');
    await rightHas('\tnew1();');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await done;
    assert.equal(asked.session.running?.id, asked.answerId);
    setUp.gateway.resume();
    assert.equal((await request.closed).by, 'gateway');
    assert.equal(editor.document.getText(), before_);
  });

  it('is made against the selection where nothing went with the question', async () => {
    const editor = await openTabbed();
    const asked = await setUp.asker.answered(answer);
    await setUp.services.insertions.insertAnswer(asked, 'diff');
    await rightIs(accepted);
    await reject();
    assert.equal(editor.document.getText(), before_);
  });

  it('says so where there is nothing to compare with', async () => {
    await openWithCursor('a|b');
    const asked = await setUp.asker.answered(answer);
    await withMessages(async shown => {
      await setUp.services.insertions.insertAnswer(asked, 'diff');
      assert.match(shown[0]?.text ?? '', /nothing to compare/);
    });
  });

  it('closes and says so when an answer to a question for code has none', async () => {
    const editor = await openTabbed();
    const { session, answerId } = setUp.asker.ask('I’m sorry, but I can’t help with that.');
    await withMessages(async shown => {
      await setUp.services.insertions.insertGenerated(session, answerId, { target: 'diff', editor });
      assert.match(shown[0]?.text ?? '', /no code in the answer/);
    });
    await setUp.gateway.nextRequest();
    assert.equal(diffTab(), undefined);
    assert.equal(editor.document.getText(), before_);
  });

  it('works in a notebook cell', async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'old()', 'python');
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData([cell]));
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    const attachment = {
      label: 'cell',
      languageId: 'python',
      startLine: 1,
      endLine: 1,
      text: 'old()',
      uri: document.uri.toString(),
    };
    const asked = await setUp.asker.answered('```python\nnew()\n```', [attachment]);
    await setUp.services.insertions.insertAnswer(asked, 'diff');
    await rightIs('new()');
    assert.equal(rightDocument()?.languageId, 'python');
    await accept();
    assert.equal(document.getText(), 'new()');
    assert.equal(vscode.window.activeNotebookEditor?.notebook, notebook);
  });

  it('says so when the document cannot be written', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('targets-diff', {
      provideTextDocumentContent: () => before_,
    });
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('targets-diff:a.ts'));
      const editor = await vscode.window.showTextDocument(document);
      await select(editor, new vscode.Selection(2, 0, 3, 0));
      await setUp.services.insertions.insertAnswer(await setUp.asker.answered(answer), 'diff');
      await until(vscode.workspace.onDidChangeTextDocument, () => rightDocument()?.getText().includes('new2') === true);
      await withMessages(async shown => {
        await accept();
        assert.match(shown[0]?.text ?? '', /cannot be written/);
        assert.deepEqual(shown[0]?.buttons, ['Copy', 'New File']);
      });
      assert.equal(document.getText(), before_);
    } finally {
      provider.dispose();
    }
  });
});

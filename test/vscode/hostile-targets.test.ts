import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { attached, useAsker } from './support/asked.ts';
import { diffTab, rightHas } from './support/diff-editor.ts';
import { closeAll, next, openWithCursor, press, select, textIs, until } from './support/editing.ts';
import { startInsertion } from './support/insertion-stream.ts';
import { withMessages } from './support/messages.ts';

const answer = 'So:\n\n```ts\nnew1();\nnew2();\n```\n';

describe('A hostile target', () => {
  const setUp = useAsker();
  let folder: vscode.Uri;

  before(async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert(workspace);
    folder = vscode.Uri.joinPath(workspace.uri, 'hostile');
  });
  after(async () => {
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });
  afterEach(closeAll);

  /** Each test has names of its own: VS Code keeps what it knows of a file for a while. */
  async function open(name: string, content: string): Promise<vscode.TextEditor> {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
    return vscode.window.showTextDocument(uri, { preview: false });
  }

  /** As the Explorer does. Resolves when the document is there under the new name. */
  async function rename({ uri }: vscode.TextDocument, name: string): Promise<vscode.TextDocument> {
    const renamed = vscode.Uri.joinPath(folder, name);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, renamed);
    assert(await vscode.workspace.applyEdit(edit));
    // That of a hidden tab is not, before it is shown.
    return vscode.workspace.openTextDocument(renamed);
  }

  const accept = () => vscode.commands.executeCommand('runnel.acceptProposal');

  describe('for text that streams in', () => {
    it('is renamed, also while it is open in a comparison', async () => {
      const editor = await open('old.txt', 'a\n');
      const other = await open('other.txt', 'x\n');
      await vscode.commands.executeCommand('vscode.diff', editor.document.uri, other.document.uri, 'Compared', {
        preview: false,
      });
      const again = await vscode.window.showTextDocument(editor.document, { preview: false });
      const { stream, result } = startInsertion(again);
      stream.push('1\n');
      await textIs(editor.document, '1\na\n');
      const renamed = await rename(editor.document, 'new.txt');
      stream.push('2\n');
      await textIs(renamed, '1\n2\na\n');
      stream.end();
      assert.equal((await result).outcome, 'finished');
      assert.equal(renamed.getText(), '1\n2\na\n');
    });

    it('changes its language', async () => {
      const editor = await openWithCursor('{\n\t|\n}', 'plaintext');
      const { document } = editor;
      const { stream, result } = startInsertion(editor);
      stream.push('a\n');
      await textIs(document, '{\n\ta\n\n}');
      await vscode.languages.setTextDocumentLanguage(document, 'typescript');
      stream.push('b');
      stream.end();
      assert.equal((await result).outcome, 'finished');
      assert.equal(document.getText(), '{\n\ta\n\tb\n}');
      await press('undo');
      await textIs(document, '{\n\t\n}');
    });

    it('is reverted: the text stays in the chat', async () => {
      const editor = await open('reverted.txt', 'a\n');
      const { stream, result } = startInsertion(editor);
      stream.push('1\n');
      await textIs(editor.document, '1\na\n');
      await vscode.commands.executeCommand('workbench.action.files.revert');
      stream.push('2\n');
      const { outcome, message } = await result;
      assert.equal(outcome, 'place-gone');
      assert.match(message ?? '', /in the chat/);
      assert.equal(editor.document.getText(), 'a\n');
    });

    it('is deleted: closed in its tab, nothing is written any more', async () => {
      const editor = await open('deleted.txt', 'a\n');
      const { stream, result } = startInsertion(editor);
      stream.push('1\n');
      await textIs(editor.document, '1\na\n');
      const edit = new vscode.WorkspaceEdit();
      edit.deleteFile(editor.document.uri);
      assert(await vscode.workspace.applyEdit(edit));
      stream.push('2\n');
      const { outcome, message } = await result;
      assert.equal(outcome, 'closed');
      assert.match(message ?? '', /in the chat/);
    });

    it('is a cell that is deleted', async () => {
      const cells = ['a', 'b'].map(text => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python'));
      const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData(cells));
      await vscode.window.showNotebookDocument(notebook);
      const { document } = notebook.cellAt(0);
      const find = () => vscode.window.visibleTextEditors.find(each => each.document === document);
      await until(vscode.window.onDidChangeVisibleTextEditors, () => find() !== undefined);
      const editor = find();
      assert(editor);
      const { stream, result } = startInsertion(editor, { selections: [new vscode.Range(0, 0, 0, 0)] });
      stream.push('1\n');
      await textIs(document, '1\na');
      const edit = new vscode.WorkspaceEdit();
      edit.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(0, 1))]);
      assert(await vscode.workspace.applyEdit(edit));
      stream.push('2\n');
      assert.equal((await result).outcome, 'closed');
      assert.deepEqual(
        notebook.getCells().map(cell => cell.document.getText()),
        ['b'],
      );
    });

    it('gets text that no document can hold, or that is none', async () => {
      const editor = await openWithCursor('x\n|y');
      const { stream, result } = startInsertion(editor);
      for (const text of ['nul\0', 'half\ud800', '-\udc00half', '\u202e', '\x1b[31m', '\r', 'end\r']) {
        stream.push(text);
      }
      stream.end();
      assert.equal((await result).outcome, 'finished');
      const text = editor.document.getText();
      assert.equal(text, 'x\nnul\0half\ud800-\udc00half\u202e\x1b[31m\nend\ny');
      await press('undo');
      await textIs(editor.document, 'x\ny');
    });

    it('is where another text streams in, too: both are whole, and the last to end goes first', async () => {
      const editor = await openWithCursor('a|b');
      const one = startInsertion(editor);
      const two = startInsertion(editor);
      for (let count = 0; count < 10; count++) {
        one.stream.push('1');
        two.stream.push('2');
        const { document } = editor;
        await until(vscode.workspace.onDidChangeTextDocument, () => document.getText().length >= 4 + 2 * count);
      }
      one.stream.end();
      assert.equal((await one.result).outcome, 'finished');
      two.stream.end();
      assert.equal((await two.result).outcome, 'finished');
      assert.equal(editor.document.getText(), `a${'1'.repeat(10)}${'2'.repeat(10)}b`);
      await press('undo');
      await textIs(editor.document, `a${'1'.repeat(10)}b`);
    });
  });

  describe('for a text in mid-stream', () => {
    it('is stopped by Esc under its new name, and by no Esc elsewhere', async () => {
      const editor = await open('stopped.txt', '\n');
      const { document } = editor;
      await select(editor, new vscode.Selection(0, 0, 0, 0));
      const { request, ...asked } = await setUp.asker.answering('one\ntwo\nthree\n', 'one\n');
      const done = setUp.services.insertions.insertAnswer(asked, 'cursor');
      await until(vscode.workspace.onDidChangeTextDocument, () => document.getText().startsWith('one'));
      const renamed = await rename(document, 'stopped-new.txt');
      const elsewhere = await openWithCursor('else|where');
      setUp.services.insertions.stop(elsewhere.document);
      await vscode.window.showTextDocument(renamed);
      const countUntil = (text: string) =>
        request.tokens.findIndex((_, index) => request.tokens.slice(0, index).join('').includes(text));
      setUp.gateway.release(countUntil('two\n') - countUntil('one\n'));
      await until(vscode.workspace.onDidChangeTextDocument, () => renamed.getText().includes('two'));
      setUp.services.insertions.stop(renamed);
      await done;
      setUp.gateway.resume();
      assert(!renamed.getText().includes('three'));
    });
  });

  describe('for a proposal', () => {
    it('is renamed in mid-stream: it is accepted under the new name', async () => {
      const editor = await open('proposed.ts', 'top\nold();\n');
      const { document } = editor;
      await select(editor, new vscode.Selection(1, 0, 1, 6));
      const { request: _, ...asked } = await setUp.asker.answering(answer, 'new1();\n', [attached(editor)]);
      const done = setUp.services.insertions.insertAnswer(asked, 'diff');
      await rightHas('new1();');
      const renamed = await rename(document, 'proposed-new.ts');
      await until(
        vscode.window.tabGroups.onDidChangeTabs,
        () => diffTab()?.original.toString() === renamed.uri.toString(),
      );
      setUp.gateway.resume();
      await done;
      await rightHas('new2();');
      await accept();
      assert.equal(renamed.getText(), 'top\nnew1();\nnew2();\n');
      assert.equal(vscode.window.activeTextEditor?.document, renamed);
    });

    it('is renamed, and cannot be compared under the new name: it ends, and its text is offered', async () => {
      const editor = await open('not-compared.ts', 'top\nold();\n');
      const { document } = editor;
      await select(editor, new vscode.Selection(1, 0, 1, 6));
      const asked = await setUp.asker.answered(answer, [attached(editor)]);
      await setUp.services.insertions.insertAnswer(asked, 'diff');
      await rightHas('new2();');
      const { executeCommand } = vscode.commands;
      Object.defineProperty(vscode.commands, 'executeCommand', {
        configurable: true,
        value: async (command: string, ...rest: unknown[]) => {
          if (command === 'vscode.diff') throw new Error('No editor [for](command:that).');
          return executeCommand(command, ...rest);
        },
      });
      try {
        await withMessages(async (_, nextMessage) => {
          const renamed = await rename(document, 'not-compared-new.ts');
          const { text, buttons } = await nextMessage();
          assert.match(text, /^The changes cannot be shown any more, .*new name: No editor /);
          assert.doesNotMatch(text, /\]\(/);
          assert.deepEqual(buttons, ['Copy', 'New File']);
          assert.equal(renamed.getText(), 'top\nold();\n');
          await until(vscode.window.tabGroups.onDidChangeTabs, () => diffTab() === undefined);
        });
      } finally {
        Object.defineProperty(vscode.commands, 'executeCommand', { configurable: true, value: executeCommand });
      }
      await withMessages(async shown => {
        await accept();
        assert.match(shown[0]?.text ?? '', /no changes here to accept/);
      });
    });

    it('is accepted twice at once', async () => {
      const editor = await openWithCursor('top\n|old();|\n', 'typescript');
      const asked = await setUp.asker.answered(answer, [attached(editor)]);
      await setUp.services.insertions.insertAnswer(asked, 'diff');
      await rightHas('new2();');
      await withMessages(async shown => {
        await Promise.all([accept(), accept()]);
        assert.deepEqual(shown, []);
      });
      assert.equal(editor.document.getText(), 'top\nnew1();\nnew2();\n');
    });

    it('is closed while it is asked whether to accept it', async () => {
      const editor = await openWithCursor('top\n|old();|\n', 'typescript');
      const { document } = editor;
      const asked = await setUp.asker.answered(answer, [attached(editor)]);
      await setUp.services.insertions.insertAnswer(asked, 'diff');
      await rightHas('new2();');
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(1, 1), 'lder-');
      assert(await vscode.workspace.applyEdit(edit));
      const before_ = document.getText();
      await withMessages(
        async () => accept(),
        async () => {
          const closed = next(vscode.window.tabGroups.onDidChangeTabs, tabs => tabs.closed.length > 0);
          await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
          await closed;
          return 'Accept Anyway';
        },
      );
      assert.equal(document.getText(), before_);
    });

    it('is accepted and rejected where none is', async () => {
      await openWithCursor('a|');
      await withMessages(async (_, shownNext) => {
        for (const command of ['runnel.acceptProposal', 'runnel.rejectProposal']) {
          await vscode.commands.executeCommand(command);
          assert.match((await shownNext()).text, /no changes here/);
        }
      });
    });
  });
});

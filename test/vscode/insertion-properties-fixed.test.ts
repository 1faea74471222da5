import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { insertStream } from '../../src/host/editor/stream-insertion.ts';
import { closeAll, moveCursor, openWithCursor, press, textIs, type, until } from './support/editing.ts';
import { HandFedStream } from './support/hand-fed-stream.ts';
import { settle } from './support/insertion-window.ts';

/** Where insertions go that a drawn document is not: files as they are on disk, cells, documents that refuse. */
describe('Insertions, in places of all kinds', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runnel-places-'));
  });
  afterEach(closeAll);
  after(async () => await rm(folder, { recursive: true, force: true }));

  async function openFile(name: string, content: string): Promise<vscode.TextEditor> {
    const file = join(folder, name);
    await writeFile(file, content);
    return await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
  }

  /** Inserts three lines, in as many pieces, at the end of the line; then Undo, Redo, and save. */
  async function insertAndSave(editor: vscode.TextEditor, line: number): Promise<string> {
    const { document } = editor;
    const before = document.getText();
    const { end } = document.lineAt(line).range;
    editor.selection = new vscode.Selection(end, end);
    const stream = new HandFedStream();
    const result = insertStream({ editor, source: stream, transform: 'text' });
    for (const piece of ['one\n', 'two\r\n', 'three']) {
      const { version } = document;
      stream.push(piece);
      await until(vscode.workspace.onDidChangeTextDocument, () => document.version > version);
    }
    stream.end();
    assert.equal((await result).outcome, 'finished');
    const inserted = document.getText();
    await press('undo');
    assert.equal(document.getText(), before);
    await press('redo');
    assert.equal(document.getText(), inserted);
    await document.save();
    return await readFile(document.uri.fsPath, 'utf8');
  }

  it('fills an empty file', async () => {
    assert.equal(await insertAndSave(await openFile('empty.txt', ''), 0), 'one\ntwo\nthree');
  });

  it('adds to a file that ends without a newline', async () => {
    assert.equal(await insertAndSave(await openFile('no-newline.txt', 'a\nb'), 1), 'a\nbone\ntwo\nthree');
  });

  it('adds to a file with CRLF', async () => {
    assert.equal(await insertAndSave(await openFile('crlf.txt', 'a\r\nb\r\n'), 0), 'aone\r\ntwo\r\nthree\r\nb\r\n');
  });

  it('adds to a file with mixed line endings, in those that VS Code has settled on', async () => {
    const editor = await openFile('mixed.txt', 'a\r\nb\nc\r\n\r\nd');
    assert.equal(editor.document.eol, vscode.EndOfLine.CRLF);
    assert.equal(await insertAndSave(editor, 1), 'a\r\nbone\r\ntwo\r\nthree\r\nc\r\n\r\nd');
  });

  it('writes into a cell of a notebook, and nowhere else', async () => {
    const cell = (text: string) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
    const data = new vscode.NotebookData([cell('a = 1'), cell('def f():\n    '), cell('b')]);
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    await vscode.window.showNotebookDocument(notebook, { selections: [new vscode.NotebookRange(1, 2)] });
    const { document } = notebook.cellAt(1);
    await vscode.commands.executeCommand('notebook.cell.edit');
    await until(vscode.window.onDidChangeActiveTextEditor, () => vscode.window.activeTextEditor?.document === document);
    const editor = vscode.window.activeTextEditor;
    assert(editor);
    const stream = new HandFedStream();
    const selection = new vscode.Range(1, 4, 1, 4);
    const result = insertStream({ editor, source: stream, transform: 'code', selections: [selection] });
    stream.push('```python\nif x:\n  ');
    await textIs(document, 'def f():\n    if x:');
    stream.push('return\n```');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.deepEqual(
      notebook.getCells().map(each => each.document.getText()),
      ['a = 1', 'def f():\n    if x:\n        return', 'b'],
    );
    await press('undo');
    await settle(document);
    assert.equal(document.getText(), 'def f():\n    ');
    await press('redo');
    await settle(document);
    assert.equal(document.getText(), 'def f():\n    if x:\n        return');
  });

  it('goes on where VS Code takes away indentation along with a write', async () => {
    const editor = await openWithCursor('|', 'java');
    const { document } = editor;
    const stream = new HandFedStream();
    const result = insertStream({ editor, source: stream, transform: 'text' });
    await type('{\n');
    assert.equal(document.getText(), '{\n    \n}');
    await moveCursor(editor, 'bottom');
    stream.push('one');
    await textIs(document, '{\n\n}one');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    await press('undo');
    assert.equal(document.getText(), '{\n\n}');
  });

  it('leaves a file alone that the settings make read-only', async () => {
    const configuration = vscode.workspace.getConfiguration('files');
    await configuration.update('readonlyInclude', { '**/locked.txt': true }, vscode.ConfigurationTarget.Global);
    try {
      const editor = await openFile('locked.txt', 'locked');
      const stream = new HandFedStream();
      const result = insertStream({ editor, source: stream, transform: 'text' });
      stream.push('1');
      const { outcome, message, insertedCharacters } = await result;
      assert.deepEqual([outcome, insertedCharacters], ['read-only', 0]);
      assert.match(message ?? '', /read-only/);
      assert.equal(editor.document.getText(), 'locked');
      assert(!editor.document.isDirty);
    } finally {
      await configuration.update('readonlyInclude', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('stops when its tab is closed, with what was saved on disk', async () => {
    const editor = await openFile('closed.txt', 'a\n');
    const { document } = editor;
    const stream = new HandFedStream();
    const result = insertStream({ editor, source: stream, transform: 'text' });
    stream.push('one\n');
    await textIs(document, 'one\na\n');
    await document.save();
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    const { outcome, message } = await result;
    assert.equal(outcome, 'closed');
    assert.match(message ?? '', /closed/);
    assert(stream.closedEarly, 'nothing is read any more');
    assert.equal(await readFile(document.uri.fsPath, 'utf8'), 'one\na\n');
  });
});

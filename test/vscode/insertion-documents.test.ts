import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, next, openWithCursor, press, select, textIs, type, until } from './support/editing.ts';
import { startInsertion } from './support/insertion-stream.ts';

/** A document that VS Code opens, with this text. */
function opened(uri: vscode.Uri): Promise<void> {
  return until(vscode.window.onDidChangeActiveTextEditor, () => {
    return vscode.window.activeTextEditor?.document.uri.toString() === uri.toString();
  });
}

describe('Streaming into a document that changes', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runnel-documents-'));
  });
  afterEach(closeAll);
  after(() => rm(folder, { recursive: true, force: true }));

  /** Opens a new file with the cursor at its end. */
  async function openFile(name: string, text: string): Promise<vscode.TextEditor> {
    const path = join(folder, name);
    await writeFile(path, text);
    const document = await vscode.workspace.openTextDocument(path);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    const end = document.positionAt(text.length);
    await select(editor, new vscode.Selection(end, end));
    return editor;
  }

  it('goes on in a file that is renamed', async () => {
    const editor = await openFile('old.txt', 'a\n');
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    await textIs(editor.document, 'a\n1');
    const renamed = vscode.Uri.file(join(folder, 'new.txt'));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(editor.document.uri, renamed);
    assert(await vscode.workspace.applyEdit(edit));
    await opened(renamed);
    stream.push('2');
    stream.end();
    assert.deepEqual(await result, { outcome: 'finished', insertedCharacters: 2 });
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.getText(), 'a\n12');
    assert.equal(document?.uri.toString(), renamed.toString());
    await press('undo');
    assert.equal(document?.getText(), 'a\n');
  });

  it('goes on in an untitled document that is saved as a file', async () => {
    const uri = vscode.Uri.file(join(folder, 'untitled.txt'));
    const untitled = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
    const editor = await vscode.window.showTextDocument(untitled, { preview: false });
    await type('a');
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    await textIs(untitled, 'a1');
    await vscode.commands.executeCommand('workbench.action.files.save');
    await opened(uri);
    stream.push('2');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), 'a12');
    assert.equal(await readFile(uri.fsPath, 'utf8'), 'a1');
  });

  it('stays in an empty document while another empty one is saved', async () => {
    const other = await openFile('empty.txt', '');
    await type('x');
    await vscode.commands.executeCommand('deleteLeft');
    const editor = await openWithCursor('|');
    const { stream, result } = startInsertion(editor);
    await vscode.window.showTextDocument(other.document, vscode.ViewColumn.Beside);
    const saved = next(vscode.workspace.onDidSaveTextDocument, document => document === other.document);
    await vscode.commands.executeCommand('workbench.action.files.saveWithoutFormatting');
    await saved;
    stream.push('1');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.deepEqual([editor.document.getText(), other.document.getText()], ['1', '']);
  });

  it('goes on in an empty document that is saved as a file', async () => {
    const uri = vscode.Uri.file(join(folder, 'empty-saved.txt'));
    const untitled = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
    const editor = await vscode.window.showTextDocument(untitled, { preview: false });
    const { stream, result } = startInsertion(editor);
    await vscode.commands.executeCommand('workbench.action.files.save');
    stream.push('1');
    stream.end();
    await opened(uri);
    assert.equal((await result).outcome, 'finished');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), '1');
  });

  it('goes on when the language is another one', async () => {
    const editor = await openWithCursor('a|b');
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    await textIs(editor.document, 'a1b');
    await vscode.languages.setTextDocumentLanguage(editor.document, 'markdown');
    stream.push('2');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.equal(editor.document.getText(), 'a12b');
    await press('undo');
    assert.equal(editor.document.getText(), 'ab');
  });

  it('stops when the file is reverted', async () => {
    const editor = await openFile('reverted.txt', 'a\n');
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    await textIs(editor.document, 'a\n1');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal((await result).outcome, 'place-gone');
    assert.equal(editor.document.getText(), 'a\n');
  });

  it('writes once into a document that two editors show, and moves no cursor of the other', async () => {
    const editor = await openWithCursor('top\n|\nend');
    const { document } = editor;
    const other = await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
    await select(other, new vscode.Selection(2, 1, 2, 2));
    const { stream, result } = startInsertion(editor);
    stream.push('1\n');
    await textIs(document, 'top\n1\n\nend');
    await type('N');
    stream.push('2');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.equal(document.getText(), 'top\n1\n2\neNd');
    assert.deepEqual(other.selection, new vscode.Selection(3, 2, 3, 2));
    assert.equal(vscode.window.activeTextEditor, other);
    await press('undo');
    assert.equal(document.getText(), 'top\n\neNd');
  });

  it('goes on in the other editor when the one it began in is closed', async () => {
    const editor = await openWithCursor('a|b');
    const { document } = editor;
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    await textIs(document, 'a1b');
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
    const [first] = vscode.window.tabGroups.all;
    const gone = next(vscode.window.onDidChangeVisibleTextEditors, editors => !editors.includes(editor));
    if (first) await vscode.window.tabGroups.close(first.tabs);
    await gone;
    stream.push('2');
    await textIs(document, 'a12b');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    await press('undo');
    assert.equal(document.getText(), 'ab');
  });

  it('writes nothing into a hidden file that the settings make read-only', async () => {
    const editor = await openFile('locked.txt', 'a\n');
    const files = vscode.workspace.getConfiguration('files');
    await files.update('readonlyInclude', { '**/locked.txt': true }, vscode.ConfigurationTarget.Global);
    try {
      await openWithCursor('in front|');
      const { stream, result } = startInsertion(editor);
      stream.push('1');
      stream.end();
      const { outcome, message } = await result;
      assert.equal(outcome, 'read-only');
      assert.match(message ?? '', /read-only/);
      assert.equal(editor.document.getText(), 'a\n');
    } finally {
      await files.update('readonlyInclude', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  for (const [where, line] of [
    ['above what is seen', 10],
    ['where the user looks', 255],
    ['below it', 400],
  ] as const) {
    it(`leaves the view where it is when text grows ${where}`, async () => {
      const lines = Array.from({ length: 500 }, (_, index) => `line ${index}`);
      const editor = await openWithCursor(`${lines.slice(0, 250).join('\n')}\n|${lines.slice(250).join('\n')}`);
      const { document } = editor;
      const top = () => editor.visibleRanges[0]?.start.line ?? 0;
      editor.revealRange(editor.selection, vscode.TextEditorRevealType.AtTop);
      await until(vscode.window.onDidChangeTextEditorVisibleRanges, () => top() > 240 && top() < 255);
      const before = top();
      const { stream, result } = startInsertion(editor, { selections: [new vscode.Range(line, 0, line, 0)] });
      // So few that the cursor stays in sight in a low window: typing brings it there.
      stream.push('new\n'.repeat(5));
      await until(vscode.workspace.onDidChangeTextDocument, () => document.lineCount === 505);
      // Puts the undo stack in order at the end: all is taken out and put in again.
      await type('x');
      stream.push('new\n'.repeat(5));
      stream.end();
      assert.equal((await result).outcome, 'finished');
      assert.equal(document.lineCount, 510);
      assert.equal(top(), before);
      assert.deepEqual(document.lineAt(editor.selection.active).text, 'xline 250');
    });
  }
});

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { InsertionResult } from '../../src/host/editor/insertion-result.ts';
import type { InsertionOptions } from '../../src/host/editor/stream-insertion.ts';
import { closeAll, moveCursor, openWithCursor, press, select, textIs, type, until } from './support/editing.ts';
import { startInsertion } from './support/insertion-stream.ts';

/** Streams the pieces, each as an edit of its own, and returns the result. */
async function insert(
  editor: vscode.TextEditor,
  pieces: readonly string[],
  options: Partial<InsertionOptions> = {},
): Promise<InsertionResult> {
  const { stream, result } = startInsertion(editor, options);
  for (const piece of pieces) {
    const version = editor.document.version;
    stream.push(piece);
    await until(vscode.workspace.onDidChangeTextDocument, () => editor.document.version > version);
  }
  stream.end();
  return await result;
}

/** One Undo gives the text before, one Redo the text with the insertion, and Undo again. */
async function assertOneUndoStep(document: vscode.TextDocument, before: string): Promise<void> {
  const after = document.getText();
  await press('undo');
  assert.equal(document.getText(), before, 'after the first Undo');
  await press('redo');
  assert.equal(document.getText(), after, 'after Redo');
  await press('undo');
  assert.equal(document.getText(), before, 'after Undo again');
}

describe('Streaming into an editor', () => {
  afterEach(closeAll);

  it('fills an empty document', async () => {
    const editor = await openWithCursor('|');
    const result = await insert(editor, ['one\n', 'two ', '\nthree']);
    assert.equal(editor.document.getText(), 'one\ntwo \nthree');
    assert.deepEqual(result, { outcome: 'finished', insertedCharacters: 14 });
    assert.deepEqual(editor.selection.active, new vscode.Position(2, 5), 'the cursor moves along');
    await assertOneUndoStep(editor.document, '');
  });

  it('does not join what was typed just before and just after', async () => {
    const editor = await openWithCursor('|');
    await type('ab');
    await insert(editor, ['1', '2']);
    await type('c');
    assert.equal(editor.document.getText(), 'ab12c');
    await press('undo');
    assert.equal(editor.document.getText(), 'ab12');
    await press('undo');
    assert.equal(editor.document.getText(), 'ab');
    await press('undo');
    assert.equal(editor.document.getText(), '');
  });

  it('is not joined by an edit of another extension afterwards', async () => {
    const editor = await openWithCursor('|');
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    await textIs(editor.document, '1');
    stream.push('2');
    stream.end();
    await result;
    const joined = { undoStopBefore: false, undoStopAfter: false };
    await editor.edit(builder => builder.insert(new vscode.Position(0, 0), 'x'), joined);
    await press('undo');
    assert.equal(editor.document.getText(), '12');
    await press('undo');
    assert.equal(editor.document.getText(), '');
  });

  it('follows the indentation of a line with tabs', async () => {
    const before = 'f() {\n\t\t\n}';
    const editor = await openWithCursor('f() {\n\t\t|\n}', 'javascript');
    editor.options = { insertSpaces: false, tabSize: 4 };
    await insert(editor, ['if (a) {\n', '  b();\n\n', '}'], { transform: 'code' });
    assert.equal(editor.document.getText(), 'f() {\n\t\tif (a) {\n\t\t\tb();\n\n\t\t}\n}');
    await assertOneUndoStep(editor.document, before);
  });

  it('follows the indentation of a line with spaces, behind text', async () => {
    const editor = await openWithCursor('{\n  x = |;\n}', 'javascript');
    editor.options = { insertSpaces: true, tabSize: 2 };
    await insert(editor, ['[\n', '\t1,\n', ']'], { transform: 'code' });
    assert.equal(editor.document.getText(), '{\n  x = [\n    1,\n  ];\n}');
    await assertOneUndoStep(editor.document, '{\n  x = ;\n}');
  });

  it('indents on an empty line as the lines around it are', async () => {
    const editor = await openWithCursor('class A {\n  a() {}\n|\n  c() {}\n}', 'javascript');
    editor.options = { insertSpaces: true, tabSize: 2 };
    await insert(editor, ['b() {\n    run();\n', '}'], { transform: 'code', indentEmptyLine: true });
    assert.equal(editor.document.getText(), 'class A {\n  a() {}\n  b() {\n    run();\n  }\n  c() {}\n}');
    await assertOneUndoStep(editor.document, 'class A {\n  a() {}\n\n  c() {}\n}');
  });

  it('takes code out of its fence and the prose around it', async () => {
    const editor = await openWithCursor('|', 'typescript');
    const { stream, result } = startInsertion(editor, { transform: 'code' });
    stream.push('Here it is:\n\n```ts\nconst a');
    await textIs(editor.document, 'const a');
    stream.push(' = 1;\n```\nIt sets `a`.');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.equal(editor.document.getText(), 'const a = 1;');
    await assertOneUndoStep(editor.document, '');
  });

  it('leaves the document alone when the answer to a question for code has none', async () => {
    const editor = await openWithCursor('a|b|c', 'typescript');
    const { stream, result } = startInsertion(editor, { transform: 'code' });
    stream.push('I’m sorry, but I can’t help with that.');
    stream.end();
    const { outcome, message, insertedCharacters } = await result;
    assert.deepEqual([outcome, insertedCharacters], ['no-code', 0]);
    assert.match(message ?? '', /no code in the answer/);
    assert.equal(editor.document.getText(), 'abc');
  });

  it('writes CRLF into a CRLF document', async () => {
    const editor = await openWithCursor('a\nb|');
    await editor.edit(builder => builder.setEndOfLine(vscode.EndOfLine.CRLF));
    await insert(editor, ['1\n', '2\r', '\n3']);
    assert.equal(editor.document.getText(), 'a\r\nb1\r\n2\r\n3');
    await assertOneUndoStep(editor.document, 'a\r\nb');
  });

  it('replaces the selection', async () => {
    const editor = await openWithCursor('a|b\nc|d');
    await insert(editor, ['1', '2\n', '3']);
    assert.equal(editor.document.getText(), 'a12\n3d');
    assert.deepEqual(editor.selection, new vscode.Selection(1, 1, 1, 1), 'the cursor is behind the text');
    await assertOneUndoStep(editor.document, 'ab\ncd');
  });

  it('keeps the selection while nothing comes', async () => {
    const editor = await openWithCursor('a|b|c');
    const { stream, result } = startInsertion(editor);
    stream.fail(new Error('no network'));
    const { outcome, message, insertedCharacters } = await result;
    assert.deepEqual([outcome, insertedCharacters], ['source-failed', 0]);
    assert.match(message ?? '', /no network/);
    assert.equal(editor.document.getText(), 'abc');
  });

  it('goes to the end of a document that has become shorter than its place', async () => {
    const editor = await openWithCursor('a|');
    const { stream, result } = startInsertion(editor, { selections: [new vscode.Range(5, 0, 7, 3)] });
    stream.push('1');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.equal(editor.document.getText(), 'a1');
  });

  it('leaves a cursor alone that the user has moved', async () => {
    const editor = await openWithCursor('top\n\n|\nend');
    const { stream, result } = startInsertion(editor);
    stream.push('1\n');
    await textIs(editor.document, 'top\n\n1\n\nend');
    await moveCursor(editor, 'top');
    stream.push('2\n');
    stream.push('3');
    stream.end();
    await result;
    assert.equal(editor.document.getText(), 'top\n\n1\n2\n3\nend');
    assert.deepEqual(editor.selection.active, new vscode.Position(0, 0));
    await assertOneUndoStep(editor.document, 'top\n\n\nend');
  });

  it('does not mind when the window moves the cursor by itself', async () => {
    const editor = await openWithCursor('|\nend');
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    await textIs(editor.document, '1\nend');
    await select(editor, new vscode.Selection(1, 0, 1, 3));
    stream.push('2');
    stream.end();
    await result;
    assert.deepEqual(editor.selection, new vscode.Selection(1, 0, 1, 3));
    await assertOneUndoStep(editor.document, '\nend');
  });

  it('keeps what the user types before and behind the place, and takes only itself back', async () => {
    const editor = await openWithCursor('top\n|\nend');
    const { stream, result } = startInsertion(editor);
    stream.push('1\n');
    await textIs(editor.document, 'top\n1\n\nend');
    await moveCursor(editor, 'top');
    await type('x\n');
    stream.push('2\n');
    await textIs(editor.document, 'x\ntop\n1\n2\n\nend');
    await moveCursor(editor, 'bottom');
    await type('y');
    stream.push('3');
    await textIs(editor.document, 'x\ntop\n1\n2\n3\nendy');
    stream.end();
    assert.deepEqual(await result, { outcome: 'finished', insertedCharacters: 5 });
    assert.equal(editor.document.getText(), 'x\ntop\n1\n2\n3\nendy');
    assert.deepEqual(editor.selection.active, new vscode.Position(5, 4), 'the cursor stays');
    await assertOneUndoStep(editor.document, 'x\ntop\n\nendy');
  });

  it('goes behind what is typed at the place before the first text', async () => {
    const editor = await openWithCursor('a|b');
    const { stream, result } = startInsertion(editor);
    await type('x');
    stream.push('1');
    stream.end();
    await result;
    assert.equal(editor.document.getText(), 'ax1b');
    await assertOneUndoStep(editor.document, 'axb');
  });

  it('keeps the cursor where it is within the text when the undo stack is put in order', async () => {
    const editor = await openWithCursor('a|b');
    const { stream, result } = startInsertion(editor);
    stream.push('12\n34\n');
    await textIs(editor.document, 'a12\n34\nb');
    await select(editor, new vscode.Selection(1, 1, 1, 1));
    await type('x');
    stream.push('5');
    stream.end();
    await result;
    assert.equal(editor.document.getText(), 'a12\n3x4\n5b');
    assert.deepEqual(editor.selection.active, new vscode.Position(1, 2));
    await press('undo');
    assert.equal(editor.document.getText(), 'ab');
  });

  it('stops when its text is deleted', async () => {
    const editor = await openWithCursor('a\n|\nb');
    const { stream, result } = startInsertion(editor);
    stream.push('text');
    await textIs(editor.document, 'a\ntext\nb');
    await select(editor, new vscode.Selection(0, 0, 2, 0));
    await vscode.commands.executeCommand('deleteLeft');
    const { outcome, message } = await result;
    assert.equal(outcome, 'place-gone');
    assert.match(message ?? '', /chat/);
    assert.equal(editor.document.getText(), 'b');
    assert(stream.closedEarly);
  });

  it('stops when the user undoes it', async () => {
    const editor = await openWithCursor('a|b');
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    await textIs(editor.document, 'a1b');
    await press('undo');
    assert.equal((await result).outcome, 'place-gone');
    assert.equal(editor.document.getText(), 'ab');
    await press('redo');
    assert.equal(editor.document.getText(), 'a1b');
  });

  it('writes to the document it began in, also with another editor in front', async () => {
    const editor = await openWithCursor('a|b');
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    await textIs(editor.document, 'a1b');
    const document = await vscode.workspace.openTextDocument({ content: 'other' });
    const other = await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
    stream.push('2');
    await textIs(editor.document, 'a12b');
    assert.equal(vscode.window.activeTextEditor, other, 'the focus stays');
    stream.end();
    await result;
    assert.equal(document.getText(), 'other');
    await vscode.window.showTextDocument(editor.document, editor.viewColumn ?? vscode.ViewColumn.One);
    await assertOneUndoStep(editor.document, 'ab');
  });

  it('writes to two documents at the same time', async () => {
    const left = await openWithCursor('a|b');
    const document = await vscode.workspace.openTextDocument({ content: 'cd' });
    const right = await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
    const first = startInsertion(left);
    const second = startInsertion(right, { selections: [new vscode.Range(0, 1, 0, 1)] });
    first.stream.push('1');
    second.stream.push('3');
    await textIs(left.document, 'a1b');
    await textIs(right.document, 'c3d');
    first.stream.push('2');
    second.stream.push('4');
    first.stream.end();
    second.stream.end();
    await Promise.all([first.result, second.result]);
    assert.equal(left.document.getText(), 'a12b');
    assert.equal(right.document.getText(), 'c34d');
    await assertOneUndoStep(right.document, 'cd');
  });

  it('goes on when its tab is hidden, and shows again', async () => {
    const editor = await openWithCursor('a|b');
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    await textIs(editor.document, 'a1b');
    await openWithCursor('in front|');
    stream.push('2');
    await vscode.window.showTextDocument(editor.document);
    await textIs(editor.document, 'a12b');
    stream.push('3');
    stream.end();
    await result;
    assert.equal(editor.document.getText(), 'a123b');
    await assertOneUndoStep(editor.document, 'ab');
  });

  it('ends in a hidden tab', async () => {
    const editor = await openWithCursor('a|b');
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    await textIs(editor.document, 'a1b');
    const front = await openWithCursor('in front|');
    stream.push('2\n');
    stream.push('3');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.equal(editor.document.getText(), 'a12\n3b');
    assert.equal(vscode.window.activeTextEditor, front, 'the hidden tab does not come to the front');
    await vscode.window.showTextDocument(editor.document);
    await assertOneUndoStep(editor.document, 'ab');
  });

  it('writes to an editor that was hidden from the start', async () => {
    const editor = await openWithCursor('a|b|c');
    await openWithCursor('in front|');
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    stream.push('2');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.equal(editor.document.getText(), 'a12c');
    await vscode.window.showTextDocument(editor.document);
    await assertOneUndoStep(editor.document, 'abc');
  });

  it('says so when the document is closed', async () => {
    const editor = await openWithCursor('a|b');
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    await textIs(editor.document, 'a1b');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const { outcome, message } = await result;
    assert.equal(outcome, 'closed');
    assert.match(message ?? '', /closed/);
    assert(stream.closedEarly);
  });

  it('says so when the document is read-only', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('runnel-test', {
      provideTextDocumentContent: () => 'fixed',
    });
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('runnel-test:fixed.txt'));
      const editor = await vscode.window.showTextDocument(document);
      const { stream, result } = startInsertion(editor);
      stream.push('1');
      const { outcome, message } = await result;
      assert.equal(outcome, 'read-only');
      assert.match(message ?? '', /read-only/);
      assert.equal(document.getText(), 'fixed');
    } finally {
      provider.dispose();
    }
  });

  it('keeps what is there when it is aborted', async () => {
    const editor = await openWithCursor('a|b');
    const controller = new AbortController();
    const { stream, result } = startInsertion(editor, { signal: controller.signal });
    stream.push('1\n');
    await textIs(editor.document, 'a1\nb');
    controller.abort();
    const { outcome, insertedCharacters } = await result;
    assert.deepEqual([outcome, insertedCharacters], ['stopped', 2]);
    stream.push('2');
    assert.equal(editor.document.getText(), 'a1\nb');
    assert(stream.closedEarly);
    await assertOneUndoStep(editor.document, 'ab');
  });

  it('takes only itself back when it is aborted after the user has typed', async () => {
    const editor = await openWithCursor('a\n|');
    const controller = new AbortController();
    const { stream, result } = startInsertion(editor, { signal: controller.signal });
    stream.push('1');
    await textIs(editor.document, 'a\n1');
    await moveCursor(editor, 'top');
    await type('x');
    stream.push('2');
    await textIs(editor.document, 'xa\n12');
    controller.abort();
    assert.equal((await result).outcome, 'stopped');
    await assertOneUndoStep(editor.document, 'xa\n');
  });

  it('keeps the text when the source fails, and says why', async () => {
    const editor = await openWithCursor('a|b');
    const { stream, result } = startInsertion(editor);
    stream.push('1');
    stream.push('2');
    stream.fail(new Error('connection lost'));
    const { outcome, message, insertedCharacters } = await result;
    assert.deepEqual([outcome, insertedCharacters], ['source-failed', 2]);
    assert.match(message ?? '', /connection lost/);
    assert.equal(editor.document.getText(), 'a12b');
    await assertOneUndoStep(editor.document, 'ab');
  });

  it('is not mangled by format-on-type and auto-closing', async () => {
    const configuration = vscode.workspace.getConfiguration('editor');
    await configuration.update('formatOnType', true, vscode.ConfigurationTarget.Global);
    try {
      const editor = await openWithCursor('|', 'typescript');
      const code = 'function f( a:string ) {\n    const b = [{ c: "(" }];\n    if (a) {\n        return b;\n    }\n}';
      await insert(editor, code.match(/\s*\S{1,3}/g) ?? []);
      assert.equal(editor.document.getText(), code);
      await assertOneUndoStep(editor.document, '');
    } finally {
      await configuration.update('formatOnType', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('takes more white space at once than goes into one edit', async () => {
    const editor = await openWithCursor('|', 'typescript');
    const { stream, result } = startInsertion(editor);
    stream.push(`${' '.repeat(200_000)}a`);
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.equal(editor.document.getText(), 'a');
  });

  it('does not cut a character in two', async () => {
    const editor = await openWithCursor('|');
    const { stream, result } = startInsertion(editor);
    stream.push('a\ud83d');
    await textIs(editor.document, 'a');
    stream.push('\ude00');
    stream.end();
    await result;
    assert.equal(editor.document.getText(), 'a😀');
  });
});

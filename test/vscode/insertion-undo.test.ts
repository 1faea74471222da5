import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, moveCursor, next, openWithCursor, press, select, textIs, type, until } from './support/editing.ts';
import { startInsertion } from './support/insertion-stream.ts';
import { settle } from './support/insertion-window.ts';

function digitsOf(document: vscode.TextDocument): string {
  return document.getText().replaceAll(/\D/g, '');
}

/** Streams a piece, types at the top, and streams another one, so that the two are no element of their own. */
async function insertAndType(editor: vscode.TextEditor): Promise<void> {
  const { stream, result } = startInsertion(editor);
  const { document } = editor;
  const before = document.getText();
  stream.push('one ');
  await next(vscode.workspace.onDidChangeTextDocument, event => event.document === document);
  await moveCursor(editor, 'top');
  await type('x');
  stream.push('two ');
  await next(vscode.workspace.onDidChangeTextDocument, event => event.document === document);
  await type('y');
  stream.push('three');
  stream.end();
  await result;
  assert.equal(document.getText(), `xy${before}one two three`);
}

describe('Undo of a stream', () => {
  afterEach(closeAll);

  it('never rests where a part of the insertion shows, nor does Redo', async () => {
    const editor = await openWithCursor('');
    const { document } = editor;
    await type('a\n');
    await insertAndType(editor);
    await press('undo');
    assert.equal(document.getText(), 'xya\n');
    const back = textIs(document, 'a\n');
    await press('undo');
    await back;
    await press('undo');
    assert.notEqual(document.getText(), 'a\n', 'what was typed before is next');
    await press('redo');
    assert.equal(document.getText(), 'a\n');
    const forth = textIs(document, 'xya\n');
    await press('redo');
    await forth;
    await press('redo');
    assert.equal(document.getText(), 'xya\none two three');
  });

  it('rests at a clean place, too, where the key is pressed several times at once', async () => {
    const editor = await openWithCursor('head\n|\ntail');
    const { document } = editor;
    const { stream, result } = startInsertion(editor);
    stream.push('0');
    await textIs(document, 'head\n0\ntail');
    await moveCursor(editor, 'top');
    for (let digit = 1; digit < 9; digit++) {
      await type('abcdefgh'.charAt(digit - 1));
      stream.push(String(digit));
      if (digit % 2 === 0)
        await until(vscode.workspace.onDidChangeTextDocument, () => digitsOf(document).endsWith(`${digit}`));
    }
    stream.end();
    await result;
    // Not Undo again where nothing is left to undo: after tests with files VS Code (1.139) then has no Redo any more.
    for (const command of ['undo', 'redo', 'redo'] as const) {
      await Promise.all([press(command), press(command), press(command)]);
      await settle(document);
      assert(['', '012345678'].includes(digitsOf(document)), `after ${command}: ${document.getText()}`);
    }
    assert.equal(document.getText(), 'abcdefghhead\n012345678\ntail');
  });

  it('leaves what is typed while it goes on', async () => {
    const editor = await openWithCursor('');
    const { document } = editor;
    await insertAndType(editor);
    // The second Undo is no place to rest at; the next one comes behind what is typed.
    await Promise.all([press('undo'), press('undo'), type('z')]);
    await settle(document);
    assert.match(document.getText(), /z/);
    await press('undo');
    await settle(document);
    assert.doesNotMatch(document.getText(), /z/);
  });

  it('goes one step further where the user has only moved the cursor', async () => {
    const editor = await openWithCursor('');
    const { document } = editor;
    await type('a\n');
    const { stream, result } = startInsertion(editor);
    stream.push('one ');
    await textIs(document, 'a\none ');
    await moveCursor(editor, 'top');
    stream.push('two');
    stream.end();
    await result;
    await press('undo');
    assert.equal(document.getText(), 'a\n');
    const back = next(
      vscode.workspace.onDidChangeTextDocument,
      () => !/[no]/.test(document.getText()) && document.getText() !== 'a\n',
    );
    await press('undo');
    await back;
  });

  it('brings a replaced selection back, also when the user has typed meanwhile', async () => {
    const editor = await openWithCursor('top\n|old|\nend');
    const { stream, result } = startInsertion(editor);
    stream.push('new');
    await textIs(editor.document, 'top\nnew\nend');
    await moveCursor(editor, 'top');
    await type('x');
    stream.push('er');
    stream.end();
    await result;
    assert.equal(editor.document.getText(), 'xtop\nnewer\nend');
    await press('undo');
    assert.equal(editor.document.getText(), 'xtop\nold\nend');
    await press('redo');
    assert.equal(editor.document.getText(), 'xtop\nnewer\nend');
  });

  it('takes what was typed in mid-stream, and the stream goes on', async () => {
    const editor = await openWithCursor('top\n|');
    const { stream, result } = startInsertion(editor);
    stream.push('one ');
    await textIs(editor.document, 'top\none ');
    await moveCursor(editor, 'top');
    await type('x');
    stream.push('two ');
    await textIs(editor.document, 'xtop\none two ');
    await press('undo');
    assert.equal(editor.document.getText(), 'top\none ', 'the end of the insertion was one step with the typing');
    await textIs(editor.document, 'top\none two ');
    stream.push('three');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.equal(editor.document.getText(), 'top\none two three');
    await press('undo');
    assert.equal(editor.document.getText(), 'top\n');
  });

  it('leaves time for Redo in mid-stream', async () => {
    const editor = await openWithCursor('top\n|');
    const { stream, result } = startInsertion(editor);
    stream.push('one ');
    await textIs(editor.document, 'top\none ');
    await moveCursor(editor, 'top');
    await type('x');
    stream.push('two ');
    await textIs(editor.document, 'xtop\none two ');
    await press('undo');
    stream.push('three');
    await press('redo');
    assert.equal(editor.document.getText(), 'xtop\none two ');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.equal(editor.document.getText(), 'xtop\none two three');
    await press('undo');
    assert.equal(editor.document.getText(), 'xtop\n');
  });

  it('in mid-stream takes all of the insertion back when nothing of the user’s is on top', async () => {
    const editor = await openWithCursor('top\n|');
    const { stream, result } = startInsertion(editor);
    stream.push('one ');
    await textIs(editor.document, 'top\none ');
    await moveCursor(editor, 'top');
    stream.push('two ');
    await textIs(editor.document, 'top\none two ');
    await press('undo');
    const { outcome } = await result;
    assert.equal(outcome, 'place-gone');
    assert.equal(editor.document.getText(), 'top\n');
    await press('redo');
    assert.equal(editor.document.getText(), 'top\none two ');
  });

  it('is not scattered by another line ending', async () => {
    const editor = await openWithCursor('a\n|\nb');
    const { stream, result } = startInsertion(editor);
    stream.push('1\n');
    await textIs(editor.document, 'a\n1\n\nb');
    await editor.edit(builder => builder.setEndOfLine(vscode.EndOfLine.CRLF));
    stream.push('2\n3');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.equal(editor.document.getText(), 'a\r\n1\r\n2\r\n3\r\nb');
    await press('undo');
    assert.equal(editor.document.getText(), 'a\r\n\r\nb');
  });

  it('takes the text at all cursors at once', async () => {
    const editor = await openWithCursor('a|\n  b\n\tc');
    const selections = [
      new vscode.Selection(0, 1, 0, 1),
      new vscode.Selection(1, 3, 1, 3),
      new vscode.Selection(2, 1, 2, 2),
    ];
    const moved = next(vscode.window.onDidChangeTextEditorSelection, () => editor.selections.length === 3);
    editor.selections = selections;
    await moved;
    const { stream, result } = startInsertion(editor);
    stream.push('{\n  1');
    await textIs(editor.document, 'a{\n  1\n  b{\n    1\n\t{\n\t  1');
    stream.push('\n}');
    stream.end();
    assert.deepEqual(await result, { outcome: 'finished', insertedCharacters: 27 });
    assert.equal(editor.document.getText(), 'a{\n  1\n}\n  b{\n    1\n  }\n\t{\n\t  1\n\t}');
    assert.deepEqual(
      editor.selections.map(selection => selection.active),
      [new vscode.Position(2, 1), new vscode.Position(5, 3), new vscode.Position(8, 2)],
    );
    await press('undo');
    assert.equal(editor.document.getText(), 'a\n  b\n\tc');
    await press('redo');
    assert.equal(editor.document.getText(), 'a{\n  1\n}\n  b{\n    1\n  }\n\t{\n\t  1\n\t}');
  });

  it('ends at a cursor whose text is deleted, and goes on at the others', async () => {
    const editor = await openWithCursor('a\n|\nb\n\nc');
    const places = [new vscode.Range(1, 0, 1, 0), new vscode.Range(3, 0, 3, 0)];
    const { stream, result } = startInsertion(editor, { selections: places });
    stream.push('1');
    await textIs(editor.document, 'a\n1\nb\n1\nc');
    await select(editor, new vscode.Selection(0, 0, 2, 0));
    await vscode.commands.executeCommand('deleteLeft');
    stream.push('2');
    stream.end();
    assert.equal((await result).outcome, 'finished');
    assert.equal(editor.document.getText(), 'b\n12\nc');
    await press('undo');
    assert.equal(editor.document.getText(), 'b\n\nc');
  });

  it('keeps what is selected, and puts the cursor behind the text', async () => {
    const editor = await openWithCursor('ab|cd|ef');
    const { stream, result } = startInsertion(editor, { keepSelected: true });
    stream.push('1');
    stream.push('2');
    stream.end();
    await result;
    assert.equal(editor.document.getText(), 'abcd12ef');
    assert.deepEqual(editor.selection, new vscode.Selection(0, 6, 0, 6));
  });
});

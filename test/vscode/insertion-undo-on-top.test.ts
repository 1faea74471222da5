import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, moveCursor, openWithCursor, press, textIs, type } from './support/editing.ts';
import type { HandFedStream } from './support/hand-fed-stream.ts';
import { startInsertion } from './support/insertion-stream.ts';
import { settle } from './support/insertion-window.ts';

/**
 * When a key is pressed: so that it reaches the window before the text is taken out to be put on top of the undo stack, but
 * is heard of afterwards; right behind the taking-out; or right behind the putting-in.
 */
type Moment = 'before' | 'taken out' | 'put in';

const isThere = (text: string) => /[ABC]/.test(text);

/** Does something at this moment, which comes for sure; all keys of it are pressed before VS Code has seen the first. */
async function actAt(moment: Moment, document: vscode.TextDocument, stream: HandFedStream, act: () => void) {
  if (moment === 'before') {
    act();
    stream.end();
    return;
  }
  let was = document.getText();
  const { promise, resolve } = Promise.withResolvers<void>();
  const listener = vscode.workspace.onDidChangeTextDocument(event => {
    if (event.document !== document || event.contentChanges.length === 0) return;
    const text = document.getText();
    const isMoment = moment === 'taken out' ? !isThere(text) : isThere(text) && !isThere(was);
    was = text;
    if (!isMoment) return;
    listener.dispose();
    act();
    resolve();
  });
  stream.end();
  await promise;
}

/** Inserts “ABC” into “t” and a line, with “x” and “y” typed at the top meanwhile, and acts as it ends. */
async function insertAndAct(moment: Moment, act: () => void): Promise<vscode.TextDocument> {
  const editor = await openWithCursor('t\n|');
  const { document } = editor;
  const { stream, result } = startInsertion(editor);
  stream.push('A');
  await textIs(document, 't\nA');
  await moveCursor(editor, 'top');
  await type('x');
  stream.push('B');
  await textIs(document, 'xt\nAB');
  await type('y');
  stream.push('C');
  await textIs(document, 'xyt\nABC');
  await settle(document);
  await actAt(moment, document, stream, act);
  assert.equal((await result).outcome, 'finished');
  await settle(document);
  return document;
}

async function pressed(document: vscode.TextDocument, command: 'undo' | 'redo'): Promise<string> {
  await press(command);
  await settle(document);
  return document.getText();
}

describe('Undo while the text is put on top of the undo stack', () => {
  afterEach(closeAll);

  for (const moment of ['before', 'taken out', 'put in'] as const) {
    it(`takes the insertion (${moment})`, async () => {
      const document = await insertAndAct(moment, () => void press('undo'));
      assert.equal(document.getText(), 'xyt\n');
      assert.equal(await pressed(document, 'undo'), 't\n');
      assert.equal(await pressed(document, 'redo'), 'xyt\n');
      assert.equal(await pressed(document, 'redo'), 'xyt\nABC');
      assert.equal(await pressed(document, 'undo'), 'xyt\n');
    });

    it(`takes the insertion and then what was typed, where it is pressed twice at once (${moment})`, async () => {
      const document = await insertAndAct(moment, () => {
        void press('undo');
        void press('undo');
      });
      assert.equal(document.getText(), 't\n');
      assert.equal(await pressed(document, 'redo'), 'xyt\n');
      assert.equal(await pressed(document, 'redo'), 'xyt\nABC');
    });
  }

  for (const moment of ['before', 'taken out'] as const) {
    it(`changes nothing with a Redo right behind it (${moment})`, async () => {
      const document = await insertAndAct(moment, () => {
        void press('undo');
        void press('redo');
      });
      assert.equal(document.getText(), 'xyt\nABC');
      assert.equal(await pressed(document, 'undo'), 'xyt\n');
      assert.equal(await pressed(document, 'undo'), 't\n');
    });

    it(`takes what is typed right before it (${moment})`, async () => {
      const document = await insertAndAct(moment, () => {
        void type('z');
        void press('undo');
      });
      assert.equal(document.getText(), 'xyt\nABC');
      assert.equal(await pressed(document, 'undo'), 'xyt\n');
      assert.equal(await pressed(document, 'redo'), 'xyt\nABC');
    });

    it(`is not needed for what is typed meanwhile to stay out of it (${moment})`, async () => {
      const document = await insertAndAct(moment, () => void type('z'));
      assert.equal(document.getText(), 'xyzt\nABC');
      assert.equal(await pressed(document, 'undo'), 'xyzt\n');
      assert.equal(await pressed(document, 'redo'), 'xyzt\nABC');
    });
  }

  it('stays as it was where something is typed right behind it, and loses nothing of the insertion', async () => {
    const document = await insertAndAct('before', () => {
      void press('undo');
      void type('z');
    });
    // No Redo brings “y” back any more.
    assert.equal(document.getText(), 'xzt\nABC');
    assert.equal(await pressed(document, 'undo'), 'xzt\n');
    assert.equal(await pressed(document, 'redo'), 'xzt\nABC');
  });

  it('takes the insertion where something is typed right behind it while the text is out', async () => {
    const document = await insertAndAct('taken out', () => {
      void press('undo');
      void type('z');
    });
    assert.equal(document.getText(), 'xyzt\n');
    assert.equal(await pressed(document, 'redo'), 'xyzt\nABC');
  });

  it('takes the insertions at all cursors, and brings back what they replaced', async () => {
    const editor = await openWithCursor('t\nold\nu');
    const { document } = editor;
    const places = [new vscode.Range(1, 0, 1, 3), new vscode.Range(2, 1, 2, 1)];
    const { stream, result } = startInsertion(editor, { selections: places });
    stream.push('A');
    await textIs(document, 't\nA\nuA');
    // Nothing but the cursor: what Undo takes is all ours.
    await moveCursor(editor, 'top');
    stream.push('B');
    await textIs(document, 't\nAB\nuAB');
    await settle(document);
    await actAt('before', document, stream, () => void press('undo'));
    assert.equal((await result).outcome, 'finished');
    await settle(document);
    assert.equal(document.getText(), 't\nold\nu');
    assert.equal(await pressed(document, 'redo'), 't\nAB\nuAB');
  });
});

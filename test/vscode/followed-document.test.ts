import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { FollowedDocument } from '../../src/host/editor/followed-document.ts';
import { closeAll } from './support/editing.ts';

describe('A followed document', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runnel-followed-'));
  });
  afterEach(closeAll);
  after(() => rm(folder, { recursive: true, force: true }));

  it('that nobody has open from the start counts as closed, and says so later', async () => {
    const document = await vscode.workspace.openTextDocument({ content: '' });
    await new Promise<void>(resolve => {
      const followed = new FollowedDocument(document, undefined, () => {
        if (!followed.isClosed) return;
        followed.dispose();
        resolve();
      });
      assert(followed.isAway);
    });
  });

  it('is not waited for for ever when it is emptied after its text was saved elsewhere', async () => {
    const uri = vscode.Uri.file(join(folder, 'new.txt')).with({ scheme: 'untitled' });
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    assert(await editor.edit(builder => builder.insert(new vscode.Position(0, 0), 'a')));
    const followed = new FollowedDocument(document, editor, () => undefined);
    try {
      const file = vscode.Uri.file(join(folder, 'other.txt'));
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(''));
      const other = await vscode.workspace.openTextDocument(file);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(file, new vscode.Position(0, 0), 'a');
      assert(await vscode.workspace.applyEdit(edit));
      assert(await other.save());
      assert(await editor.edit(builder => builder.delete(new vscode.Range(0, 0, 0, 1))));
      await followed.back();
      // It looks as if it was saved as that file: nothing is written there, nor here, where that would be lost.
      assert.deepEqual([followed.isClosed, followed.document], [true, document]);
    } finally {
      followed.dispose();
    }
  });
});

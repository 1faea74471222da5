import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openAttachment } from '../../src/host/attachments/open-attachment.ts';
import { placeOfAttachment, whyLost } from '../../src/host/editor/attached-place.ts';
import { insertStream } from '../../src/host/editor/stream-insertion.ts';
import { closeAll, openWithCursor, press, textIs } from './support/editing.ts';
import { HandFedStream } from './support/hand-fed-stream.ts';
import { withMessages } from './support/messages.ts';
import { runnelServices } from './support/runnel.ts';

/** A file system that is asked and never says anything. */
class SilentFileSystem implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  asked = 0;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }
  stat(): Promise<never> {
    return this.#silence();
  }
  readDirectory(): Promise<never> {
    return this.#silence();
  }
  readFile(): Promise<never> {
    return this.#silence();
  }
  createDirectory(): Promise<never> {
    return this.#silence();
  }
  writeFile(): Promise<never> {
    return this.#silence();
  }
  delete(): Promise<never> {
    return this.#silence();
  }
  rename(): Promise<never> {
    return this.#silence();
  }

  #silence(): Promise<never> {
    this.asked++;
    return new Promise(() => undefined);
  }
}

describe('A hostile place', () => {
  afterEach(closeAll);

  it('is in a file system that never answers: it is not waited for for ever', async () => {
    const fileSystem = new SilentFileSystem();
    const registration = vscode.workspace.registerFileSystemProvider('runnel-silent', fileSystem);
    try {
      const attachment = { uri: 'runnel-silent:/a/b.ts', text: 'old();', startLine: 1 };
      const place = await placeOfAttachment(attachment, 1);
      assert.equal(place, 'unanswered');
      assert.match(whyLost(place), /does not answer/);
      const taken = { ...attachment, label: 'b.ts', languageId: 'typescript', endLine: 1 };
      const { documents } = await runnelServices();
      await withMessages(async shown => {
        await openAttachment(taken, { documents, within: 1 });
        assert.match(shown[0]?.text ?? '', /“b\.ts” cannot be opened: its file system does not answer\. .* is kept\./);
        assert.deepEqual(shown[0]?.buttons, ['Show What Was Attached']);
      });
    } finally {
      registration.dispose();
    }
  });

  it('is one of 1,000, which VS Code reports as a single change of all the text', async () => {
    const editor = await openWithCursor(`|${'one two\n'.repeat(1000)}`);
    const { document } = editor;
    const selections = [...Array(1000).keys()].map(line => new vscode.Range(line, 0, line, 3));
    const stream = new HandFedStream();
    const result = insertStream({ editor, source: stream, transform: 'text', selections });
    stream.push('1\n');
    await textIs(document, '1\n two\n'.repeat(1000));
    stream.push('2');
    stream.end();
    assert.deepEqual(await result, { outcome: 'finished', insertedCharacters: 3000 });
    assert.equal(document.getText(), '1\n2 two\n'.repeat(1000));
    await press('undo');
    await textIs(document, 'one two\n'.repeat(1000));
  });

  it('is saved over another file: the text goes on there', async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert(workspace);
    const folder = vscode.Uri.joinPath(workspace.uri, 'saved-over');
    const open = async (name: string, text: string) => {
      const uri = vscode.Uri.joinPath(folder, name);
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      return vscode.window.showTextDocument(uri, { preview: false });
    };
    try {
      const { document: other } = await open('other.txt', 'other\n');
      const editor = await open('first.txt', 'a\n');
      const stream = new HandFedStream();
      const result = insertStream({ editor, source: stream, transform: 'text' });
      stream.push('1\n');
      await textIs(editor.document, '1\na\n');
      // What Save As does there (VS Code 1.139), which a test cannot do without its dialog.
      const edit = new vscode.WorkspaceEdit();
      edit.replace(other.uri, new vscode.Range(0, 0, 1, 0), '1\na\n');
      assert(await vscode.workspace.applyEdit(edit));
      assert(await other.save());
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      stream.push('2\n');
      await textIs(other, '1\n2\na\n');
      stream.end();
      assert.equal((await result).outcome, 'finished');
      assert.equal(other.getText(), '1\n2\na\n');
    } finally {
      await closeAll();
      await vscode.workspace.fs.delete(folder, { recursive: true });
    }
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { placeOfAttachment, whyLost } from '../../src/host/editor/attached-place.ts';

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
  it('is in a file system that never answers: it is not waited for for ever', async () => {
    const fileSystem = new SilentFileSystem();
    const registration = vscode.workspace.registerFileSystemProvider('runnel-silent', fileSystem);
    try {
      const attachment = { uri: 'runnel-silent:/a/b.ts', text: 'old();', startLine: 1 };
      const place = await placeOfAttachment(attachment, 1);
      assert.equal(place, 'unanswered');
      assert.match(whyLost(place), /does not answer/);
    } finally {
      registration.dispose();
    }
  });
});

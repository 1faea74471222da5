import * as vscode from 'vscode';
import type { Attachment } from '../../core/conversation/conversation.ts';
import { findAttachedText } from './find-attached-text.ts';
import { readSource } from './read-source.ts';

/** How long nothing must be typed before a text is looked for, in milliseconds. */
const quietMs = 300;

/**
 * Knows which attachments are no longer what stands in their sources: open documents, and files of the workspace. It looks
 * only where something has happened.
 */
export class SourceWatch {
  readonly #changed: () => void;
  #attachments: readonly Attachment[] = [];
  #stale = new WeakSet<Attachment>();
  #touched = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listeners: readonly vscode.Disposable[] = [];
  #isDisposed = false;

  /** @param changed called when another attachment is stale, or one is not any more */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Looks after these attachments from now on. */
  follow(attachments: readonly Attachment[]): void {
    // A file may still be read when its chat is closed.
    if (this.#isDisposed) return;
    this.#attachments = attachments;
    const isNeeded = attachments.some(({ uri }) => uri !== undefined);
    if (isNeeded && this.#listeners.length === 0) this.#listeners = this.#listen();
    else if (!isNeeded) this.#stop();
  }

  /** Looks at all sources, as if something had happened to them. */
  lookAgain(): void {
    for (const { uri } of this.#attachments) if (uri !== undefined) this.#touch(vscode.Uri.parse(uri));
  }

  /** Whether the text of an attachment is no longer in its source. What is typed at this moment may not be seen yet. */
  hasChanged(attachment: Attachment): boolean {
    return this.#stale.has(attachment);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#stop();
  }

  #stop(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#listeners = [];
    clearTimeout(this.#timer);
    this.#touched.clear();
  }

  #listen(): vscode.Disposable[] {
    // No watching of its own: VS Code watches the workspace anyway.
    const files = vscode.workspace.createFileSystemWatcher('**/*');
    return [
      files,
      // Some tools write a file anew.
      files.onDidCreate(uri => this.#touch(uri)),
      files.onDidChange(uri => this.#touch(uri)),
      files.onDidDelete(uri => this.#touch(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#touch(document.uri)),
    ];
  }

  #touch(uri: vscode.Uri): void {
    const address = uri.toString();
    if (!this.#attachments.some(attachment => attachment.uri === address)) return;
    this.#touched.add(address);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), quietMs);
  }

  async #look(): Promise<void> {
    const touched = [...this.#touched];
    this.#touched.clear();
    for (const address of touched) {
      const text = await textNow(vscode.Uri.parse(address));
      for (const attachment of this.#attachments) {
        if (attachment.uri !== address) continue;
        const isStale = text === undefined || findAttachedText(text, attachment) === undefined;
        if (isStale === this.#stale.has(attachment)) continue;
        if (isStale) this.#stale.add(attachment);
        else this.#stale.delete(attachment);
        this.#changed();
      }
    }
  }
}

/** What a source holds now; undefined when it is gone, or too large by now. */
async function textNow(uri: vscode.Uri): Promise<string | undefined> {
  const address = uri.toString();
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === address);
  if (open && !open.isClosed) return open.getText();
  const read = await readSource(uri);
  return read.kind === 'text' ? read.attachment.text : undefined;
}

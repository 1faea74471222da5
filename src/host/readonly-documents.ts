import * as vscode from 'vscode';

/** What a document of ours holds; each kind has a URI scheme of its own, by which menus know it. */
export type DocumentKind = 'runnel-request' | 'runnel-report' | 'runnel-attachment';

/** Documents that are read and not written: they can be searched, copied from and saved elsewhere, and ask nothing when closed. */
export class ReadonlyDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registrations: vscode.Disposable;

  constructor() {
    const kinds: readonly DocumentKind[] = ['runnel-request', 'runnel-report', 'runnel-attachment'];
    this.#registrations = vscode.Disposable.from(
      ...kinds.map(kind => vscode.workspace.registerTextDocumentContentProvider(kind, this)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // After a restart of the window its tab is still there.
    return this.#texts.get(uri.toString()) ?? 'This was not kept. Run the command again.\n';
  }

  /**
   * Opens a document, or brings the one with this name to the front with a new text.
   *
   * @param name shown on the tab; its ending tells the language
   * @returns the way to change its text
   */
  async show(kind: DocumentKind, name: string, text: string): Promise<{ uri: vscode.Uri; update(text: string): void }> {
    const uri = vscode.Uri.from({ scheme: kind, path: `/${name.replaceAll(/[/\\?#]/g, '-')}` });
    const update = (newText: string) => {
      this.#texts.set(uri.toString(), newText);
      this.#changed.fire(uri);
    };
    update(text);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
    return { uri, update };
  }

  /** The text of a document of ours that was opened and not closed. */
  text(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  dispose(): void {
    this.#registrations.dispose();
    this.#changed.dispose();
  }
}

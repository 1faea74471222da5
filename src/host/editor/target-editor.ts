import * as vscode from 'vscode';
import { isOpen, visibleEditorOf } from './open-documents.ts';

/**
 * Remembers the text editor that had the focus last. While a webview or a panel has it, `activeTextEditor` is undefined,
 * and that is when "insert at the cursor" is asked for.
 */
export class TargetEditor implements vscode.Disposable {
  readonly #listeners: vscode.Disposable[];
  /** The last focused one first; one for each document. */
  #recent: vscode.TextEditor[] = [];

  constructor() {
    this.#remember(vscode.window.activeTextEditor);
    this.#listeners = [
      vscode.window.onDidChangeActiveTextEditor(editor => this.#remember(editor)),
      vscode.workspace.onDidCloseTextDocument(document => {
        this.#recent = this.#recent.filter(editor => editor.document !== document);
      }),
    ];
  }

  /**
   * The last focused text editor whose document is still open. Its tab may be hidden, behind a chat in the same group
   * for instance; {@link insertStream} can write to it then as well.
   */
  current(): vscode.TextEditor | undefined {
    this.#recent = this.#recent.filter(editor => isOpen(editor.document));
    const last = this.#recent[0];
    if (last) return visibleEditorOf(last.document, last) ?? last;
    // Nothing had the focus since we started: an editor beside the panel is as good as a remembered one.
    return vscode.window.visibleTextEditors.find(isInEditorArea);
  }

  /**
   * The editor to write to: the current one, or a new untitled document. That one opens in the active group, or beside it
   * where a chat fills the group; it does not take the focus.
   *
   * @param languageId of the new document; plain text if absent
   */
  async openTarget(languageId?: string): Promise<vscode.TextEditor> {
    const current = this.current();
    if (current) return current;
    const document = await vscode.workspace.openTextDocument({
      content: '',
      ...(languageId && { language: languageId }),
    });
    const covered = vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
    const viewColumn = covered ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const editor = await vscode.window.showTextDocument(document, { viewColumn, preserveFocus: true, preview: false });
    this.#remember(editor);
    return editor;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#recent = [];
  }

  #remember(editor: vscode.TextEditor | undefined): void {
    if (!editor || !isInEditorArea(editor)) return;
    this.#recent = [editor, ...this.#recent.filter(other => other.document !== editor.document)];
  }
}

/** Not the Output panel, an input box, or an editor within a peek view. Cells of a notebook are wanted. */
function isInEditorArea(editor: vscode.TextEditor): boolean {
  return editor.viewColumn !== undefined || editor.document.uri.scheme === 'vscode-notebook-cell';
}

import * as vscode from 'vscode';
import { columnForDocuments, openNewFile } from './new-file.ts';
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
    return this.#find(() => true);
  }

  /** The same, without what Runnel itself shows: what is read there is not what the user works on. */
  writable(): vscode.TextEditor | undefined {
    return this.#find(({ document }) => !document.uri.scheme.startsWith('runnel-'));
  }

  /** An editor with this document: the one used last, or a new one that does not take the focus. */
  async editorOf(document: vscode.TextDocument): Promise<vscode.TextEditor> {
    const isOfDocument = (editor: vscode.TextEditor) => editor.document === document;
    const open = this.#find(isOfDocument) ?? visibleEditorOf(document);
    if (open) return open;
    const notebook = vscode.workspace.notebookDocuments.find(candidate =>
      candidate.getCells().some(cell => cell.document === document),
    );
    if (notebook) await vscode.window.showNotebookDocument(notebook, { preserveFocus: true });
    return (
      visibleEditorOf(document) ??
      (await vscode.window.showTextDocument(document, {
        viewColumn: columnForDocuments(),
        preserveFocus: true,
        preview: false,
      }))
    );
  }

  /** The editor to write to: the current one, or one with a new untitled document that does not take the focus. */
  async openTarget(): Promise<vscode.TextEditor> {
    const current = this.current();
    if (current) return current;
    const editor = await openNewFile({});
    this.#remember(editor);
    return editor;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#recent = [];
  }

  #find(accept: (editor: vscode.TextEditor) => boolean): vscode.TextEditor | undefined {
    this.#recent = this.#recent.filter(editor => isOpen(editor.document));
    const last = this.#recent.find(accept);
    if (last) return visibleEditorOf(last.document, last) ?? last;
    // Nothing had the focus since we started: an editor beside the panel is as good as a remembered one.
    return vscode.window.visibleTextEditors.find(editor => isInEditorArea(editor) && accept(editor));
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

import * as vscode from 'vscode';

/** Says at the cursor that text is on its way, until the first of it is in the document. */
export class WaitingMark implements vscode.Disposable {
  readonly #type: vscode.TextEditorDecorationType;
  readonly #listener: vscode.Disposable;

  /** @param words what to say, such as "waiting for gpt-5… Esc stops" */
  constructor(editor: vscode.TextEditor, words: string) {
    this.#type = vscode.window.createTextEditorDecorationType({
      after: {
        contentText: words,
        // Not that of ghost text, which high-contrast themes do not have.
        color: new vscode.ThemeColor('descriptionForeground'),
        fontStyle: 'italic',
        margin: '0 0 0 1ch',
      },
    });
    editor.setDecorations(this.#type, [new vscode.Range(editor.selection.active, editor.selection.active)]);
    this.#listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document === editor.document && contentChanges.length > 0) this.dispose();
    });
  }

  dispose(): void {
    this.#listener.dispose();
    this.#type.dispose();
  }
}

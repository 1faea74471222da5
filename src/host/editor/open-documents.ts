import * as vscode from 'vscode';

/** An editor that shows the document now: `preferred` if it does, else any. */
export function visibleEditorOf(
  document: vscode.TextDocument,
  preferred?: vscode.TextEditor,
): vscode.TextEditor | undefined {
  const editors = vscode.window.visibleTextEditors.filter(editor => editor.document === document);
  if (preferred && editors.includes(preferred)) return preferred;
  // An editor whose tab was hidden comes back as another object, in the same column.
  return editors.find(editor => editor.viewColumn === preferred?.viewColumn) ?? editors[0];
}

/**
 * Whether the user still has the document open, visible or in a hidden tab. A document without a tab may live on for a
 * while in the extension host; what is written to it then is seen by nobody.
 */
export function isOpen(document: vscode.TextDocument): boolean {
  if (document.isClosed) return false;
  if (visibleEditorOf(document)) return true;
  const uri = (notebookOf(document) ?? document).uri.toString();
  return vscode.window.tabGroups.all.some(group => group.tabs.some(tab => urisOf(tab.input).includes(uri)));
}

/** The notebook that has the document as a cell. */
function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  if (document.uri.scheme !== 'vscode-notebook-cell') return undefined;
  return vscode.workspace.notebookDocuments.find(notebook =>
    notebook.getCells().some(cell => cell.document === document),
  );
}

function urisOf(input: unknown): string[] {
  if (input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputNotebookDiff) {
    return [input.modified.toString(), input.original.toString()];
  }
  if (
    input instanceof vscode.TabInputText ||
    input instanceof vscode.TabInputCustom ||
    input instanceof vscode.TabInputNotebook
  ) {
    return [input.uri.toString()];
  }
  return [];
}

import * as vscode from 'vscode';
import { visibleEditorOf } from './open-documents.ts';

/**
 * Goes to a document: to its tab where it has one, to its notebook for a cell.
 *
 * @returns undefined for a cell that is scrolled out of sight, and for a document that is closed
 */
export async function revealDocument(document: vscode.TextDocument): Promise<vscode.TextEditor | undefined> {
  if (document.isClosed) return undefined;
  const notebook = vscode.workspace.notebookDocuments.find(candidate =>
    candidate.getCells().some(cell => cell.document === document),
  );
  if (notebook) {
    const index = notebook.getCells().findIndex(cell => cell.document === document);
    const selections = [new vscode.NotebookRange(index, index + 1)];
    await vscode.window.showNotebookDocument(notebook, { selections });
    return visibleEditorOf(document);
  }
  const uri = document.uri.toString();
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri),
  );
  return await vscode.window.showTextDocument(document, {
    preview: false,
    ...(group && { viewColumn: group.viewColumn }),
  });
}

/** Puts the cursor at the end of a range, and brings it into sight. */
export function goTo(editor: vscode.TextEditor, range: vscode.Range): void {
  editor.selection = new vscode.Selection(range.end, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

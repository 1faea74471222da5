import * as vscode from 'vscode';

/** Goes to a document, and to a place in it, the cell's notebook for a cell. */
export async function revealInDocument(document: vscode.TextDocument, range?: vscode.Range): Promise<void> {
  if (document.isClosed) return;
  const notebook = vscode.workspace.notebookDocuments.find(candidate =>
    candidate.getCells().some(cell => cell.document === document),
  );
  if (notebook) {
    const index = notebook.getCells().findIndex(cell => cell.document === document);
    await vscode.window.showNotebookDocument(notebook, { selections: [new vscode.NotebookRange(index, index + 1)] });
    return;
  }
  const tab = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString()),
  );
  const editor = await vscode.window.showTextDocument(document, {
    preview: false,
    ...(tab && { viewColumn: tab.viewColumn }),
  });
  if (!range) return;
  editor.selection = new vscode.Selection(range.end, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

const vscode = require('vscode');

/**
 * Opens a file to try things on and the chat, as a person would: the product itself does not open by itself. The chat
 * comes last, so that the composer has the focus.
 */
exports.activate = async () => {
  try {
    await openSampleFile();
  } finally {
    await vscode.commands.executeCommand('runnel.openChat');
  }
};

/** With the cursor in the empty line at its end; nothing where the window has editors of before. */
async function openSampleFile() {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined || vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'src/queue.ts'));
  const end = document.lineAt(document.lineCount - 1).range.end;
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(end, end), preview: false });
}

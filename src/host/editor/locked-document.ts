import * as vscode from 'vscode';

/**
 * Whether the user's settings or the file system say that the document is not to be written. An editor minds that by
 * itself; a `WorkspaceEdit`, which a hidden document needs, does not (VS Code 1.139).
 */
export async function isLocked(document: vscode.TextDocument): Promise<boolean> {
  const { uri } = document;
  if (document.isUntitled) return false;
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  const settings = vscode.workspace.getConfiguration('files', uri);
  if (matches(document, settings.get('readonlyExclude'))) return false;
  if (matches(document, settings.get('readonlyInclude'))) return true;
  if (settings.get('readonlyFromPermissions') !== true) return false;
  try {
    const { permissions } = await vscode.workspace.fs.stat(uri);
    return permissions === vscode.FilePermission.Readonly;
  } catch {
    // No file system has it, such as a cell of a notebook.
    return false;
  }
}

/** @param globs patterns by which a file is meant, each with whether it counts */
function matches(document: vscode.TextDocument, globs: unknown): boolean {
  if (typeof globs !== 'object' || globs === null) return false;
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  return Object.entries(globs).some(([pattern, counts]) => {
    if (counts !== true) return false;
    const patterns = folder ? [pattern, new vscode.RelativePattern(folder, pattern)] : [pattern];
    return patterns.some(each => vscode.languages.match({ pattern: each }, document) > 0);
  });
}

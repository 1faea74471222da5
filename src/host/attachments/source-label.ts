import * as vscode from 'vscode';
import { labelInOneLine } from '../../core/conversation/attachment-text.ts';
import { parseJson } from '../../core/wire/json.ts';

/**
 * What the source of an attachment is called, in the panel and for the model: the path within the workspace; outside of it
 * the bare name, since the folders above may tell who the user is.
 */
export function sourceLabel(uri: vscode.Uri): string {
  return labelInOneLine(rawLabel(uri));
}

function rawLabel(uri: vscode.Uri): string {
  switch (uri.scheme) {
    case 'output':
      return `Output: ${outputName(uri.path)}`;
    // Its address is a number.
    case 'search-editor':
      return 'Search Results';
    case 'vscode-notebook-cell':
      return cellLabel(uri);
    default: {
      const version = versionOf(uri);
      return version === undefined ? fileLabel(uri) : `${fileLabel(uri)} (${version})`;
    }
  }
}

function fileLabel(uri: vscode.Uri): string {
  const file = inWorkspace(uri);
  if (!file) return baseName(uri.path);
  return vscode.workspace.asRelativePath(file, (vscode.workspace.workspaceFolders?.length ?? 0) > 1);
}

/** The file of the workspace that a document is a version of: the left side of a comparison has a scheme of its own. */
function inWorkspace(uri: vscode.Uri): vscode.Uri | undefined {
  if (vscode.workspace.getWorkspaceFolder(uri)) return uri;
  return (vscode.workspace.workspaceFolders ?? [])
    .map(folder => uri.with({ scheme: folder.uri.scheme, authority: folder.uri.authority, query: '', fragment: '' }))
    .find(file => vscode.workspace.getWorkspaceFolder(file));
}

/** Which version of a file a document is, where it is not the file itself. Git says it in the query. */
function versionOf(uri: vscode.Uri): string | undefined {
  if (vscode.workspace.getWorkspaceFolder(uri) || !inWorkspace(uri)) return uri.scheme === 'git' ? 'git' : undefined;
  const query = parseJson(uri.query);
  if (typeof query !== 'object' || query === null || !('ref' in query) || typeof query.ref !== 'string')
    return uri.scheme;
  if (query.ref === '' || query.ref === '~') return 'index';
  return /^[0-9a-f]{40}$/.test(query.ref) ? query.ref.slice(0, 8) : query.ref;
}

/** Cells are counted from 1, as a reader would. */
function cellLabel(uri: vscode.Uri): string {
  const address = uri.toString();
  for (const notebook of vscode.workspace.notebookDocuments) {
    const index = notebook.getCells().findIndex(({ document }) => document.uri.toString() === address);
    if (index >= 0) return `${fileLabel(notebook.uri)}, cell ${index + 1}`;
  }
  return `${baseName(uri.path)}, a cell`;
}

/** VS Code makes the address of an output channel of the extension's id and the channel's name. */
function outputName(path: string): string {
  return path.replace(/^extension-output-.+?-#\d+-/, '').replace(/^[\w-]+\.[\w-]+\.(.+)\.log$/, '$1');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

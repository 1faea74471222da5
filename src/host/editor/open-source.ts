import * as vscode from 'vscode';

/** Why the document that something was taken from cannot be had: not there any more, or its file system says nothing. */
export type LostSource = 'closed' | 'unanswered';

/** How long a file system may take to open a document, in milliseconds: one on the network may never answer. */
const openTimeout = 10_000;

/**
 * The document that something was taken from, opened if need be without being shown. Never rejects.
 *
 * @param within how long that may take, in milliseconds
 */
export async function openSource(
  uri: vscode.Uri,
  within: number = openTimeout,
): Promise<vscode.TextDocument | LostSource> {
  const address = uri.toString();
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === address);
  if (open && !open.isClosed) return open;
  // A new document with an old name would be another one.
  if (uri.scheme === 'untitled') return 'closed';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'unanswered'>(resolve => {
    timer = setTimeout(() => resolve('unanswered'), within);
  });
  const opened = vscode.workspace.openTextDocument(uri).then(undefined, () => 'closed' as const);
  return await Promise.race([opened, late]).finally(() => clearTimeout(timer));
}

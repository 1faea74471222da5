import * as vscode from 'vscode';
import type { GuessedFile } from '../../core/insertion/guess-file.ts';
import { languageOf } from './language-of.ts';

/** So many names are tried for one that is free. */
const mostNames = 100;

export interface NewFileOptions {
  /** The language where none is guessed; plain text if absent. */
  languageId?: string;
  /** A document in whose workspace folder the new one belongs; the first folder if absent, or in none. */
  near?: vscode.Uri;
  /** Whether what is typed next is meant for the new document. */
  focus?: boolean;
}

/**
 * Opens a new untitled document for a guessed file, empty, in the active group, or beside it where a chat fills the group.
 * With a name it is one of the workspace folder that is not there yet: nothing is on the disk until the user saves it,
 * and a file that is there is never written over.
 */
export async function openNewFile(guessed: GuessedFile, options: NewFileOptions = {}): Promise<vscode.TextEditor> {
  const languageId = languageOf(guessed) ?? options.languageId;
  const document = await openEmpty(guessed.name, options.near, languageId);
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: columnForDocuments(),
    preserveFocus: options.focus !== true,
    preview: false,
  });
  // VS Code knows the language of most names by itself.
  if (document.languageId !== 'plaintext' || languageId === undefined || languageId === 'plaintext') return editor;
  if (!(await vscode.languages.getLanguages()).includes(languageId)) return editor;
  await vscode.languages.setTextDocumentLanguage(document, languageId);
  return editor;
}

/**
 * Opens a new document. VS Code gives names again, and with that of a document closed a moment ago its text may come back
 * from the backup (1.139): then the next name is tried.
 */
async function openEmpty(
  name: string | undefined,
  near: vscode.Uri | undefined,
  language: string | undefined,
): Promise<vscode.TextDocument> {
  for (;;) {
    const uri = name === undefined ? undefined : await freeName(name, near);
    const document = uri
      ? await vscode.workspace.openTextDocument(uri)
      : await vscode.workspace.openTextDocument({ content: '', ...(language && { language }) });
    if (document.getText() === '') return document;
  }
}

/** Where a document of the user's opens without hiding a chat. */
export function columnForDocuments(): vscode.ViewColumn {
  const isChat = vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
  return isChat ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
}

/** An `untitled:` address in the workspace folder at which there is nothing, neither on the disk nor open. */
async function freeName(name: string, near: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const folder = (near && vscode.workspace.getWorkspaceFolder(near)) ?? vscode.workspace.workspaceFolders?.[0];
  // An untitled document becomes a file of the disk, and of no other file system.
  if (folder?.uri.scheme !== 'file' || !isInside(name)) return undefined;
  const slash = name.lastIndexOf('/');
  const dot = name.indexOf('.', slash + 2);
  const [stem, extension] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  for (let count = 1; count <= mostNames; count++) {
    const uri = vscode.Uri.joinPath(folder.uri, count === 1 ? name : `${stem}-${count}${extension}`);
    if (!(await isTaken(uri))) return uri.with({ scheme: 'untitled' });
  }
  return undefined;
}

/** The guess is checked where it is made; this is what must not go wrong. */
function isInside(name: string): boolean {
  return !/[\\:]/.test(name) && name.split('/').every(part => part !== '' && part !== '.' && part !== '..');
}

async function isTaken(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.textDocuments.some(({ uri: { scheme, path } }) => scheme === 'untitled' && path === uri.path))
    return true;
  return await vscode.workspace.fs.stat(uri).then(
    () => true,
    // What cannot be looked at may be there.
    (error: unknown) => !(error instanceof vscode.FileSystemError && error.code === 'FileNotFound'),
  );
}

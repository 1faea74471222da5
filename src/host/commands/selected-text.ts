import * as vscode from 'vscode';
import type { Attachment } from '../../core/conversation/conversation.ts';
import { attachText } from '../attachments/attach-text.ts';
import { longSelectionMessage, maxAttachedLength } from '../attachments/attachment-limits.ts';
import { wholeOf } from '../attachments/read-source.ts';
import { sourceLabel } from '../attachments/source-label.ts';
import { enclosingFunction, type Place } from '../editor/enclosing-function.ts';
import type { Insertions } from '../insertion/insertions.ts';
import { withoutLinks } from '../without-links.ts';

/** What a question is about. */
export interface SelectedText {
  attachments: Attachment[];
  /** What was taken where the user has selected nothing, such as "function main". */
  scope?: string;
  /** Where it is and could be replaced; absent where there are several pieces, or nobody can write. */
  place?: { editor: vscode.TextEditor; range: vscode.Range };
}

/**
 * What the user has selected: in the focused editor, be it within a diff, the Output panel or a notebook; cells of a
 * notebook; or in the editor focused last. With nothing selected there, the function around the cursor or its line. Undefined
 * after telling the user why.
 */
export async function selectedText(insertions: Insertions): Promise<SelectedText | undefined> {
  const { activeTextEditor, activeNotebookEditor } = vscode.window;
  // The editor of a cell is the active one for VS Code also while cells are selected as a whole.
  if (activeNotebookEditor && !hasSelectionWithin(activeNotebookEditor, activeTextEditor))
    return fromCells(activeNotebookEditor);
  if (activeTextEditor) return fromEditor(activeTextEditor);
  if (isTooLargeForVsCode()) return undefined;
  const editor = insertions.targetEditor;
  if (editor) return fromEditor(editor);
  void vscode.window.showInformationMessage('There is no text editor. Open a file, select some text, and try again.');
  return undefined;
}

/** Text of a document that is named, and not selected: by a lightbulb for instance. */
export function textOfPlace(editor: vscode.TextEditor, { range, scope }: Place): SelectedText | undefined {
  const { document } = editor;
  if (!isShortEnough(lengthOf(document, [range]))) return undefined;
  const attachment = attachText(document, range, document.getText(range));
  if (scope !== undefined) attachment.scope = scope;
  return {
    attachments: [attachment],
    ...(scope !== undefined && { scope }),
    ...(isWritable(document.uri) && { place: { editor, range } }),
  };
}

/** A place the user may have selected; else the function around its beginning, or that line. */
export async function textAt(editor: vscode.TextEditor, range: vscode.Range): Promise<SelectedText | undefined> {
  return textOfPlace(editor, range.isEmpty ? await placeAround(editor.document, range.start) : { range });
}

async function fromEditor(editor: vscode.TextEditor): Promise<SelectedText | undefined> {
  const { document } = editor;
  const selections = editor.selections.filter(({ isEmpty }) => !isEmpty);
  const [first = editor.selection] = selections;
  if (selections.length <= 1) return textAt(editor, new vscode.Range(first.start, first.end));
  if (!isShortEnough(lengthOf(document, selections))) return undefined;
  const inOrder = selections.toSorted((a, b) => a.start.compareTo(b.start));
  return { attachments: inOrder.map(range => attachText(document, range, document.getText(range))) };
}

async function placeAround(document: vscode.TextDocument, position: vscode.Position): Promise<Place> {
  const around = await enclosingFunction(document, position);
  return around ?? { range: document.lineAt(position.line).range, scope: 'the current line' };
}

function hasSelectionWithin({ notebook }: vscode.NotebookEditor, editor: vscode.TextEditor | undefined): boolean {
  const isCell = notebook.getCells().some(({ document }) => document === editor?.document);
  // With the Output panel active, for instance, it is about that one.
  return editor !== undefined && (!isCell || editor.selections.some(({ isEmpty }) => !isEmpty));
}

/** The cells that are selected, or the one with the cursor, in which nothing is. */
function fromCells({ notebook, selections }: vscode.NotebookEditor): SelectedText | undefined {
  const cells = selections.flatMap(range => notebook.getCells(range)).map(({ document }) => document);
  const [first] = cells;
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document === first);
  if (first && editor && cells.length === 1) return textOfPlace(editor, { range: wholeOf(first) });
  const parts = cells.map(document => ({ document, range: wholeOf(document) }));
  if (!isShortEnough(parts.reduce((sum, { document, range }) => sum + lengthOf(document, [range]), 0)))
    return undefined;
  return { attachments: parts.map(({ document, range }) => attachText(document, range, document.getText(range))) };
}

/** In UTF-16 code units, without making the text. */
function lengthOf(document: vscode.TextDocument, ranges: readonly vscode.Range[]): number {
  return ranges.reduce((sum, { start, end }) => sum + document.offsetAt(end) - document.offsetAt(start), 0);
}

/** Whether a text of this length can be sent; the user is told if not. */
export function isShortEnough(length: number): boolean {
  if (length <= maxAttachedLength) return true;
  void vscode.window.showErrorMessage(longSelectionMessage(length));
  return false;
}

/** The left side of a diff, the Output panel and the like cannot be written; of one file on a disk nobody tells before. */
function isWritable({ scheme }: vscode.Uri): boolean {
  if (scheme === 'untitled' || scheme === 'vscode-notebook-cell') return true;
  return vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}

/**
 * Whether the active tab shows a document that VS Code keeps from extensions for its size; the user is told. Nothing else
 * tells of it: it looks as if no editor were there.
 */
export function isTooLargeForVsCode(): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri =
    input instanceof vscode.TabInputTextDiff ? input.modified : input instanceof vscode.TabInputText && input.uri;
  const isKnown = !uri || vscode.workspace.textDocuments.some(document => document.uri.toString() === uri.toString());
  if (vscode.window.activeTextEditor || isKnown) return false;
  void vscode.window.showWarningMessage(
    withoutLinks(
      `“${sourceLabel(uri)}” is too large: VS Code shows extensions no document of more than 50 MB. Copy the part you mean into a new file, and try there.`,
    ),
  );
  return true;
}

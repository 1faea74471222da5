import * as vscode from 'vscode';
import type { Attachment } from '../../core/conversation/conversation.ts';
import { enclosingFunction, type Place } from '../editor/enclosing-function.ts';
import type { Insertions } from '../insertions.ts';
import { attachText } from '../attachments/attach-text.ts';

/** Longest text asked about, in UTF-16 code units: some 250,000 tokens, more than models take. */
const maxLength = 1_000_000;

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
  if (activeTextEditor) return fromEditor(activeTextEditor);
  if (activeNotebookEditor) return fromCells(activeNotebookEditor);
  const hidden = tooLargeDocument();
  if (hidden) {
    void vscode.window.showWarningMessage(
      `${hidden} is too large: VS Code shows extensions no document of more than 50 MB. Copy the part you ask about into a new file, and ask there.`,
    );
    return undefined;
  }
  const editor = insertions.targetEditor;
  if (editor) return fromEditor(editor);
  void vscode.window.showInformationMessage(
    'There is no text editor to ask about. Open a file, select some text, and run “Runnel: Ask About Selection…” again.',
  );
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

async function fromEditor(editor: vscode.TextEditor): Promise<SelectedText | undefined> {
  const { document } = editor;
  const selections = editor.selections.filter(({ isEmpty }) => !isEmpty);
  if (selections.length === 0) return textOfPlace(editor, await placeAroundCursor(editor));
  const [first] = selections;
  if (first && selections.length === 1) return textOfPlace(editor, { range: new vscode.Range(first.start, first.end) });
  if (!isShortEnough(lengthOf(document, selections))) return undefined;
  const inOrder = selections.toSorted((a, b) => a.start.compareTo(b.start));
  return { attachments: inOrder.map(range => attachText(document, range, document.getText(range))) };
}

async function placeAroundCursor({ document, selection }: vscode.TextEditor): Promise<Place> {
  const around = await enclosingFunction(document, selection.active);
  return around ?? { range: document.lineAt(selection.active.line).range, scope: 'the current line' };
}

/** The cells that are selected while none of them is edited. */
function fromCells({ notebook, selections }: vscode.NotebookEditor): SelectedText | undefined {
  const documents = selections.flatMap(range => notebook.getCells(range)).map(({ document }) => document);
  const ranges = documents.map(document => wholeOf(document));
  const length = documents.reduce(
    (sum, document, index) => sum + lengthOf(document, ranges.slice(index, index + 1)),
    0,
  );
  if (!isShortEnough(length)) return undefined;
  const attachments = documents.map(document => attachText(document, wholeOf(document), document.getText()));
  const [only] = documents;
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document === only);
  const place = documents.length === 1 && only && editor && { editor, range: wholeOf(only) };
  return { attachments, ...(place && { place }) };
}

function wholeOf(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}

/** In UTF-16 code units, without making the text. */
function lengthOf(document: vscode.TextDocument, ranges: readonly vscode.Range[]): number {
  return ranges.reduce((sum, { start, end }) => sum + document.offsetAt(end) - document.offsetAt(start), 0);
}

function isShortEnough(length: number): boolean {
  if (length <= maxLength) return true;
  void vscode.window.showErrorMessage(
    `The selection is too long to be sent: ${length.toLocaleString()} characters, at most ${maxLength.toLocaleString()}. Select less and ask again.`,
  );
  return false;
}

/** The left side of a diff, the Output panel and the like cannot be written; of one file on a disk nobody tells before. */
function isWritable({ scheme }: vscode.Uri): boolean {
  if (scheme === 'untitled' || scheme === 'vscode-notebook-cell') return true;
  return vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}

/** The name of the file in the active tab, where VS Code shows its text to the user but not to extensions. */
function tooLargeDocument(): string | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri =
    input instanceof vscode.TabInputText
      ? input.uri
      : input instanceof vscode.TabInputTextDiff
        ? input.modified
        : undefined;
  if (!uri || vscode.workspace.textDocuments.some(document => document.uri.toString() === uri.toString()))
    return undefined;
  return `“${uri.path.slice(uri.path.lastIndexOf('/') + 1)}”`;
}

import * as vscode from 'vscode';
import { PlaceShift } from '../../core/insertion/place-shift.ts';
import { isLocked } from './locked-document.ts';

/** Replacements to make at once, and what they do to the undo stack where an editor makes them. */
export interface DocumentEdit {
  /** In the order of the text; they do not overlap. */
  changes: readonly { range: vscode.Range; text: string }[];
  undoStopBefore: boolean;
  undoStopAfter: boolean;
}

/**
 * Makes the edit in an editor that shows the document.
 *
 * @returns whether it was made; true as well where the editor is read-only and nothing happened
 * @throws when the editor has been hidden or closed meanwhile
 */
export async function editInEditor(editor: vscode.TextEditor, edit: DocumentEdit): Promise<boolean> {
  const { changes, undoStopBefore, undoStopAfter } = edit;
  return await editor.edit(
    builder => {
      for (const { range, text } of changes) {
        // Not `replace`: a cursor at the place is to move along to the end of the text, as when typing.
        if (!range.isEmpty) builder.delete(range);
        if (text !== '') builder.insert(range.start, text);
      }
    },
    { undoStopBefore, undoStopAfter },
  );
}

/**
 * Makes the edit in a document that no editor shows; always a step of the undo stack of its own.
 *
 * @returns whether it was made; false where the document is not to be written
 */
export async function editHidden(document: vscode.TextDocument, { changes }: DocumentEdit): Promise<boolean> {
  const { version } = document;
  // A `WorkspaceEdit` does not mind what has changed since its places were looked up.
  if ((await isLocked(document)) || document.version !== version) return false;
  const edit = new vscode.WorkspaceEdit();
  for (const { range, text } of changes) edit.replace(document.uri, range, text);
  return await vscode.workspace.applyEdit(edit);
}

/**
 * What tells an edit from others when the document reports it: where it is, by how much the text grows, and what is put
 * in. The user may type as many characters at the same place in the same moment.
 */
export interface EditTrace {
  hull: vscode.Range;
  growth: number;
  /** What is put in, in the order of the text. */
  text: string;
}

/** The trace that the edit will leave; to be taken before it is made. */
export function traceOfEdit(document: vscode.TextDocument, { changes }: DocumentEdit): EditTrace | undefined {
  const real = changes.filter(({ range, text }) => text !== '' || !range.isEmpty);
  const removed = (range: vscode.Range) => document.offsetAt(range.end) - document.offsetAt(range.start);
  return traceOf(real.map(({ range, text }) => ({ range, text, growth: text.length - removed(range) })));
}

/** The trace of changes that the document reports. */
export function traceOfChanges(changes: readonly vscode.TextDocumentContentChangeEvent[]): EditTrace | undefined {
  // They are reported from the end of the document to its beginning.
  const ordered = changes.toReversed();
  return traceOf(ordered.map(({ range, rangeLength, text }) => ({ range, text, growth: text.length - rangeLength })));
}

export function isSameTrace(a: EditTrace | undefined, b: EditTrace | undefined): boolean {
  return a !== undefined && b !== undefined && a.growth === b.growth && a.text === b.text && a.hull.isEqual(b.hull);
}

function traceOf(changes: readonly { range: vscode.Range; text: string; growth: number }[]): EditTrace | undefined {
  const [first, ...rest] = changes;
  if (!first) return undefined;
  return rest.reduce<EditTrace>(
    ({ hull, growth, text }, change) => ({
      hull: hull.union(change.range),
      growth: growth + change.growth,
      text: text + change.text,
    }),
    { hull: first.range, growth: first.growth, text: first.text },
  );
}

/**
 * Which of the reported changes are not of the edit, but VS Code's own along with it: it takes away indentation that it has
 * made for a new line and that nothing was typed behind (`editor.trimAutoWhitespace`), at the next edit near the cursor.
 */
export function trimmingsAmong(
  changes: readonly vscode.TextDocumentContentChangeEvent[],
  { changes: planned }: DocumentEdit,
): vscode.TextDocumentContentChangeEvent[] {
  return changes.filter(({ range, text }) => {
    const isTrimming = text === '' && !range.isEmpty && range.isSingleLine && range.start.character === 0;
    return isTrimming && !planned.some(change => change.range.isEqual(range));
  });
}

/**
 * Whether the changes are the edit in one piece: of an edit with 1,000 replacements or more, VS Code (1.139) makes a single
 * one, from the first to the last, with all that is between them put in again.
 *
 * @param document as the changes left it
 * @param trace of the edit
 */
export function isEditInOnePiece(
  document: vscode.TextDocument,
  { changes: planned }: DocumentEdit,
  trace: EditTrace | undefined,
  changes: readonly vscode.TextDocumentContentChangeEvent[],
): boolean {
  const [change, ...others] = changes;
  if (!change || others.length > 0 || planned.length < 2 || !trace?.hull.isEqual(change.range)) return false;
  if (change.text.length - change.rangeLength !== trace.growth) return false;
  const shift = new PlaceShift();
  return planned.every(({ range, text }) => {
    const start = shift.map(range.start);
    const end = shift.pass({ start: range.start, end: range.end, text });
    return document.getText(new vscode.Range(start.line, start.character, end.line, end.character)) === text;
  });
}

/** The change as one that comes after the edit, with which it was reported. */
export function shiftedBy(
  { changes }: DocumentEdit,
  change: vscode.TextDocumentContentChangeEvent,
): vscode.TextDocumentContentChangeEvent {
  const shift = new PlaceShift();
  for (const { range, text } of changes) {
    if (range.end.isBeforeOrEqual(change.range.start)) shift.pass({ start: range.start, end: range.end, text });
  }
  const [start, end] = [shift.map(change.range.start), shift.map(change.range.end)];
  return { ...change, range: new vscode.Range(start.line, start.character, end.line, end.character) };
}

/**
 * Whether the changes are nothing but another line ending of the whole document. VS Code (1.139) reports that as one
 * change of all the text, and without a reason also where it comes from Undo.
 */
export function isLineEndingChange(
  document: vscode.TextDocument,
  changes: readonly vscode.TextDocumentContentChangeEvent[],
): boolean {
  const [change, ...others] = changes;
  if (!change || others.length > 0) return false;
  const { start, end } = change.range;
  if (start.line !== 0 || start.character !== 0 || end.line !== document.lineCount - 1) return false;
  const unit = document.eol === vscode.EndOfLine.CRLF ? 2 : 1;
  // All lines are as long as before, and only the line endings have become longer or shorter.
  const growth = (unit === 2 ? 1 : -1) * end.line;
  return (
    change.text.length === change.rangeLength + growth &&
    change.text === document.getText() &&
    end.isEqual(document.lineAt(end.line).range.end)
  );
}

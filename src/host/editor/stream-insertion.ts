import * as vscode from 'vscode';
import { indentStyleOf } from '../../core/insertion/indentation.ts';
import { createSourceReader, type Reading } from '../../core/insertion/source-reader.ts';
import { DocumentWriter } from './document-writer.ts';
import type { InsertionResult } from './insertion-result.ts';
import { runInsertion } from './insertion-run.ts';
import { fitterFor, isProse } from './place-fitters.ts';

/** So many lines tell how a text is indented. */
const mostLines = 1_000;

/** What to write, and where. */
export interface InsertionOptions {
  /** Its document and cursors are the places; its tab may be hidden, or get hidden meanwhile. */
  editor: vscode.TextEditor;
  /** The pieces of the text. The iterator is closed when the insertion ends before it. */
  source: AsyncIterable<string>;
  /**
   * What is wanted of the source. It is fitted to the line's indentation and the document's line endings, and to its
   * indentation unit, except for `text` that goes into a plain text or Markdown document.
   */
  transform: Reading;
  /** For a `block`: the answer's text before it, see {@link createSourceReader}. */
  before?: string | undefined;
  /**
   * What the text replaces, or where it goes: all of it at each place. Those that touch or overlap are one. The editor's
   * selections if absent.
   */
  selections?: readonly vscode.Range[];
  /** What is selected stays, and the text goes behind it, as does the cursor. */
  keepSelected?: boolean;
  /** The text begins on a line of its own, below the one of its place. */
  newLine?: boolean;
  /** On an empty line, code is indented as the lines around it are. */
  indentEmptyLine?: boolean;
  /** The document has no indentation of its own: the text's stays as it is, and its editor takes it over. */
  ownIndentation?: boolean;
  /** Stop: ends the insertion at once; what is in the document stays. */
  signal?: AbortSignal;
}

/**
 * Writes a stream into a document as it comes. Focus and scroll position stay the user's, and so do the cursors; one at a
 * place moves along with the text. Undo takes the whole insertion back in one step, see {@link DocumentWriter.finish}.
 *
 * While its tab is hidden the text is gathered and not written piece by piece, since each write to a hidden document is
 * an undo step of its own; it is written when the tab shows again, or when the stream ends.
 *
 * Never rejects: what goes wrong is in the result.
 */
export async function insertStream(options: InsertionOptions): Promise<InsertionResult> {
  const { editor, source, transform, newLine, indentEmptyLine, ownIndentation, signal } = options;
  const { document } = editor;
  const reader = createSourceReader(transform, { language: document.languageId, before: options.before });
  const ranges = placesOf(options);
  const result = await runInsertion({
    startWriter: onChange => new DocumentWriter(document, editor, ranges, onChange),
    reader,
    // Not before there is text to write: the user may have indented the line while waiting for it.
    fittersFor: writer => {
      const fit = {
        document: writer.document,
        editor: writer.editor ?? editor,
        keepUnit: ownIndentation || (transform === 'text' && isProse(writer.document)),
        newLine,
        indentEmptyLine: indentEmptyLine && transform !== 'text' && !isProse(writer.document),
      };
      return writer.starts.map(start => fitterFor(fit, start));
    },
    source,
    signal,
    isContinuation: false,
  });
  if (ownIndentation && !isProse(document)) takeOverIndentation(editor);
  return result;
}

/** As VS Code does with a file it opens, unless the user does not want that. */
function takeOverIndentation(editor: vscode.TextEditor): void {
  const { document } = editor;
  const isWanted = vscode.workspace.getConfiguration('editor', document).get('detectIndentation') !== false;
  const style = isWanted ? indentStyleOf(document.getText().split(/\r?\n/, mostLines)) : undefined;
  if (style && vscode.window.visibleTextEditors.includes(editor)) editor.options = style;
}

function placesOf({ editor, selections = editor.selections, keepSelected }: InsertionOptions): vscode.Range[] {
  // The document may have been shortened since the user chose them.
  const inDocument = selections.map(range => editor.document.validateRange(range));
  if (!keepSelected) return inDocument;
  const ends = inDocument.map(({ end }) => new vscode.Range(end, end));
  // A selection grows with text at its end, and what the user types next would replace all of that.
  const isShown = vscode.window.visibleTextEditors.includes(editor);
  if (isShown && selections === editor.selections && editor.selections.some(selection => !selection.isEmpty)) {
    editor.selections = ends.map(({ end }) => new vscode.Selection(end, end));
  }
  return ends;
}

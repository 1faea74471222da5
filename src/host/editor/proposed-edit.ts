import * as vscode from 'vscode';
import { findTakenText } from '../../core/insertion/replaced-part.ts';
import { type Place, TrackedRange } from '../../core/insertion/tracked-range.ts';
import { type DocumentPlace, withLineEndings } from './attached-place.ts';

/** What accepting a proposal would do now. */
export type Acceptance =
  | 'possible'
  /** The text it replaces has been changed since; accepting undoes these changes. */
  | 'changed'
  /** The text it replaces is not there any more, or its document is closed. */
  | 'gone';

/** Text that may take the place of a part of a document. The place is followed through all that happens to the document. */
export class ProposedEdit implements vscode.Disposable {
  /** May become another one with the same text, since VS Code opens one when it is renamed. */
  document: vscode.TextDocument;
  /** What takes the part's place. */
  replacement: string;
  readonly #original: string;
  readonly #listener: vscode.Disposable;
  #range: TrackedRange;

  /** @param onChange called when the document has changed */
  constructor({ document, range }: DocumentPlace, onChange: () => void) {
    this.document = document;
    this.#original = document.getText(range);
    this.replacement = this.#original;
    this.#range = trackedRange(range);
    this.#listener = vscode.workspace.onDidChangeTextDocument(event => {
      if (event.document !== this.document || event.contentChanges.length === 0) return;
      const changes = event.contentChanges.map(({ range: { start, end }, text }) => ({
        start: placeOf(start),
        end: placeOf(end),
        text,
      }));
      this.#range.apply(changes);
      if (this.acceptance !== 'possible') this.#findAgain();
      onChange();
    });
  }

  get acceptance(): Acceptance {
    if (this.document.isClosed || this.#range.gone) return 'gone';
    return hasSameLines(this.document.getText(this.range), this.#original) ? 'possible' : 'changed';
  }

  /** What is replaced, as it is now. */
  get range(): vscode.Range {
    const { start, end } = this.#range;
    return new vscode.Range(start.line, start.character, end.line, end.character);
  }

  /** The whole document as it would be. */
  get text(): string {
    const { document } = this;
    if (this.#range.gone) return document.getText();
    const lastLine = document.lineAt(document.lineCount - 1).range.end;
    const before = document.getText(new vscode.Range(new vscode.Position(0, 0), this.range.start));
    return before + this.replacement + document.getText(new vscode.Range(this.range.end, lastLine));
  }

  /**
   * Makes the replacement, as one step of the document's undo stack.
   *
   * @param editor shows the document; without it, only what VS Code lets extensions write is known to be writable
   * @returns the range of the new text; undefined when the document cannot be written
   */
  async apply(editor: vscode.TextEditor | undefined): Promise<vscode.Range | undefined> {
    const { document } = this;
    // Refused when the user changes the document at the same moment.
    for (let attempt = 0; attempt < 5 && this.acceptance !== 'gone'; attempt++) {
      const { version } = document;
      const { range } = this;
      const text = withLineEndings(this.replacement, document.eol);
      const isApplied = await replace(document, editor, range, text);
      // What is read-only answers "done" as well, and does nothing.
      if (document.version === version) return undefined;
      if (!isApplied) continue;
      const end = document.positionAt(document.offsetAt(range.start) + text.length);
      return new vscode.Range(range.start, end);
    }
    return undefined;
  }

  dispose(): void {
    this.#listener.dispose();
  }

  /** Its text may be back, by Undo or by being moved elsewhere. */
  #findAgain(): void {
    // The last place where it was, if it is there again; a change of line endings comes as one of the whole text.
    const original = withLineEndings(this.#original, this.document.eol);
    const index = findTakenText(this.document.getText(), original, this.#range.start.line);
    if (index === undefined) return;
    const end = this.document.positionAt(index + original.length);
    this.#range = trackedRange(new vscode.Range(this.document.positionAt(index), end));
  }
}

async function replace(
  document: vscode.TextDocument,
  editor: vscode.TextEditor | undefined,
  range: vscode.Range,
  text: string,
): Promise<boolean> {
  if (editor) {
    const stops = { undoStopBefore: true, undoStopAfter: true };
    return await editor.edit(builder => builder.replace(range, text), stops).then(undefined, () => false);
  }
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  return await vscode.workspace.applyEdit(edit);
}

/** VS Code keeps one line ending for a document, and tells no change of it alone. */
export function hasSameLines(a: string, b: string): boolean {
  return a === b || a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');
}

function trackedRange({ start, end }: vscode.Range): TrackedRange {
  return new TrackedRange(placeOf(start), placeOf(end));
}

function placeOf({ line, character }: vscode.Position): Place {
  return { line, character };
}

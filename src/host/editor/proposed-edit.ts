import * as vscode from 'vscode';
import { type Place, TrackedRange } from '../../core/insertion/tracked-range.ts';
import type { DocumentPlace } from './attached-place.ts';

/** What accepting a proposal would do now. */
export type Acceptance =
  | 'possible'
  /** The text it replaces has been changed since; accepting undoes these changes. */
  | 'changed'
  /** The text it replaces is not there any more, or its document is closed. */
  | 'gone';

/** Text that may take the place of a part of a document. The place is followed through all that happens to the document. */
export class ProposedEdit implements vscode.Disposable {
  readonly document: vscode.TextDocument;
  /** What takes the part's place, with the document's line endings. */
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
      if (event.document !== document || event.contentChanges.length === 0) return;
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
    return this.document.getText(this.range) === this.#original ? 'possible' : 'changed';
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
   * @returns the range of the new text; undefined when the document cannot be written
   */
  async apply(): Promise<vscode.Range | undefined> {
    const { document } = this;
    // Refused when the user changes the document at the same moment.
    for (let attempt = 0; attempt < 5 && this.acceptance !== 'gone'; attempt++) {
      const { version } = document;
      const { start } = this.range;
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, this.range, this.replacement);
      const isApplied = await vscode.workspace.applyEdit(edit);
      // What is read-only answers "done" as well, and does nothing.
      if (document.version === version) return undefined;
      if (isApplied)
        return new vscode.Range(start, document.positionAt(document.offsetAt(start) + this.replacement.length));
    }
    return undefined;
  }

  dispose(): void {
    this.#listener.dispose();
  }

  /** Its text may be back, by Undo or by being moved elsewhere. */
  #findAgain(): void {
    const text = this.document.getText();
    const index = this.#original === '' ? -1 : text.indexOf(this.#original);
    if (index < 0 || text.indexOf(this.#original, index + 1) >= 0) return;
    const end = this.document.positionAt(index + this.#original.length);
    this.#range = trackedRange(new vscode.Range(this.document.positionAt(index), end));
  }
}

function trackedRange({ start, end }: vscode.Range): TrackedRange {
  return new TrackedRange(placeOf(start), placeOf(end));
}

function placeOf({ line, character }: vscode.Position): Place {
  return { line, character };
}

import * as vscode from 'vscode';
import { type Place, TrackedRange } from '../../core/insertion/tracked-range.ts';
import { isLineEndingChange } from './document-edit.ts';

/** A range of a document, followed through the changes made to that, until it is disposed of. */
export class FollowedRange implements vscode.Disposable {
  readonly #range: TrackedRange;
  readonly #listener: vscode.Disposable;

  constructor(document: vscode.TextDocument, { start, end }: vscode.Range) {
    this.#range = new TrackedRange(placeOf(start), placeOf(end));
    this.#listener = vscode.workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
      // With other line endings, all places are where they were.
      if (changed !== document || isLineEndingChange(changed, contentChanges)) return;
      this.#range.apply(
        contentChanges.map(({ range, text }) => ({ start: placeOf(range.start), end: placeOf(range.end), text })),
      );
    });
  }

  /** Where it is now; empty where all of it was deleted. */
  get range(): vscode.Range {
    const { start, end } = this.#range;
    return new vscode.Range(start.line, start.character, end.line, end.character);
  }

  dispose(): void {
    this.#listener.dispose();
  }
}

function placeOf({ line, character }: vscode.Position): Place {
  return { line, character };
}

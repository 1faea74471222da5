import * as vscode from 'vscode';
import { type StreamError, StreamFailure } from '../../core/delta.ts';
import type { Obstacle } from './document-editor.ts';

/**
 * An insertion whose source broke off. Its text is in the document, followed through the user's changes and marked until
 * it goes on, the user changes something where it ends, that end is deleted, the document is closed, or it is disposed of.
 */
export interface BrokenInsertion extends vscode.Disposable {
  readonly document: vscode.TextDocument;
  /** What was written at each place that is still there; never empty until {@link ended}. */
  readonly ranges: readonly vscode.Range[];
  /** Aborted when it cannot go on any more. */
  readonly ended: AbortSignal;
  /**
   * Writes the rest, from another source, behind what is there, as an undo step of its own. Ends this: if the new source
   * breaks off, too, the result tells where. Never rejects.
   *
   * @param signal ends the insertion at once; what is in the document stays.
   */
  resume(source: AsyncIterable<string>, signal?: AbortSignal): Promise<InsertionResult>;
}

/** Where nothing was written, followed through the user's changes, so that another answer can go there. */
export interface UnwrittenPlaces extends vscode.Disposable {
  readonly document: vscode.TextDocument;
  /** What the text was to replace, or where it was to go; none once all of that is gone, or the document is closed. */
  readonly ranges: readonly vscode.Range[];
}

/** How an insertion ended. */
export interface InsertionResult {
  /**
   * `finished`: all of it is in the document. `no-code`: there was no code in the answer, so nothing is. `stopped`: by
   * the signal. `source-failed`: the stream broke off.
   */
  outcome: 'finished' | 'no-code' | 'stopped' | 'source-failed' | Obstacle;
  /** UTF-16 code units that were written, at all places together. */
  insertedCharacters: number;
  /** What happened and where the text is, in the user's words; absent when finished. */
  message?: string;
  /** What the source failed with, where it says so as data. */
  error?: StreamError;
  /** Where it broke off, so that it can go on there; whoever gets it disposes of it. Absent when nothing was written. */
  broken?: BrokenInsertion;
  /** There when the source had nothing to write; whoever gets it disposes of it. */
  unwritten?: UnwrittenPlaces;
}

/** The result of an insertion that was ended by something in the document. */
export function refusedResult(outcome: Obstacle, insertedCharacters: number): InsertionResult {
  return { outcome, insertedCharacters, message: obstacleMessage(outcome) };
}

export function stoppedResult(insertedCharacters: number): InsertionResult {
  const message = vscode.l10n.t('The insertion was stopped. What is in the document stays; one Undo removes it.');
  return { outcome: 'stopped', insertedCharacters, message };
}

export function noCodeResult(): InsertionResult {
  const message = vscode.l10n.t('There is no code in the answer, so nothing was inserted. The answer is in the chat.');
  return { outcome: 'no-code', insertedCharacters: 0, message };
}

/** @param failure what the source threw */
export function failedResult(failure: unknown, insertedCharacters: number): InsertionResult {
  const reason = failure instanceof Error ? failure.message : String(failure);
  const message = vscode.l10n.t('The answer broke off, so the insertion is incomplete: {0}', reason);
  const result: InsertionResult = { outcome: 'source-failed', insertedCharacters, message };
  return StreamFailure.is(failure) ? { ...result, error: failure.error } : result;
}

function obstacleMessage(obstacle: Obstacle): string {
  switch (obstacle) {
    case 'place-gone':
      return vscode.l10n.t(
        'The place of the insertion was deleted or undone, so it stopped. The answer is in the chat.',
      );
    case 'closed':
      return vscode.l10n.t('The document was closed, so the insertion stopped. The answer is in the chat.');
    case 'read-only':
      return vscode.l10n.t('The document is read-only, so nothing can be inserted. The answer is in the chat.');
  }
}

import type * as vscode from 'vscode';
import type { InsertionResult } from '../../../src/host/editor/insertion-result.ts';
import { type InsertionOptions, insertStream } from '../../../src/host/editor/stream-insertion.ts';
import { HandFedStream } from './hand-fed-stream.ts';

/** An insertion under way, and what feeds it. */
export interface StreamedInsertion {
  stream: HandFedStream;
  result: Promise<InsertionResult>;
}

/** Begins an insertion at the editor's cursors: of text as it is, unless the options say otherwise. */
export function startInsertion(editor: vscode.TextEditor, options: Partial<InsertionOptions> = {}): StreamedInsertion {
  const stream = new HandFedStream();
  return { stream, result: insertStream({ editor, source: stream, transform: 'text', ...options }) };
}

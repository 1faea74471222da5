import type * as vscode from 'vscode';
import type { Attachment } from '../../core/conversation/conversation.ts';
import { sourceLabel } from './source-label.ts';

/** Text of a document, with its file, language and lines. It is of this moment, whatever becomes of the document. */
export function attachText(document: vscode.TextDocument, range: vscode.Range, text: string): Attachment {
  // A selection that ends at the very start of a line does not reach into that line.
  const endsBeforeLine = range.end.character === 0 && range.end.line > range.start.line;
  return {
    label: sourceLabel(document.uri),
    languageId: document.languageId,
    startLine: range.start.line + 1,
    endLine: range.end.line + (endsBeforeLine ? 0 : 1),
    text,
    uri: document.uri.toString(),
  };
}

import * as vscode from 'vscode';
import type { Attachment } from '../../core/conversation/conversation.ts';
import { findTakenText, replacedPart } from '../../core/insertion/replaced-part.ts';
import { type LostSource, openSource } from './open-source.ts';

/** A part of a document. */
export interface DocumentPlace {
  document: vscode.TextDocument;
  range: vscode.Range;
}

/** Why an attached text has no place any more, or none that is known. */
export type LostPlace = LostSource | 'changed';

/**
 * Where a text that was attached is in its document now. Opens the document if need be, without showing it.
 *
 * @param within how long opening may take, in milliseconds; see {@link openSource}
 */
export async function placeOfAttachment(
  { uri, text, startLine }: Pick<Attachment, 'uri' | 'text' | 'startLine'>,
  within?: number,
): Promise<DocumentPlace | LostPlace> {
  const document = uri === undefined ? 'closed' : await openSource(vscode.Uri.parse(uri), within);
  if (typeof document === 'string') return document;
  const whole = document.getText();
  const wanted = withLineEndings(text, document.eol);
  const index = findTakenText(whole, wanted, startLine - 1);
  if (index === undefined) return 'changed';
  const range = new vscode.Range(document.positionAt(index), document.positionAt(index + wanted.length));
  return { document, range: partToReplace(document, range) };
}

/** Says why, as a sentence for the user. */
export function whyLost(reason: LostPlace): string {
  switch (reason) {
    case 'closed':
      return 'The document that the question was about is not there any more.';
    case 'changed':
      return 'The text that the question was about has been changed since, so that its place is not known.';
    case 'unanswered':
      return 'The document that the question was about cannot be opened: its file system does not answer.';
  }
}

/** What of a range is replaced by code, see {@link replacedPart}. */
export function partToReplace(document: vscode.TextDocument, range: vscode.Range): vscode.Range {
  const { start, end } = replacedPart(document.getText(range));
  const offset = document.offsetAt(range.start);
  return new vscode.Range(document.positionAt(offset + start), document.positionAt(offset + end));
}

/** Text as it stands in a document with these line endings. */
export function withLineEndings(text: string, eol: vscode.EndOfLine): string {
  return text.replaceAll(/\r\n|\r|\n/g, eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n');
}

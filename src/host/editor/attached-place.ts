import * as vscode from 'vscode';
import type { Attachment } from '../../core/conversation/conversation.ts';
import { findTakenText, replacedPart } from '../../core/insertion/replaced-part.ts';

/** A part of a document. */
export interface DocumentPlace {
  document: vscode.TextDocument;
  range: vscode.Range;
}

/** Why an attached text has no place any more. */
export type LostPlace = 'closed' | 'changed';

/** Where a text that was attached is in its document now. Opens the document if need be, without showing it. */
export async function placeOfAttachment({
  uri,
  text,
  startLine,
}: Pick<Attachment, 'uri' | 'text' | 'startLine'>): Promise<DocumentPlace | LostPlace> {
  const document = uri === undefined ? undefined : await openAgain(vscode.Uri.parse(uri));
  if (!document) return 'closed';
  const whole = document.getText();
  const wanted = withLineEndings(text, document.eol);
  const index = findTakenText(whole, wanted, startLine - 1);
  if (index === undefined) return 'changed';
  const range = new vscode.Range(document.positionAt(index), document.positionAt(index + wanted.length));
  return { document, range: partToReplace(document, range) };
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

async function openAgain(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  if (open && !open.isClosed) return open;
  // A new document with an old name would be another one.
  if (uri.scheme === 'untitled') return undefined;
  return await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
}

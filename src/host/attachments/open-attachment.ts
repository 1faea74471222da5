import * as vscode from 'vscode';
import type { Attachment } from '../../core/conversation/conversation.ts';
import { openSource } from '../editor/open-source.ts';
import type { ReadonlyDocuments } from '../readonly-documents.ts';
import { withoutLinks } from '../without-links.ts';
import { attachText } from './attach-text.ts';
import { findAttachedText } from './find-attached-text.ts';
import { wholeOf } from './read-source.ts';

export interface OpenAttachmentOptions {
  documents: ReadonlyDocuments;
  /** Puts what the source is now in place of what was attached; absent where the question has been asked. */
  replace?: (attachment: Attachment) => void;
  /** How long opening may take, in milliseconds; see {@link openSource}. */
  within?: number;
}

const showAttached = 'Show What Was Attached';
const attachAnew = 'Attach Anew';

/**
 * Shows where an attachment was taken from, with its text selected. Where the text is not there any more, it shows the lines
 * at which it was, says so, and offers the text itself. Resolves when that is answered.
 */
export async function openAttachment(attachment: Attachment, options: OpenAttachmentOptions): Promise<void> {
  const { label, uri } = attachment;
  if (uri === undefined) return showText(attachment, options);
  const document = await openSource(vscode.Uri.parse(uri), options.within);
  if (typeof document === 'string') {
    const reason =
      document === 'unanswered'
        ? 'its file system does not answer'
        : 'it was moved, deleted or closed, or it has become too large';
    return offer(`“${label}” cannot be opened: ${reason}. The text that was attached is kept.`, attachment, options);
  }
  const found = findAttachedText(document.getText(), attachment);
  const range = found
    ? new vscode.Range(document.positionAt(found.index), document.positionAt(found.index + found.length))
    : linesOf(document, attachment);
  await vscode.window.showTextDocument(document, { selection: shown(range, attachment), ...columnFor(document) });
  if (found || attachment.text === '') return;
  const lines = attachment.whole ? '' : ' Shown are the lines at which it was.';
  await offer(`“${label}” has changed since it was attached.${lines}`, attachment, options, document);
}

/** A whole document is shown from its beginning, and not all of it selected: a key would take its place. */
function shown(range: vscode.Range, { whole }: Attachment): vscode.Range {
  return whole ? new vscode.Range(range.start, range.start) : range;
}

function linesOf(document: vscode.TextDocument, { startLine, endLine, whole }: Attachment): vscode.Range {
  if (whole) return new vscode.Range(0, 0, 0, 0);
  const last = document.lineCount - 1;
  const start = Math.min(startLine - 1, last);
  return new vscode.Range(start, 0, start, 0).union(document.lineAt(Math.min(endLine - 1, last)).range);
}

/** Where the document is shown already; else not over a chat that fills the active group. */
function columnFor(document: vscode.TextDocument): { viewColumn?: vscode.ViewColumn } {
  const address = document.uri.toString();
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const shows = (group: vscode.TabGroup) =>
    group.tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === address);
  const group = [activeTabGroup, ...all].find(shows);
  if (group) return { viewColumn: group.viewColumn };
  const isCovered = activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
  return isCovered ? { viewColumn: vscode.ViewColumn.Beside } : {};
}

async function offer(
  message: string,
  attachment: Attachment,
  options: OpenAttachmentOptions,
  document?: vscode.TextDocument,
): Promise<void> {
  const { replace } = options;
  const isReplaceable = document && replace && (attachment.whole || attachment.scope === undefined);
  const buttons = isReplaceable ? [attachAnew, showAttached] : [showAttached];
  const choice = await vscode.window.showInformationMessage(withoutLinks(message), ...buttons);
  if (choice === showAttached) await showText(attachment, options);
  if (choice === attachAnew && document && replace) {
    const range = attachment.whole ? wholeOf(document) : linesOf(document, attachment);
    const anew = attachText(document, range, document.getText(range));
    replace(attachment.whole ? { ...anew, whole: true } : anew);
  }
}

async function showText({ label, text }: Attachment, { documents }: OpenAttachmentOptions): Promise<void> {
  await documents.show('runnel-attachment', `${label} (as attached)`, text);
}

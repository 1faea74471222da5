import * as vscode from 'vscode';
import { createReindenter } from '../../core/insertion/reindent.ts';
import { createSourceReader, type Reading } from '../../core/insertion/source-reader.ts';
import { chain } from '../../core/insertion/text-machine.ts';
import type { DocumentPlace } from './attached-place.ts';
import { Inbox } from './inbox.ts';
import type { Proposal } from './proposals.ts';

/** How a proposal has come to its end. */
export interface ProposalResult {
  outcome: 'finished' | 'no-code' | 'stopped' | 'source-failed';
  /** What the source failed with. */
  failure?: unknown;
}

/** Shows code in a proposal as it comes. Ends when the source does, the signal says so, or the proposal is closed. */
export async function streamProposal(
  proposal: Proposal,
  source: AsyncIterable<string>,
  reading: Reading,
  { document, range }: DocumentPlace,
  signal: AbortSignal,
): Promise<ProposalResult> {
  const reader = createSourceReader(reading, { markdown: isProse(document) });
  const inbox = new Inbox(source, chain(reader, reindenterFor(document, range)));
  const ring = () => inbox.ring();
  signal.addEventListener('abort', ring);
  proposal.closed.addEventListener('abort', ring);
  const isOver = () => signal.aborted || proposal.closed.aborted;
  let replacement = '';
  try {
    for (;;) {
      if (isOver()) return { outcome: 'stopped' };
      const text = inbox.take();
      if (text !== '') {
        replacement += text;
        proposal.show(replacement);
      } else if (inbox.isComplete) break;
      else await inbox.wait();
    }
    if (inbox.failure !== undefined) return { outcome: 'source-failed', failure: inbox.failure };
    return { outcome: replacement.trim() === '' ? 'no-code' : 'finished' };
  } finally {
    signal.removeEventListener('abort', ring);
    proposal.closed.removeEventListener('abort', ring);
    inbox.close();
    proposal.end();
  }
}

function isProse({ languageId }: vscode.TextDocument): boolean {
  return languageId === 'markdown' || languageId === 'plaintext';
}

function reindenterFor(document: vscode.TextDocument, { start }: vscode.Range) {
  const editor = vscode.window.visibleTextEditors.find(candidate => candidate.document === document);
  const { insertSpaces, tabSize } = editor?.options ?? settingsOf(document);
  const before = document.lineAt(start.line).text.slice(0, start.character);
  return createReindenter({
    baseIndent: /^[ \t]*/.exec(before)?.[0] ?? '',
    insertSpaces: insertSpaces !== false,
    tabSize: typeof tabSize === 'number' && tabSize >= 1 ? tabSize : 4,
    eol: document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n',
    keepUnit: isProse(document),
  });
}

function settingsOf(document: vscode.TextDocument): { insertSpaces: unknown; tabSize: unknown } {
  const settings = vscode.workspace.getConfiguration('editor', document);
  return { insertSpaces: settings.get('insertSpaces'), tabSize: settings.get('tabSize') };
}

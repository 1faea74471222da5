import * as vscode from 'vscode';
import { type StreamError, StreamFailure } from '../../core/delta.ts';
import { type CodeExtractor, createCodeExtractor } from '../../core/insertion/code-extractor.ts';
import { createReindenter } from '../../core/insertion/reindent.ts';
import { chain, type TextMachine } from '../../core/insertion/text-machine.ts';
import { DocumentWriter, type Obstacle } from './document-writer.ts';
import { Inbox } from './inbox.ts';
import { RangeMark } from './range-mark.ts';

/** What to write, and where. */
export interface InsertionOptions {
  /** Its document and cursor are the place; its tab may be hidden, or get hidden meanwhile. */
  editor: vscode.TextEditor;
  /** The pieces of the text. The iterator is closed when the insertion ends before it. */
  source: AsyncIterable<string>;
  /**
   * `code`: the source is an answer to a question for code; fences and prose are left out. `text`: everything is wanted,
   * such as the text of one code block. Both are fitted to the line's indentation and the document's line endings, and
   * to its indentation unit, except for text that goes into a plain text or Markdown document.
   */
  transform: 'code' | 'text';
  /** What the text replaces, or where it goes. The editor's selection if absent. */
  selection?: vscode.Range;
  /** Stop: ends the insertion at once; what is in the document stays. */
  signal?: AbortSignal;
}

/** How an insertion ended. */
export interface InsertionResult {
  /**
   * `finished`: all of it is in the document. `no-code`: there was no code in the answer, so nothing is. `stopped`: by
   * the signal. `source-failed`: the stream broke off.
   */
  outcome: 'finished' | 'no-code' | 'stopped' | 'source-failed' | Obstacle;
  /** UTF-16 code units that were written. */
  insertedCharacters: number;
  /** What happened and where the text is, in the user's words; absent when finished. */
  message?: string;
  /** What the source failed with, where it says so as data. */
  error?: StreamError;
}

/**
 * Writes a stream into a document as it comes. Cursor, focus and scroll position stay the user's; a cursor at the place
 * moves along with the text. Undo takes the whole insertion back in one step, see {@link DocumentWriter.finish}.
 *
 * While its tab is hidden the text is gathered and not written piece by piece, since each write to a hidden document is
 * an undo step of its own; it is written when the tab shows again, or when the stream ends.
 *
 * Never rejects: what goes wrong is in the result.
 */
export async function insertStream(options: InsertionOptions): Promise<InsertionResult> {
  const { editor, source, signal } = options;
  const selection = options.selection ?? editor.selection;
  const extractor = extractorFor(options);
  const reindenter = reindenterFor(options, selection);
  const inbox = new Inbox(source, extractor ? chain(extractor, reindenter) : reindenter);
  const writer = new DocumentWriter(editor, selection, () => inbox.ring());
  const mark = new RangeMark();
  const onAbort = () => inbox.ring();
  signal?.addEventListener('abort', onAbort);
  try {
    const { obstacle, insertedCharacters } = await write(editor.document, inbox, writer, mark, signal);
    const late = obstacle ? undefined : await writer.finish();
    return resultOf(obstacle ?? late, insertedCharacters, inbox, extractor, signal);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    inbox.close();
    writer.dispose();
    mark.dispose();
  }
}

async function write(
  document: vscode.TextDocument,
  inbox: Inbox,
  writer: DocumentWriter,
  mark: RangeMark,
  signal: AbortSignal | undefined,
): Promise<{ obstacle?: Obstacle; insertedCharacters: number }> {
  let insertedCharacters = 0;
  const isOver = () => signal?.aborted === true || writer.obstacle !== undefined;
  while (!isOver()) {
    const mayWrite = writer.isVisible || inbox.isComplete;
    const text = mayWrite ? inbox.take() : '';
    if (text === '') {
      if (inbox.isComplete) break;
      await inbox.wait();
      continue;
    }
    const started = performance.now();
    const obstacle = await writer.write(text);
    if (obstacle) return { obstacle, insertedCharacters };
    insertedCharacters += text.length;
    mark.show(document, writer.range);
    // An edit is a round trip to the window. Half of the time at most goes into them, however slow it is.
    await inbox.gather(performance.now() - started, isOver);
  }
  const obstacle = writer.obstacle;
  return obstacle && !signal?.aborted ? { obstacle, insertedCharacters } : { insertedCharacters };
}

function extractorFor({ editor, transform }: InsertionOptions): CodeExtractor | undefined {
  if (transform === 'text') return undefined;
  return createCodeExtractor({ markdown: editor.document.languageId === 'markdown' });
}

function reindenterFor({ editor, transform }: InsertionOptions, selection: vscode.Range): TextMachine {
  const { document, options } = editor;
  const isProse = ['markdown', 'plaintext'].includes(document.languageId);
  const before = document.lineAt(selection.start.line).text.slice(0, selection.start.character);
  return createReindenter({
    baseIndent: /^[ \t]*/.exec(before)?.[0] ?? '',
    insertSpaces: options.insertSpaces !== false,
    tabSize: typeof options.tabSize === 'number' && options.tabSize >= 1 ? options.tabSize : 4,
    eol: document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n',
    keepUnit: transform === 'text' && isProse,
  });
}

function resultOf(
  obstacle: Obstacle | undefined,
  insertedCharacters: number,
  inbox: Inbox,
  extractor: CodeExtractor | undefined,
  signal: AbortSignal | undefined,
): InsertionResult {
  if (obstacle) return { outcome: obstacle, insertedCharacters, message: obstacleMessage(obstacle) };
  if (signal?.aborted) {
    const message = vscode.l10n.t('The insertion was stopped. What is in the document stays; one Undo removes it.');
    return { outcome: 'stopped', insertedCharacters, message };
  }
  const failure = inbox.failure;
  if (failure === undefined && extractor?.sawCode === false) {
    const message = vscode.l10n.t(
      'There is no code in the answer, so nothing was inserted. The answer is in the chat.',
    );
    return { outcome: 'no-code', insertedCharacters, message };
  }
  if (failure === undefined) return { outcome: 'finished', insertedCharacters };
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

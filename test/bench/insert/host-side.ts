// Runs in the extension host, bundled with Runnel's own code, and is called from outside through `HostSide`.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { insertStream } from '../../../src/host/editor/stream-insertion.ts';
import { codeTokens, insertByBareEdits } from './bare-edits.ts';

/** Zero-based. */
interface At {
  line: number;
  character: number;
}

/** What an edit of the floor took. Times are in milliseconds, `at` since the epoch. */
export interface SingleEdit {
  /** When `editor.edit` was called. */
  at: number;
  /** Until it had resolved. */
  took: number;
}

/** A stream to be inserted. */
export interface HostStream {
  tokens: readonly string[];
  tokensPerSecond: number;
  /** What inserts it; the floor needs nothing but VS Code. */
  by: 'Runnel' | 'bare edits';
  /** Where it goes; the cursor of the active editor if absent. */
  place?: At;
}

/** What the host did while a stream was inserted. Times are in milliseconds. */
export interface HostReport {
  /** When each token was due, since the epoch. */
  due: number[];
  /** Changes of the document, and from the first token until all was done. */
  edits: number;
  wall: number;
  /** The longest that the host's event loop was held up. */
  longestBlock: number;
  /** CPU time of the host's process. */
  cpu: number;
}

/** The milliseconds since the epoch, finer than `Date.now()`. */
const now = () => performance.timeOrigin + performance.now();

/** By how many milliseconds this process's fine clock is ahead of the machine's clock, which has whole ones. */
export function clockOffset(): number {
  return Math.min(...Array.from({ length: 1000 }, () => now() - Date.now()));
}

/** Opens a file of the workspace and puts the cursor to an empty line between two declarations, around the middle. */
export async function openInTheMiddle({ file }: { file: string }): Promise<At> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('No folder is open.');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, file));
  await vscode.window.showTextDocument(document, { preview: false });
  return moveCursor({ share: 0.5 });
}

/** Puts the cursor to an empty line between two declarations, so far into the active editor's document (0 to 1). */
export async function moveCursor({ share }: { share: number }): Promise<At> {
  const editor = activeEditor();
  const { document } = editor;
  let line = Math.floor(document.lineCount * share);
  while (document.lineAt(line).text !== '' || document.lineAt(line - 1).text !== '}') line++;
  const place = new vscode.Position(line, 0);
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.AtTop);
  // Neither of these says when it is done, but what is asked afterwards is answered afterwards.
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  return { line, character: 0 };
}

/** Whether TypeScript's language server knows the document, and how many problems there are in it. */
export async function languageFeatures(): Promise<{ symbols: number; problems: number }> {
  const { document } = activeEditor();
  const symbols = await vscode.commands.executeCommand<unknown[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  return { symbols: symbols?.length ?? 0, problems: vscode.languages.getDiagnostics(document.uri).length };
}

/** Writes at the cursor by one `editor.edit`. */
export async function editOnce({ text }: { text: string }): Promise<SingleEdit> {
  const editor = activeEditor();
  const at = now();
  const done = await editor.edit(builder => builder.insert(editor.selection.active, text));
  if (!done) throw new Error('The edit was refused.');
  return { at, took: now() - at };
}

/**
 * Streams into the active editor.
 *
 * @throws Error when not all of the code is in the document afterwards, in one piece.
 */
export async function stream({ tokens, tokensPerSecond, place, by }: HostStream): Promise<HostReport> {
  const editor = activeEditor();
  const due: number[] = [];
  let edits = 0;
  const listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (document === editor.document && contentChanges.length > 0) edits++;
  });
  const resolution = 2;
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  const cpu = process.cpuUsage();
  const started = now();
  const at = place && new vscode.Position(place.line, place.character);
  const source = paced(by === 'bare edits' ? codeTokens(tokens) : tokens, tokensPerSecond, due);
  const { outcome } =
    by === 'bare edits'
      ? await insertByBareEdits(editor, source)
      : await insertStream({
          editor,
          source,
          transform: 'code',
          ...(at && { selections: [new vscode.Range(at, at)] }),
        });
  const wall = now() - started;
  const { user, system } = process.cpuUsage(cpu);
  delays.disable();
  listener.dispose();
  const answer = tokens.join('');
  const code = answer.slice(answer.indexOf('\n') + 1, answer.lastIndexOf('\n```'));
  if (outcome !== 'finished' || !editor.document.getText().includes(code)) {
    throw new Error(`What was streamed is not in the document: the insertion ended as “${outcome}”.`);
  }
  const longestBlock = delays.max / 1e6 - resolution;
  return { due, edits, wall, longestBlock, cpu: (user + system) / 1000 };
}

/** Closes the active file without saving it. */
export async function closeFile(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

/** Gives each token when it is due, or as soon as possible afterwards. */
async function* paced(tokens: readonly string[], tokensPerSecond: number, due: number[]): AsyncGenerator<string> {
  const start = now();
  for (const [index, token] of tokens.entries()) {
    const at = start + (index * 1000) / tokensPerSecond;
    while (now() < at) await new Promise(resolve => setTimeout(resolve, at - now()));
    due.push(at);
    yield token;
  }
}

function activeEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new Error('No editor is active.');
  return editor;
}

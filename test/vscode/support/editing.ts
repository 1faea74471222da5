import * as vscode from 'vscode';

/** Opens an untitled document with the cursor at the `|` of the text, or with the selection between two of them. */
export async function openWithCursor(text: string, language = 'plaintext'): Promise<vscode.TextEditor> {
  const [before = '', selected = '', after] = text.split('|');
  const content = before + selected + (after ?? '');
  const document = await openUntitled(content, language);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const start = document.positionAt(before.length);
  const end = after === undefined ? start : document.positionAt(before.length + selected.length);
  await select(editor, new vscode.Selection(start, end));
  return editor;
}

/**
 * A new untitled document with this content. VS Code gives names again, and with the name of a document that was closed a
 * moment ago its backup may come back in place of the content: then the next name is tried.
 */
async function openUntitled(content: string, language: string): Promise<vscode.TextDocument> {
  for (;;) {
    const document = await vscode.workspace.openTextDocument({ content, language });
    if (document.getText() === content) return document;
  }
}

/** Sets the selection and waits until the window has taken it over, so that typing goes there. */
export async function select(editor: vscode.TextEditor, selection: vscode.Selection): Promise<void> {
  if (editor.selection.isEqual(selection)) return;
  const moved = next(vscode.window.onDidChangeTextEditorSelection, event => event.textEditor === editor);
  editor.selection = selection;
  await moved;
}

/** Moves the cursor to the beginning or the end of the document. */
export async function moveCursor(editor: vscode.TextEditor, to: 'top' | 'bottom'): Promise<void> {
  await vscode.commands.executeCommand(to === 'top' ? 'cursorTop' : 'cursorBottom');
  const { document } = editor;
  const position = to === 'top' ? new vscode.Position(0, 0) : document.lineAt(document.lineCount - 1).range.end;
  await until(vscode.window.onDidChangeTextEditorSelection, () => editor.selection.active.isEqual(position));
}

/** Types as the user does, auto-closing and all. */
export async function type(text: string): Promise<void> {
  await vscode.commands.executeCommand('type', { text });
}

/** Presses Undo or Redo once. */
export async function press(command: 'undo' | 'redo'): Promise<void> {
  await vscode.commands.executeCommand(command);
}

/** Resolves once the document's text is this. */
export async function textIs(document: vscode.TextDocument, text: string): Promise<void> {
  await until(vscode.workspace.onDidChangeTextDocument, () => document.getText() === text);
}

/** Resolves at once or after the first event at which the condition holds. */
export async function until<T>(event: vscode.Event<T>, condition: () => boolean): Promise<void> {
  if (!condition()) await next(event, condition);
}

/** Resolves at the next event for which the condition holds. */
export function next<T>(event: vscode.Event<T>, condition: (value: T) => boolean): Promise<void> {
  return new Promise(resolve => {
    const listener = event(value => {
      if (!condition(value)) return;
      listener.dispose();
      resolve();
    });
  });
}

/** What is shown in the editor area; VS Code counts the Output panel's text among the visible editors, too. */
export function shownEditors(): vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(({ viewColumn }) => viewColumn !== undefined);
}

/** Closes all editors without asking, and the panel, whose output is an editor, too. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closePanel');
  while (vscode.window.tabGroups.all.some(group => group.tabs.length > 0)) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

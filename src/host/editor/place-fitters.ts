import * as vscode from 'vscode';
import { createReindenter } from '../../core/insertion/reindent.ts';
import type { TextMachine } from '../../core/insertion/text-machine.ts';

/** How text is fitted to a document. */
export interface FitOptions {
  document: vscode.TextDocument;
  /** An editor that has shown the document, for its indentation; the document's settings count if there is none. */
  editor: vscode.TextEditor | undefined;
  /** Leave the text's indentation below that of the place as it is. */
  keepUnit: boolean;
  /** The text begins on a line of its own. */
  newLine?: boolean | undefined;
}

/** Whether white space at the beginning of lines is no matter of levels, and fences belong to the text. */
export function isProse({ languageId }: vscode.TextDocument): boolean {
  return languageId === 'markdown' || languageId === 'plaintext';
}

/** Fits text to its place: indentation of the line, the document's unit and line endings. */
export function fitterFor(
  { document, editor, keepUnit, newLine = false }: FitOptions,
  start: vscode.Position,
): TextMachine {
  const { insertSpaces, tabSize } = editor?.options ?? settingsOf(document);
  const before = document.lineAt(start.line).text.slice(0, start.character);
  return createReindenter({
    baseIndent: /^[ \t]*/.exec(before)?.[0] ?? '',
    insertSpaces: insertSpaces !== false,
    tabSize: typeof tabSize === 'number' && tabSize >= 1 ? tabSize : 4,
    eol: document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n',
    keepUnit,
    newLine,
  });
}

function settingsOf(document: vscode.TextDocument): { insertSpaces: unknown; tabSize: unknown } {
  const settings = vscode.workspace.getConfiguration('editor', document);
  return { insertSpaces: settings.get('insertSpaces'), tabSize: settings.get('tabSize') };
}

import * as vscode from 'vscode';
import { emptyLineIndent } from '../../core/insertion/empty-line-indent.ts';
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
  /** On an empty line the text is indented as the lines around it are. */
  indentEmptyLine?: boolean | undefined;
}

/** How far a line that is not blank is looked for, in lines. */
const farthestNeighbour = 100;

/** Whether white space at the beginning of lines is no matter of levels, and fences belong to the text. */
export function isProse({ languageId }: vscode.TextDocument): boolean {
  return languageId === 'markdown' || languageId === 'plaintext';
}

/** Fits text to its place: indentation of the line, the document's unit and line endings. */
export function fitterFor(
  { document, editor, keepUnit, newLine = false, indentEmptyLine = false }: FitOptions,
  start: vscode.Position,
): TextMachine {
  const { insertSpaces, tabSize } = editor?.options ?? settingsOf(document);
  const style = {
    insertSpaces: insertSpaces !== false,
    tabSize: typeof tabSize === 'number' && tabSize >= 1 ? tabSize : 4,
  };
  const line = document.lineAt(start.line).text;
  // Editors and formatters leave no white space on lines that are empty.
  const isIndented = indentEmptyLine && line === '' && !newLine;
  const [above, below] = isIndented ? [neighbour(document, start.line, -1), neighbour(document, start.line, 1)] : [];
  const baseIndent = /^[ \t]*/.exec(line.slice(0, start.character))?.[0] ?? '';
  return createReindenter({
    ...style,
    baseIndent: isIndented ? emptyLineIndent(above, below, style) : baseIndent,
    indentFirst: isIndented,
    eol: document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n',
    keepUnit,
    newLine,
  });
}

/** The nearest line in this direction that is not blank. */
function neighbour(document: vscode.TextDocument, from: number, step: 1 | -1): string | undefined {
  const until = Math.min(document.lineCount - 1, Math.max(0, from + step * farthestNeighbour));
  for (let line = from + step; step * (until - line) >= 0; line += step) {
    const { text, isEmptyOrWhitespace } = document.lineAt(line);
    if (!isEmptyOrWhitespace) return text;
  }
  return undefined;
}

function settingsOf(document: vscode.TextDocument): { insertSpaces: unknown; tabSize: unknown } {
  const settings = vscode.workspace.getConfiguration('editor', document);
  return { insertSpaces: settings.get('insertSpaces'), tabSize: settings.get('tabSize') };
}

import * as vscode from 'vscode';
import type { Attachment } from '../../core/conversation/conversation.ts';

/** Longest text attached, in UTF-16 code units: some 250,000 tokens, more than models take. */
const maxLength = 1_000_000;

/** Kinds of symbols that are worth asking about as a whole. */
const functionKinds: ReadonlySet<vscode.SymbolKind> = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Class,
]);

/** What is attached from an editor, and whether the user selected it. */
export interface EditorAttachment {
  attachment: Attachment;
  /** The current function or line was taken, since nothing was selected. */
  nothingSelected: boolean;
}

/** A piece of a document, and what it is where the user did not select it. */
interface Place {
  range: vscode.Range;
  scope?: string;
}

/** The selection of an editor, else the function around the cursor, else its line. Undefined after telling the user why. */
export async function attachmentFromEditor(editor: vscode.TextEditor): Promise<EditorAttachment | undefined> {
  const { document, selection } = editor;
  const nothingSelected = selection.isEmpty;
  const place: Place = nothingSelected ? await placeAroundCursor(editor) : { range: selection };
  const text = document.getText(place.range);
  if (text.length > maxLength) {
    void vscode.window.showErrorMessage(
      `The selection is too long to be sent: ${text.length.toLocaleString()} characters, at most ${maxLength.toLocaleString()}. Select less and ask again.`,
    );
    return undefined;
  }
  const attachment = attachText(document, place.range, text);
  if (place.scope) attachment.scope = place.scope;
  return { attachment, nothingSelected };
}

/** The path within the workspace; outside of it the bare name, since the folders above may tell who the user is. */
function nameOf(uri: vscode.Uri): string {
  if (!vscode.workspace.getWorkspaceFolder(uri)) return uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return vscode.workspace.asRelativePath(uri, (vscode.workspace.workspaceFolders?.length ?? 0) > 1);
}

/** Text of a document, with its file, language and lines. */
export function attachText(document: vscode.TextDocument, range: vscode.Range, text: string): Attachment {
  // A selection that ends at the very start of a line does not reach into that line.
  const endsBeforeLine = range.end.character === 0 && range.end.line > range.start.line;
  return {
    label: nameOf(document.uri),
    languageId: document.languageId,
    startLine: range.start.line + 1,
    endLine: range.end.line + (endsBeforeLine ? 0 : 1),
    text,
    uri: document.uri.toString(),
  };
}

async function placeAroundCursor(editor: vscode.TextEditor): Promise<Place> {
  const { document, selection } = editor;
  const symbol = await enclosingFunction(document, selection.active);
  if (symbol) return { range: symbol.range, scope: `${vscode.SymbolKind[symbol.kind].toLowerCase()} ${symbol.name}` };
  return { range: document.lineAt(selection.active.line).range, scope: 'the current line' };
}

/** The innermost function, method or class around a position, as far as the language's extension tells. */
async function enclosingFunction(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.DocumentSymbol | undefined> {
  const symbols: unknown = await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', document.uri);
  let found: vscode.DocumentSymbol | undefined;
  const visit = (list: readonly unknown[]) => {
    for (const symbol of list) {
      if (!(symbol instanceof vscode.DocumentSymbol) || !symbol.range.contains(position)) continue;
      if (functionKinds.has(symbol.kind)) found = symbol;
      visit(symbol.children);
    }
  };
  if (Array.isArray(symbols)) visit(symbols);
  return found;
}

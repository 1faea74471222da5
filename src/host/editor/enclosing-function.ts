import * as vscode from 'vscode';

/** A piece of a document, and what it is where the user has not selected it. */
export interface Place {
  range: vscode.Range;
  /** Such as "function main". */
  scope?: string;
}

/** How long a language's extension may take, in milliseconds: the question must not wait for one that is starting or stuck. */
const symbolsTimeoutMs = 10_000;

/** Kinds of symbols that are worth asking about as a whole. */
const functionKinds: ReadonlySet<vscode.SymbolKind> = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Class,
]);

/** The innermost function, method or class around a place, as far as the language's extension tells. */
export async function enclosingFunction(
  document: vscode.TextDocument,
  place: vscode.Position | vscode.Range,
): Promise<Place | undefined> {
  const symbols = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Runnel: looking for the function at the cursor' },
    () => symbolsOf(document),
  );
  let found: SymbolWithRange | undefined;
  const visit = (list: readonly unknown[]) => {
    for (const symbol of list) {
      if (!hasRange(symbol) || !symbol.range.contains(place)) continue;
      if (functionKinds.has(symbol.kind)) found = symbol;
      visit(symbol.children);
    }
  };
  if (Array.isArray(symbols)) visit(symbols);
  return found && { range: found.range, scope: `${vscode.SymbolKind[found.kind].toLowerCase()} ${found.name}` };
}

type SymbolWithRange = Pick<vscode.DocumentSymbol, 'name' | 'kind' | 'range' | 'children'>;

/** VS Code's command gives objects that have all of a `DocumentSymbol` but are of another class. */
function hasRange(symbol: unknown): symbol is SymbolWithRange {
  if (typeof symbol !== 'object' || symbol === null) return false;
  return (
    'range' in symbol && symbol.range instanceof vscode.Range && 'children' in symbol && Array.isArray(symbol.children)
  );
}

async function symbolsOf({ uri }: vscode.TextDocument): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), symbolsTimeoutMs);
  });
  const symbols = vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', uri);
  // A provider that fails is as good as none.
  return await Promise.race([symbols, late])
    .catch(() => undefined)
    .finally(() => clearTimeout(timer));
}

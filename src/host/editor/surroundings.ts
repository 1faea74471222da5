import * as vscode from 'vscode';
import { cursorMark } from '../../core/insertion/code-instruction.ts';

/** What the model gets to see around a cursor: so many lines, and at most so many UTF-16 code units of them. */
const before = { lines: 80, characters: 16_000 };
const after = { lines: 40, characters: 8000 };

/** However many cursors there are, this is seen at each. */
const least = { lines: 3, characters: 500 };

/** A part of a document, its text with a mark at each cursor. */
export interface MarkedText {
  range: vscode.Range;
  text: string;
}

/** How many lines are seen at most before and after each of so many cursors. */
export function linesSeen(cursors: number): { before: number; after: number } {
  return { before: share(before, cursors).lines, after: share(after, cursors).lines };
}

/** The lines around cursors: one part for all that are near each other. Costs no more in a large document than in a small one. */
export function surroundings(document: vscode.TextDocument, cursors: readonly vscode.Position[]): MarkedText[] {
  const inOrder = cursors.toSorted((a, b) => a.compareTo(b));
  const parts: { range: vscode.Range; cursors: vscode.Position[] }[] = [];
  for (const cursor of inOrder) {
    const range = new vscode.Range(
      startBefore(document, cursor, share(before, cursors.length)),
      endAfter(document, cursor, share(after, cursors.length)),
    );
    const last = parts.at(-1);
    if (last?.range.intersection(range)) {
      last.range = last.range.union(range);
      last.cursors.push(cursor);
    } else parts.push({ range, cursors: [cursor] });
  }
  return parts.map(({ range, cursors }) => ({ range, text: marked(document, range, cursors) }));
}

type Extent = typeof before;

function share({ lines, characters }: Extent, count: number): Extent {
  return {
    lines: Math.max(least.lines, Math.floor(lines / count)),
    characters: Math.max(least.characters, Math.floor(characters / count)),
  };
}

/** Whole lines, unless the cursor's own line is too long already. */
function startBefore(document: vscode.TextDocument, { line, character }: vscode.Position, extent: Extent) {
  if (character > extent.characters) return notWithinPair(document, line, character - extent.characters);
  let room = extent.characters - character;
  let first = line;
  while (first > 0 && line - first < extent.lines) {
    room -= document.lineAt(first - 1).text.length + 1;
    if (room < 0) break;
    first--;
  }
  return new vscode.Position(first, 0);
}

function endAfter(document: vscode.TextDocument, { line, character }: vscode.Position, extent: Extent) {
  let room = extent.characters - (document.lineAt(line).text.length - character);
  if (room < 0) return notWithinPair(document, line, character + extent.characters);
  let last = line;
  while (last < document.lineCount - 1 && last - line < extent.lines) {
    room -= document.lineAt(last + 1).text.length + 1;
    if (room < 0) break;
    last++;
  }
  return document.lineAt(last).range.end;
}

/** Half a character would not survive the way to the model. */
function notWithinPair(document: vscode.TextDocument, line: number, character: number): vscode.Position {
  const isWithin = /^[\uDC00-\uDFFF]/.test(document.lineAt(line).text.charAt(character));
  return new vscode.Position(line, isWithin ? character - 1 : character);
}

function marked(document: vscode.TextDocument, range: vscode.Range, cursors: readonly vscode.Position[]): string {
  const ends = [...cursors, range.end];
  return ends
    .map((end, index) => document.getText(new vscode.Range(index === 0 ? range.start : (ends[index - 1] ?? end), end)))
    .join(cursorMark);
}

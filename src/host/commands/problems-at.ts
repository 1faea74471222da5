import * as vscode from 'vscode';
import { type Problem, problemsText } from '../../core/conversation/problems-text.ts';
import { enclosingFunction, type Place } from '../editor/enclosing-function.ts';
import { type SelectedText, textOfPlace } from './selected-text.ts';

/** How many lines go with a problem on either side where no function is known around it. */
const linesAround = 10;

/** What is wrong at a place: in the selection, or under the cursor, else in its line. */
export function problemsAt(document: vscode.TextDocument, range: vscode.Range): vscode.Diagnostic[] {
  const all = vscode.languages.getDiagnostics(document.uri);
  const at = all.filter(problem => problem.range.intersection(range));
  if (at.length > 0 || !range.isEmpty) return at;
  const line = document.lineAt(range.start.line).range;
  return all.filter(problem => problem.range.intersection(line));
}

/** What a model needs to mend problems: the selection if it is more than a word, else the function around, and what is wrong. */
export async function textToFix(
  editor: vscode.TextEditor,
  range: vscode.Range,
  problems: readonly vscode.Diagnostic[],
): Promise<SelectedText | undefined> {
  const { document } = editor;
  const place = range.isSingleLine ? await placeAround(document, problems) : { range };
  const selected = textOfPlace(editor, place);
  if (!selected) return undefined;
  const inOrder = problems.toSorted((a, b) => a.range.start.compareTo(b.range.start));
  const lines = inOrder.map(({ range }) => range.start.line + 1);
  const [code] = selected.attachments;
  const problem = {
    label: `Problems in ${code?.label}`,
    languageId: '',
    startLine: Math.min(...lines),
    endLine: Math.max(...lines),
    text: problemsText(inOrder.map(problemOf)),
  };
  return { ...selected, attachments: [...selected.attachments, problem] };
}

async function placeAround(document: vscode.TextDocument, problems: readonly vscode.Diagnostic[]): Promise<Place> {
  const whole = problems.map(({ range }) => range).reduce((all, range) => all.union(range));
  const around = await enclosingFunction(document, whole);
  if (around) return around;
  const first = Math.max(0, whole.start.line - linesAround);
  const last = Math.min(document.lineCount - 1, whole.end.line + linesAround);
  return { range: new vscode.Range(new vscode.Position(first, 0), document.lineAt(last).range.end) };
}

const severities = {
  [vscode.DiagnosticSeverity.Error]: 'error',
  [vscode.DiagnosticSeverity.Warning]: 'warning',
  [vscode.DiagnosticSeverity.Information]: 'information',
  [vscode.DiagnosticSeverity.Hint]: 'hint',
} as const;

function problemOf({ range, severity, message, source, code }: vscode.Diagnostic): Problem {
  const name = typeof code === 'object' ? code.value : code;
  return {
    line: range.start.line + 1,
    severity: severities[severity],
    message,
    ...(source && { source }),
    ...(name !== undefined && { code: String(name) }),
  };
}

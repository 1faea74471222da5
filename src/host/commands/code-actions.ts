import * as vscode from 'vscode';
import { LightbulbPlace } from './lightbulb-place.ts';
import { type PromptTemplate, promptTemplates } from './prompt-templates.ts';

/** Of their own, so that they come behind what mends or changes code without a model. */
const ours = vscode.CodeActionKind.Empty.append('runnel');

/** Questions about code in the light bulb: *Fix* where something is wrong, the others, and one's own, for what is selected. */
export function registerCodeActions(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    '*',
    { provideCodeActions },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, ours] },
  );
}

/** What the light bulb offers at a place. */
export function provideCodeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  { diagnostics, triggerKind }: vscode.CodeActionContext,
): vscode.CodeAction[] {
  if (!isFile(document.uri)) return [];
  const isAskedFor = triggerKind === vscode.CodeActionTriggerKind.Invoke;
  const actions: vscode.CodeAction[] = [];
  const problems = diagnostics.filter(({ severity }) => isAskedFor || severity !== vscode.DiagnosticSeverity.Hint);
  if (problems.length > 0) {
    const fix = action(
      templateTitle(promptTemplates.fix),
      vscode.CodeActionKind.QuickFix,
      'runnel.fix',
      document,
      range,
    );
    fix.diagnostics = problems;
    actions.push(fix);
  }
  // No light bulb at each place where the cursor rests. A range that is no selection is that of a problem.
  const isSelected = range instanceof vscode.Selection && (isAskedFor || !range.isEmpty);
  if (!isSelected) return actions;
  // As in the list of “Ask About Selection…” and in the context menu; only a fix has a problem here that it mends.
  for (const [name, template] of Object.entries(promptTemplates)) {
    if (template !== promptTemplates.fix)
      actions.push(action(templateTitle(template), ours.append(name), template.command, document, range));
  }
  actions.push(action('Ask Runnel…', ours.append('ask'), 'runnel.askAboutSelection', document, range));
  return actions;
}

function templateTitle({ label }: PromptTemplate): string {
  return `${label} with Runnel`;
}

function action(
  title: string,
  kind: vscode.CodeActionKind,
  command: string,
  document: vscode.TextDocument,
  range: vscode.Range,
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, kind);
  made.command = { command, title: made.title, arguments: [new LightbulbPlace(document, range)] };
  return made;
}

/** Not the box of a commit message, the Output panel, or what Runnel itself shows. */
function isFile({ scheme }: vscode.Uri): boolean {
  if (scheme === 'untitled' || scheme === 'vscode-notebook-cell') return true;
  return vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

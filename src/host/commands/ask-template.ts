import * as vscode from 'vscode';
import type { AskTarget } from '../../core/insertion/insertion-target.ts';
import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';
import { askAbout, targetsFor } from './ask-about.ts';
import { lightbulbPlace } from './lightbulb-place.ts';
import { problemsAt, textToFix } from './problems-at.ts';
import { promptTemplates, type TemplateName } from './prompt-templates.ts';
import { readCommandArgument } from './read-command-argument.ts';
import { type SelectedText, selectedText, textAt } from './selected-text.ts';

/** `Runnel: Explain` and the like: asks a template's question about what is selected, or about the place of a light bulb. */
export async function askTemplate(
  services: Services,
  panels: ChatPanels,
  name: Exclude<TemplateName, 'fix'>,
  argument: unknown,
): Promise<void> {
  const options = readCommandArgument(argument);
  if (!options) return;
  const place = await lightbulbPlace(argument);
  const selected = place ? await textAt(place.editor, place.range) : await selectedText(services.insertions);
  const { prompt, target } = promptTemplates[name];
  if (selected) await askAbout(services, panels, selected, { prompt, target: usual(target, selected), ...options });
}

/** `Runnel: Fix`: the same for what is wrong at the cursor, in the selection, or at the place of a light bulb. */
export async function fixProblems(services: Services, panels: ChatPanels, argument: unknown): Promise<void> {
  const options = readCommandArgument(argument);
  if (!options) return;
  const editor = vscode.window.activeTextEditor ?? services.insertions.targetEditor;
  const place = (await lightbulbPlace(argument)) ?? (editor && { editor, range: editor.selection });
  const problems = place ? problemsAt(place.editor.document, place.range) : [];
  const hasProblems = place !== undefined && problems.length > 0;
  if (place?.range.isEmpty && !hasProblems) {
    void vscode.window.showInformationMessage(
      'There is no problem at the cursor. Put the cursor at one, or select what is to be fixed, and run “Runnel: Fix” again.',
    );
    return;
  }
  const selected = hasProblems
    ? await textToFix(place.editor, place.range, problems)
    : await selectedText(services.insertions);
  const { prompt, target } = promptTemplates.fix;
  const question = { prompt: hasProblems ? 'Fix these problems, and change nothing else.' : prompt, target };
  if (!selected) return;
  await askAbout(services, panels, selected, { ...question, target: usual(target, selected), ...options });
}

/** Where a template's answer goes; an answer about what nobody can write is read. */
function usual(target: AskTarget, selected: SelectedText): AskTarget {
  return targetsFor(selected).includes(target) ? target : 'panel';
}

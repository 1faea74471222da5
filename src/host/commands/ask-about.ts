import * as vscode from 'vscode';
import type { ModelRef } from '../../core/conversation/conversation.ts';
import { codeInstruction } from '../../core/insertion/code-instruction.ts';
import type { AskTarget } from '../../core/insertion/insertion-target.ts';
import { asPlainText } from '../../core/providers/model-rows.ts';
import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';
import { askForCode, generateAt } from './ask-for-code.ts';
import { pickQuestion } from './ask-picker.ts';
import type { AskRow } from './ask-rows.ts';
import type { CommandArgument } from './command-argument.ts';
import { modelToAsk, modelWords } from './model-to-ask.ts';
import type { SelectedText } from './selected-text.ts';

/** Asks about a text, and lets the user say what is not given: the question, and where the answer goes. */
export async function askAbout(
  services: Services,
  panels: ChatPanels,
  selected: SelectedText,
  { prompt, model: modelArgument, target }: CommandArgument,
): Promise<void> {
  const targets = targetsFor(selected);
  if (target !== undefined && !targets.includes(target)) {
    void vscode.window.showWarningMessage(unavailableMessage(target, selected));
    return;
  }
  const model = await modelToAsk(modelArgument);
  if (!model) return;
  const offered = target === undefined ? targets : [target];
  const asked: AskRow | undefined =
    prompt === undefined
      ? await pickQuestion({ title: titleFor(selected, model), targets: offered })
      : { prompt, target: target ?? 'panel' };
  if (!asked) return;
  if (asked.target === 'panel') return askInPanel(services, panels, selected, asked.prompt, model);
  const { attachments, place, scope } = selected;
  const editor = place?.editor ?? (await services.insertions.openTarget());
  // The cursor is then somewhere within the text that the question is about.
  if (asked.target === 'cursor' && place && scope !== undefined)
    return generateAt(services, editor, asked.prompt, model);
  await askForCode(services, {
    text: asked.prompt,
    instruction: codeInstruction(asked.target),
    attachments,
    model,
    target: asked.target,
    place: { editor, ...(place && { selections: [placeFor(asked.target, place.range)] }) },
  });
}

/** What stands in the composer, and beside it, is another question and stays there. */
async function askInPanel(
  { conversations }: Services,
  panels: ChatPanels,
  { attachments }: SelectedText,
  text: string,
  model: ModelRef,
): Promise<void> {
  const chat = await panels.openView();
  // A conversation in which an answer is coming is left to go on: this question gets one of its own.
  if (chat.session.running) chat.show(conversations.create());
  chat.session.ask({ text, attachments, model });
  // What comes to mind while reading is the next question.
  chat.focusComposer();
}

/** At the cursor means behind what the question is about. */
function placeFor(target: AskTarget, range: vscode.Range): vscode.Range {
  return target === 'cursor' ? new vscode.Range(range.end, range.end) : range;
}

/** Where the answer can go: nothing can replace what nobody can write, or several pieces at once. */
export function targetsFor({ place }: SelectedText): AskTarget[] {
  return place ? ['panel', 'cursor', 'replace', 'newFile', 'diff'] : ['panel', 'cursor', 'newFile'];
}

function unavailableMessage(target: AskTarget, { attachments }: SelectedText): string {
  const verb = target === 'diff' ? 'compared with the answer' : 'replaced';
  return attachments.length > 1
    ? `Several selections cannot be ${verb} at once. Select one, and ask again.`
    : `What is selected is not in a document that can be written, and cannot be ${verb}. Choose another target, such as “newFile”.`;
}

function titleFor({ attachments, scope }: SelectedText, model: ModelRef): string {
  const [first] = attachments;
  const where =
    first && attachments.length === 1
      ? `${first.label}:${first.startLine}${first.endLine > first.startLine ? `-${first.endLine}` : ''}`
      : `${attachments.length} selections in ${first?.label}`;
  const about = scope === undefined ? `Ask about ${where}` : `Nothing is selected: ask about ${scope} (${where})`;
  return asPlainText(`${about} · ${modelWords(model)}`).replaceAll(/\s+/g, ' ');
}

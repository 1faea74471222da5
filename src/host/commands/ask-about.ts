import * as vscode from 'vscode';
import { attachmentName } from '../../core/conversation/attachment-text.ts';
import type { ModelRef } from '../../core/conversation/conversation.ts';
import { type CodeTarget, codeInstruction } from '../../core/insertion/code-instruction.ts';
import type { AskTarget } from '../../core/insertion/insertion-target.ts';
import { asPlainText } from '../../core/providers/model-rows.ts';
import { FollowedRange } from '../editor/followed-range.ts';
import type { CodePlace } from '../insertion/insertions.ts';
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
  const { place } = selected;
  // While the user thinks of a question, another answer may stream into the document.
  const followed = place && new FollowedRange(place.editor.document, place.range);
  try {
    const model = await modelToAsk(modelArgument);
    if (!model) return;
    const offered = target === undefined ? targets : [target];
    const ask = async (): Promise<AskRow | undefined> =>
      prompt === undefined
        ? await pickQuestion({ title: titleFor(selected, model), targets: offered })
        : { prompt, target: target ?? 'panel' };
    await services.insertions.ask(place?.editor.document, ask, asked => {
      const now = followed ? { ...selected, place: { editor: place.editor, range: followed.range } } : selected;
      return send(services, panels, now, asked, model);
    });
  } finally {
    followed?.dispose();
  }
}

/** Asks the model. Resolves when the answer is where it goes, or comes into the panel. */
async function send(
  services: Services,
  panels: ChatPanels,
  selected: SelectedText,
  asked: AskRow,
  model: ModelRef,
): Promise<void> {
  if (asked.target === 'panel') return askInPanel(services, panels, selected, asked.prompt, model);
  const { attachments, place, scope } = selected;
  // The cursor is then somewhere within the text that the question is about.
  if (asked.target === 'cursor' && place && scope !== undefined)
    return generateAt(services, place.editor, asked.prompt, model);
  await askForCode(services, {
    text: asked.prompt,
    instruction: codeInstruction(asked.target),
    attachments,
    model,
    place: await codePlace(services, asked.target, place),
  });
}

/** Where code goes that was asked for about a text at this place, or about one that is in no document. */
async function codePlace(
  { insertions }: Services,
  target: CodeTarget,
  place: SelectedText['place'],
): Promise<CodePlace> {
  if (target === 'newFile') return { target, editor: place?.editor ?? insertions.targetEditor };
  if (!place) return { target, editor: await insertions.openTarget() };
  const { editor, range } = place;
  return target === 'cursor'
    ? { target, editor, ...behind(editor.document, range) }
    : { target, editor, selections: [range] };
}

/** Behind a text: below its last line, unless more follows on that. */
function behind(document: vscode.TextDocument, { start, end }: vscode.Range) {
  const reachesLine = end.character > 0 || end.line === start.line;
  const line = document.lineAt(reachesLine ? end.line : end.line - 1);
  const newLine = !reachesLine || line.text.slice(end.character).trim() === '';
  const at = newLine ? line.range.end : end;
  return { selections: [new vscode.Range(at, at)], newLine };
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
    first && attachments.length === 1 ? attachmentName(first) : `${attachments.length} selections in ${first?.label}`;
  const about = scope === undefined ? `Ask about ${where}` : `Nothing is selected: ask about ${scope} (${where})`;
  return asPlainText(`${about} · ${modelWords(model)}`).replaceAll(/\s+/g, ' ');
}

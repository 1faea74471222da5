import * as vscode from 'vscode';
import { modelFromArgument } from '../models.ts';
import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';
import { parseCommandArgument } from './command-argument.ts';
import { attachmentFromEditor, type EditorAttachment } from './editor-attachment.ts';
import { pickOrType } from './pick-or-type.ts';

/** Prompts that are ready; what they are called, and what is asked. */
const readyPrompts: readonly { label: string; prompt: string }[] = [
  { label: 'Explain', prompt: 'Explain what this does, step by step, and what is surprising about it.' },
  { label: 'Find Bugs', prompt: 'Find bugs in this. For each: the line, why it is wrong, and the corrected code.' },
  {
    label: 'Write Tests',
    prompt: 'Write tests for this, edge cases included, with the test framework the project seems to use.',
  },
  { label: 'Document', prompt: 'Write documentation comments for this, in the style of the language.' },
  { label: 'Simplify', prompt: 'Simplify this without changing what it does. Show the whole result.' },
];

/** `Runnel: Ask About Selection…`: asks a question about what is selected; the answer streams into the chat. */
export async function askAboutSelection(services: Services, panels: ChatPanels, argument: unknown): Promise<void> {
  const editor = services.insertions.targetEditor;
  if (!editor) {
    void vscode.window.showInformationMessage(
      'There is no text editor to ask about. Open a file, select some text, and run “Runnel: Ask About Selection…” again.',
    );
    return;
  }
  const attachment = await attachmentFromEditor(editor);
  if (!attachment) return;
  const options = parseCommandArgument(argument);
  const prompt = options.prompt ?? (await pickPrompt(attachment));
  if (!prompt) return;

  const chat = await panels.openView();
  // A conversation in which an answer is coming is left to go on: this question gets one of its own.
  if (chat.session.running) chat.show(services.conversations.create());
  chat.attach(attachment.attachment);
  chat.ask(prompt, modelFromArgument(options.model));
  // What comes to mind while reading is the next question.
  chat.focusComposer();
}

function pickPrompt({ attachment, nothingSelected }: EditorAttachment): Promise<string | undefined> {
  const { label, startLine, endLine } = attachment;
  const place = startLine === endLine ? `${label}:${startLine}` : `${label}:${startLine}-${endLine}`;
  return pickOrType({
    title: nothingSelected ? `Nothing is selected: ask about ${attachment.scope} (${place})` : `Ask about ${place}`,
    placeholder: 'Type a question, or pick one',
    choices: readyPrompts.map(({ label, prompt }) => ({ label, detail: prompt, value: prompt })),
    typed: question => ({ label: question, description: 'ask this', value: question }),
  });
}

import * as vscode from 'vscode';
import { linesSeen } from '../editor/surroundings.ts';
import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';
import { withoutLinks } from '../without-links.ts';
import { askAboutSelection } from './ask-about-selection.ts';
import { generateAt } from './ask-for-code.ts';
import { modelToAsk, modelWords } from './model-to-ask.ts';
import { readCommandArgument } from './read-command-argument.ts';
import { isTooLargeForVsCode } from './selected-text.ts';

/** `Runnel: Generate at Cursor…`: asks what, and streams the code to where each cursor is. */
export async function generateAtCursor(services: Services, panels: ChatPanels, argument: unknown): Promise<void> {
  const options = readCommandArgument(argument);
  if (!options) return;
  // Anywhere but at the cursor, it is about what is selected.
  if ((options.target ?? 'cursor') !== 'cursor') return askAboutSelection(services, panels, argument);
  if (isTooLargeForVsCode()) return;
  const model = await modelToAsk(options.model);
  if (!model) return;
  const editor = await services.insertions.openTarget();
  const count = editor.selections.length;
  const { before, after } = linesSeen(count);
  const seen = `up to ${before} lines above ${count === 1 ? 'the cursor' : 'each cursor'} and ${after} below`;
  const askWhat = async () =>
    options.prompt ??
    (await vscode.window.showInputBox({
      title: 'Runnel: Generate at Cursor',
      prompt: `What should be written here? ${withoutLinks(modelWords(model))} sees ${seen}.`,
      placeHolder: 'A function that …',
      ignoreFocusOut: true,
    }));
  await services.insertions.ask(editor.document, askWhat, async prompt => {
    if (prompt.trim() !== '') await generateAt(services, editor, prompt.trim(), model);
  });
}

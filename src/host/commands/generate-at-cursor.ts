import * as vscode from 'vscode';
import type { Attachment } from '../../core/conversation/conversation.ts';
import { currentModel, modelFromArgument, noModelMessage } from '../models.ts';
import type { Services } from '../services.ts';
import { withoutLinks } from '../without-links.ts';
import { parseCommandArgument } from './command-argument.ts';
import { attachText } from './editor-attachment.ts';

/** What the model gets to see around the cursor: so many lines, and at most so many characters of them. */
const before = { lines: 80, characters: 16_000 };
const after = { lines: 40, characters: 8000 };

/** Where the cursor is, in the text the model gets. */
const cursorMark = '⟦cursor⟧';

/** `Runnel: Generate at Cursor…`: asks what, and streams the code to where the cursor is. */
export async function generateAtCursor(services: Services, argument: unknown): Promise<void> {
  const options = parseCommandArgument(argument);
  const model = modelFromArgument(options.model) ?? currentModel();
  if (!model) {
    void vscode.window.showWarningMessage(noModelMessage());
    await vscode.commands.executeCommand('runnel.selectModel');
    return;
  }
  const editor = await services.insertions.openTarget();
  const prompt =
    options.prompt ??
    (await vscode.window.showInputBox({
      title: 'Runnel: Generate at Cursor',
      prompt: `What should be written here? ${withoutLinks(`${model.modelId} via ${model.providerLabel}`)} sees the lines around the cursor.`,
      placeHolder: 'A function that …',
      ignoreFocusOut: true,
    }));
  if (!prompt?.trim()) return;

  const session = services.conversations.create();
  const answerId = session.ask({
    text: `${prompt.trim()}\n\nAnswer with one code block and nothing else: the text to put in place of ${cursorMark}.`,
    attachments: [surroundings(editor)],
    model,
  });
  await services.insertions.insertGenerated(session, answerId, { target: 'cursor', editor });
}

/** The lines around the cursor, with a mark where the text goes in place of what is selected. */
function surroundings({ document, selection }: vscode.TextEditor): Attachment {
  const firstLine = new vscode.Position(Math.max(0, selection.start.line - before.lines), 0);
  const lastLine = document.lineAt(Math.min(document.lineCount - 1, selection.end.line + after.lines)).range.end;
  const startOffset = document.offsetAt(selection.start) - before.characters;
  const endOffset = document.offsetAt(selection.end) + after.characters;
  const start = document.positionAt(Math.max(document.offsetAt(firstLine), startOffset));
  const end = document.positionAt(Math.min(document.offsetAt(lastLine), endOffset));
  const textBefore = document.getText(new vscode.Range(start, selection.start));
  const textAfter = document.getText(new vscode.Range(selection.end, end));
  return attachText(document, new vscode.Range(start, end), `${textBefore}${cursorMark}${textAfter}`);
}

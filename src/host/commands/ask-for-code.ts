import * as vscode from 'vscode';
import type { ModelRef } from '../../core/conversation/conversation.ts';
import type { Ask } from '../../core/conversation/session.ts';
import { generateInstruction } from '../../core/insertion/code-instruction.ts';
import { attachText } from '../attachments/attach-text.ts';
import { surroundings } from '../editor/surroundings.ts';
import type { CodePlace } from '../insertion/insertions.ts';
import type { Services } from '../services.ts';

/** A question whose answer goes to a document, and what to ask for so that it can. */
export interface CodeQuestion extends Ask {
  instruction: string;
  place: CodePlace;
}

/**
 * Asks in a conversation of its own, which nobody looks at but which is among the chats, and streams the code of the answer
 * to its place. Resolves when it is there.
 */
export async function askForCode({ conversations, insertions }: Services, question: CodeQuestion): Promise<void> {
  const { place, ...ask } = question;
  const session = conversations.create();
  conversations.lastAside = session;
  await insertions.insertGenerated(session, session.ask(ask), place);
}

/** Streams what is asked for to where each cursor of an editor is; the model sees the lines around them. What is selected stays. */
export function generateAt(
  services: Services,
  editor: vscode.TextEditor,
  text: string,
  model: ModelRef,
): Promise<void> {
  const { document } = editor;
  const cursors = editor.selections.map(({ active }) => active);
  return askForCode(services, {
    text,
    instruction: generateInstruction(cursors.length),
    attachments: surroundings(document, cursors).map(({ range, text }) => attachText(document, range, text)),
    model,
    place: { target: 'cursor', editor, selections: cursors.map(cursor => new vscode.Range(cursor, cursor)) },
  });
}

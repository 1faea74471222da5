import * as vscode from 'vscode';
import type { InsertionTarget } from '../../core/insertion/insertion-target.ts';
import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';

/**
 * `Runnel: Stop`: ends what streams into editors, and the answer of the chat used last, or every answer where that one has
 * none. Esc in an editor passes `"insertion"`, and ends only what streams into its document.
 */
export async function stop(services: Services, panels: ChatPanels, argument: unknown): Promise<void> {
  if (argument === 'insertion') {
    services.insertions.stop(vscode.window.activeTextEditor?.document);
    return;
  }
  services.insertions.stop();
  const active = panels.active?.session;
  const sessions = active?.running ? [active] : services.conversations.running();
  await Promise.all(sessions.map(session => session.stop()));
}

/**
 * `Runnel: Insert at Cursor`, `Replace Selection with Answer` and so on: the newest answer of the chat used last, also while
 * it is still coming.
 */
export async function insertNewest(services: Services, panels: ChatPanels, target: InsertionTarget): Promise<void> {
  const session = panels.active?.session;
  const answer = session?.newestAnswer;
  if (!session || !answer) {
    void vscode.window.showInformationMessage('There is no answer to insert yet. Ask something in the chat first.');
    return;
  }
  await services.insertions.insertAnswer({ session, answerId: answer.id }, target, { focus: true });
}

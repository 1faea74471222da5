import * as vscode from 'vscode';
import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';

/**
 * `Runnel: Stop`: ends what streams into editors, and the answer of the chat used last, or every answer where that one has
 * none. Esc in an editor passes `"insertion"`, and ends only what streams there.
 */
export async function stop(services: Services, panels: ChatPanels, argument: unknown): Promise<void> {
  services.insertions.stop();
  if (argument === 'insertion') return;
  const active = panels.active?.session;
  const sessions = active?.running ? [active] : services.conversations.running();
  await Promise.all(sessions.map(session => session.stop()));
}

/** `Runnel: Insert at Cursor`: the newest answer of the chat used last, also while it is still coming. */
export async function insertAtCursor(services: Services, panels: ChatPanels): Promise<void> {
  const session = panels.active?.session;
  const answer = session?.newestAnswer;
  if (!session || !answer) {
    void vscode.window.showInformationMessage('There is no answer to insert yet. Ask something in the chat first.');
    return;
  }
  await services.insertions.insertAnswer({ session, answerId: answer.id }, 'cursor');
}

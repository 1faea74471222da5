import * as vscode from 'vscode';
import type { Session } from '../../core/conversation/session.ts';
import { withoutLinks } from '../without-links.ts';

/** What the user is offered besides *Show in Chat*: the label of a button, and what it does. */
type Actions = Record<string, () => Promise<void>>;

/**
 * Says why a text is not where it was to go, or not whole; resolves when the user has answered, and what was chosen is done.
 * The text is never lost: it is in the conversation, one click away.
 */
export async function explain(session: Session, message = '', actions: Actions = {}): Promise<void> {
  const show = 'Show in Chat';
  const choice = await vscode.window.showWarningMessage(withoutLinks(message), ...Object.keys(actions), show);
  if (choice === show) await vscode.commands.executeCommand('runnel.openChatInEditor', session.conversation.id);
  else if (choice !== undefined) await actions[choice]?.();
}

/** A chat answers one question at a time. */
export function sayRunning(): void {
  void vscode.window.showInformationMessage('An answer is still coming in that chat: stop it first, then try again.');
}

import * as vscode from 'vscode';
import { chooseSources } from '../attachments/choose-sources.ts';
import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';
import { selectedText } from './selected-text.ts';

/**
 * `Runnel: Attach Selection to Chat`: puts all that is selected beside the next question of the chat used last; with nothing
 * selected, the function around the cursor or its line, as `Ask About Selection` does.
 */
export async function attachSelection(services: Services, panels: ChatPanels): Promise<void> {
  // Before the chat comes to the front and takes the focus.
  const selected = await selectedText(services.insertions);
  if (!selected) return;
  const chat = await panels.openActive();
  chat.attach(...selected.attachments);
  chat.focusComposer();
}

/**
 * `Runnel: Attach File to Chat`: the files that a menu passes, else those that the user chooses.
 *
 * @param clicked what the menu was opened on
 * @param selected all files that were selected there, in the Explorer
 */
export async function attachFile(panels: ChatPanels, clicked: unknown, selected: unknown): Promise<void> {
  const uris = urisOf(clicked, selected) ?? (await chooseSources({})).files;
  if (uris.length === 0) return;
  const chat = await panels.openActive();
  await chat.attachFiles(uris);
  chat.focusComposer();
}

/** A menu, a keybinding or another extension may pass anything. */
function urisOf(clicked: unknown, selected: unknown): vscode.Uri[] | undefined {
  const all = Array.isArray(selected) ? selected.filter(item => item instanceof vscode.Uri) : [];
  if (!(clicked instanceof vscode.Uri)) return undefined;
  return all.length > 0 ? all : [clicked];
}

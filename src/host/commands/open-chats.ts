import * as vscode from 'vscode';
import { modelFromArgument } from '../panel/chat-controller.ts';
import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';
import { parseCommandArgument } from './command-argument.ts';

/** How many chats the search offers. */
const searchLimit = 200;

/** `Runnel: Open Chat`. */
export async function openChat(panels: ChatPanels): Promise<void> {
  (await panels.openView()).focusComposer();
}

/** `Runnel: Open Chat in Editor`: a new chat in a tab, or the conversation whose id is passed. */
export async function openChatInEditor(services: Services, panels: ChatPanels, argument: unknown): Promise<void> {
  const session = typeof argument === 'string' ? await services.conversations.open(argument) : undefined;
  panels.openEditor(session ?? services.conversations.create()).focusComposer();
}

/** `Runnel: New Chat`: an empty conversation in the chat used last; the one shown there stays in the history. */
export async function newChat(services: Services, panels: ChatPanels, argument: unknown): Promise<void> {
  const { prompt, model } = parseCommandArgument(argument);
  const chat = panels.active ?? (await panels.openView());
  chat.show(services.conversations.create());
  if (prompt) chat.ask(prompt, modelFromArgument(model));
  else chat.focusComposer();
}

/** `Runnel: Search Chats…`: opens an earlier conversation in the chat used last. */
export async function searchChats(services: Services, panels: ChatPanels): Promise<void> {
  const items = services.conversations.list(searchLimit).then(chats =>
    chats.map(({ id, title, modifiedAt }) => ({
      label: title,
      description: new Date(modifiedAt).toLocaleString(),
      id,
    })),
  );
  const item = await vscode.window.showQuickPick(items, { title: 'Runnel: Search Chats', matchOnDescription: true });
  const session = item && (await services.conversations.open(item.id));
  if (!session) return;
  const chat = panels.active ?? (await panels.openView());
  chat.show(session);
  chat.focusComposer();
}

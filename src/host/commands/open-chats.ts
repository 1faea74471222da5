import * as vscode from 'vscode';
import { modelFromArgument } from '../models.ts';
import type { Chat } from '../panel/chat.ts';
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

/** In the view's menu: opens the chat of the view in a tab as well. */
export async function openViewChatInEditor(panels: ChatPanels): Promise<void> {
  panels.openEditor((await panels.viewChat()).session).focusComposer();
}

/** `Runnel: New Chat`: an empty conversation in the chat used last; the one shown there stays in the history. */
export async function newChat(services: Services, panels: ChatPanels, argument: unknown): Promise<void> {
  const { prompt, model } = parseCommandArgument(argument);
  const chat = await panels.openActive();
  chat.show(services.conversations.create());
  if (prompt) chat.ask(prompt, modelFromArgument(model));
  chat.focusComposer();
}

/** The button of the view: an empty conversation there, whatever chat was used last. */
export async function newChatInView(services: Services, panels: ChatPanels): Promise<void> {
  const chat = await panels.openView();
  chat.show(services.conversations.create());
  chat.focusComposer();
}

/** `Runnel: Search Chats…`: opens an earlier conversation in the chat used last. */
export function searchChats(services: Services, panels: ChatPanels): Promise<void> {
  return showEarlierChat(services, () => panels.openActive());
}

/** The button of the view: opens an earlier conversation there. */
export function searchChatsInView(services: Services, panels: ChatPanels): Promise<void> {
  return showEarlierChat(services, () => panels.openView());
}

async function showEarlierChat(services: Services, place: () => Promise<Chat>): Promise<void> {
  const items = services.conversations.list(searchLimit).then(chats =>
    chats.map(({ id, title, modifiedAt }) => ({
      label: title,
      description: new Date(modifiedAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
      id,
    })),
  );
  const item = await vscode.window.showQuickPick(items, {
    title: 'Runnel: Search Chats',
    placeHolder: 'Words of the first question',
    matchOnDescription: true,
  });
  const session = item && (await services.conversations.open(item.id));
  if (!session) return;
  const chat = await place();
  chat.show(session);
  chat.focusComposer();
}

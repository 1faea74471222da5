import * as vscode from 'vscode';
import type { Session } from '../../core/conversation/session.ts';
import { conversationTitle } from '../conversations.ts';
import type { Services } from '../services.ts';
import { viewChatName, type WindowMemory } from '../window-memory.ts';
import { Chat } from './chat.ts';
import { webviewOptions, webviewPage } from './webview-page.ts';

export const viewId = 'runnel.chat';
export const editorViewType = 'runnel.chatEditor';

/** All places in which the user chats: the view in a side bar, and any number of editor tabs. */
export class ChatPanels implements vscode.WebviewViewProvider, vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #services: Services;
  readonly #extensionUri: vscode.Uri;
  readonly #memory: WindowMemory;
  readonly #tabs = new Set<Chat>();
  /** The chat of the view: one for the life of the window, while VS Code makes and disposes of the view as it likes. */
  #viewChat: Promise<Chat> | undefined;
  #view: vscode.WebviewView | undefined;
  #awaitingView: (() => void)[] = [];
  #active: Chat | undefined;

  constructor(extensionUri: vscode.Uri, services: Services, memory: WindowMemory) {
    this.#extensionUri = extensionUri;
    this.#services = services;
    this.#memory = memory;
  }

  /** The chat the user looked at last, if there was any. It may be hidden now: see {@link Chat.reveal}. */
  get active(): Chat | undefined {
    return this.#active;
  }

  /** Called by VS Code when the view is shown for the first time, and again each time it was moved. */
  async resolveWebviewView(view: vscode.WebviewView): Promise<void> {
    this.#view = view;
    let disposed = false;
    view.onDidDispose(() => {
      disposed = true;
      if (this.#view !== view) return;
      this.#view = undefined;
      void this.#viewChat?.then(chat => chat.disconnect());
    });
    const chat = await this.viewChat();
    if (disposed) return;
    view.onDidChangeVisibility(() => {
      if (view.visible) this.#active = chat;
      else chat.hide();
    });
    this.#load(view.webview, chat);
    for (const resolve of this.#awaitingView.splice(0)) resolve();
  }

  /** Called by VS Code for each chat tab that was open when the window was closed. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = conversationIdOf(state);
    const session = (id && (await this.#services.conversations.open(id))) || this.#services.conversations.create();
    const { tabDrafts } = await this.#memory.read();
    const attachments = id === undefined ? [] : await this.#memory.attachments.read(id);
    const chat = this.#adopt(panel, session);
    chat.next.restore(attachments);
    const draft = id && tabDrafts[id];
    if (draft) chat.draft = draft;
    // An empty conversation has no journal: it is another one now.
    if (id === undefined || id === session.conversation.id) return;
    this.#memory.attachments.remember(id, []);
    void this.#memory.rememberTabDraft(id, '');
  }

  /** The chat of the view, whether it is shown or not. */
  viewChat(): Promise<Chat> {
    this.#viewChat ??= this.#createViewChat();
    return this.#viewChat;
  }

  /** Shows the view and returns its chat. */
  async openView(): Promise<Chat> {
    const chat = await this.viewChat();
    await chat.reveal();
    return chat;
  }

  /** Brings the chat used last to the front, or the view if none was used yet. */
  async openActive(): Promise<Chat> {
    const chat = this.#active ?? (await this.viewChat());
    await chat.reveal();
    return chat;
  }

  /** Opens an editor tab with a conversation. */
  openEditor(session: Session): Chat {
    return this.#adopt(vscode.window.createWebviewPanel(editorViewType, 'Runnel', vscode.ViewColumn.Active), session);
  }

  dispose(): void {
    for (const chat of this.#tabs) chat.dispose();
    void this.#viewChat?.then(chat => chat.dispose());
  }

  async #createViewChat(): Promise<Chat> {
    const { conversations } = this.#services;
    const { conversationId, draft } = await this.#memory.read();
    const session = (conversationId && (await conversations.open(conversationId))) || conversations.create();
    const chat = new Chat(this.#services, session, () => this.#revealView());
    chat.draft = draft;
    chat.next.restore(await this.#memory.attachments.read(viewChatName));
    chat.onDidChangeAttachments(() => this.#memory.attachments.remember(viewChatName, chat.next.attachments));
    chat.onDidChange(() => {
      // An empty conversation has no journal to come back from.
      const { id, messages } = chat.session.conversation;
      this.#memory.remember({ conversationId: messages.length > 0 ? id : undefined, draft: chat.draft });
    });
    return chat;
  }

  async #revealView(): Promise<void> {
    await vscode.commands.executeCommand(`${viewId}.focus`);
    // The command comes back before VS Code has asked us for the view.
    if (!this.#view) await new Promise<void>(resolve => this.#awaitingView.push(resolve));
    this.#active = await this.viewChat();
  }

  #adopt(panel: vscode.WebviewPanel, session: Session): Chat {
    const icon = (theme: string) => vscode.Uri.joinPath(this.#extensionUri, 'media', `tab-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    const chat = new Chat(this.#services, session, async () => panel.reveal());
    this.#tabs.add(chat);
    this.#active = chat;
    const retitle = () => {
      const title = conversationTitle(chat.session.conversation);
      if (panel.title !== title) panel.title = title;
    };
    retitle();
    let { id } = session.conversation;
    chat.onDidChange(() => {
      retitle();
      const shown = chat.session.conversation.id;
      if (id !== shown) {
        void this.#memory.rememberTabDraft(id, '');
        this.#memory.attachments.remember(id, []);
        this.#memory.attachments.remember(shown, chat.next.attachments);
      }
      id = shown;
      void this.#memory.rememberTabDraft(id, chat.draft);
    });
    chat.onDidChangeAttachments(() => this.#memory.attachments.remember(id, chat.next.attachments));
    panel.onDidChangeViewState(() => {
      if (panel.active) this.#active = chat;
      if (!panel.visible) chat.hide();
    });
    panel.onDidDispose(() => {
      void this.#memory.rememberTabDraft(id, '');
      this.#memory.attachments.remember(id, []);
      chat.dispose();
      this.#tabs.delete(chat);
      if (this.#active === chat) this.#active = undefined;
    });
    this.#load(panel.webview, chat);
    return chat;
  }

  #load(webview: vscode.Webview, chat: Chat): void {
    webview.options = webviewOptions(this.#extensionUri);
    chat.connect(webview);
    webview.html = webviewPage(webview, this.#extensionUri);
  }
}

function conversationIdOf(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null || !('conversationId' in state)) return undefined;
  return typeof state.conversationId === 'string' ? state.conversationId : undefined;
}

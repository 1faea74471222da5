import * as vscode from 'vscode';
import type { Session } from '../../core/conversation/session.ts';
import { conversationTitle } from '../conversations.ts';
import type { Services } from '../services.ts';
import type { WindowMemory } from '../window-memory.ts';
import { ChatController } from './chat-controller.ts';
import { webviewOptions, webviewPage } from './webview-page.ts';

export const viewId = 'runnel.chat';
export const editorViewType = 'runnel.chatEditor';

/** The view while there is one: VS Code disposes of it when it is moved, and makes another. */
interface OpenView {
  view: vscode.WebviewView;
  controller: ChatController;
}

/** All places in which a chat is shown: the view in a side bar, and any number of editor tabs. */
export class ChatPanels implements vscode.WebviewViewProvider, vscode.WebviewPanelSerializer {
  readonly #services: Services;
  readonly #extensionUri: vscode.Uri;
  readonly #memory: WindowMemory;
  readonly #controllers = new Set<ChatController>();
  #view: OpenView | undefined;
  readonly #awaitingView: ((view: OpenView) => void)[] = [];
  #active: ChatController | undefined;
  /** What the view shows as soon as there is one. */
  #viewSession: Session | undefined;

  constructor(extensionUri: vscode.Uri, services: Services, memory: WindowMemory) {
    this.#extensionUri = extensionUri;
    this.#services = services;
    this.#memory = memory;
  }

  /** The chat the user looked at last, if any is open. */
  get active(): ChatController | undefined {
    return this.#active;
  }

  /** Called by VS Code when the view is shown for the first time, and again each time it was moved. */
  async resolveWebviewView(view: vscode.WebviewView): Promise<void> {
    const session = await this.#sessionOfView();
    const { draft } = await this.#memory.read();
    const controller = this.#connect(view.webview, session);
    controller.draft = draft;
    controller.onDidChangeDraft(draft => this.#memory.remember({ draft }));
    this.#view = { view, controller };
    this.#active = controller;
    for (const resolve of this.#awaitingView.splice(0)) resolve(this.#view);
    controller.onDidChangeSession(shown => this.#rememberViewSession(shown));
    view.onDidChangeVisibility(() => {
      controller.setVisible(view.visible);
      if (view.visible) this.#active = controller;
    });
    view.onDidDispose(() => {
      this.#disconnect(controller);
      if (this.#view?.controller === controller) this.#view = undefined;
    });
  }

  /** Called by VS Code for each chat tab that was open when the window was closed. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = conversationIdOf(state);
    const session = (id && (await this.#services.conversations.open(id))) || this.#services.conversations.create();
    this.#adopt(panel, session);
  }

  /** Shows the view and returns its chat. */
  async openView(): Promise<ChatController> {
    await vscode.commands.executeCommand(`${viewId}.focus`);
    // The command comes back before VS Code has asked us for the view.
    const { controller } = this.#view ?? (await new Promise<OpenView>(resolve => this.#awaitingView.push(resolve)));
    this.#active = controller;
    return controller;
  }

  /** Opens an editor tab with a conversation. */
  openEditor(session: Session): ChatController {
    const panel = vscode.window.createWebviewPanel(editorViewType, 'Runnel', vscode.ViewColumn.Active, {
      ...webviewOptions(this.#extensionUri),
    });
    return this.#adopt(panel, session);
  }

  #adopt(panel: vscode.WebviewPanel, session: Session): ChatController {
    const icon = (theme: string) => vscode.Uri.joinPath(this.#extensionUri, 'media', `tab-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    const controller = this.#connect(panel.webview, session);
    this.#active = controller;
    const retitle = () => {
      panel.title = conversationTitle(controller.session.conversation);
    };
    retitle();
    controller.onDidChangeSession(retitle);
    panel.onDidChangeViewState(() => {
      controller.setVisible(panel.visible);
      if (panel.active) this.#active = controller;
    });
    panel.onDidDispose(() => this.#disconnect(controller));
    return controller;
  }

  #connect(webview: vscode.Webview, session: Session): ChatController {
    webview.options = webviewOptions(this.#extensionUri);
    const controller = new ChatController(webview, this.#services, session);
    this.#controllers.add(controller);
    webview.html = webviewPage(webview, this.#extensionUri);
    return controller;
  }

  #disconnect(controller: ChatController): void {
    controller.dispose();
    this.#controllers.delete(controller);
    if (this.#active === controller) this.#active = this.#view?.controller;
  }

  async #sessionOfView(): Promise<Session> {
    const { conversationId } = await this.#memory.read();
    const { conversations } = this.#services;
    this.#viewSession ??= (conversationId && (await conversations.open(conversationId))) || conversations.create();
    return this.#viewSession;
  }

  #rememberViewSession(session: Session): void {
    this.#viewSession = session;
    // An empty conversation has no journal to come back from.
    const { id, messages } = session.conversation;
    this.#memory.remember({ conversationId: messages.length > 0 ? id : undefined });
  }
}

function conversationIdOf(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null || !('conversationId' in state)) return undefined;
  return typeof state.conversationId === 'string' ? state.conversationId : undefined;
}

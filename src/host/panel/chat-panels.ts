import * as vscode from 'vscode';
import type { Session } from '../../core/conversation/session.ts';
import { conversationTitle } from '../conversations.ts';
import type { Services } from '../services.ts';
import { ChatController } from './chat-controller.ts';
import { webviewOptions, webviewPage } from './webview-page.ts';

export const viewId = 'runnel.chat';
export const editorViewType = 'runnel.chatEditor';

/** Under which name a window remembers the conversation its side bar shows. */
const viewConversationKey = 'viewConversation';

/** The view while there is one: VS Code disposes of it when it is moved, and makes another. */
interface OpenView {
  view: vscode.WebviewView;
  controller: ChatController;
}

/** All places in which a chat is shown: the view in a side bar, and any number of editor tabs. */
export class ChatPanels implements vscode.WebviewViewProvider, vscode.WebviewPanelSerializer {
  readonly #services: Services;
  readonly #context: vscode.ExtensionContext;
  readonly #controllers = new Set<ChatController>();
  #view: OpenView | undefined;
  readonly #awaitingView: ((view: OpenView) => void)[] = [];
  #active: ChatController | undefined;
  /** What the view shows as soon as there is one. */
  #viewSession: Session | undefined;

  constructor(context: vscode.ExtensionContext, services: Services) {
    this.#context = context;
    this.#services = services;
  }

  /** The chat the user looked at last, if any is open. */
  get active(): ChatController | undefined {
    return this.#active;
  }

  /** Called by VS Code when the view is shown for the first time, and again each time it was moved. */
  async resolveWebviewView(view: vscode.WebviewView): Promise<void> {
    const session = await this.#sessionOfView();
    const controller = this.#connect(view.webview, session);
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
      ...webviewOptions(this.#context.extensionUri),
    });
    return this.#adopt(panel, session);
  }

  #adopt(panel: vscode.WebviewPanel, session: Session): ChatController {
    panel.iconPath = vscode.Uri.joinPath(this.#context.extensionUri, 'media', 'icon.svg');
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
    webview.options = webviewOptions(this.#context.extensionUri);
    const controller = new ChatController(webview, this.#services, session);
    this.#controllers.add(controller);
    webview.html = webviewPage(webview, this.#context.extensionUri);
    return controller;
  }

  #disconnect(controller: ChatController): void {
    controller.dispose();
    this.#controllers.delete(controller);
    if (this.#active === controller) this.#active = this.#view?.controller;
  }

  async #sessionOfView(): Promise<Session> {
    const id = this.#context.workspaceState.get<string>(viewConversationKey);
    this.#viewSession ??=
      (id && (await this.#services.conversations.open(id))) || this.#services.conversations.create();
    return this.#viewSession;
  }

  #rememberViewSession(session: Session): void {
    this.#viewSession = session;
    // An empty conversation has no journal to come back from.
    const id = session.conversation.messages.length > 0 ? session.conversation.id : undefined;
    if (this.#context.workspaceState.get(viewConversationKey) === id) return;
    void this.#context.workspaceState.update(viewConversationKey, id);
  }
}

function conversationIdOf(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null || !('conversationId' in state)) return undefined;
  return typeof state.conversationId === 'string' ? state.conversationId : undefined;
}

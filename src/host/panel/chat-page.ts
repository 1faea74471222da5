import type * as vscode from 'vscode';
import type { Conversation, ConversationEvent } from '../../core/conversation/conversation.ts';
import type { FromView, ToView } from '../../protocol/messages.ts';
import { parseFromView } from '../../protocol/parse-from-view.ts';
import type { Services } from '../services.ts';
import { ViewLink } from './view-link.ts';

/** A line above the composer. */
export type Notice = Omit<Extract<ToView, { type: 'notice' }>, 'type'>;

/** What a page says that is not about keeping it up to date. */
export type PageMessage = Exclude<FromView, { type: 'ready' | 'resync' | 'painted' }>;

/** What a chat does for its page. */
export interface ChatPageOptions {
  /** Called when a page is there, or there again: it is to be told what surrounds the conversation. */
  ready(): void;
  /** Called with what the user does on the page. */
  heard(message: PageMessage): void;
}

/**
 * The page that shows a chat, in whichever webview VS Code gives it: there may be none at times. It is kept up to date with
 * the conversation shown, and told as soon as it is there what it is to be told while it is not.
 */
export class ChatPage implements vscode.Disposable {
  readonly #services: Pick<Services, 'codeThemes' | 'log'>;
  readonly #options: ChatPageOptions;
  readonly #link: ViewLink;
  readonly #themeListener: vscode.Disposable;
  #webview: vscode.Webview | undefined;
  #webviewListener: vscode.Disposable | undefined;
  #isReady = false;
  /** What it is told once it is there: nothing is sent to a hidden webview. */
  #onReady: { notice?: Notice; focus?: boolean } = {};

  constructor(services: Pick<Services, 'codeThemes' | 'log'>, conversation: Conversation, options: ChatPageOptions) {
    this.#services = services;
    this.#options = options;
    this.#link = new ViewLink(conversation, {
      post: message => this.post(message),
      schedule: (task, ms) => {
        const timer = setTimeout(task, ms);
        return () => clearTimeout(timer);
      },
    });
    this.#themeListener = services.codeThemes.onDidChange(theme => this.post({ type: 'codeTheme', theme }));
  }

  /** It is in this webview, which has just been made, from now on, and says `ready` once it is loaded. */
  connect(webview: vscode.Webview): void {
    this.disconnect();
    // Read while the page loads.
    this.#services.codeThemes.follow();
    this.#webview = webview;
    this.#webviewListener = webview.onDidReceiveMessage(message => this.#onMessage(message));
  }

  /** The webview is gone. */
  disconnect(): void {
    this.hide();
    this.#webviewListener?.dispose();
    this.#webviewListener = undefined;
    this.#webview = undefined;
  }

  /** The webview is hidden: its page is thrown away, and another one says `ready` when it is shown again. */
  hide(): void {
    this.#isReady = false;
    this.#link.detach();
  }

  /** Shows another conversation. */
  show(conversation: Conversation): void {
    // It was about what was shown before.
    delete this.#onReady.notice;
    this.#link.show(conversation);
  }

  /** Something has happened in the conversation shown. */
  push(event: ConversationEvent): void {
    this.#link.push(event);
  }

  /** Shows a line above the composer. */
  notify(notice: Notice): void {
    // A new question takes away what was said before it, and must not come behind this.
    this.#link.hurry();
    if (this.#isReady) this.post({ type: 'notice', ...notice });
    else this.#onReady.notice = notice;
  }

  focusComposer(): void {
    if (this.#isReady) this.post({ type: 'focus' });
    else this.#onReady.focus = true;
  }

  /** Tells the page something, if it is there: one that comes later is told everything when it is `ready`. */
  post(message: ToView): void {
    if (!this.#isReady || !this.#webview) return;
    this.#webview.postMessage(message).then(undefined, (error: unknown) => {
      this.#services.log.error(`The chat view could not be told something: ${String(error)}`);
    });
  }

  dispose(): void {
    this.disconnect();
    this.#themeListener.dispose();
  }

  #onMessage(value: unknown): void {
    const message = parseFromView(value);
    if (!message) {
      this.#services.log.warn('A message from the chat view was not understood and is ignored.');
      return;
    }
    switch (message.type) {
      case 'ready':
        this.#onPageReady();
        return;
      case 'resync':
        this.#link.attach();
        return;
      case 'painted':
        this.#link.painted(message.seq);
        return;
      default:
        this.#options.heard(message);
    }
  }

  #onPageReady(): void {
    this.#isReady = true;
    // Before any code is there to be colored.
    this.post({ type: 'codeTheme', theme: this.#services.codeThemes.current });
    this.#link.attach();
    this.#options.ready();
    const { notice, focus } = this.#onReady;
    this.#onReady = {};
    if (notice) this.notify(notice);
    if (focus) this.focusComposer();
  }
}

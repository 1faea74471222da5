import * as vscode from 'vscode';
import type { Attachment, ConversationEvent, ModelRef } from '../../core/conversation/conversation.ts';
import type { Session } from '../../core/conversation/session.ts';
import { parseModelSetting } from '../../core/providers/provider.ts';
import type { FromView, Surroundings, ToView } from '../../protocol/messages.ts';
import { parseFromView } from '../../protocol/parse-from-view.ts';
import { findProvider } from '../answers.ts';
import type { Services } from '../services.ts';
import { readSettings, section, writeModel } from '../settings.ts';
import { openLink } from './open-link.ts';
import { ViewLink } from './view-link.ts';

/** What “Continue from Here” asks. */
const continueText = 'Continue exactly where your last answer broke off. Do not repeat what is already there.';

/** One chat as the user sees it: a webview, the conversation it shows now, and what goes with the next question. */
export class ChatController implements vscode.Disposable {
  readonly #webview: vscode.Webview;
  readonly #services: Services;
  readonly #link: ViewLink;
  readonly #disposables: vscode.Disposable[] = [];
  readonly #sessionChanged = new vscode.EventEmitter<Session>();
  /** Fires when another conversation is shown, and when something happens in the one shown. */
  readonly onDidChangeSession = this.#sessionChanged.event;
  readonly #draftChanged = new vscode.EventEmitter<string>();
  /** Fires with what stands in the composer whenever it changes. */
  readonly onDidChangeDraft = this.#draftChanged.event;
  /** What stands in the composer, or is put there when the view opens without a draft of its own. */
  draft = '';
  #session: Session;
  #stopListening: () => void;
  #attachments: Attachment[] = [];

  constructor(webview: vscode.Webview, services: Services, session: Session) {
    this.#webview = webview;
    this.#services = services;
    this.#session = session;
    this.#link = new ViewLink(session.conversation, {
      post: message => this.#post(message),
      schedule: (task, ms) => {
        const timer = setTimeout(task, ms);
        return () => clearTimeout(timer);
      },
    });
    this.#stopListening = session.onEvent(event => this.#onEvent(event));
    this.#disposables.push(
      this.#sessionChanged,
      this.#draftChanged,
      webview.onDidReceiveMessage(message => this.#onMessage(message)),
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration(section)) this.#postSurroundings();
      }),
    );
  }

  get session(): Session {
    return this.#session;
  }

  /** Shows another conversation. The one shown before goes on by itself, if an answer is under way in it. */
  show(session: Session): void {
    if (session === this.#session) return;
    this.#stopListening();
    this.#session = session;
    this.#stopListening = session.onEvent(event => this.#onEvent(event));
    this.#link.show(session.conversation);
    this.#sessionChanged.fire(session);
  }

  /** Tells whether the webview can be seen. A hidden one is sent nothing and catches up when it is back. */
  setVisible(visible: boolean): void {
    if (visible) this.#attach();
    else this.#link.detach();
  }

  focusComposer(): void {
    this.#post({ type: 'focus' });
  }

  /** Puts something beside the next question. */
  attach(attachment: Attachment): void {
    this.#attachments.push(attachment);
    this.#postSurroundings();
  }

  /**
   * Asks in the conversation shown. Without a usable model nothing is lost: the text goes back into the composer and the
   * user is told what to do.
   */
  ask(text: string, model = currentModel()): void {
    if (!model) {
      this.#post({ type: 'draft', text });
      this.notify('Choose a model first: the offline demo needs no key.', 'warning');
      void vscode.commands.executeCommand('runnel.selectModel');
      return;
    }
    const attachments = this.#attachments;
    this.#attachments = [];
    this.#session.ask({ text, attachments, model });
    this.#postSurroundings();
  }

  /** Shows a line above the composer. */
  notify(text: string, severity: 'info' | 'warning' | 'error'): void {
    this.#post({ type: 'notice', text, severity });
  }

  dispose(): void {
    this.#link.detach();
    this.#stopListening();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #onEvent(event: ConversationEvent): void {
    this.#link.push(event);
    if (event.type !== 'answer-delta') this.#sessionChanged.fire(this.#session);
  }

  #onMessage(value: unknown): void {
    const message = parseFromView(value);
    if (message) this.#handle(message);
    else this.#services.log.warn('A message from the chat view was not understood and is ignored.');
  }

  #handle(message: FromView): void {
    switch (message.type) {
      case 'ready':
        this.#attach();
        if (message.draft === '' && this.draft !== '') this.#post({ type: 'draft', text: this.draft });
        return;
      case 'draft':
        this.draft = message.text;
        this.#draftChanged.fire(message.text);
        return;
      case 'resync':
        this.#attach();
        return;
      case 'painted':
        this.#link.painted(message.seq);
        return;
      case 'send':
        if (message.text.trim() !== '') this.ask(message.text);
        return;
      case 'stop':
        void this.#session.stop();
        return;
      case 'retryNow':
        this.#session.retryNow();
        return;
      case 'newChat':
        this.show(this.#services.conversations.create());
        return;
      case 'selectModel':
        void vscode.commands.executeCommand('runnel.selectModel');
        return;
      case 'setApiKey':
        void vscode.commands.executeCommand('runnel.setApiKey');
        return;
      case 'useDemo':
        void writeModel('demo', 'demo');
        return;
      case 'removeAttachment':
        this.#attachments.splice(message.index, 1);
        this.#postSurroundings();
        return;
      case 'copy':
        void vscode.env.clipboard.writeText(message.text);
        return;
      case 'insert':
        void this.#services.insertions.insertAnswer(this.#session, message.answerId, message.offset);
        return;
      case 'regenerate':
        this.#withModel(model => this.#session.regenerate(message.answerId, model));
        return;
      case 'continue':
        this.#withModel(model => this.#session.ask({ text: continueText, model }));
        return;
      case 'edit':
        this.#withModel(model => this.#session.edit(message.questionId, message.text, model));
        return;
      case 'choose':
        this.#session.choose(message.messageId);
        return;
      case 'openLink':
        void openLink(message.href);
        return;
    }
  }

  #withModel(action: (model: ModelRef) => void): void {
    const model = currentModel();
    if (model) action(model);
    else this.notify('Choose a model first, then try again.', 'warning');
  }

  #attach(): void {
    this.#link.attach();
    this.#postSurroundings();
  }

  #postSurroundings(): void {
    const model = currentModel();
    const surroundings: Surroundings = {
      firstRun: !model,
      attachments: this.#attachments.map(({ text: _, ...chip }) => chip),
      scroll: readSettings().scroll,
      ...(model && { model: { label: model.modelId, detail: model.providerLabel } }),
    };
    this.#post({ type: 'surroundings', surroundings });
  }

  #post(message: ToView): void {
    void this.#webview.postMessage(message);
  }
}

/** The model the next question goes to, as chosen in the settings; undefined when none is chosen. */
export function currentModel(): ModelRef | undefined {
  const { model } = readSettings();
  return model && modelRef(model.providerId, model.modelId);
}

/** A model with its provider's label; a provider that cannot be used keeps its id for a label, and fails when asked. */
export function modelRef(providerId: string, modelId: string): ModelRef {
  let providerLabel = providerId;
  try {
    providerLabel = findProvider(providerId).label;
  } catch {
    // The answer will say what is wrong with it, in the transcript, where the question stays.
  }
  return { providerId, providerLabel, modelId };
}

/** The model another extension or a keybinding asks for, as `"<provider id>/<model id>"`; undefined for the chosen one. */
export function modelFromArgument(value: string | undefined): ModelRef | undefined {
  const model = value === undefined ? undefined : parseModelSetting(value);
  return model && modelRef(model.providerId, model.modelId);
}

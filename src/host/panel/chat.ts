import * as vscode from 'vscode';
import type { Attachment, ConversationEvent } from '../../core/conversation/conversation.ts';
import { findAnswer } from '../../core/conversation/conversation.ts';
import type { Ask, Session } from '../../core/conversation/session.ts';
import type { Surroundings } from '../../protocol/messages.ts';
import { openProviderSettings } from '../commands/provider-settings.ts';
import { currentModel, modelRef, noModelMessage } from '../models.ts';
import type { Services } from '../services.ts';
import { readSettings, section, writeModel } from '../settings.ts';
import { AnswerActions } from './answer-actions.ts';
import { ChatAttachments } from './chat-attachments.ts';
import { ChatPage, type Notice, type PageMessage } from './chat-page.ts';
import { type Changed, NextQuestion } from './next-question.ts';
import { openLink } from './open-link.ts';
import { promptAndReturn } from './prompt-and-return.ts';

/** What the offline demo is asked when it is tried. */
const demoQuestion = 'What is Runnel, and what can I do with it?';

/**
 * One place in which the user chats: the view of a side bar, or an editor tab. It holds all that the place is: the
 * conversation shown, what stands in the composer, and what goes with the next question. Its webview comes and goes.
 */
export class Chat implements vscode.Disposable {
  /** Brings the place to the front and resolves when its webview is there. */
  readonly reveal: () => Promise<void>;
  readonly #services: Services;
  readonly #page: ChatPage;
  readonly #settingsListener: vscode.Disposable;
  readonly #answers: AnswerActions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #attached = new vscode.EventEmitter<void>();
  /** Fires when what is put beside the next question changes. */
  readonly onDidChangeAttachments = this.#attached.event;
  /** Fires when another conversation is shown, something happens in it, or the draft changes. */
  readonly onDidChange = this.#changed.event;
  #session: Session;
  #releaseSession: () => void = () => undefined;
  #draft = '';
  /** What goes with the next question. */
  readonly next = new NextQuestion(changed => this.#onNextChange(changed));
  readonly #attaching: ChatAttachments;

  constructor(services: Services, session: Session, reveal: () => Promise<void>) {
    this.#services = services;
    this.#session = session;
    this.reveal = reveal;
    this.#page = new ChatPage(services, session.conversation, {
      ready: () => this.#onPageReady(),
      heard: message => this.#handle(message),
    });
    this.#answers = new AnswerActions(services, this);
    this.#attaching = new ChatAttachments(services, this);
    this.#useSession(session);
    this.#settingsListener = vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration(section)) this.#postSurroundings();
    });
  }

  get session(): Session {
    return this.#session;
  }

  /** What stands in the composer. */
  get draft(): string {
    return this.#draft;
  }

  set draft(draft: string) {
    this.#draft = draft;
    this.#page.post({ type: 'draft', text: draft, replace: true });
    this.#changed.fire();
  }

  /** What would be asked if it were sent now; undefined while there is nothing to send. */
  get unsentQuestion(): Pick<Ask, 'text' | 'attachments' | 'images'> | undefined {
    if (this.#draft.trim() === '') return undefined;
    return { text: this.#draft, attachments: this.next.attachments, images: this.next.images };
  }

  /** Shows the chat in a webview that has just been made. */
  connect(webview: vscode.Webview): void {
    this.#page.connect(webview);
  }

  /** The webview is gone. */
  disconnect(): void {
    this.#page.disconnect();
  }

  /** The webview is hidden. */
  hide(): void {
    this.#page.hide();
  }

  /** Shows another conversation. The one shown before goes on by itself, if an answer is under way in it. */
  show(session: Session): void {
    if (session === this.#session) return;
    this.#useSession(session);
    this.#page.show(session.conversation);
    this.#changed.fire();
  }

  focusComposer(): void {
    this.#page.focusComposer();
  }

  /** Shows a line above the composer. */
  notify(text: string, severity: Notice['severity']): void {
    this.#page.notify({ text, severity });
  }

  /** Puts texts beside the next question; says above the composer what cannot be. */
  attach(...attachments: readonly Attachment[]): void {
    this.#attaching.attach(attachments);
  }

  /** Puts files beside the next question: their texts, or the images that they are. */
  attachFiles(uris: readonly vscode.Uri[]): Promise<void> {
    return this.#attaching.attachFiles(uris);
  }

  /**
   * Asks in the conversation shown. Without a usable model nothing is lost: the text goes back into the composer and the
   * user is told what to do.
   */
  ask(text: string, model = currentModel()): void {
    if (!model) {
      this.draft = text;
      this.notify(noModelMessage(), 'warning');
      this.#prompt('runnel.selectModel');
      return;
    }
    const staleness = this.#attaching.stalenessOf(this.next.attachments);
    const { attachments, images } = this.next.take();
    this.#draft = '';
    this.#session.ask({ text, attachments, images, model });
    if (staleness !== undefined) this.notify(staleness, 'info');
  }

  dispose(): void {
    this.#page.dispose();
    this.next.dispose();
    this.#releaseSession();
    this.#settingsListener.dispose();
    this.#changed.dispose();
    this.#attached.dispose();
  }

  #useSession(session: Session): void {
    this.#releaseSession();
    this.#session = session;
    const stopListening = session.onEvent(event => this.#onEvent(event));
    const release = this.#services.conversations.keep(session);
    this.#releaseSession = () => {
      stopListening();
      release();
    };
  }

  #onEvent(event: ConversationEvent): void {
    this.#page.push(event);
    if (event.type !== 'answer-delta' && event.type !== 'answer-state') this.#changed.fire();
  }

  #handle(message: PageMessage): void {
    switch (message.type) {
      case 'draft':
        this.#draft = message.text;
        this.#changed.fire();
        return;
      case 'send':
        if (message.text.trim() !== '') this.ask(message.text);
        return;
      case 'stop':
        this.#run(this.#session.stop());
        return;
      case 'retryNow':
        this.#session.retryNow();
        return;
      case 'selectModel':
        this.#prompt('runnel.selectModel');
        return;
      case 'setApiKey':
        this.#prompt('runnel.setApiKey');
        return;
      case 'openSettings':
        this.#run(openProviderSettings());
        return;
      case 'newChat':
        this.#startAnew(message.answerId);
        return;
      case 'useDemo':
        this.#run(writeModel('demo', 'demo').then(() => this.ask(demoQuestion, modelRef('demo', 'demo'))));
        this.focusComposer();
        return;
      case 'attach':
        this.#askAndReturn(() => this.#attaching.choose().then(() => true));
        return;
      case 'attachImage':
      case 'removeAttachment':
      case 'openAttachment':
      case 'openAskedAttachment':
        this.#run(this.#attaching.handle(message));
        return;
      case 'copy':
        this.#run(vscode.env.clipboard.writeText(message.text));
        return;
      case 'insert':
      case 'regenerate':
      case 'askWithout':
      case 'checkConnection':
      case 'continue':
      case 'edit':
      case 'choose':
        this.#run(this.#answers.handle(message));
        return;
      case 'openLink':
        this.#run(openLink(message.href));
        return;
    }
  }

  /** For a conversation that has become too long: its last question may be asked in a new one. */
  #startAnew(answerId: string): void {
    const { messages } = this.#session.conversation;
    const questionId = findAnswer(this.#session.conversation, answerId)?.parentId;
    const question = messages.find(message => message.id === questionId);
    this.show(this.#services.conversations.create());
    // Not in place of what is there: a view in which something has been typed would refuse that.
    if (question?.role === 'user' && this.#draft.trim() === '') this.#page.post({ type: 'draft', text: question.text });
    this.focusComposer();
  }

  #onNextChange(changed: Changed): void {
    if (changed === 'images') this.#postImages();
    else {
      this.#postSurroundings();
      this.#attached.fire();
    }
  }

  #onPageReady(): void {
    this.#postSurroundings();
    if (this.next.images.length > 0) this.#postImages();
    this.#page.post({ type: 'draft', text: this.#draft, replace: true });
  }

  #prompt(command: string): void {
    this.#askAndReturn(() => vscode.commands.executeCommand(command));
  }

  /** @param ask see {@link promptAndReturn} */
  #askAndReturn(ask: () => Thenable<unknown>): void {
    this.#run(promptAndReturn(ask, () => this.#goBack()));
  }

  /** What is typed after the user was asked something is meant for the composer. */
  async #goBack(): Promise<void> {
    await this.reveal();
    this.focusComposer();
  }

  #postSurroundings(): void {
    const model = currentModel();
    const surroundings: Surroundings = {
      firstRun: !model,
      attachments: this.next.chips,
      scroll: readSettings().scroll,
      ...(model && { model: { label: model.modelId, detail: model.providerLabel } }),
    };
    this.#page.post({ type: 'surroundings', surroundings });
  }

  #postImages(): void {
    this.#page.post({ type: 'images', images: this.next.tiles });
  }

  /** For what goes on by itself: a failure is told and not lost. */
  #run(work: Thenable<unknown>): void {
    work.then(undefined, (error: unknown) => {
      this.#services.log.error(`An action of the chat failed: ${String(error)}`);
      this.notify(`That did not work: ${error instanceof Error ? error.message : String(error)}`, 'error');
    });
  }
}

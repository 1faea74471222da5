import * as vscode from 'vscode';
import { findAnswer, type ModelRef } from '../../core/conversation/conversation.ts';
import type { Session } from '../../core/conversation/session.ts';
import type { FromView } from '../../protocol/messages.ts';
import { currentModel, noModelMessage } from '../models.ts';
import type { Services } from '../services.ts';
import { dropParameter } from '../settings.ts';

/** What a view asks for at a message of the conversation that it shows. */
export type AnswerMessage = Extract<
  FromView,
  { type: 'insert' | 'regenerate' | 'askWithout' | 'checkConnection' | 'continue' | 'edit' | 'choose' }
>;

/** Where the conversation is shown. */
export interface AnswerPlace {
  readonly session: Session;
  /** Shows a line above the composer. */
  notify(text: string, severity: 'info' | 'warning'): void;
}

/** Does what is asked for at the messages of a conversation. */
export class AnswerActions {
  readonly #services: Services;
  readonly #place: AnswerPlace;
  /** A parameter is being taken out of the settings, to ask again without it. */
  #isDropping = false;

  constructor(services: Services, place: AnswerPlace) {
    this.#services = services;
    this.#place = place;
  }

  async handle(message: AnswerMessage): Promise<void> {
    const { session } = this.#place;
    switch (message.type) {
      case 'insert':
        return this.#services.insertions.insertAnswer({ session, ...message }, message.target);
      case 'regenerate':
        return this.#askAgain(model => session.regenerate(message.answerId, model));
      case 'askWithout':
        return this.#askWithout(message.answerId);
      case 'checkConnection':
        return this.#checkConnection(message.answerId);
      case 'continue':
        return this.#askAgain(model => this.#continue(message.answerId, model));
      case 'edit':
        return this.#askAgain(model => session.edit(message.questionId, message.text, model));
      case 'choose':
        return session.choose(message.messageId);
    }
  }

  /** A new question would end the answer that is coming: like the composer, an action on an old one does not do that. */
  #askAgain(action: (model: ModelRef) => void): void {
    const model = currentModel();
    if (!model) this.#place.notify(noModelMessage(), 'warning');
    else if (!this.#saysBusy()) action(model);
  }

  #continue(answerId: string, model: ModelRef): void {
    const { session } = this.#place;
    const rest = session.continueAnswer(answerId, model);
    if (rest !== undefined) void this.#services.insertions.continued(session, answerId, rest);
  }

  #saysBusy(): boolean {
    if (!this.#place.session.running) return false;
    this.#place.notify('An answer is still coming: stop it first (Esc), then try again.', 'info');
    return true;
  }

  /** The parameter is the one in the answer's error: a view has no say in what is written into the settings. */
  async #askWithout(answerId: string): Promise<void> {
    const { session } = this.#place;
    const answer = findAnswer(session.conversation, answerId);
    const parameter = answer?.error?.parameter;
    // A second click while the settings are written would ask, and pay, twice.
    if (!answer || parameter === undefined || this.#isDropping || this.#saysBusy()) return;
    const { model } = answer;
    this.#isDropping = true;
    try {
      await dropParameter(model.providerId, model.modelId, parameter);
      // Another question may have been asked meanwhile.
      if (!session.running) session.regenerate(answerId, model);
      this.#place.notify(
        `${model.modelId} is asked without “${parameter}” from now on. The setting “runnel.providers” says so, where you can change it back.`,
        'info',
      );
    } finally {
      this.#isDropping = false;
    }
  }

  async #checkConnection(answerId: string): Promise<void> {
    const provider = findAnswer(this.#place.session.conversation, answerId)?.model.providerId;
    await vscode.commands.executeCommand('runnel.checkConnection', provider && { provider });
  }
}

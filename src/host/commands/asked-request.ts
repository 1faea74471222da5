import * as vscode from 'vscode';
import { chosenPath, type Question } from '../../core/conversation/conversation.ts';
import type { Session } from '../../core/conversation/session.ts';
import { StreamFailure } from '../../core/delta.ts';
import { keyPlaceholder } from '../../core/diagnostics/curl-command.ts';
import type { Provider } from '../../core/providers/provider.ts';
import type { HttpRequest } from '../../core/wire/wire-format.ts';
import type { AskedQuestion } from '../answers.ts';
import { currentModel } from '../models.ts';
import type { Chat } from '../panel/chat.ts';
import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';
import { withoutLinks } from '../without-links.ts';

/** A request to be shown, with {@link keyPlaceholder} for a key. */
export interface AskedRequest {
  provider: Provider;
  request: HttpRequest;
}

/**
 * The request behind the newest answer, be it that of the chat used last or one that was asked for to go into a document.
 * Without an answer it is the one that would be sent for what stands in the composer. By the settings of this moment.
 * Undefined, and the user told why, when there is none.
 */
export async function askedRequest(
  { answers, conversations }: Services,
  panels: ChatPanels,
): Promise<AskedRequest | undefined> {
  const chat = panels.active ?? (await panels.viewChat());
  const inChat = chat.session.newestAnswer;
  const aside = conversations.lastAside?.newestAnswer;
  const newest = aside && (!inChat || aside.at >= inChat.at) ? conversations.lastAside : chat.session;
  const asked = (newest && answeredQuestion(newest)) ?? unsentQuestion(chat);
  if (!asked) {
    void vscode.window.showInformationMessage(
      'There is no request to show yet. Ask something in the chat, or write a question and choose a model.',
    );
    return undefined;
  }
  try {
    return await answers.requestToShow(asked, keyPlaceholder);
  } catch (thrown) {
    if (!StreamFailure.is(thrown)) throw thrown;
    void vscode.window.showWarningMessage(withoutLinks(thrown.error.message));
    return undefined;
  }
}

function answeredQuestion({ conversation, newestAnswer }: Session): AskedQuestion | undefined {
  const question = conversation.messages.find(({ id }) => id === newestAnswer?.parentId);
  if (!newestAnswer || question?.role !== 'user') return undefined;
  return { conversation, question, model: newestAnswer.model };
}

function unsentQuestion({ session, unsentQuestion: unsent }: Chat): AskedQuestion | undefined {
  const model = currentModel();
  if (!unsent || !model) return undefined;
  const { conversation } = session;
  const question: Question = {
    role: 'user',
    id: 'unsent',
    parentId: chosenPath(conversation).at(-1)?.id ?? null,
    text: unsent.text,
    attachments: [...(unsent.attachments ?? [])],
    images: [...(unsent.images ?? [])],
    at: Date.now(),
  };
  return { conversation, question, model };
}

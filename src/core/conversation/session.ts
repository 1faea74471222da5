import type { Clock } from '../transport/clock.ts';
import type { StreamStep } from '../transport/stream-step.ts';
import { applyEvent } from './apply-event.ts';
import {
  type Answer,
  type AttachedImage,
  type Attachment,
  type Conversation,
  type ConversationEvent,
  chosenPath,
  findAnswer,
  type Message,
  type ModelRef,
  type Question,
} from './conversation.ts';
import { runTurn } from './run-turn.ts';

/** What a session needs from outside. */
export interface SessionServices {
  clock: Clock;
  /** A new id, unique within the conversation. */
  newId(): string;
  /** Gets what a listener threw: its fault must not become the answer's. */
  listenerFailed(error: unknown): void;
  /** Streams the answer to a question that is already part of the conversation. */
  answer(turn: AnswerTurn): AsyncIterable<StreamStep>;
}

/** One answer to stream. */
export interface AnswerTurn {
  conversation: Conversation;
  question: Question;
  model: ModelRef;
  /** Aborted by Stop. */
  signal: AbortSignal;
  /** Resolves when the user does not want to wait for the next attempt; the wait is over when `signal` is aborted. */
  skipWait(signal: AbortSignal): Promise<void>;
}

/** What to ask. */
export interface Ask {
  text: string;
  /** See {@link Question.instruction}. */
  instruction?: string;
  attachments?: readonly Attachment[];
  images?: readonly AttachedImage[];
  model: ModelRef;
}

/** What is asked for the rest of an answer. */
const continueText = 'Continue exactly where your last answer broke off. Do not repeat what is already there.';

/** A conversation that lives: it is asked, streams its answers, and tells everyone who listens what happens. */
export class Session {
  readonly conversation: Conversation;
  readonly #services: SessionServices;
  readonly #listeners = new Set<(event: ConversationEvent) => void>();
  #endWait: (() => void) | undefined;
  #running: { answerId: string; controller: AbortController; ended: Promise<void> } | undefined;

  constructor(conversation: Conversation, services: SessionServices) {
    this.conversation = conversation;
    this.#services = services;
  }

  /** Calls `listener` with each event, after it has been applied; returns the way to end that. */
  onEvent(listener: (event: ConversationEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The answer that is under way, if any. */
  get running(): Answer | undefined {
    return this.#running && findAnswer(this.conversation, this.#running.answerId);
  }

  /** The answer at the end of what is shown. */
  get newestAnswer(): Answer | undefined {
    const last = chosenPath(this.conversation).at(-1);
    return last?.role === 'assistant' ? last : undefined;
  }

  /** Asks behind the last message shown. Returns the answer's id at once; the answer streams on by itself. */
  ask(ask: Ask): string {
    const parent = chosenPath(this.conversation).at(-1);
    // After a question whose answer was never started there is nothing to follow: ask beside it.
    const parentId = parent?.role === 'user' ? parent.parentId : (parent?.id ?? null);
    return this.#askUnder(parentId, ask);
  }

  /** Asks an earlier question in other words: a sibling of it, with all else that went with it. */
  edit(questionId: string, text: string, model: ModelRef): string | undefined {
    const question = this.#find(questionId);
    if (question?.role !== 'user') return undefined;
    return this.#askUnder(question.parentId, { ...question, text, model });
  }

  /** Asks for another answer to the same question: a sibling of it. */
  regenerate(answerId: string, model: ModelRef): string | undefined {
    const question = this.#find(findAnswer(this.conversation, answerId)?.parentId);
    return question?.role === 'user' ? this.#answer(question, model) : undefined;
  }

  /** Asks for the rest of an answer that broke off, behind that answer. */
  continueAnswer(answerId: string, model: ModelRef): string | undefined {
    if (!findAnswer(this.conversation, answerId)) return undefined;
    return this.#askUnder(answerId, { text: continueText, model });
  }

  /** Shows this message among its siblings. */
  choose(messageId: string): void {
    if (this.#find(messageId)) this.#emit({ type: 'choose', id: messageId });
  }

  /** Stops the answer under way: the connection closes at once, the text stays. Resolves when the turn has ended. */
  async stop(): Promise<void> {
    this.#running?.controller.abort();
    await this.#running?.ended;
  }

  /** Makes the next attempt now, if one is being waited for. */
  retryNow(): void {
    this.#endWait?.();
  }

  #skipWait(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#endWait = resolve;
    signal.addEventListener('abort', () => resolve(), { once: true });
    return promise;
  }

  #askUnder(parentId: string | null, { text, instruction, attachments = [], images = [], model }: Ask): string {
    const question: Question = {
      role: 'user',
      id: this.#services.newId(),
      parentId,
      text,
      ...(instruction && { instruction }),
      attachments: [...attachments],
      ...(images.length > 0 && { images: [...images] }),
      at: this.#services.clock.now(),
    };
    if (this.conversation.messages.length === 0) {
      this.#emit({ type: 'conversation-start', id: this.conversation.id, at: question.at });
    }
    this.#emit({ type: 'question', question });
    return this.#answer(question, model);
  }

  #answer(question: Question, model: ModelRef): string {
    const { clock, newId, answer } = this.#services;
    // One answer at a time in a conversation: a new question ends the one before.
    this.#running?.controller.abort();
    const answerId = newId();
    const controller = new AbortController();
    this.#emit({ type: 'answer-start', id: answerId, parentId: question.id, model, at: clock.now() });
    const ended = runTurn({
      answerId,
      steps: answer({
        conversation: this.conversation,
        question,
        model,
        signal: controller.signal,
        skipWait: signal => this.#skipWait(signal),
      }),
      signal: controller.signal,
      clock,
      emit: event => this.#emit(event),
    }).finally(() => {
      if (this.#running?.answerId === answerId) this.#running = undefined;
    });
    this.#running = { answerId, controller, ended };
    return answerId;
  }

  #find(id: string | undefined): Message | undefined {
    return this.conversation.messages.find(message => message.id === id);
  }

  #emit(event: ConversationEvent): void {
    applyEvent(this.conversation, event);
    // A turn has ended for everyone who is told so, not only a little later.
    if (event.type === 'turn-end' && this.#running?.answerId === event.id) this.#running = undefined;
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.#services.listenerFailed(error);
      }
    }
  }
}

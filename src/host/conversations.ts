import {
  type Conversation,
  type ConversationEvent,
  chosenPath,
  emptyConversation,
} from '../core/conversation/conversation.ts';
import { readJournal, readTitle } from '../core/conversation/journal.ts';
import { Session } from '../core/conversation/session.ts';
import { systemClock } from '../core/transport/clock.ts';
import type { Answers } from './answers.ts';
import { JournalWriter } from './journal-writer.ts';
import type { Log } from './log.ts';
import type { Platform } from './platform.ts';

/** A conversation in a list of them. */
export interface ConversationSummary {
  id: string;
  title: string;
  /** When something last happened in it, in milliseconds since the epoch. */
  modifiedAt: number;
}

/** How much of a journal is read for its title, in bytes: a question with a long attachment before it still fits mostly. */
const titleBytes = 64 * 1024;

/** A conversation that lives in this window. */
interface Live {
  session: Session;
  writer: JournalWriter;
  /** How many show it. */
  uses: number;
}

export interface ConversationsOptions {
  answers: Answers;
  platform: () => Promise<Platform>;
  log: Log;
  /** Tells the user, once, that conversations cannot be saved. */
  saveFailed(error: unknown): void;
}

/**
 * All conversations: those that live in this window, and those in the journals.
 *
 * A conversation lives as long as it is shown or answered. After that its journal is the truth, since other windows can
 * open it too.
 */
export class Conversations {
  readonly #options: ConversationsOptions;
  readonly #live = new Map<string, Live>();
  readonly #opening = new Map<string, Promise<Session | undefined>>();
  #saveFailed = false;
  /** The one asked last whose answer goes to a document, and which no chat shows. */
  lastAside: Session | undefined;

  constructor(options: ConversationsOptions) {
    this.#options = options;
  }

  /** A new, empty conversation. Nothing is written before its first question. */
  create(): Session {
    return this.#bringToLife(emptyConversation(crypto.randomUUID()));
  }

  /** The conversation with this id, from this window or from its journal; undefined when there is none. */
  open(id: string): Promise<Session | undefined> {
    const live = this.#live.get(id);
    if (live) return Promise.resolve(live.session);
    const opening = this.#opening.get(id) ?? this.#read(id).finally(() => this.#opening.delete(id));
    this.#opening.set(id, opening);
    return opening;
  }

  /** Keeps a conversation alive while it is shown; returns the way to end that. */
  keep(session: Session): () => void {
    const live = this.#live.get(session.conversation.id);
    if (live) live.uses++;
    return () => {
      if (live) live.uses--;
      void this.#dropUnused(session.conversation.id);
    };
  }

  /** The conversations that were written last, at most `limit`, newest first. */
  async list(limit: number): Promise<ConversationSummary[]> {
    const { journals } = await this.#options.platform();
    const entries = (await journals.list()).slice(0, limit);
    const summaries = entries.map(async ({ id, modifiedAt }) => {
      const title = titleLine(readTitle(await journals.head(id, titleBytes)) ?? '');
      return { id, modifiedAt, title };
    });
    return Promise.all(summaries);
  }

  /** All sessions with an answer under way. */
  running(): Session[] {
    return [...this.#live.values()].map(({ session }) => session).filter(session => session.running);
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    await Promise.all([...this.#live.values()].map(({ writer }) => writer.flush()));
  }

  async #read(id: string): Promise<Session | undefined> {
    try {
      const { journals } = await this.#options.platform();
      const text = await journals.read(id);
      return text === undefined ? undefined : this.#bringToLife(readJournal(id, text));
    } catch (error) {
      this.#options.log.error(`The conversation ${id} could not be read: ${String(error)}`);
      return undefined;
    }
  }

  #bringToLife(conversation: Conversation): Session {
    const { answers, platform, log } = this.#options;
    const session = new Session(conversation, {
      clock: systemClock,
      newId: () => crypto.randomUUID(),
      answer: turn => answers.answer(turn),
      listenerFailed: error => log.error(`Something that follows a conversation failed: ${String(error)}`),
    });
    const append = async (text: string) => (await platform()).journals.append(conversation.id, text);
    const writer = new JournalWriter(append, error => this.#onSaveFailed(error));
    session.onEvent((event: ConversationEvent) => {
      writer.push(event);
      if (event.type === 'turn-end') void this.#dropUnused(conversation.id);
    });
    this.#live.set(conversation.id, { session, writer, uses: 0 });
    return session;
  }

  /** Drops a conversation that nobody shows and nothing is happening in, once all of it is in its journal. */
  async #dropUnused(id: string): Promise<void> {
    const live = this.#live.get(id);
    const isUnused = () => live?.uses === 0 && !live.session.running;
    if (!live || !isUnused()) return;
    await live.writer.flush();
    if (isUnused() && live.writer.isEmpty) this.#live.delete(id);
  }

  #onSaveFailed(error: unknown): void {
    this.#options.log.error(`A conversation could not be saved: ${String(error)}`);
    if (!this.#saveFailed) this.#options.saveFailed(error);
    this.#saveFailed = true;
  }
}

/** What a conversation is called in a list or a tab: its first question, in one line. */
export function conversationTitle(conversation: Conversation): string {
  const question = chosenPath(conversation)[0];
  return titleLine(question?.role === 'user' ? question.text : '');
}

function titleLine(text: string): string {
  // The first line alone: what Generate at Cursor adds below is the same each time.
  const line = (text.trim().split(/[\r\n]/, 1)[0] ?? '').replaceAll(/\s+/g, ' ');
  if (line === '') return 'New Chat';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

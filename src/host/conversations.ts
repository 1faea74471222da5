import { type Conversation, chosenPath, emptyConversation } from '../core/conversation/conversation.ts';
import { readJournal } from '../core/conversation/journal.ts';
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

/** All conversations: those that live in this window, and those in the journals. The only truth about each is here. */
export class Conversations {
  readonly #answers: Answers;
  readonly #platform: () => Promise<Platform>;
  readonly #log: Log;
  readonly #sessions = new Map<string, { session: Session; writer: JournalWriter }>();
  readonly #opening = new Map<string, Promise<Session | undefined>>();

  constructor(answers: Answers, platform: () => Promise<Platform>, log: Log) {
    this.#answers = answers;
    this.#platform = platform;
    this.#log = log;
  }

  /** A new, empty conversation. Nothing is written before its first question. */
  create(): Session {
    return this.#live(emptyConversation(crypto.randomUUID()));
  }

  /** The conversation with this id, from this window or from its journal; undefined when there is none. */
  open(id: string): Promise<Session | undefined> {
    const live = this.#sessions.get(id);
    if (live) return Promise.resolve(live.session);
    const opening = this.#opening.get(id) ?? this.#read(id).finally(() => this.#opening.delete(id));
    this.#opening.set(id, opening);
    return opening;
  }

  /** The conversations that were written last, at most `limit`, newest first. */
  async list(limit: number): Promise<ConversationSummary[]> {
    const { journals } = await this.#platform();
    const summaries: ConversationSummary[] = [];
    for (const { id, modifiedAt } of (await journals.list()).slice(0, limit)) {
      const session = await this.open(id);
      if (session) summaries.push({ id, modifiedAt, title: conversationTitle(session.conversation) });
    }
    return summaries;
  }

  /** All sessions with an answer under way. */
  running(): Session[] {
    return [...this.#sessions.values()].map(({ session }) => session).filter(session => session.running);
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map(({ writer }) => writer.flush()));
  }

  async #read(id: string): Promise<Session | undefined> {
    const { journals } = await this.#platform();
    try {
      const text = await journals.read(id);
      if (text === undefined) return undefined;
      return this.#live(readJournal(id, text));
    } catch (error) {
      this.#log.error(`The conversation ${id} could not be read: ${String(error)}`);
      return undefined;
    }
  }

  #live(conversation: Conversation): Session {
    const session = new Session(conversation, {
      clock: systemClock,
      newId: () => crypto.randomUUID(),
      answer: turn => this.#answers.answer(turn),
    });
    const writer = new JournalWriter(async text => {
      await (await this.#platform()).journals.append(conversation.id, text);
    }, this.#log);
    session.onEvent(event => writer.push(event));
    this.#sessions.set(conversation.id, { session, writer });
    return session;
  }
}

/** What a conversation is called in a list or a tab: its first question, in one line. */
export function conversationTitle(conversation: Conversation): string {
  const question = chosenPath(conversation)[0];
  const line = question?.role === 'user' ? question.text.trim().replaceAll(/\s+/g, ' ') : '';
  if (line === '') return 'New Chat';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

import type { ConversationEvent } from '../core/conversation/conversation.ts';
import { isJournalled, journalLine } from '../core/conversation/journal.ts';
import { appendMerged } from '../core/conversation/merge-events.ts';
import type { Log } from './log.ts';

/** How long streamed text waits to be written, in milliseconds: what a crash of the whole machine may cost. */
const writeIntervalMs = 100;

/** Writes a conversation's events to its journal while they happen, text gathered for a moment, all else at once. */
export class JournalWriter {
  readonly #append: (text: string) => Promise<void>;
  readonly #log: Log;
  #queue: ConversationEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #written: Promise<void> = Promise.resolve();

  /** @param append appends text to the journal; calls are carried out in their order */
  constructor(append: (text: string) => Promise<void>, log: Log) {
    this.#append = append;
    this.#log = log;
  }

  push(event: ConversationEvent): void {
    if (!isJournalled(event)) return;
    appendMerged(this.#queue, event);
    if (event.type === 'answer-delta') this.#timer ??= setTimeout(() => this.#write(), writeIntervalMs);
    else this.#write();
  }

  /** Writes what is queued and resolves when it is on its way to the disk. */
  async flush(): Promise<void> {
    this.#write();
    await this.#written;
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#queue.length === 0) return;
    const text = this.#queue.map(journalLine).join('');
    this.#queue = [];
    this.#written = this.#append(text).catch(error => {
      this.#log.error(`The conversation could not be saved: ${String(error)}`);
    });
  }
}

import type { ConversationEvent } from '../core/conversation/conversation.ts';
import { isJournalled, journalLine } from '../core/conversation/journal.ts';
import { appendMerged } from '../core/conversation/merge-events.ts';

/** How long streamed text waits to be written, in milliseconds: what a crash of the whole machine may cost. */
const writeIntervalMs = 100;

/** Writes a conversation's events to its journal while they happen, text gathered for a moment, all else at once. */
export class JournalWriter {
  readonly #append: (text: string) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #queue: ConversationEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #written: Promise<void> = Promise.resolve();

  /**
   * @param append appends text to the journal; calls are carried out in their order
   * @param failed gets told when that failed
   */
  constructor(append: (text: string) => Promise<void>, failed: (error: unknown) => void) {
    this.#append = append;
    this.#failed = failed;
  }

  /** Whether everything has been given to the journal. */
  get isEmpty(): boolean {
    return this.#queue.length === 0;
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
    const events = this.#queue;
    this.#queue = [];
    this.#written = this.#append(events.map(journalLine).join('')).catch(error => {
      // It is tried again with what comes next, or at the end.
      this.#queue = [...events, ...this.#queue];
      this.#failed(error);
    });
  }
}

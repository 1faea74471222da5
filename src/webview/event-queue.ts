import type { ConversationEvent } from '../core/conversation/conversation.ts';
import { mergeEvents } from '../core/conversation/merge-events.ts';

/** Pieces of text are joined up to this length, in UTF-16 code units: fewer and larger ones are cheaper to draw. */
const joinedLength = 4096;

/** An event that waits to be drawn. */
export interface QueuedEvent {
  event: ConversationEvent;
  /** The sequence number that is complete with this event; absent while more of its batch follows. */
  completes?: number;
}

/** The events of all batches that have arrived and are not drawn yet, in order. */
export class EventQueue {
  #events: QueuedEvent[] = [];

  push(seq: number, events: readonly ConversationEvent[]): void {
    for (const event of events) this.#add(event);
    const last = this.#events.at(-1);
    if (last) last.completes = seq;
  }

  take(): QueuedEvent | undefined {
    return this.#events.shift();
  }

  clear(): void {
    this.#events = [];
  }

  #add(event: ConversationEvent): void {
    const last = this.#events.at(-1);
    const merged = last && lengthOf(last.event) + lengthOf(event) <= joinedLength && mergeEvents(last.event, event);
    if (last && merged) this.#events[this.#events.length - 1] = { event: merged };
    else this.#events.push({ event });
  }
}

function lengthOf(event: ConversationEvent): number {
  return event.type === 'answer-delta' && 'text' in event.delta ? event.delta.text.length : 0;
}

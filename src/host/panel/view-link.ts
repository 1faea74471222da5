import type { Conversation, ConversationEvent, Question } from '../../core/conversation/conversation.ts';
import { appendMerged } from '../../core/conversation/merge-events.ts';
import type { ToView } from '../../protocol/messages.ts';
import { attachmentChip } from './attachment-chip.ts';

/**
 * Batches that may be under way without the view having painted one. More than one, so that the round trip is not the
 * frame rate; few, so that a slow view or a remote link piles up text in our queue, where it merges, and not messages.
 */
export const batchesInFlight = 4;

/**
 * Shortest time between two batches, in milliseconds: one frame. A thousand messages a second fall seconds behind in
 * the workbench, 60 do not.
 */
export const batchIntervalMs = 16;

export interface ViewLinkOptions {
  post(message: ToView): void;
  /** Runs `task` once after `ms` milliseconds; returns the way to call it off. */
  schedule(task: () => void, ms: number): () => void;
}

/**
 * The road from a conversation to one view of it: a snapshot first, then batches of events with sequence numbers.
 *
 * Nothing is sent to a hidden view, since VS Code drops messages to it: it catches up by a snapshot when it is back.
 */
export class ViewLink {
  readonly #options: ViewLinkOptions;
  #conversation: Conversation;
  #attached = false;
  #seq = 0;
  #painted = 0;
  #queue: ConversationEvent[] = [];
  #cancelTimer: (() => void) | undefined;

  constructor(conversation: Conversation, options: ViewLinkOptions) {
    this.#conversation = conversation;
    this.#options = options;
  }

  /** Shows another conversation from now on. */
  show(conversation: Conversation): void {
    this.#conversation = conversation;
    if (this.#attached) this.attach();
  }

  /** The view is there, is there again, or has missed something: send everything. */
  attach(): void {
    this.#attached = true;
    this.#queue = [];
    this.#seq += 1;
    this.#painted = this.#seq;
    this.#options.post({ type: 'snapshot', seq: this.#seq, conversation: forView(this.#conversation) });
  }

  /** The view is hidden or gone. */
  detach(): void {
    this.#attached = false;
    this.#queue = [];
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  /** An event has happened. The first one after a pause goes out at once. */
  push(event: ConversationEvent): void {
    if (!this.#attached) return;
    appendMerged(this.#queue, event.type === 'question' ? { ...event, question: withoutTexts(event.question) } : event);
    this.#flush();
  }

  /** Sends what waits for the next batch, as far as there is credit: what is said besides must not overtake it. */
  hurry(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#flush();
  }

  /** The view has painted everything up to this sequence number. */
  painted(seq: number): void {
    if (seq > this.#seq) return;
    this.#painted = Math.max(this.#painted, seq);
    this.#flush();
  }

  #flush(): void {
    if (this.#cancelTimer || this.#queue.length === 0 || this.#seq - this.#painted >= batchesInFlight) return;
    this.#seq += 1;
    const events = this.#queue;
    this.#queue = [];
    this.#options.post({ type: 'batch', seq: this.#seq, events });
    this.#cancelTimer = this.#options.schedule(() => {
      this.#cancelTimer = undefined;
      this.#flush();
    }, batchIntervalMs);
  }
}

/** A view shows of an attachment where it is from; its text, which may be long, stays in the host. */
function forView(conversation: Conversation): Conversation {
  return {
    ...conversation,
    messages: conversation.messages.map(message => (message.role === 'user' ? withoutTexts(message) : message)),
  };
}

function withoutTexts(question: Question): Question {
  return { ...question, attachments: question.attachments.map(one => ({ ...attachmentChip(one), text: '' })) };
}

import { applyEvent } from '../core/conversation/apply-event.ts';
import { type Conversation, type ConversationEvent, emptyConversation } from '../core/conversation/conversation.ts';
import { appendMerged } from '../core/conversation/merge-events.ts';
import type { FromView, ToView } from '../protocol/messages.ts';
import { FrameLoop } from './frame-loop.ts';

/** What draws a conversation. `reset`, `apply` and `flush` are called from within one frame, in this order. */
export interface ConversationView {
  /** Forgets all that is shown, which may be half drawn; a `reset` follows. */
  clear(): void;
  /** A whole conversation, in place of the one before; it may be a later state of the same one. */
  reset(conversation: Conversation): void;
  /** An event that has just been applied to the conversation last given to `reset`. */
  apply(event: ConversationEvent): void;
  /** All that has arrived is applied. */
  flush(): void;
}

/**
 * The view's copy of the host's conversation.
 *
 * Messages between two frames are gathered and drawn together. A missing sequence number makes everything up to the
 * next snapshot worthless, so it asks for one and ignores what comes before it. So does an exception while drawing, which
 * leaves it unknown what is on the page; but when a snapshot cannot be drawn either, another would fare no better.
 */
export class Replica {
  readonly #post: (message: FromView) => void;
  readonly #view: ConversationView;
  readonly #failed: (reason: unknown) => void;
  readonly #frames: FrameLoop;
  #conversation = emptyConversation('');
  #snapshot: Conversation | undefined;
  #events: ConversationEvent[] = [];
  /** The last number received; undefined while nothing but a snapshot is of use. */
  #received: number | undefined;
  #drawn: number | undefined;
  /** Since an exception, until something has been drawn again. */
  #broken = false;

  /**
   * @param failed called with what was thrown when a conversation could not be drawn even from its beginning: nothing
   *   more is drawn until a whole one comes
   */
  constructor(post: (message: FromView) => void, view: ConversationView, failed: (reason: unknown) => void) {
    this.#post = post;
    this.#view = view;
    this.#failed = failed;
    this.#frames = new FrameLoop(
      () => this.#draw(),
      () => this.#acknowledge(),
    );
  }

  /** The conversation as it is drawn. */
  get conversation(): Conversation {
    return this.#conversation;
  }

  receive(message: Extract<ToView, { type: 'snapshot' | 'batch' }>): void {
    if (message.type === 'snapshot') {
      this.#snapshot = message.conversation;
      this.#events = [];
    } else {
      if (this.#received === undefined || message.seq <= this.#received) return;
      if (message.seq !== this.#received + 1) {
        this.#received = undefined;
        this.#post({ type: 'resync' });
        return;
      }
      for (const event of message.events) appendMerged(this.#events, event);
    }
    this.#received = message.seq;
    this.#frames.request();
  }

  dispose(): void {
    this.#frames.dispose();
  }

  #draw(): void {
    // Nothing has come since the exception but what is of no use.
    if (this.#received === undefined && this.#broken) return;
    try {
      this.#drawAll();
      this.#drawn = this.#received;
      this.#broken = false;
    } catch (reason) {
      this.#recover(reason);
    }
  }

  #recover(reason: unknown): void {
    const again = this.#broken;
    this.#broken = true;
    this.#received = undefined;
    this.#snapshot = undefined;
    this.#events = [];
    if (again) this.#failed(reason);
    else this.#post({ type: 'resync' });
  }

  #drawAll(): void {
    if (this.#snapshot) {
      const snapshot = this.#snapshot;
      this.#snapshot = undefined;
      if (this.#broken) this.#view.clear();
      this.#conversation = snapshot;
      this.#view.reset(snapshot);
    }
    const events = this.#events;
    this.#events = [];
    for (const event of events) {
      applyEvent(this.#conversation, event);
      this.#view.apply(event);
    }
    this.#view.flush();
  }

  #acknowledge(): void {
    if (this.#drawn === undefined) return;
    this.#post({ type: 'painted', seq: this.#drawn });
    this.#drawn = undefined;
  }
}

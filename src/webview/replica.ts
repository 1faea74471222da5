import { applyEvent } from '../core/conversation/apply-event.ts';
import { type Conversation, type ConversationEvent, emptyConversation } from '../core/conversation/conversation.ts';
import type { FromView, ToView } from '../protocol/messages.ts';
import { EventQueue } from './event-queue.ts';
import { FrameLoop } from './frame-loop.ts';

/**
 * What draws a conversation. Within one frame `reset` and `apply` say what there is to draw, `drawNext` draws it piece by
 * piece, and `flush` comes last.
 */
export interface ConversationView {
  /** Forgets all that is shown, which may be half drawn; a `reset` follows. */
  clear(): void;
  /** A whole conversation, in place of the one before; it may be a later state of the same one. */
  reset(conversation: Conversation): void;
  /** An event that has just been applied to the conversation last given to `reset`. All before it is drawn. */
  apply(event: ConversationEvent): void;
  /** Draws a small piece of what waits; returns false if nothing waited. */
  drawNext(): boolean;
  /** Nothing more is drawn with this frame. */
  flush(): void;
}

/**
 * The view's copy of the host's conversation.
 *
 * What has arrived is drawn with the next frame, as much of it as the frame has time for, in order, and the rest with the
 * frames after it; a batch is acknowledged when all of it has been painted. A missing sequence number makes everything up
 * to the next snapshot worthless, so it asks for one and ignores what comes before it. So does an exception while
 * drawing, which leaves it unknown what is on the page; but when a snapshot cannot be drawn either, another would fare no
 * better.
 */
export class Replica {
  readonly #post: (message: FromView) => void;
  readonly #view: ConversationView;
  readonly #failed: (reason: unknown) => void;
  readonly #frames: FrameLoop;
  readonly #queue = new EventQueue();
  #conversation = emptyConversation('');
  #snapshot: Extract<ToView, { type: 'snapshot' }> | undefined;
  /** The last number received; undefined while nothing but a snapshot is of use. */
  #received: number | undefined;
  /** The last number whose events are all applied, but perhaps not all drawn. */
  #applied: number | undefined;
  #drawn: number | undefined;
  #acknowledged: number | undefined;
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
    this.#frames = new FrameLoop({
      draw: isOver => this.#draw(isOver),
      painted: () => this.#acknowledge(),
    });
  }

  /** The conversation as it is drawn. */
  get conversation(): Conversation {
    return this.#conversation;
  }

  receive(message: Extract<ToView, { type: 'snapshot' | 'batch' }>): void {
    if (message.type === 'snapshot') {
      this.#snapshot = message;
      this.#queue.clear();
    } else {
      if (this.#received === undefined || message.seq <= this.#received) return;
      if (message.seq !== this.#received + 1) {
        this.#received = undefined;
        this.#post({ type: 'resync' });
        return;
      }
      this.#queue.push(message.seq, message.events);
    }
    this.#received = message.seq;
    this.#frames.request();
  }

  /** The view has something to draw that did not come from the host. */
  requestFrame(): void {
    this.#frames.request();
  }

  dispose(): void {
    this.#frames.dispose();
  }

  #draw(isOver: () => boolean): boolean {
    // Nothing has come since the exception but what is of no use.
    if (this.#received === undefined && this.#broken) return false;
    try {
      this.#takeSnapshot();
      let left = this.#advance();
      while (left && !isOver()) left = this.#advance();
      this.#view.flush();
      // Of a snapshot that is drawn in part the rest may still fail.
      if (this.#drawn !== undefined) this.#broken = false;
      return left;
    } catch (reason) {
      this.#recover(reason);
      return false;
    }
  }

  #recover(reason: unknown): void {
    const again = this.#broken;
    this.#broken = true;
    this.#received = undefined;
    this.#snapshot = undefined;
    this.#queue.clear();
    if (again) this.#failed(reason);
    else this.#post({ type: 'resync' });
  }

  #takeSnapshot(): void {
    const snapshot = this.#snapshot;
    if (!snapshot) return;
    this.#snapshot = undefined;
    if (this.#broken) this.#view.clear();
    this.#conversation = snapshot.conversation;
    this.#applied = snapshot.seq;
    this.#drawn = undefined;
    this.#acknowledged = undefined;
    this.#view.reset(snapshot.conversation);
  }

  /** Draws a piece of what waits or, when all is drawn, applies the next event; returns false if there is none. */
  #advance(): boolean {
    if (this.#view.drawNext()) return true;
    this.#drawn = this.#applied;
    const next = this.#queue.take();
    if (!next) return false;
    applyEvent(this.#conversation, next.event);
    this.#view.apply(next.event);
    this.#applied = next.completes ?? this.#applied;
    return true;
  }

  #acknowledge(): void {
    if (this.#drawn === undefined || this.#drawn === this.#acknowledged) return;
    this.#acknowledged = this.#drawn;
    this.#post({ type: 'painted', seq: this.#drawn });
  }
}

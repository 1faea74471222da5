import type { HostLink } from './host-link.ts';

/**
 * What a view keeps for itself, so that it is the same after it was hidden, moved or reloaded. The draft is the host's to
 * keep: two keepers would disagree.
 */
export interface ViewState {
  /** The conversation shown, by which the host restores a chat in an editor tab. */
  conversationId?: string;
  /** Where the reader was; absent while the transcript follows the newest line. */
  place?: ReadingPlace;
}

/** A place in a transcript that hardly changes when widths, and so heights, do. */
export interface ReadingPlace {
  conversationId: string;
  /** The message at the top edge. */
  messageId: string;
  /** Which of the message's blocks of text (paragraphs, lists and so on) is at the top edge; -1 for none. */
  block: number;
  /** How far the top of this block, or of the message, is above the top edge, in CSS pixels; negative when below. */
  offset: number;
}

/** The view state behind a host link: reads it once, and writes all of it whenever a part changes. */
export class ViewStateKeeper {
  readonly #link: HostLink;
  #state: ViewState;

  constructor(link: HostLink) {
    this.#link = link;
    this.#state = parseViewState(link.getState());
  }

  get current(): ViewState {
    return this.#state;
  }

  setConversation(conversationId: string): void {
    if (conversationId === this.#state.conversationId) return;
    this.#state = { ...this.#state, conversationId };
    this.#link.setState(this.#state);
  }

  setPlace(place: ReadingPlace | undefined): void {
    if (!place && !this.#state.place) return;
    const { place: _, ...rest } = this.#state;
    this.#state = place ? { ...rest, place } : rest;
    this.#link.setState(this.#state);
  }
}

function parseViewState(value: unknown): ViewState {
  if (!isRecord(value)) return {};
  const place = parsePlace(value['place']);
  const id = value['conversationId'];
  return { ...(typeof id === 'string' && { conversationId: id }), ...(place && { place }) };
}

function parsePlace(value: unknown): ReadingPlace | undefined {
  if (!isRecord(value)) return undefined;
  const { conversationId, messageId, block, offset } = value;
  const isPlace =
    typeof conversationId === 'string' &&
    typeof messageId === 'string' &&
    typeof block === 'number' &&
    typeof offset === 'number';
  return isPlace ? { conversationId, messageId, block, offset } : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

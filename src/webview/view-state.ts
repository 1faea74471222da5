import type { HostLink } from './host-link.ts';

/** What a view keeps for itself, so that it is the same after it was hidden, moved or reloaded. */
export interface ViewState {
  /** The conversation shown, by which the host restores a chat in an editor tab. */
  conversationId?: string;
  /** What stands in the composer. */
  draft: string;
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

  setDraft(draft: string): void {
    this.#state = { ...this.#state, draft };
    this.#link.setState(this.#state);
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
  if (!isRecord(value)) return { draft: '' };
  const draft = typeof value['draft'] === 'string' ? value['draft'] : '';
  const place = value['place'];
  if (
    isRecord(place) &&
    typeof place['conversationId'] === 'string' &&
    typeof place['messageId'] === 'string' &&
    typeof place['block'] === 'number' &&
    typeof place['offset'] === 'number'
  ) {
    const { conversationId, messageId, block, offset } = place;
    return { draft, place: { conversationId, messageId, block, offset } };
  }
  return { draft };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

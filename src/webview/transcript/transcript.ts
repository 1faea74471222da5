import { isEndState } from '../../core/answer-state.ts';
import {
  type Answer,
  type Conversation,
  type ConversationEvent,
  chosenPath,
  emptyConversation,
  type Message,
} from '../../core/conversation/conversation.ts';
import type { CodeTheme } from '../../protocol/code-theme.ts';
import { ShikiHighlighter } from '../code/shiki-highlighter.ts';
import { copySelectionWithStructure } from '../copy/copy-selection.ts';
import { Diagrams } from '../diagrams/diagrams.ts';
import { element, hasCommandKey, isTextField } from '../dom.ts';
import { Formulas } from '../math/formulas.ts';
import { RecentInput } from '../recent-input.ts';
import type { ConversationView } from '../replica.ts';
import type { ReadingPlace } from '../view-state.ts';
import { AnswerView } from './answer-view.ts';
import { describeClicked } from './context-menu.ts';
import { DrawingQueue } from './drawing.ts';
import { IdleWork } from './idle-work.ts';
import type { MessageView } from './message-view.ts';
import { QuestionView } from './question-view.ts';
import { ScrollKeeper, type ScrollOptions } from './scroll-keeper.ts';
import { SelectedPart } from './selected-part.ts';
import type { TranscriptContext } from './transcript-context.ts';

/** So many messages from the end are put on the page at once, the rest when there is time. */
const shownAtOnce = 8;
/** Messages further from the end than this are laid out only when they come near the screen. */
const nearEnd = 6;
/** Roughly how high a message is, in CSS pixels: what is around its text, and its text. */
const messageFrameHeight = 50;
const heightPerCharacter = 0.45;

/** What a transcript needs of the panel. */
export interface TranscriptHost extends Pick<TranscriptContext, 'post' | 'announce'> {
  /** Has `drawNext` called with the next frame. */
  requestFrame(): void;
}

/** The conversation on the page: the chosen path through its tree, updated in place. */
export class Transcript implements ConversationView {
  readonly element = element('div', 'transcript');
  readonly scroll: ScrollKeeper;
  readonly #messages = element('div', 'messages');
  readonly #context: TranscriptContext;
  readonly #drawings = new DrawingQueue();
  readonly #idle = new IdleWork(new RecentInput(['keydown']));
  readonly #highlighter = new ShikiHighlighter();
  readonly #selected = new SelectedPart(this.#messages);
  #conversation: Conversation = emptyConversation('');
  /** All views that are kept, also those of siblings that are not shown now. */
  #views = new Map<string, MessageView>();
  #pathChanged = false;
  #place: ReadingPlace | undefined;
  #searching = false;

  /** @param place where the reader was before the view was reloaded */
  constructor(host: TranscriptHost, scroll: ScrollOptions, place: ReadingPlace | undefined) {
    const isSearching = () => this.#searching;
    const diagrams = new Diagrams(this.element);
    this.#context = {
      post: message => host.post(message),
      diagrams,
      formulas: new Formulas(),
      highlighter: this.#highlighter,
      announce: text => host.announce(text),
      draw: drawing => {
        diagrams.textArrived();
        this.#drawings.add(drawing);
        host.requestFrame();
      },
      get searching() {
        return isSearching();
      },
      selectedPart: scope => this.#selected.partIn(scope),
    };
    this.#place = place;
    this.element.role = 'log';
    this.element.ariaLabel = 'Conversation';
    this.element.ariaLive = 'polite';
    // The keyboard scrolls it, like any other list in VS Code.
    this.element.tabIndex = 0;
    this.element.append(this.#messages);
    this.#messages.addEventListener('click', event => this.#openLink(event));
    this.#messages.addEventListener('auxclick', event => this.#openLink(event));
    this.element.addEventListener('keydown', event => this.#selectAll(event));
    copySelectionWithStructure(this.element);
    describeClicked(this.#messages, this.#selected, () => this.#conversation.id);
    this.scroll = new ScrollKeeper(this.element, this.#messages, scroll);
  }

  /** The colours of code from now on. */
  set codeTheme(theme: CodeTheme) {
    this.#highlighter.theme = theme;
  }

  /** The conversation whose messages are shown. */
  get conversationId(): string {
    return this.#conversation.id;
  }

  /** Puts also text on the page that is not shown because it is closed, from now on or no more. */
  set searching(searching: boolean) {
    this.#searching = searching;
    this.scroll.changeRoomAbove(() => this.element.classList.toggle('searching', searching));
    if (!searching) return;
    for (const view of this.#views.values()) if (view instanceof AnswerView) view.fillClosed();
  }

  reset(conversation: Conversation): void {
    const same = conversation.id === this.#conversation.id;
    this.#conversation = conversation;
    const kept = new Map<string, MessageView>();
    if (same) {
      for (const message of conversation.messages) {
        const view = this.#views.get(message.id);
        if (view?.adopt(message)) kept.set(message.id, view);
      }
    }
    for (const [id, view] of this.#views) if (kept.get(id) !== view) view.dispose();
    this.#views = kept;
    this.#sync();
    if (!same) this.#goToPlace();
  }

  clear(): void {
    for (const view of this.#views.values()) view.dispose();
    this.#views.clear();
    this.#drawings.clear();
    this.#idle.replace(undefined);
    this.#messages.replaceChildren();
    this.#conversation = emptyConversation('');
  }

  apply(event: ConversationEvent): void {
    switch (event.type) {
      case 'conversation-start':
        return;
      case 'question':
        this.#sync();
        this.scroll.questionAsked();
        return;
      case 'answer-start': {
        this.#sync();
        const view = this.#views.get(event.id);
        if (view) this.scroll.answerStarted(view.element);
        return;
      }
      case 'choose':
        this.#pathChanged = true;
        return;
      case 'answer-delta':
      case 'answer-state':
      case 'turn-end': {
        const view = this.#views.get(event.id);
        if (!(view instanceof AnswerView)) return;
        if (event.type === 'answer-delta') view.applyDelta(event.delta);
        else view.applyState();
        if (event.type === 'turn-end') this.#context.announce(endAnnouncements[event.state]);
        return;
      }
    }
  }

  drawNext(): boolean {
    if (this.#pathChanged) this.#sync();
    return this.#drawings.drawNext();
  }

  flush(): void {
    // While text arrives, a live region would read every piece of it; the end is announced instead.
    const busy = String(this.#conversation.messages.some(isRunning));
    if (this.element.ariaBusy !== busy) this.element.ariaBusy = busy;
    // Following is the scroll keeper's own business, once the browser has laid out what is new.
    if (this.#drawings.empty) this.scroll.placeIsThere();
  }

  dispose(): void {
    this.#idle.dispose();
    this.#highlighter.dispose();
    this.#selected.dispose();
    this.#context.diagrams.dispose();
    this.scroll.dispose();
    for (const view of this.#views.values()) view.dispose();
  }

  /** Makes the page show exactly the chosen path, touching only what is not yet in its place. */
  #sync(): void {
    this.#pathChanged = false;
    const path = chosenPath(this.#conversation);
    const from = this.#firstShown(path);
    const views = path.slice(from).map(message => this.#viewOf(message));
    const shown = new Set(views.map(view => view.element));
    let focused: 'previous' | 'next' | undefined;
    for (const child of [...this.#messages.children]) {
      if (!(child instanceof HTMLElement) || shown.has(child)) continue;
      focused ??= this.#views.get(child.dataset['messageId'] ?? '')?.siblings.focused;
      child.remove();
    }
    let next = this.#messages.firstElementChild;
    const added: MessageView[] = [];
    for (const view of views) {
      if (view.element === next) {
        next = next.nextElementSibling;
        continue;
      }
      this.#messages.insertBefore(view.element, next);
      added.push(view);
    }
    const siblings = siblingsIn(this.#conversation);
    path.slice(from).forEach((message, index) => {
      views[index]?.siblings.update(siblings(message), message.id);
    });
    if (focused) added[0]?.siblings.focus(focused);
    markFar(views.slice(0, -nearEnd).filter(view => !added.includes(view)));
    const seen = this.#fill(views);
    for (const view of added) if (!seen.has(view)) markUnseen(view, path);
    this.#idle.replace(this.#fillOlder(views, path.slice(0, from), siblings));
  }

  /** Fills at once what the reader sees: the newest messages from the end up, or those from the reader's place down. */
  #fill(views: readonly MessageView[]): Set<MessageView> {
    const place = this.#place;
    const placed = place ? views.findIndex(({ element }) => element.dataset['messageId'] === place.messageId) : -1;
    const read = placed === -1 ? [] : views.slice(placed, placed + shownAtOnce);
    const seen = new Set([...read, ...views.slice(-shownAtOnce).reverse()]);
    for (const view of seen) {
      view.fill();
      this.#drawings.add(view);
    }
    return seen;
  }

  /** From which message of the path on all are put on the page at once: those that are there, and the newest. */
  #firstShown(path: readonly Message[]): number {
    const first = Math.max(0, path.length - shownAtOnce);
    const placed = path.findIndex(({ id }) => id === this.#place?.messageId);
    const known = path.findIndex(({ id }) => this.#views.has(id));
    // One more above the reader's place: the browser keeps a place only where something is above it.
    const wanted = [first, known, placed - 1].filter(index => index >= 0);
    return Math.min(...wanted);
  }

  /** Fills the older messages, from the newest of them up, and puts those on the page that are not there yet. */
  *#fillOlder(
    there: readonly MessageView[],
    older: readonly Message[],
    siblings: (message: Message) => string[],
  ): Generator<void> {
    for (const view of there.toReversed()) {
      view.fill();
      while (view.drawNext()) yield;
    }
    markFar(there.slice(0, -nearEnd));
    for (const message of older.toReversed()) {
      const view = this.#viewOf(message);
      view.siblings.update(siblings(message), message.id);
      markUnseen(view, [message]);
      this.scroll.keepPlace(() => this.#messages.prepend(view.element));
      view.fill();
      yield;
      while (view.drawNext()) yield;
    }
  }

  #viewOf(message: Message): MessageView {
    const known = this.#views.get(message.id);
    if (known) return known;
    const view =
      message.role === 'user' ? new QuestionView(message, this.#context) : new AnswerView(message, this.#context);
    this.#views.set(message.id, view);
    return view;
  }

  #goToPlace(): void {
    if (this.#conversation.id === '') return;
    const place = this.#place;
    this.#place = undefined;
    const view = place?.conversationId === this.#conversation.id ? this.#views.get(place.messageId) : undefined;
    if (place && view?.element.isConnected) this.scroll.goTo(view.element, place);
    else this.scroll.restart();
  }

  /** Ctrl+A or Cmd+A selects the conversation and not the whole page. */
  #selectAll(event: KeyboardEvent): void {
    const isAsked = hasCommandKey(event) && !event.shiftKey && event.key.toLowerCase() === 'a';
    if (!isAsked || isTextField(event.target)) return;
    event.preventDefault();
    // VS Code would select all of the page.
    event.stopPropagation();
    document.getSelection()?.selectAllChildren(this.#messages);
  }

  #openLink(event: MouseEvent): void {
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    if (!anchor?.href) return;
    // VS Code listens for clicks on links in every webview and would open this one on its own account.
    event.preventDefault();
    event.stopPropagation();
    if (event.type === 'click' || event.button === 1) this.#context.post({ type: 'openLink', href: anchor.href });
  }
}

/** Gives the versions of a message, itself included, in their order. */
function siblingsIn({ messages }: Conversation): (message: Message) => string[] {
  const byParent = Map.groupBy(messages, message => message.parentId);
  return message => byParent.get(message.parentId)?.map(sibling => sibling.id) ?? [];
}

/** Lets the browser skip messages far from the end, with the size they have: a guess would move the page. */
function markFar(views: readonly MessageView[]): void {
  const far = views.filter(({ element }) => !element.classList.contains('far'));
  const heights = far.map(({ element }) => element.offsetHeight);
  far.forEach(({ element }, index) => {
    setFar(element, heights[index] ?? 0);
  });
}

/** Lets the browser skip a message that has not been laid out yet, with the size that its text may take. */
function markUnseen({ element }: MessageView, path: readonly Message[]): void {
  const message = path.find(({ id }) => id === element.dataset['messageId']);
  if (message) setFar(element, messageFrameHeight + textLength(message) * heightPerCharacter);
}

function setFar(element: HTMLElement, height: number): void {
  element.style.containIntrinsicBlockSize = `auto ${Math.round(height)}px`;
  element.classList.add('far');
}

function textLength(message: Message): number {
  if (message.role === 'user') return message.text.length;
  return message.parts.reduce((sum, part) => sum + (part.type === 'text' ? part.text.length : 0), 0);
}

const endAnnouncements = { finished: 'Answer finished', stopped: 'Answer stopped', failed: 'Answer failed' } as const;

function isRunning(message: Message): message is Answer {
  return message.role === 'assistant' && !isEndState(message.state);
}

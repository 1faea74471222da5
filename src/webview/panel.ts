import { isEndState } from '../core/answer-state.ts';
import { type Conversation, type ConversationEvent, chosenPath } from '../core/conversation/conversation.ts';
import type { FromView, Surroundings, ToView } from '../protocol/messages.ts';
import { Announcer } from './announcer.ts';
import { Composer } from './composer/composer.ts';
import { element, icon, isComposing, isTextField } from './dom.ts';
import { Finder } from './find/finder.ts';
import type { HostLink } from './host-link.ts';
import { Notices } from './notices.ts';
import { type ConversationView, Replica } from './replica.ts';
import { Transcript } from './transcript/transcript.ts';
import { ViewStateKeeper } from './view-state.ts';
import { Welcome } from './welcome.ts';

/**
 * Puts the chat panel into an element and connects it with the host.
 *
 * @returns takes it away again
 */
export function startPanel(root: HTMLElement, link: HostLink): () => void {
  const panel = new Panel(root, link);
  return () => panel.dispose();
}

class Panel implements ConversationView {
  readonly #link: HostLink;
  readonly #announcer = new Announcer();
  readonly #notices = new Notices();
  readonly #state: ViewStateKeeper;
  readonly #replica: Replica;
  readonly #transcript: Transcript;
  readonly #composer: Composer;
  readonly #welcome: Welcome;
  readonly #finder: Finder;
  readonly #newest = newestButton(() => this.#transcript.scroll.toNewest());
  readonly #element: HTMLElement;
  readonly #stop = new AbortController();
  readonly #unlisten: () => void;
  #surroundings: Surroundings | undefined;
  #shown: Conversation | undefined;
  /** The conversation that the host has sent last, which may not be drawn yet. */
  #conversationId: string | undefined;
  /** Applied since the last flush. */
  #events: ConversationEvent[] = [];
  /** A whole conversation has come since the last flush. */
  #restored = false;
  #running = false;

  constructor(root: HTMLElement, link: HostLink) {
    this.#link = link;
    this.#state = new ViewStateKeeper(link);
    const post = (message: FromView) => link.post(message);
    this.#replica = new Replica(post, this, reason => this.#drawingFailed(reason));
    this.#transcript = new Transcript(
      {
        post,
        announce: text => this.#announcer.announce(text),
        requestFrame: () => this.#replica.requestFrame(),
      },
      {
        newestChanged: shown => this.#showNewest(shown),
        placeChanged: place =>
          this.#state.setPlace(place && { ...place, conversationId: this.#transcript.conversationId }),
      },
      this.#state.current.place,
    );
    this.#composer = new Composer(
      post,
      () => this.#replica.conversation,
      draft => post({ type: 'draft', text: draft }),
      text => this.#notices.show({ type: 'notice', severity: 'warning', text }),
    );
    this.#welcome = new Welcome(post);
    this.#newest.hidden = true;
    const { scroll } = this.#transcript;
    this.#finder = new Finder({
      content: this.#transcript.element,
      searching: searching => {
        this.#transcript.searching = searching;
      },
      reveal: range => scroll.reveal(range),
      letGo: () => scroll.letGo(),
      visibleSpan: () => this.#transcript.element.getBoundingClientRect(),
      announce: text => this.#announcer.announce(text),
    });

    const progress = element('div', 'progress');
    const conversation = element(
      'div',
      'conversation',
      this.#transcript.element,
      this.#welcome.element,
      this.#newest,
      this.#finder.element,
    );
    const dock = element('div', 'dock', progress, this.#notices.element, this.#composer.element);
    this.#element = element('main', 'panel', conversation, dock, this.#announcer.element);
    root.replaceChildren(this.#element);

    document.addEventListener('keydown', event => this.#keyed(event), { signal: this.#stop.signal });
    this.#unlisten = link.onMessage(message => this.#receive(message));
    post({ type: 'ready' });
  }

  clear(): void {
    this.#events = [];
    this.#transcript.clear();
  }

  reset(conversation: Conversation): void {
    this.#shown = conversation;
    this.#restored = true;
    this.#state.setConversation(conversation.id);
    this.#transcript.reset(conversation);
  }

  apply(event: ConversationEvent): void {
    // The button that asked for it may be gone now; what is typed next is meant for the composer.
    if (event.type === 'answer-start' && document.hasFocus() && !isTextField(document.activeElement)) {
      this.#composer.focus();
    }
    this.#events.push(event);
    this.#transcript.apply(event);
  }

  drawNext(): boolean {
    return this.#transcript.drawNext();
  }

  flush(): void {
    // Nearly always more text has come, which is the transcript's business alone.
    if (this.#restored || this.#events.some(({ type }) => type !== 'answer-delta')) this.#showState();
    this.#events = [];
    this.#restored = false;
    this.#transcript.flush();
  }

  dispose(): void {
    this.#stop.abort();
    this.#unlisten();
    this.#replica.dispose();
    this.#finder.dispose();
    this.#transcript.dispose();
    this.#element.remove();
  }

  #receive(message: ToView): void {
    switch (message.type) {
      case 'snapshot':
        // Seen when it arrives and not when it is drawn: a notice that comes behind it stays.
        if (this.#conversationId !== message.conversation.id) this.#notices.clear();
        this.#conversationId = message.conversation.id;
        this.#replica.receive(message);
        return;
      case 'batch':
        // What stood in the way of a question does not any more.
        if (message.events.some(({ type }) => type === 'question')) this.#notices.clear();
        this.#replica.receive(message);
        return;
      case 'surroundings':
        if (message.surroundings.model && !this.#surroundings?.model) this.#notices.clear();
        this.#surroundings = message.surroundings;
        this.#composer.surroundings = message.surroundings;
        this.#transcript.scroll.mode = message.surroundings.scroll;
        this.#showWelcome();
        return;
      case 'codeTheme':
        this.#transcript.codeTheme = message.theme;
        return;
      case 'images':
        this.#composer.images = message.images;
        return;
      case 'draft':
        if (message.replace) this.#composer.replaceDraft(message.text);
        else this.#composer.addToDraft(message.text);
        return;
      case 'notice':
        this.#notices.show(message);
        return;
      case 'focus':
        this.#composer.focus();
        return;
    }
  }

  #drawingFailed(reason: unknown): void {
    const words = reason instanceof Error ? reason.message : String(reason);
    this.#notices.show({
      type: 'notice',
      severity: 'error',
      text: `This chat could not be shown: ${words}. Nothing of it is lost. Close and open the view, or reload the window, to see it again.`,
    });
  }

  #showState(): void {
    this.#running =
      this.#shown?.messages.some(message => message.role === 'assistant' && !isEndState(message.state)) ?? false;
    this.#element.classList.toggle('running', this.#running);
    this.#composer.running = this.#running;
    this.#composer.conversationShown(this.#events);
    this.#showWelcome();
  }

  #showWelcome(): void {
    const empty = this.#shown !== undefined && chosenPath(this.#shown).length === 0;
    this.#welcome.update(empty, this.#surroundings);
  }

  #showNewest(shown: boolean): void {
    const hadFocus = document.activeElement === this.#newest;
    this.#newest.hidden = !shown;
    if (hadFocus && !shown) this.#composer.focus();
  }

  #keyed(event: KeyboardEvent): void {
    if (this.#finder.keyed(event)) return;
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event) || !this.#running) return;
    event.preventDefault();
    this.#link.post({ type: 'stop' });
  }
}

function newestButton(onClick: () => void): HTMLButtonElement {
  const button = element('button', 'newest', icon('arrow-down'));
  button.type = 'button';
  button.ariaLabel = 'Newest';
  button.title = 'Newest';
  button.addEventListener('click', onClick);
  return button;
}

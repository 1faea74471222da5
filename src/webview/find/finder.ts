import { element, hasCommandKey, isComposing, isMac, isTextField } from '../dom.ts';
import type { Match } from './block-search.ts';
import { FindBar } from './find-bar.ts';
import { MatchHighlights } from './match-highlights.ts';
import { MatchIndex } from './match-index.ts';
import { searchPattern } from './search-pattern.ts';

/** What the finder needs of what it searches. */
export interface FinderHost {
  /** Holds all the text. */
  readonly content: HTMLElement;
  /** Whether also text is wanted that is not shown because it is closed. */
  searching(searching: boolean): void;
  /** Brings a place on the screen and keeps it there, also while an answer streams. */
  reveal(range: AbstractRange): void;
  /** No place is to be kept any more. */
  letGo(): void;
  /** The first and the last pixel of what is on the screen, in client coordinates. */
  visibleSpan(): { top: number; bottom: number };
  /** Says something to assistive technology only. */
  announce(text: string): void;
}

/** A seed longer than this is no word to look for. */
const longestSeed = 200;

/**
 * Find in the conversation, by Ctrl+F or Cmd+F. VS Code has a find widget for webviews in editor tabs only
 * (https://github.com/microsoft/vscode/issues/173643), so this one serves the view and the tab alike.
 *
 * Before a match becomes the current one, closed `details` around it are opened and the event `beforematch` is
 * dispatched where it is, for others to open what they have folded.
 */
export class Finder {
  /** Where the bar appears. */
  readonly element = element('div', 'find');
  readonly #host: FinderHost;
  readonly #bar: FindBar;
  readonly #index: MatchIndex;
  #highlights: MatchHighlights | undefined;
  #current: Match | undefined;
  /** What had the focus before. */
  #before: Element | null = null;
  /** The user has just asked for it: the next pass goes to a match and says how many there are. */
  #asked = false;
  /** How many matches to go on by once there are any: keys that were quicker than the search. */
  #stepsWaiting = 0;
  #said = '';

  constructor(host: FinderHost) {
    this.#host = host;
    this.#index = new MatchIndex(host.content, () => this.#found());
    this.#bar = new FindBar({
      queryChanged: () => this.#search(),
      next: () => this.#step(1),
      previous: () => this.#step(-1),
      close: () => this.close(),
    });
  }

  get open(): boolean {
    return this.#highlights !== undefined;
  }

  /** Takes keys pressed anywhere in the panel; returns whether this was one of its own. */
  keyed(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || isComposing(event) || !this.#act(event)) return false;
    event.preventDefault();
    // VS Code sees the keys of a webview too, and would look for a command.
    event.stopPropagation();
    return true;
  }

  close(): void {
    if (!this.#highlights) return;
    const hadFocus = this.element.contains(document.activeElement);
    const current = this.#current;
    const isWriting = isTextField(this.#before);
    this.#index.search(undefined);
    // Nothing can be selected beside the caret in a text field.
    if (current && hadFocus && isWriting) this.#highlights.linger();
    else this.#highlights.dispose();
    this.#highlights = undefined;
    this.#current = undefined;
    this.element.replaceChildren();
    this.#host.searching(false);
    this.#host.letGo();
    if (!hadFocus) return;
    if (this.#before instanceof HTMLElement) this.#before.focus({ preventScroll: true });
    // As in an editor: where the search ended is where one goes on, unless one was writing something.
    if (current && !isWriting) select(current.range);
  }

  dispose(): void {
    this.#index.dispose();
    this.#highlights?.dispose();
  }

  #act(event: KeyboardEvent): boolean {
    const { key, shiftKey } = event;
    if (isFindKey(event)) {
      this.#show();
    } else if (!this.open) {
      return false;
    } else if (key === 'F3' || isFindNextKey(event)) {
      this.#step(shiftKey ? -1 : 1);
    } else if (key === 'Escape' && !(isTextField(event.target) && !this.element.contains(document.activeElement))) {
      this.close();
    } else {
      return false;
    }
    return true;
  }

  #show(): void {
    const seed = this.#seed();
    if (!this.#highlights) {
      this.#before = document.activeElement;
      this.#highlights = new MatchHighlights();
      this.element.append(this.#bar.element);
      this.#host.searching(true);
    }
    this.#bar.focus(seed);
    this.#search();
  }

  /** What is selected in the conversation, if it may be what one looks for. */
  #seed(): string | undefined {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !this.#host.content.contains(selection.anchorNode)) return undefined;
    const text = selection.toString().trim();
    return text === '' || text.length > longestSeed || text.includes('\n') ? undefined : text;
  }

  #search(): void {
    this.#asked = true;
    this.#stepsWaiting = 0;
    this.#said = '';
    const pattern = searchPattern(this.#bar.query, this.#bar.matchCase);
    this.#index.search(pattern);
    if (pattern) return;
    this.#current = undefined;
    this.#highlights?.show([], undefined);
    this.#bar.showCount(0, 0);
    this.#host.letGo();
  }

  #found(): void {
    const { matches } = this.#index;
    const before = this.#current;
    const same = before && matches.find(match => match.block === before.block && match.start === before.start);
    const asked = this.#asked && matches.length > 0;
    this.#current = same ?? (asked || before ? this.#nearest() : undefined);
    if (this.#current && this.#stepsWaiting !== 0) this.#current = this.#matchAt(this.#stepsWaiting);
    this.#stepsWaiting = 0;
    if (asked && this.#current) this.#reveal(this.#current);
    const words = this.#showState();
    if (this.#asked) this.#say(words);
    // Older messages may still be on their way on to the page.
    if (matches.length > 0) this.#asked = false;
  }

  #step(by: 1 | -1): void {
    if (this.#index.matches.length === 0) {
      if (this.#index.passing) this.#stepsWaiting += by;
      return;
    }
    const next = this.#matchAt(by);
    this.#current = next;
    if (next) this.#reveal(next);
    this.#say(this.#showState());
  }

  /** The match so many behind the current one, around the end; the nearest one where none is current. */
  #matchAt(by: number): Match | undefined {
    const { matches } = this.#index;
    const at = this.#current ? matches.indexOf(this.#current) : -1;
    return at === -1 ? this.#nearest() : matches.at((at + by) % matches.length);
  }

  #say(words: string): void {
    if (words === this.#said) return;
    this.#said = words;
    this.#host.announce(words);
  }

  #showState(): string {
    const { matches } = this.#index;
    this.#highlights?.show(matches, this.#current);
    const at = this.#current ? matches.indexOf(this.#current) : -1;
    return this.#bar.showCount(at + 1, matches.length);
  }

  #reveal({ block, range }: Match): void {
    for (let closed = block.closest('details:not([open])'); closed; closed = closed.closest('details:not([open])')) {
      closed.setAttribute('open', '');
    }
    block.dispatchEvent(new Event('beforematch', { bubbles: true }));
    this.#host.reveal(range);
  }

  /** The first match on the screen, else the last one above it, else the first one below; closed text comes last. */
  #nearest(): Match | undefined {
    const { matches } = this.#index;
    const { top, bottom } = this.#host.visibleSpan();
    let low = 0;
    let high = matches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bottomOf(matches[middle]) > top) high = middle;
      else low = middle + 1;
    }
    const isShown = ({ block }: Match) => block.checkVisibility();
    const below = matches.slice(low).find(isShown);
    if (below && below.block.getBoundingClientRect().top < bottom) return below;
    return matches.slice(0, low).findLast(isShown) ?? below ?? matches[0];
  }
}

function bottomOf(match: Match | undefined): number {
  return match?.block.getBoundingClientRect().bottom ?? 0;
}

function select({ startContainer, startOffset, endContainer, endOffset }: AbstractRange): void {
  if (startContainer.isConnected && endContainer.isConnected) {
    document.getSelection()?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
  }
}

function isFindKey(event: KeyboardEvent): boolean {
  return hasCommandKey(event) && !event.shiftKey && event.key.toLowerCase() === 'f';
}

function isFindNextKey(event: KeyboardEvent): boolean {
  return isMac && hasCommandKey(event) && event.key.toLowerCase() === 'g';
}

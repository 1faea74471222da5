import type { Surroundings } from '../../protocol/messages.ts';
import type { ReadingPlace } from '../view-state.ts';
import { ReadingAnchor } from './reading-anchor.ts';
import { distanceTo, placeAt, reachesDownTo } from './reading-place.ts';
import { revealRange } from './reveal-range.ts';

/** Nearer to the end than this, in CSS pixels, is at the end: positions are fractions on scaled screens. */
const atEndTolerance = 2;
/** Coming down to within this distance of the end takes up following again. */
const resumeDistance = 24;
const saveDelayMs = 200;
/** What is revealed has found its place when it did not move for so many frames: sizes far from the screen are guesses. */
const stillFrames = 3;
/** After so many frames it is let be. */
const mostRevealFrames = 30;

/** What the keeper is told and tells. */
export interface ScrollOptions {
  /** Whether the button that leads to the newest line is of use. */
  newestChanged(shown: boolean): void;
  /** The reading place to keep; undefined while following. */
  placeChanged(place: Omit<ReadingPlace, 'conversationId'> | undefined): void;
}

/**
 * Keeps a scroller at its newest line until the reader goes elsewhere, and there until the reader comes back.
 *
 * That content above the visible part may change its height is the browser's business (`overflow-anchor`), and where it
 * gives up, that of a {@link ReadingAnchor}.
 */
export class ScrollKeeper {
  readonly #scroller: HTMLElement;
  readonly #content: HTMLElement;
  readonly #options: ScrollOptions;
  readonly #anchor: ReadingAnchor;
  readonly #resizes: ResizeObserver;
  readonly #stop = new AbortController();
  #mode: Surroundings['scroll'] = 'follow';
  #following = true;
  /** In the mode `pinStart`, what must not leave the top edge. */
  #pin: HTMLElement | undefined;
  /** Where the reader was, until it is on the page. */
  #goal: { message: HTMLElement; place: ReadingPlace } | undefined;
  /** What is being brought on the screen, unless the reader goes elsewhere. */
  #revealing: Range | undefined;
  /** Something is to stay on the screen: being near the end does not mean that the reader wants to follow. */
  #held = false;
  #lastTop = 0;
  #newestShown = false;
  #gutter = 0;
  #saving: ReturnType<typeof setTimeout> | undefined;

  constructor(scroller: HTMLElement, content: HTMLElement, options: ScrollOptions) {
    this.#scroller = scroller;
    this.#content = content;
    this.#options = options;
    this.#anchor = new ReadingAnchor(scroller, content);
    this.#resizes = new ResizeObserver(() => {
      this.#measureGutter();
      this.settle();
    });
    this.#resizes.observe(scroller);
    this.#resizes.observe(content);
    const listen = { signal: this.#stop.signal, passive: true };
    scroller.addEventListener('scroll', () => this.#scrolled(), listen);
    scroller.addEventListener('wheel', event => this.#wheeled(event), listen);
    scroller.addEventListener('keydown', event => this.#keyed(event), listen);
    for (const type of ['wheel', 'keydown', 'pointerdown', 'touchstart']) {
      scroller.addEventListener(type, () => this.#takeOver(), listen);
    }
    content.addEventListener('focusin', event => this.#focused(event), listen);
    document.addEventListener('selectionchange', () => this.#selected(), listen);
    document.addEventListener('visibilitychange', () => this.#save(), listen);
  }

  set mode(mode: Surroundings['scroll']) {
    if (mode === this.#mode) return;
    this.#mode = mode;
    if (mode === 'off') this.#release();
    this.settle();
  }

  /** A question was just asked: the reader wants to see what comes. */
  questionAsked(): void {
    this.#pin = undefined;
    if (this.#mode === 'off') this.#toEnd();
    else this.#follow();
  }

  /** An answer begins; in the mode `pinStart` its first line stays on the screen. */
  answerStarted(element: HTMLElement): void {
    if (this.#mode === 'pinStart') this.#pin = element;
  }

  /** Goes to the newest line and, unless following is off, stays there. */
  toNewest(): void {
    this.#pin = undefined;
    if (this.#mode === 'off') this.#toEnd();
    else this.#follow();
  }

  /** Shows another conversation from its end. */
  restart(): void {
    this.#pin = undefined;
    this.#goal = undefined;
    this.#following = this.#mode !== 'off';
    this.#toEnd();
  }

  /** Goes back to a place read before, and stays there while the text up to it is still put in: see `placeIsThere`. */
  goTo(message: HTMLElement, place: ReadingPlace): void {
    this.#release();
    this.#goal = { message, place };
    this.settle();
  }

  /** All text around the place given to `goTo` is on the page. */
  placeIsThere(): void {
    if (!this.#goal) return;
    this.settle();
    // A diagram or a picture that is still to come grows up to it.
    if (!reachesDownTo(this.#goal.place, this.#goal.message)) return;
    this.#goal = undefined;
    this.#anchor.take();
  }

  /** Brings a place in the text on the screen and stays there until `letGo`. */
  reveal({ startContainer, startOffset, endContainer, endOffset }: AbstractRange): void {
    this.#release();
    this.#held = true;
    const range = document.createRange();
    range.setStart(startContainer, startOffset);
    range.setEnd(endContainer, endOffset);
    this.#revealing = range;
    let still = 0;
    let frames = 0;
    const show = () => {
      if (this.#revealing !== range) return;
      still = revealRange(range, this.#scroller) ? 0 : still + 1;
      frames += 1;
      this.#lastTop = this.#scroller.scrollTop;
      this.#anchor.take();
      this.#showNewest();
      if (still < stillFrames && frames < mostRevealFrames) requestAnimationFrame(show);
    };
    show();
  }

  /** What was revealed need not stay on the screen any more. */
  letGo(): void {
    this.#held = false;
    this.#revealing = undefined;
  }

  /** After anything changed its size: back to the newest line if that is where the reader was. */
  settle(): void {
    if (this.#following) this.#toEnd();
    else if (this.#goal) this.#toPlace(this.#goal);
    else this.#holdStill();
    this.#showNewest();
  }

  /** Changes the room above all text; what is read stays where it is, unless it is the very beginning. */
  changeRoomAbove(change: () => void): void {
    const { scrollTop, scrollHeight } = this.#scroller;
    change();
    if (this.#following) this.settle();
    else if (scrollTop > 0) this.#scroller.scrollTop = scrollTop + this.#scroller.scrollHeight - scrollHeight;
    this.#lastTop = this.#scroller.scrollTop;
    this.#anchor.take();
  }

  /** Adds something above all that is there. At the very top the browser would not keep the reader's place. */
  keepPlace(add: () => void): void {
    if (this.#following || this.#scroller.scrollTop > 0) {
      add();
      return;
    }
    const before = this.#scroller.scrollHeight;
    add();
    this.#scroller.scrollTop += this.#scroller.scrollHeight - before;
    this.#lastTop = this.#scroller.scrollTop;
  }

  dispose(): void {
    clearTimeout(this.#saving);
    this.#stop.abort();
    this.#resizes.disconnect();
  }

  /** How wide the room for the scrollbar is differs between systems and is not to be had in a stylesheet. */
  #measureGutter(): void {
    const gutter = (this.#scroller.offsetWidth - this.#scroller.clientWidth) / 2;
    if (gutter === this.#gutter) return;
    this.#gutter = gutter;
    this.#scroller.style.setProperty('--runnel-gutter', `${gutter}px`);
  }

  #follow(): void {
    this.#following = true;
    this.letGo();
    this.#goal = undefined;
    this.settle();
    this.#saveSoon();
  }

  #release(): void {
    this.#following = false;
    this.#goal = undefined;
    this.#anchor.take();
    this.#showNewest();
    this.#saveSoon();
  }

  #toEnd(): void {
    this.#goal = undefined;
    const { scrollHeight, clientHeight } = this.#scroller;
    let top = scrollHeight - clientHeight;
    if (this.#pin?.isConnected) {
      top = Math.min(top, this.#scroller.scrollTop + this.#pin.getBoundingClientRect().top - this.#top());
    }
    this.#scroller.scrollTop = top;
    this.#lastTop = this.#scroller.scrollTop;
  }

  #toPlace({ message, place }: { message: HTMLElement; place: ReadingPlace }): void {
    this.#scroller.scrollTop += distanceTo(place, message, this.#top());
    this.#lastTop = this.#scroller.scrollTop;
  }

  /** Undoes what moved the text although nobody scrolled. */
  #holdStill(): void {
    const { shift } = this.#anchor;
    if (Math.abs(shift) < 1) return;
    this.#scroller.scrollTop += shift;
    this.#lastTop = this.#scroller.scrollTop;
    this.#anchor.take();
  }

  #top(): number {
    return this.#scroller.getBoundingClientRect().top;
  }

  #fromEnd(): number {
    const { scrollHeight, clientHeight, scrollTop } = this.#scroller;
    return scrollHeight - clientHeight - scrollTop;
  }

  #scrolled(): void {
    const top = this.#scroller.scrollTop;
    const movedUp = top < this.#lastTop - 1;
    const movedDown = top > this.#lastTop + 1;
    this.#lastTop = top;
    const fromEnd = this.#fromEnd();
    // Until the text around the reader's place is there, the end of what is there is not where the reader went.
    if (this.#mode !== 'off' && !this.#goal) {
      if (fromEnd <= atEndTolerance || (movedDown && fromEnd <= resumeDistance)) this.#resume();
      else if (movedUp && this.#following) this.#release();
    }
    this.#showNewest();
    if (this.#following) {
      this.#saveSoon();
      return;
    }
    this.#anchor.take();
    // At once: what a page says when it is hidden is not heard any more, since VS Code throws it away.
    this.#save();
  }

  #resume(): void {
    if (this.#following || this.#held || this.#selecting() || this.#focusing()) return;
    this.#pin = undefined;
    this.#following = true;
  }

  /** From now on the reader scrolls. */
  #takeOver(): void {
    this.#revealing = undefined;
    this.#goal = undefined;
  }

  #wheeled(event: WheelEvent): void {
    // Ahead of the scroll event, which may come only after the next line has pulled the view down again.
    if (event.deltaY < 0 && this.#scroller.scrollTop > 0) this.#release();
  }

  #keyed(event: KeyboardEvent): void {
    const up = event.key === 'ArrowUp' || event.key === 'PageUp' || event.key === 'Home';
    if (up && event.target === this.#scroller && this.#scroller.scrollTop > 0) this.#release();
  }

  #selected(): void {
    if (this.#following && this.#selecting()) this.#release();
  }

  /** Something in the text has got the focus: by the keyboard, since who presses a button with the mouse follows on. */
  #focused({ target }: FocusEvent): void {
    if (this.#following && target instanceof Element && target.matches(':focus-visible')) this.#release();
  }

  #focusing(): boolean {
    const focused = this.#content.querySelector(':focus-visible');
    return focused !== null;
  }

  #selecting(): boolean {
    const selection = document.getSelection();
    return selection?.isCollapsed === false && this.#content.contains(selection.anchorNode);
  }

  #showNewest(): void {
    // Nearer to the end it would lead nowhere, and lie over the actions of the last answer.
    const isAway = this.#fromEnd() > resumeDistance;
    const shown = isAway && (!this.#following || this.#pin !== undefined);
    if (shown === this.#newestShown) return;
    this.#newestShown = shown;
    this.#options.newestChanged(shown);
  }

  #saveSoon(): void {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.#save(), saveDelayMs);
  }

  #save(): void {
    clearTimeout(this.#saving);
    // Before there is a conversation, or without a layout, this would forget the place that is known.
    if (!this.#content.hasChildNodes() || this.#scroller.clientHeight === 0) return;
    const place = () => this.#goal?.place ?? placeAt(this.#top(), this.#content);
    this.#options.placeChanged(this.#following ? undefined : place());
  }
}

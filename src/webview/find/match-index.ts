import { IdleWork } from '../transcript/idle-work.ts';
import { type Match, searchBlock, searchedBlocks } from './block-search.ts';
import type { SearchPattern } from './search-pattern.ts';

/** More are not looked for: nobody goes through them, and each one is painted. */
export const mostMatches = 9999;
/** Shortest time between two passes, in milliseconds, while text arrives. */
const passIntervalMs = 100;

/**
 * All matches of a pattern in a growing text, kept up to date.
 *
 * A pass goes through the blocks in small steps when the page is idle. What was found in a block stays known until the
 * block changes, so that a pass while an answer streams looks into little more than what is new.
 */
export class MatchIndex {
  readonly #root: HTMLElement;
  readonly #updated: () => void;
  readonly #observer = new MutationObserver(records => this.#invalidate(records));
  readonly #idle = new IdleWork();
  #known = new WeakMap<Element, Match[]>();
  #pattern: SearchPattern | undefined;
  #matches: Match[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #passing = false;
  #again = false;

  /** @param updated called when a pass is over */
  constructor(root: HTMLElement, updated: () => void) {
    this.#root = root;
    this.#updated = updated;
  }

  /** In the order of the text, as of the last pass. */
  get matches(): readonly Match[] {
    return this.#matches;
  }

  /** Whether what is looked for has not been looked for everywhere yet. */
  get passing(): boolean {
    return this.#passing;
  }

  /** Looks for something else, or no more. */
  search(pattern: SearchPattern | undefined): void {
    this.#stop();
    this.#pattern = pattern;
    this.#known = new WeakMap();
    this.#matches = [];
    if (!pattern) return;
    const observed = { subtree: true, childList: true, characterData: true, attributeFilter: ['hidden'] };
    this.#observer.observe(this.#root, observed);
    this.#pass();
  }

  dispose(): void {
    this.#stop();
  }

  #stop(): void {
    this.#observer.disconnect();
    this.#idle.dispose();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#passing = false;
    this.#again = false;
  }

  #pass(): void {
    this.#passing = true;
    this.#again = false;
    this.#idle.replace(this.#steps());
  }

  *#steps(): Generator<void> {
    const pattern = this.#pattern;
    const matches: Match[] = [];
    let sinceYield = 0;
    for (const block of this.#root.querySelectorAll(searchedBlocks)) {
      if (!pattern || matches.length >= mostMatches) break;
      let found = this.#known.get(block);
      if (!found) {
        found = searchBlock(block, pattern);
        this.#known.set(block, found);
        sinceYield += 1;
      }
      // One by one: a call cannot take as many arguments as a word of one letter is found in a long block.
      for (const match of found) matches.push(match);
      if (sinceYield < 20) continue;
      sinceYield = 0;
      yield;
    }
    this.#matches = matches.slice(0, mostMatches);
    this.#passing = false;
    this.#updated();
    if (this.#again) this.#passSoon();
  }

  #invalidate(records: readonly MutationRecord[]): void {
    for (const { type, target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const block = element?.closest(searchedBlocks);
      if (block) this.#known.delete(block);
      if (type !== 'attributes' || !element) continue;
      for (const inside of element.querySelectorAll(searchedBlocks)) this.#known.delete(inside);
    }
    if (this.#passing) this.#again = true;
    else this.#passSoon();
  }

  #passSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#pass();
    }, passIntervalMs);
  }
}

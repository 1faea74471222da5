import type { ReadingPlace } from '../view-state.ts';

/** What is at this height of the page, in client coordinates, as a place that outlives a reload. */
export function placeAt(top: number, messages: Element): Omit<ReadingPlace, 'conversationId'> | undefined {
  const isReached = (shown: Element) => shown.getBoundingClientRect().bottom > top;
  const message = firstReached(messages.children, isReached);
  if (!(message instanceof HTMLElement)) return undefined;
  const blocks = blocksOf(message);
  const block = indexAt(message, isReached);
  const offset = top - (blocks[block] ?? message).getBoundingClientRect().top;
  return { messageId: message.dataset['messageId'] ?? '', block, offset };
}

/** How far a place is below this height of the page, in CSS pixels. */
export function distanceTo({ block, offset }: ReadingPlace, message: HTMLElement, top: number): number {
  const anchor = blocksOf(message)[block] ?? message;
  return anchor.getBoundingClientRect().top - top + offset;
}

/** Whether the block of a place is as high as the place is deep in it; what is not on the page says nothing about it. */
export function reachesDownTo({ block, offset }: ReadingPlace, message: HTMLElement): boolean {
  const anchor = blocksOf(message)[block];
  return !anchor || anchor.getBoundingClientRect().height >= offset;
}

/** Which of the message's blocks is the first one reached; -1 for none. */
function indexAt(message: HTMLElement, isReached: (shown: Element) => boolean): number {
  let index = 0;
  for (const block of message.querySelectorAll('.parts > .markdown > *')) {
    // To ask a block in a section out of sight for its place would make the browser lay that section out.
    if (isReached(block)) return block.matches('.section') ? index + [...block.children].findIndex(isReached) : index;
    index += block.matches('.section') ? block.childElementCount : 1;
  }
  return -1;
}

function blocksOf(message: HTMLElement): NodeListOf<Element> {
  return message.querySelectorAll('.parts > .markdown > :not(.section), .parts > .markdown > .section > *');
}

/** The first of elements that stand one below the other to be reached, without asking all of them. */
function firstReached(elements: HTMLCollection, isReached: (shown: Element) => boolean): Element | undefined {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = elements[middle];
    if (element && isReached(element)) high = middle;
    else low = middle + 1;
  }
  return elements[low];
}

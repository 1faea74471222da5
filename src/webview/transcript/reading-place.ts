import type { ReadingPlace } from '../view-state.ts';

/** What is at this height of the page, in client coordinates, as a place that outlives a reload. */
export function placeAt(top: number, messages: Element): Omit<ReadingPlace, 'conversationId'> | undefined {
  const isReached = (shown: Element) => shown.getBoundingClientRect().bottom > top;
  const message = [...messages.children].find(isReached);
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

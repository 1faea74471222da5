import type { ReadingPlace } from '../view-state.ts';

/** What is at this height of the page, in client coordinates, as a place that outlives a reload. */
export function placeAt(top: number, messages: Element): Omit<ReadingPlace, 'conversationId'> | undefined {
  const isReached = (shown: Element) => shown.getBoundingClientRect().bottom > top;
  const message = [...messages.children].find(isReached);
  if (!(message instanceof HTMLElement)) return undefined;
  const blocks = [...blocksOf(message)];
  const block = blocks.findIndex(isReached);
  const offset = top - (blocks[block] ?? message).getBoundingClientRect().top;
  return { messageId: message.dataset['messageId'] ?? '', block, offset };
}

/** How far a place is below this height of the page, in CSS pixels. */
export function distanceTo({ block, offset }: ReadingPlace, message: HTMLElement, top: number): number {
  const anchor = blocksOf(message)[block] ?? message;
  return anchor.getBoundingClientRect().top - top + offset;
}

function blocksOf(message: HTMLElement): NodeListOf<Element> {
  return message.querySelectorAll('.parts > .markdown > *');
}

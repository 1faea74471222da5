import { watchPage } from '../page/watch-page.ts';

/** What was seen of a conversation being opened. In milliseconds since the watching began. */
export interface Opening {
  /** The end of the last answer has been painted. */
  firstScreen: number;
  /** The ends of all answers are there. */
  all: number;
  /** The longest task of over 50 ms until then; 0 for none. */
  longestTask: number;
}

/**
 * Watches a conversation appear. After each frame it looks for the answers' last words, from the last answer upwards, so
 * that it looks for each but once.
 *
 * @param ends the last words of each answer
 */
export async function watchOpening(ends: readonly string[]): Promise<Opening> {
  const start = performance.now();
  const watch = watchPage();
  const afterPaint = new MessageChannel();
  let firstScreen: number | undefined;
  /** Of the answers that are there with their last words, the uppermost. */
  let found: Element | undefined;
  let missing = ends.length;
  const all = await new Promise<number>(resolve => {
    const frame = () => afterPaint.port2.postMessage(null);
    afterPaint.port1.onmessage = () => {
      for (
        let next = answerBefore(found);
        next?.textContent.includes(ends[missing - 1] ?? '');
        next = answerBefore(found)
      ) {
        found = next;
        missing--;
      }
      const now = performance.now() - start;
      if (missing < ends.length) firstScreen ??= now;
      if (missing === 0) resolve(now);
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  afterPaint.port1.close();
  const { longTasks } = await watch.stop();
  return { firstScreen: firstScreen ?? Number.NaN, all, longestTask: Math.max(0, ...longTasks) };
}

/** The answer above another one; the last one if there is no other. */
function answerBefore(below: Element | undefined): Element | undefined {
  let element = below ? below.previousElementSibling : document.querySelector('.messages')?.lastElementChild;
  while (element && !element.classList.contains('answer')) element = element.previousElementSibling;
  return element ?? undefined;
}

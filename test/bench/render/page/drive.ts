import type { Surface } from './surface.ts';
import { watchPage } from './watch-page.ts';

/** How a text is streamed. */
export interface Drive {
  text: string;
  /** Where each token ends in the text, in UTF-16 code units. */
  ends: readonly number[];
  /** Tokens come at this rate, by the clock; or so many with each frame, however long that takes. */
  pace: { tokensPerSecond: number } | { tokensPerFrame: number };
  /** After so many milliseconds it is broken off. */
  capMs: number;
}

/** What was seen in the page. Times are in milliseconds since the first token was due. */
export interface DriveResult {
  /** After each frame with something new: how many tokens were on the screen then, and when. */
  shown: readonly (readonly [tokens: number, at: number])[];
  /** When each frame began. */
  frames: readonly number[];
  /** Lengths of tasks of over 50 ms. */
  longTasks: readonly number[];
  /** From the first token to the frame that shows the last one, or to the cap. */
  totalMs: number;
}

/**
 * Streams a text onto a surface: with every frame it gets, in one piece, what has come since the frame before. Then the
 * newest line is scrolled to, as a reader of it wants.
 */
export function drive(
  surface: Surface,
  scroller: HTMLElement,
  { text, ends, pace, capMs }: Drive,
): Promise<DriveResult> {
  const shown: [number, number][] = [];
  const watch = watchPage();
  // A task posted from a frame's callback runs after that frame's layout and paint.
  const afterPaint = new MessageChannel();
  const start = performance.now();
  let written = 0;
  /** How many tokens are on the screen. */
  let reached = 0;

  function frame(): void {
    const due = 'tokensPerFrame' in pace ? written + pace.tokensPerFrame : dueAt(performance.now() - start, pace);
    const next = Math.min(due, ends.length);
    if (next > written) {
      surface.write(text.slice(ends[written - 1] ?? 0, ends[next - 1]));
      written = next;
    }
    // It is laid out here then; reading the height first would do the same.
    scroller.scrollTop = 1e9;
    afterPaint.port2.postMessage(null);
  }

  function look(): void {
    const length = surface.shown?.() ?? Number.POSITIVE_INFINITY;
    while (reached < written && (ends[reached] ?? 0) <= length) reached++;
  }

  requestAnimationFrame(frame);
  return new Promise(resolve => {
    afterPaint.port1.onmessage = async () => {
      const now = performance.now() - start;
      look();
      if (reached > (shown.at(-1)?.[0] ?? 0)) shown.push([reached, now]);
      if (reached < ends.length && now < capMs) {
        requestAnimationFrame(frame);
        return;
      }
      afterPaint.port1.close();
      const { frames, longTasks } = await watch.stop();
      resolve({ shown, frames: frames.map(at => at - start), longTasks, totalMs: now });
    };
  });
}

function dueAt(elapsedMs: number, { tokensPerSecond }: { tokensPerSecond: number }): number {
  return Math.floor((elapsedMs * tokensPerSecond) / 1000) + 1;
}

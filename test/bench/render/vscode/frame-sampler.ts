import type { Frame } from 'playwright';

/** What a webview's frame has shown. */
export interface Samples {
  /** After each frame with a higher number on the screen: that number, and when, in milliseconds since the epoch. */
  seen: [number: number, at: number][];
  /** When each frame began, in milliseconds since the epoch. */
  frames: number[];
  /** Tasks of over 50 ms: when they began, in milliseconds since the epoch, and their lengths. */
  longTasks: [at: number, length: number][];
}

interface Sampler {
  last(): number;
  stop(): Samples;
}

declare global {
  // Set in the webview's frame.
  var benchSampler: Sampler | undefined;
}

/**
 * Looks after each frame which number is the last in an element's text: from the end backwards, so that it costs the same
 * however long the text is.
 *
 * @param selector the first such element is looked at
 */
export async function startSampling(frame: Frame, selector: string): Promise<void> {
  await frame.evaluate(selector => {
    const seen: [number, number][] = [];
    const frames: number[] = [];
    const longTasks: [number, number][] = [];
    const observer = new PerformanceObserver(list => {
      for (const { startTime, duration } of list.getEntries()) {
        longTasks.push([performance.timeOrigin + startTime, duration]);
      }
    });
    observer.observe({ type: 'longtask' });
    const afterPaint = new MessageChannel();
    let last = -1;
    afterPaint.port1.onmessage = () => {
      const number = lastNumber();
      if (number <= last) return;
      last = number;
      seen.push([number, performance.timeOrigin + performance.now()]);
    };
    let request = requestAnimationFrame(function next(at) {
      frames.push(performance.timeOrigin + at);
      afterPaint.port2.postMessage(null);
      request = requestAnimationFrame(next);
    });

    function lastNumber(): number {
      const root = document.querySelector(selector);
      if (!root) return -1;
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      let text = '';
      for (let node = walker.lastChild(); node && text.length < 2000; node = walker.previousNode()) {
        text = `${node.nodeValue}${text}`;
        const found = text.match(/.*\bn(\d+)n/is);
        if (found) return Number(found[1]);
      }
      return -1;
    }

    globalThis.benchSampler = {
      last: () => last,
      stop() {
        cancelAnimationFrame(request);
        observer.disconnect();
        afterPaint.port1.close();
        return { seen, frames, longTasks };
      },
    };
  }, selector);
}

/** The last number on the screen; -1 for none. */
export function lastSeen(frame: Frame): Promise<number> {
  return frame.evaluate(() => globalThis.benchSampler?.last() ?? -1);
}

/** Ends what {@link startSampling} began. */
export async function stopSampling(frame: Frame): Promise<Samples> {
  const samples = await frame.evaluate(() => globalThis.benchSampler?.stop());
  if (!samples) throw new Error('Nothing was sampled in this frame.');
  return samples;
}

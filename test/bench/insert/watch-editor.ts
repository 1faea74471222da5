import type { Page } from 'playwright';

/** What the editor on a page has shown. Times are in milliseconds, since the epoch where they are points in time. */
export interface Samples {
  /** After each frame with a higher number on the screen: that number, and when. */
  seen: [number: number, at: number][];
  /** Tasks of over 50 ms: when they began, and their lengths. */
  longTasks: [at: number, length: number][];
}

interface Watch {
  last(): number;
  stop(): Samples;
}

declare global {
  // Set in the workbench's page.
  var benchWatch: Watch | undefined;
}

/**
 * Looks after each frame that changes something which is the highest number among the lines that the editor has rendered, and scrolls along as
 * soon as its line is in the lower half of the editor, as a person who reads along does.
 */
export async function watchEditor(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: [number, number][] = [];
    const longTasks: [number, number][] = [];
    const observer = new PerformanceObserver(list => {
      for (const { startTime, duration } of list.getEntries()) {
        longTasks.push([performance.timeOrigin + startTime, duration]);
      }
    });
    observer.observe({ type: 'longtask' });
    const editor = document.querySelector('.editor-group-container.active .monaco-editor');
    const lines = editor?.querySelector<HTMLElement>('.view-lines');
    const content = editor?.querySelector<HTMLElement>('.lines-content');
    if (!editor || !lines || !content) throw new Error('No text editor is on the page.');
    const height = editor.clientHeight;
    let last = -1;
    let scrolledFrom: string | undefined;
    const afterPaint = new MessageChannel();
    afterPaint.port1.onmessage = () => {
      const found = highest();
      if (found.number > last) {
        last = found.number;
        seen.push([last, performance.timeOrigin + performance.now()]);
      }
      const scrolled = content.style.top;
      const top = found.top + Number.parseFloat(scrolled || '0');
      // Not again before the last one has been drawn: two would go past the end.
      if (found.number < 0 || top <= height / 2 || scrolled === scrolledFrom) return;
      scrolledFrom = scrolled;
      // VS Code scrolls 50 pixels for a wheel's notch of 120.
      const deltaY = 2.4 * (height / 4 - top);
      editor
        .querySelector('.monaco-scrollable-element')
        ?.dispatchEvent(new WheelEvent('wheel', { deltaY, bubbles: true, cancelable: true }));
    };
    // VS Code changes the lines while it draws a frame; what is posted then comes after that frame's paint. Asking for
    // every frame instead makes each of them cost something where there is no GPU.
    const changes = new MutationObserver(() => afterPaint.port2.postMessage(null));
    changes.observe(lines, { childList: true, characterData: true, subtree: true });

    function highest(): { number: number; top: number } {
      let number = -1;
      let top = 0;
      for (const line of lines?.children ?? []) {
        if (!(line instanceof HTMLElement)) continue;
        for (const match of (line.textContent ?? '').matchAll(/\bn(\d+)n/g)) {
          if (Number(match[1]) <= number) continue;
          number = Number(match[1]);
          top = Number.parseFloat(line.style.top || '0');
        }
      }
      return { number, top };
    }

    globalThis.benchWatch = {
      last: () => last,
      stop() {
        changes.disconnect();
        observer.disconnect();
        afterPaint.port1.close();
        return { seen, longTasks };
      },
    };
  });
}

/** The highest number that has been on the screen; -1 for none. */
export function lastSeen(page: Page): Promise<number> {
  return page.evaluate(() => globalThis.benchWatch?.last() ?? -1);
}

/** Ends what {@link watchEditor} began. */
export async function stopWatching(page: Page): Promise<Samples> {
  const samples = await page.evaluate(() => globalThis.benchWatch?.stop());
  if (!samples) throw new Error('Nothing was watched on this page.');
  return samples;
}

import type { Page } from 'playwright';

/** What is known of a person's typing. Times are in milliseconds. */
export interface KeySamples {
  /** From each key event until after the paint of the frame with what it did. */
  lags: number[];
  /** Lengths of the tasks of over 50 ms. */
  longTasks: number[];
}

interface KeyWatch {
  stop(): KeySamples;
}

declare global {
  // Set in the workbench's page.
  var benchKeys: KeyWatch | undefined;
}

/**
 * Watches a line in the editor from now on, after each frame that changes something.
 *
 * @param start tells the line: no other begins with it
 * @param expected the whole line after each of the keys to come
 */
export async function watchKeys(page: Page, start: string, expected: readonly string[]): Promise<void> {
  await page.evaluate(
    ({ start, expected }) => {
      const lags: number[] = [];
      const longTasks: number[] = [];
      const pressed: number[] = [];
      const observer = new PerformanceObserver(list => {
        for (const { duration } of list.getEntries()) longTasks.push(duration);
      });
      observer.observe({ type: 'longtask' });
      // The browser's own time of the event, which may have waited for this page since.
      const onKey = (event: KeyboardEvent) => pressed.push(event.timeStamp);
      document.addEventListener('keydown', onKey, true);
      const lines = document.querySelector('.editor-group-container.active .monaco-editor .view-lines');
      if (!lines) throw new Error('No text editor is on the page.');
      const afterPaint = new MessageChannel();
      afterPaint.port1.onmessage = () => {
        if (lags.length === pressed.length) return;
        const now = performance.now();
        const text = textOfLine();
        for (let key = pressed.length - 1; key >= lags.length; key--) {
          if (expected[key] !== text) continue;
          for (const at of pressed.slice(lags.length, key + 1)) lags.push(now - at);
        }
      };
      // VS Code changes the line while it draws a frame; what is posted then comes after that frame's paint.
      const changes = new MutationObserver(() => afterPaint.port2.postMessage(null));
      changes.observe(lines, { childList: true, characterData: true, subtree: true });

      function textOfLine(): string | undefined {
        for (const line of lines?.children ?? []) {
          const text = line.textContent?.replaceAll('\u00a0', ' ');
          if (text?.startsWith(start)) return text;
        }
        return undefined;
      }

      globalThis.benchKeys = {
        stop() {
          changes.disconnect();
          observer.disconnect();
          document.removeEventListener('keydown', onKey, true);
          afterPaint.port1.close();
          return { lags, longTasks };
        },
      };
    },
    { start, expected },
  );
}

/** Ends what {@link watchKeys} began. */
export async function stopWatchingKeys(page: Page): Promise<KeySamples> {
  const samples = await page.evaluate(() => globalThis.benchKeys?.stop());
  if (!samples) throw new Error('No keys were watched on this page.');
  return samples;
}

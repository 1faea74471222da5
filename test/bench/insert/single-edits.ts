import { setTimeout as wait } from 'node:timers/promises';
import { startMainThreadClock } from '../render/main-thread.ts';
import { type EditorWindow, openFresh, untilSeen } from './editor-window.ts';
import { inHost } from './host-bundle.ts';
import type { SingleEdit } from './host-side.ts';
import { stopWatching, watchEditor } from './watch-editor.ts';

/** What single edits took, in milliseconds: until `editor.edit` had resolved, and until their text was on the screen. */
export interface SingleEdits {
  took: number[];
  toScreen: number[];
  /** The UI thread's CPU time for all of them and what came of them. */
  uiCpu: number;
  /** Tasks of the UI thread of over 50 ms. */
  longTasks: number[];
}

/** How many lines are written one by one. */
const count = 12;

/** The floor: single edits of one line each into a fresh file, each when the window has come to rest from the one before. */
export function editLines(window: EditorWindow, file: string): Promise<SingleEdits> {
  const lines = Array.from({ length: count }, (_, number) => `const n${number}n = String(${number}).length;\n`);
  return editOneByOne(window, file, lines);
}

/** The other floor: a whole text by one edit. */
export function editWhole(window: EditorWindow, file: string, text: string): Promise<SingleEdits> {
  return editOneByOne(window, file, [text]);
}

async function editOneByOne(window: EditorWindow, file: string, texts: readonly string[]): Promise<SingleEdits> {
  const { host, page } = window.workbench;
  await openFresh(window, file);
  await watchEditor(page);
  const stop = await startMainThreadClock(window.session);
  const edits: SingleEdit[] = [];
  const numbers: number[] = [];
  for (const text of texts) {
    // Of a long text the beginning is on the screen first, since the editor does not scroll with it.
    const number = Number(/\bn(\d+)n/.exec(text)?.[1]);
    edits.push(await inHost(host, 'editOnce', { text }));
    await untilSeen(window, number);
    numbers.push(number);
    await wait(300);
  }
  const { total } = await stop();
  const { seen, longTasks } = await stopWatching(page);
  await inHost(host, 'closeFile');
  return {
    took: edits.map(({ took }) => took),
    toScreen: edits.map(({ at }, index) => {
      const number = numbers[index] ?? Number.NaN;
      return (seen.find(([last]) => last >= number)?.[1] ?? Number.NaN) - at;
    }),
    uiCpu: total * 1000,
    longTasks: longTasks.map(([, length]) => length),
  };
}

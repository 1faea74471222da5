import { setTimeout as wait } from 'node:timers/promises';
import { startMainThreadClock } from '../render/main-thread.ts';
import { tokensOfNumbers } from '../render/vscode/sent-times.ts';
import { type EditorWindow, openFresh, untilSeen } from './editor-window.ts';
import { inHost } from './host-bundle.ts';
import type { HostReport } from './host-side.ts';
import type { TokenStream } from './token-stream.ts';
import { type Samples, stopWatching, watchEditor } from './watch-editor.ts';

/** What one streamed insertion came to. Times are in milliseconds. */
export interface StreamRun {
  /** For each token that ends a number: from when it was due until after the paint of the frame with it. */
  lags: number[];
  /** The UI thread's CPU time, and for how long it was looked at. */
  uiCpu: number;
  wall: number;
  /** Tasks of the UI thread of over 50 ms. */
  longTasks: number[];
  host: HostReport;
}

/** Streams a text into a fresh file, at the cursor in the middle of it, while a person reads along. */
export async function runStream(
  window: EditorWindow,
  file: string,
  stream: TokenStream,
  by: 'Runnel' | 'bare edits',
): Promise<StreamRun> {
  const { workbench, session } = window;
  const { host, page } = workbench;
  await openFresh(window, file);
  const { text, tokens, tokensPerSecond } = stream;
  const tokenOf = tokensOfNumbers(text, tokens);
  await watchEditor(page);
  await session.send('HeapProfiler.collectGarbage');
  const stop = await startMainThreadClock(session);
  const started = performance.now();
  const report = await inHost(host, 'stream', { tokens, tokensPerSecond, by });
  await untilSeen(window, tokenOf.length - 1);
  const time = await stop();
  const wall = performance.now() - started;
  const samples = await stopWatching(page);
  await inHost(host, 'closeFile');
  return {
    lags: lagsOf(samples, tokenOf, report.due),
    uiCpu: time.total * 1000,
    wall,
    longTasks: samples.longTasks.map(([, length]) => length),
    host: report,
  };
}

function lagsOf({ seen }: Samples, tokenOf: readonly number[], due: readonly number[]): number[] {
  const lags: number[] = [];
  let next = 0;
  tokenOf.forEach((token, number) => {
    while (next < seen.length && (seen[next]?.[0] ?? 0) < number) next++;
    const at = seen[next]?.[1];
    const dueAt = due[token];
    if (at !== undefined && dueAt !== undefined) lags.push(at - dueAt);
  });
  return lags;
}

/** The share of the UI thread (0 to 1) that the window takes while nothing happens but the watching. */
export async function measureNothing(window: EditorWindow, file: string): Promise<number> {
  const { workbench, session } = window;
  await openFresh(window, file);
  await watchEditor(workbench.page);
  const stop = await startMainThreadClock(session);
  const started = performance.now();
  await wait(2000);
  const { total } = await stop();
  const share = (total * 1000) / (performance.now() - started);
  await stopWatching(workbench.page);
  await inHost(workbench.host, 'closeFile');
  return share;
}

import type { Browser, Page } from 'playwright';
import type { Site } from './bundle-pages.ts';
import type { Candidate } from './candidates.ts';
import { measureMemory, startMainThreadClock } from './main-thread.ts';
import { openPage } from './open-page.ts';
import type { Drive, DriveResult } from './page/drive.ts';
import type { Measured } from './summarize.ts';

/** Streams a text onto a candidate in a fresh page. `before` is there already when the measuring begins. */
export async function runCandidate(
  browser: Browser,
  site: Site,
  candidate: Candidate,
  drive: Drive,
  before = '',
): Promise<Measured> {
  const { page, session, close } = await openPage(browser, site, `${candidate.id}.js`);
  try {
    await page.evaluate(async before => {
      await globalThis.benchPage?.prepare(before);
    }, before);
    // The page gets the text before the clock starts.
    await page.evaluate(drive => Object.assign(globalThis, { benchDrive: drive }), drive);
    await session.send('HeapProfiler.collectGarbage');
    const stop = await startMainThreadClock(session);
    const result = await page.evaluate(async (): Promise<DriveResult | undefined> => {
      const { benchPage, benchDrive } = globalThis as typeof globalThis & { benchDrive: Drive };
      const result = await benchPage?.drive(benchDrive);
      // What the text has set off, such as colouring, is paid for, too.
      await benchPage?.settled();
      return result;
    });
    const time = await stop();
    if (!result) throw new Error(`The page of ${candidate.id} has no bench in it.`);
    const { shown, frames, longTasks } = result;
    const tokens = shown.at(-1)?.[0] ?? 0;
    if (tokens === drive.ends.length && candidate.role !== 'nothing') await checkText(page, candidate, drive.text);
    const lags = lagsOf(result, drive);
    return { tokens, lags, frames, drawn: shown.length, longTasks, time, memory: await measureMemory(session) };
  } finally {
    await close();
  }
}

/** Fails unless a candidate that says it has shown everything has: its last word, and about as much as was written. */
async function checkText(page: Page, { id }: Candidate, text: string): Promise<void> {
  const shown = await page.evaluate(() => document.querySelector('#app')?.textContent ?? '');
  const lastWord = text.match(/\p{Letter}+(?=\P{Letter}*$)/u)?.[0] ?? '';
  if (!shown.includes(lastWord) || shown.length < text.length / 2) {
    throw new Error(`${id} shows ${shown.length} characters of ${text.length}, or not the last word “${lastWord}”.`);
  }
}

/**
 * The lag of each token in turn, in milliseconds. One that was due and never shown counts with the time until the run was
 * broken off, which is too kind; one that was not due yet does not count.
 */
function lagsOf({ shown, totalMs }: DriveResult, { ends, pace }: Drive): number[] {
  if (!('tokensPerSecond' in pace)) return [];
  const due = (token: number) => (token * 1000) / pace.tokensPerSecond;
  const lags: number[] = [];
  for (const [tokens, at] of shown) {
    while (lags.length < tokens) lags.push(at - due(lags.length));
  }
  while (lags.length < ends.length && due(lags.length) < totalMs) lags.push(totalMs - due(lags.length));
  return lags;
}

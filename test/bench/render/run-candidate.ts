import type { Browser } from 'playwright';
import type { Site } from './bundle-pages.ts';
import { type MainThreadTime, measureMemory, type PageMemory, startMainThreadClock } from './main-thread.ts';
import { openPage } from './open-page.ts';
import type { Drive, DriveResult } from './page/drive.ts';

/** One run of one candidate. */
export interface Run extends DriveResult {
  drive: Drive;
  time: MainThreadTime;
  memory: PageMemory;
}

/** Streams a text onto a candidate in a fresh page. `before` is there already when the measuring begins. */
export async function runCandidate(
  browser: Browser,
  site: Site,
  candidate: string,
  drive: Drive,
  before = '',
): Promise<Run> {
  const { page, session, close } = await openPage(browser, site, `${candidate}.js`);
  try {
    await page.evaluate(async before => {
      await globalThis.benchPage?.prepare(before);
    }, before);
    // The page gets the text before the clock starts.
    await page.evaluate(drive => Object.assign(globalThis, { benchDrive: drive }), drive);
    await session.send('HeapProfiler.collectGarbage');
    const stop = await startMainThreadClock(session);
    const result = await page.evaluate(async (): Promise<DriveResult | undefined> => {
      return globalThis.benchPage?.drive((globalThis as unknown as { benchDrive: Drive }).benchDrive);
    });
    const time = await stop();
    if (!result) throw new Error(`The page of ${candidate} has no bench in it.`);
    return { ...result, drive, time, memory: await measureMemory(session) };
  } finally {
    await close();
  }
}

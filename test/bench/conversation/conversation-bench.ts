import { chromium } from 'playwright';
import { chromiumLaunchOptions } from '../../support/chromium.ts';
import { benchLoad, benchSeed } from '../bench-environment.ts';
import type { Aim, BenchOptions, BenchResult, BenchTable } from '../bench-result.ts';
import { bundlePages, panelEntries } from '../render/bundle-pages.ts';
import { compareOpenings } from './opening.ts';
import { measureTyping } from './typing.ts';

/** Opens short and long conversations in the panel, and types while an answer streams. */
export async function runConversationBench({ only }: BenchOptions): Promise<BenchResult> {
  const seed = benchSeed();
  const load = benchLoad();
  const site = await bundlePages(panelEntries);
  const browser = await chromium.launch(await chromiumLaunchOptions());
  const version = browser.version();
  const parts = { opening: compareOpenings, typing: measureTyping };
  const tables: BenchTable[] = [];
  const aims: Aim[] = [];
  try {
    for (const [name, run] of Object.entries(parts)) {
      if (!name.includes(only)) continue;
      const found = await run(browser, site, seed);
      tables.push(found.table);
      aims.push(...found.aims);
    }
  } finally {
    await browser.close();
  }
  return {
    name: 'conversation',
    title: `Conversations: the whole panel on a page of its own (seed ${seed}, Chromium ${version}, no GPU; ${load})`,
    tables,
    aims,
    notes: [
      'The panel’s host is a worker, with the same road to the view as in VS Code. Opening begins where the panel’s script has been loaded and asks for the conversation; its first screen is there when the end of the last answer has been painted.',
      'Keys are real key events, given to the browser; a character’s time is from the browser’s time of the event until after the paint of the frame with it. Times are by the clock, and a busy machine makes them longer.',
    ],
  };
}

import { type Browser, chromium } from 'playwright';
import { chromiumLaunchOptions } from '../../support/chromium.ts';

let launched: Promise<Browser> | undefined;

/** The one browser of all tests, started when it is first wanted. */
export function theBrowser(): Promise<Browser> {
  launched ??= chromiumLaunchOptions().then(options => chromium.launch(options));
  return launched;
}

/** Ends the browser, if there is one. */
export async function closeBrowser(): Promise<void> {
  const browser = await launched?.catch(() => undefined);
  launched = undefined;
  await browser?.close();
}

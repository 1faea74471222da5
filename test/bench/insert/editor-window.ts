import { cpus } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { CDPSession } from 'playwright';
import { closeBrowser } from '../../e2e/support/browser.ts';
import { until } from '../../e2e/support/until.ts';
import { Workbench } from '../../e2e/support/workbench.ts';
import { bundleHostSide, inHost } from './host-bundle.ts';
import { lastSeen } from './watch-editor.ts';

/** A VS Code window in which files are opened one after the other, and the browser's view of its UI thread. */
export interface EditorWindow {
  workbench: Workbench;
  session: CDPSession;
}

/** How long the screen may need for what was written, in milliseconds. */
const graceMs = 30_000;

/** Opens a window with these files, does something in it, and closes it. */
export async function inEditorWindow<Result>(
  files: Readonly<Record<string, string>>,
  action: (window: EditorWindow) => Promise<Result>,
): Promise<Result> {
  await bundleHostSide();
  const workbench = await Workbench.open({ files });
  try {
    const session = await workbench.page.context().newCDPSession(workbench.page);
    return await action({ workbench, session });
  } finally {
    await workbench.close();
    await closeBrowser();
  }
}

/** How far the clocks of the page and the extension host are from each other, in milliseconds; exact to about one. */
export async function clockDifference({ workbench }: EditorWindow): Promise<number> {
  const page = await workbench.page.evaluate(() =>
    Math.min(...Array.from({ length: 1000 }, () => performance.timeOrigin + performance.now() - Date.now())),
  );
  return Math.abs(page - (await inHost(workbench.host, 'clockOffset')));
}

/** Opens a file for the first time, and waits until its language server knows it and the machine has come to rest. */
export async function openFresh(window: EditorWindow, file: string): Promise<{ line: number; character: number }> {
  const { host, editor } = window.workbench;
  const place = await inHost(host, 'openInTheMiddle', { file });
  await editor.focus();
  await until('the language server', async () => (await inHost(host, 'languageFeatures')).symbols > 0);
  await quiet();
  return place;
}

/**
 * Resolves when the machine has been busy with less than a quarter of one core for a while; after 90 s in any case. VS Code
 * goes through a large file for half a minute in threads of its own after it has been opened.
 */
export async function quiet(): Promise<void> {
  const giveUp = performance.now() + 90_000;
  let calm = 0;
  while (calm < 6 && performance.now() < giveUp) {
    const before = busyTime();
    await wait(400);
    calm = busyTime() - before < 100 ? calm + 1 : 0;
  }
}

/** The CPU time of all that runs on this machine, in milliseconds. */
function busyTime(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

/** Resolves when the number has been on the screen. @throws Error when that takes too long. */
export async function untilSeen({ workbench }: EditorWindow, number: number): Promise<void> {
  const giveUp = performance.now() + graceMs;
  while ((await lastSeen(workbench.page)) < number) {
    if (performance.now() > giveUp) throw new Error(`What was written did not come to the screen (n${number}n).`);
    await wait(50);
  }
}

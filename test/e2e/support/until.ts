import { setTimeout as wait } from 'node:timers/promises';

/** How long anything in the workbench may take before a test fails, in milliseconds. */
export const patience = 20_000;

/**
 * Asks again and again until `probe` gives something other than `undefined` or `false`, and returns that. An error of the
 * probe counts as "not yet": frames and documents come and go while one looks at them.
 *
 * @throws Error that says what was waited for, with the last error as its cause.
 */
export async function until<T>(what: string, probe: () => Promise<T | undefined | false>): Promise<T> {
  const deadline = performance.now() + patience;
  let cause: unknown;
  for (;;) {
    try {
      const result = await probe();
      if (result !== undefined && result !== false) return result;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline) throw new Error(`Waited ${patience / 1000} s for ${what}.`, { cause });
    await wait(30);
  }
}

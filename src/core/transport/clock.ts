/**
 * The longest a timer runs, in milliseconds: 24.8 days. Engines count in 32 bits, and let a longer one fire at once.
 */
export const longestTimerMs = 2 ** 31 - 1;

/** Time, injected so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Resolves after `ms` milliseconds, or as soon as `signal` is aborted; never rejects, and leaves no timer behind.
   * Waits no longer than {@link longestTimerMs}.
   */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise(resolve => {
      if (signal.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(ms, longestTimerMs));
      signal.addEventListener('abort', done);
    }),
};

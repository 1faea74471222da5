/** How long one slice of work may take, in milliseconds, so that frames and keys come through. */
const sliceMs = 8;

/** Does small jobs when the page has nothing better to do. */
export class IdleQueue {
  #jobs: (() => void)[] = [];
  #scheduled: number | undefined;

  /** Replaces all jobs that have not been done. */
  replace(jobs: (() => void)[]): void {
    this.#jobs = jobs;
    if (jobs.length > 0) this.#scheduled ??= requestIdleCallback(() => this.#work(), { timeout: 100 });
  }

  dispose(): void {
    this.#jobs = [];
    if (this.#scheduled !== undefined) cancelIdleCallback(this.#scheduled);
  }

  #work(): void {
    this.#scheduled = undefined;
    const end = performance.now() + sliceMs;
    while (performance.now() < end) {
      const job = this.#jobs.shift();
      if (!job) return;
      job();
    }
    this.replace(this.#jobs);
  }
}

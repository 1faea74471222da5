/** How long one slice of work may take, in milliseconds: frames and keys must come through. */
const sliceMs = 4;
/** A page that is never idle gives a slice after so long, in milliseconds. */
const longestWaitMs = 50;

/** Something to be done bit by bit for an element. */
export interface SlicedJob {
  readonly element: Element;
}

/** Does jobs bit by bit when the page has nothing better to do: first what is on the screen, then in order. */
export class SliceQueue<Job extends SlicedJob> {
  readonly #work: (job: Job, deadline: number) => boolean;
  readonly #emptied: () => void;
  readonly #jobs = new Set<Job>();
  readonly #visible = new Set<Element>();
  readonly #observer = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#visible.add(target);
      else this.#visible.delete(target);
    }
  });
  #scheduled: number | undefined;

  /**
   * @param work does some of a job, until the deadline (as of `performance.now()`) has passed; returns whether any is left
   * @param emptied is called when nothing is left to do
   */
  constructor(work: (job: Job, deadline: number) => boolean, emptied: () => void) {
    this.#work = work;
    this.#emptied = emptied;
  }

  get size(): number {
    return this.#jobs.size;
  }

  has(job: Job): boolean {
    return this.#jobs.has(job);
  }

  add(job: Job): void {
    if (this.#jobs.has(job)) return;
    this.#jobs.add(job);
    this.#observer.observe(job.element);
    this.#schedule();
  }

  delete(job: Job): void {
    if (!this.#jobs.delete(job)) return;
    this.#observer.unobserve(job.element);
    this.#visible.delete(job.element);
    if (this.#jobs.size === 0) this.#emptied();
  }

  dispose(): void {
    this.#jobs.clear();
    this.#observer.disconnect();
    if (this.#scheduled !== undefined) cancelIdleCallback(this.#scheduled);
  }

  #schedule(): void {
    this.#scheduled ??= requestIdleCallback(() => this.#run(), { timeout: longestWaitMs });
  }

  #run(): void {
    this.#scheduled = undefined;
    const deadline = performance.now() + sliceMs;
    do {
      const job = this.#next();
      if (!job) return;
      if (!this.#work(job, deadline)) this.delete(job);
    } while (performance.now() < deadline);
    if (this.#jobs.size > 0) this.#schedule();
  }

  #next(): Job | undefined {
    for (const job of this.#jobs) if (this.#visible.has(job.element)) return job;
    return this.#jobs.values().next().value;
  }
}

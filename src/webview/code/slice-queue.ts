import { isInputPending } from '../frame-loop.ts';

/** How long one slice of work may take, in milliseconds, on a page that has other things to do. */
const sliceMs = 4;
/** Nor does one take longer than this, in milliseconds, when the page says that it is idle: a key may be pressed. */
const longestSliceMs = 20;
/** A page that is never idle gives a slice after so long, in milliseconds. */
const longestWaitMs = 50;
/** What is nearer to the screen than this counts as on it. */
const margin = '600px';

/** `IntersectionObserver` with what the types of the DOM do not have yet: a margin also within scrollers. */
interface ObserverOptions extends IntersectionObserverInit {
  readonly scrollMargin: string;
}

const observerOptions: ObserverOptions = { rootMargin: margin, scrollMargin: margin };

/** Something to be done bit by bit for an element. */
export interface SlicedJob {
  readonly element: Element;
}

/**
 * Does jobs bit by bit when the page has nothing better to do, those on the screen first and others near it after them.
 * What is far from the screen waits until it comes near.
 */
export class SliceQueue<Job extends SlicedJob> {
  readonly #work: (job: Job, deadline: number) => boolean;
  readonly #emptied: () => void;
  readonly #jobs = new Map<Element, Job>();
  /** Whether an element that is watched is near the screen; undefined until the browser has told. */
  readonly #near = new Map<Element, boolean | undefined>();
  readonly #observer = new IntersectionObserver(entries => this.#moved(entries), observerOptions);
  #scheduled: number | undefined;

  /**
   * @param work does some of a job, until the deadline (as of `performance.now()`) has passed; returns whether any is left
   * @param emptied is called when nothing is left to do but what is far from the screen
   */
  constructor(work: (job: Job, deadline: number) => boolean, emptied: () => void) {
    this.#work = work;
    this.#emptied = emptied;
  }

  /** Whether there is nothing to do but what is far from the screen. */
  get idle(): boolean {
    for (const element of this.#jobs.keys()) if (this.#near.get(element) !== false) return false;
    return true;
  }

  has(job: Job): boolean {
    return this.#jobs.has(job.element);
  }

  /** Whether a job is known to be near the screen; one that has never been added is not. */
  isNear(job: Job): boolean {
    return this.#near.get(job.element) === true;
  }

  add(job: Job): void {
    if (this.has(job)) return;
    this.#jobs.set(job.element, job);
    if (!this.#near.has(job.element)) {
      this.#near.set(job.element, undefined);
      this.#observer.observe(job.element);
    } else if (this.isNear(job)) {
      this.#schedule();
    }
  }

  /** The job is not wanted any more. */
  delete(job: Job): void {
    const wasThere = this.#jobs.delete(job.element);
    this.#forget(job.element);
    if (wasThere && this.idle) this.#emptied();
  }

  dispose(): void {
    this.#jobs.clear();
    this.#near.clear();
    this.#observer.disconnect();
    if (this.#scheduled !== undefined) cancelIdleCallback(this.#scheduled);
  }

  #moved(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      this.#near.set(target, isIntersecting);
      if (isIntersecting) this.#schedule();
      // What is done and gone is not watched any longer.
      else if (!this.#jobs.has(target)) this.#forget(target);
    }
    if (this.idle) this.#emptied();
  }

  #forget(element: Element): void {
    this.#near.delete(element);
    this.#observer.unobserve(element);
  }

  #schedule(): void {
    this.#scheduled ??= requestIdleCallback(idle => this.#run(idle), { timeout: longestWaitMs });
  }

  #run(idle: IdleDeadline): void {
    this.#scheduled = undefined;
    const allowedMs = idle.didTimeout ? sliceMs : Math.min(longestSliceMs, Math.max(sliceMs, idle.timeRemaining()));
    const deadline = performance.now() + allowedMs;
    for (const job of this.#inOrder()) {
      if (this.has(job) && !this.#work(job, deadline)) this.#done(job);
      if (performance.now() >= deadline || isInputPending()) break;
    }
    for (const element of this.#jobs.keys()) if (this.#near.get(element)) this.#schedule();
  }

  #done(job: Job): void {
    this.#jobs.delete(job.element);
    if (this.idle) this.#emptied();
  }

  /** The jobs near the screen, those on it first. */
  #inOrder(): Job[] {
    const jobs = [...this.#jobs.values()].filter(job => this.isNear(job));
    if (jobs.length < 2) return jobs;
    const isSeen = new Map(jobs.map(job => [job, isOnScreen(job.element)]));
    return jobs.sort((one, other) => Number(isSeen.get(other)) - Number(isSeen.get(one)));
  }
}

function isOnScreen(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

import { RecentInput } from './recent-input.ts';

/** When there is no frame for this long (a covered or hidden page draws none), drawing goes on without one. */
const frameWaitMs = 250;
/** What drawing may take of the main thread. Layout and paint come on top of a slice, and an input event waits behind all. */
interface Budget {
  /** How long one drawing may take, in milliseconds. */
  readonly longestSliceMs: number;
  /** A slice is not cut down further: below it, what a frame costs besides would take most of the time. */
  readonly shortestSliceMs: number;
  /** How much drawing may take in all while there is more to draw than fits into the frames. */
  readonly share: number;
}

const budget: Budget = { longestSliceMs: 16, shortestSliceMs: 8, share: 0.85 };
/** After the user has pressed a key or the like another one is to be expected, for so long. */
const budgetAfterInput: Budget = { longestSliceMs: 8, shortestSliceMs: 3, share: 0.6 };
const afterInputMs = 2000;
/** A frame that took longer than this, layout and paint included, is followed by one with a shorter slice. */
const dearFrameMs = 20;
/** Frames come a little late or early: a pause must not reach past the next one for nothing. */
const slackMs = 2;
const longestPauseMs = 200;

/** What a {@link FrameLoop} runs. */
export interface FrameWork {
  /**
   * Draws what waits, until `isOver()`, but a piece of it in any case.
   * @returns whether something is left for the next frame
   */
  draw(isOver: () => boolean): boolean;
  /** The frame with it has been painted. */
  painted(): void;
}

/**
 * Runs drawings, each with a frame and within a budget of time, and leaves room for input between them: what does not
 * fit is drawn with the frames after it, and a dear frame is followed by a pause, so that drawing never takes more than
 * its share of the main thread, and less while the user types.
 */
export class FrameLoop {
  readonly #work: FrameWork;
  readonly #afterFrame = new MessageChannel();
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #requested = false;
  #drawing = false;
  #left = false;
  #startedAt = 0;
  #sliceMs = budget.longestSliceMs;
  #pausedUntil = 0;
  readonly #input = new RecentInput(['keydown', 'pointerdown', 'wheel']);

  constructor(work: FrameWork) {
    this.#work = work;
    // A task posted from a frame's callback runs after that frame's layout and paint.
    this.#afterFrame.port1.onmessage = () => this.#afterPaint();
  }

  /** Asks for a drawing with the next frame; further requests until then, and during a drawing, change nothing. */
  request(): void {
    if (this.#requested || this.#drawing) return;
    this.#requested = true;
    const pause = this.#pausedUntil - performance.now();
    if (pause > 0) this.#timer = setTimeout(() => this.#awaitFrame(), pause);
    else this.#awaitFrame();
  }

  dispose(): void {
    this.#clear();
    this.#input.dispose();
    this.#afterFrame.port1.close();
  }

  #awaitFrame(): void {
    this.#frame = requestAnimationFrame(() => this.#run());
    this.#timer = setTimeout(() => this.#run(), document.hidden ? 0 : frameWaitMs);
  }

  #run(): void {
    this.#clear();
    this.#startedAt = performance.now();
    const end = this.#startedAt + Math.min(this.#sliceMs, this.#budget.longestSliceMs);
    this.#drawing = true;
    try {
      this.#left = this.#work.draw(() => performance.now() >= end || isInputPending());
    } finally {
      this.#drawing = false;
      this.#afterFrame.port2.postMessage(null);
    }
  }

  #afterPaint(): void {
    const now = performance.now();
    const cost = now - this.#startedAt;
    const factor = cost > dearFrameMs ? dearFrameMs / cost : 1.25;
    const { longestSliceMs, shortestSliceMs, share } = this.#budget;
    this.#sliceMs = Math.min(longestSliceMs, Math.max(shortestSliceMs, this.#sliceMs * factor));
    this.#pausedUntil = Math.min(this.#startedAt + cost / share - slackMs, now + longestPauseMs);
    this.#work.painted();
    if (this.#left) this.request();
  }

  get #budget(): Budget {
    return this.#input.within(afterInputMs) ? budgetAfterInput : budget;
  }

  #clear(): void {
    this.#requested = false;
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = undefined;
  }
}

/** https://wicg.github.io/is-input-pending/, which Chromium has and the DOM's types do not. */
interface InputScheduling {
  isInputPending?(): boolean;
}

/** Whether the user has pressed a key or the like that no task has dealt with yet. */
export function isInputPending(): boolean {
  const asked: Navigator & { scheduling?: InputScheduling } = navigator;
  return asked.scheduling?.isInputPending?.() ?? false;
}

/** When there is no frame for this long (a covered or hidden page draws none), drawing goes on without one. */
const frameWaitMs = 250;
/** How long one drawing may take. Layout and paint come on top, and an input event that waits behind both. */
const longestSliceMs = 8;
/** A slice is not cut down further: below it, what a frame costs besides would take most of the time. */
const shortestSliceMs = 3;
/** A frame that took longer than this, layout and paint included, is followed by one with a shorter slice. */
const dearFrameMs = 20;
/** How much of the main thread drawing may take while there is more to draw than fits into the frames. */
const share = 0.6;
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
 * a {@link share} of the main thread.
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
  #sliceMs = longestSliceMs;
  #pausedUntil = 0;

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
    this.#afterFrame.port1.close();
  }

  #awaitFrame(): void {
    this.#frame = requestAnimationFrame(() => this.#run());
    this.#timer = setTimeout(() => this.#run(), document.hidden ? 0 : frameWaitMs);
  }

  #run(): void {
    this.#clear();
    this.#startedAt = performance.now();
    const end = this.#startedAt + this.#sliceMs;
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
    this.#sliceMs = Math.min(longestSliceMs, Math.max(shortestSliceMs, this.#sliceMs * factor));
    this.#pausedUntil = Math.min(this.#startedAt + cost / share - slackMs, now + longestPauseMs);
    this.#work.painted();
    if (this.#left) this.request();
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

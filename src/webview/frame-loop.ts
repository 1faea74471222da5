/** When there is no frame for this long (a covered or hidden page draws none), drawing goes on without one. */
const frameWaitMs = 250;
/** Drawing that takes longer than this is followed by an equally long pause, so that the page still answers to the user. */
const dearFrameMs = 16;
const longestPauseMs = 200;

/** Runs a drawing at most once for each frame, and tells when the frame with it has been painted. */
export class FrameLoop {
  readonly #draw: () => void;
  readonly #painted: () => void;
  readonly #afterFrame = new MessageChannel();
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #requested = false;
  #startedAt = 0;
  #pausedUntil = 0;

  constructor(draw: () => void, painted: () => void) {
    this.#draw = draw;
    this.#painted = painted;
    // A task posted from a frame's callback runs after that frame's layout and paint.
    this.#afterFrame.port1.onmessage = () => this.#afterPaint();
  }

  /** Asks for a drawing with the next frame; further requests until then change nothing. */
  request(): void {
    if (this.#requested) return;
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
    this.#draw();
    this.#afterFrame.port2.postMessage(null);
  }

  #afterPaint(): void {
    const now = performance.now();
    const cost = now - this.#startedAt;
    this.#pausedUntil = cost > dearFrameMs ? now + Math.min(cost, longestPauseMs) : 0;
    this.#painted();
  }

  #clear(): void {
    this.#requested = false;
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = undefined;
  }
}

/** What is being watched of a person's typing. */
export interface TypingWatch {
  /** For each character so far, in milliseconds from the key event until after the paint of the frame with it. */
  lags: readonly number[];
}

/** Watches the composer from now on. */
export function watchTyping(): TypingWatch {
  const lags: number[] = [];
  const waiting: number[] = [];
  let pressedAt = 0;
  const afterPaint = new MessageChannel();
  afterPaint.port1.onmessage = () => {
    const now = performance.now();
    for (const at of waiting.splice(0)) lags.push(now - at);
  };
  document.addEventListener(
    'keydown',
    event => {
      // The browser's own time of the event, which may have waited for this page since.
      pressedAt = event.timeStamp;
    },
    true,
  );
  document.addEventListener(
    'input',
    () => {
      waiting.push(pressedAt);
      requestAnimationFrame(() => afterPaint.port2.postMessage(null));
    },
    true,
  );
  return { lags };
}

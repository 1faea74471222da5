/** What happens on the page's main thread, while a stream comes. */
export interface PageWatch {
  /** Ends it. Long tasks are told in tasks of their own, so this takes a moment. */
  stop(): Promise<{
    /** When each frame began, by `performance.now()`. */
    frames: number[];
    /** Lengths of tasks of over 50 ms. */
    longTasks: number[];
  }>;
}

/** Begins to watch. It asks for every frame, which costs the same with all candidates. */
export function watchPage(): PageWatch {
  const frames: number[] = [];
  const longTasks: number[] = [];
  const observer = new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  });
  observer.observe({ type: 'longtask' });
  let request = requestAnimationFrame(function frame(at) {
    frames.push(at);
    request = requestAnimationFrame(frame);
  });
  return {
    async stop() {
      cancelAnimationFrame(request);
      await new Promise(resolve => setTimeout(resolve, 100));
      observer.disconnect();
      return { frames, longTasks };
    },
  };
}

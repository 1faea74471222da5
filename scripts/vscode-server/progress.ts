/** A line that tells what is going on. */
export interface Progress {
  /** The next step has begun. */
  step(name: string): void;
  /** It is over; `outcome` is the last word. */
  end(outcome: string): void;
}

/**
 * Shows a long wait on standard error: on a terminal one line with the seconds counting, elsewhere a plain line a step,
 * which logs can bear.
 */
export function startProgress(title: string): Progress {
  const started = performance.now();
  const terminal = process.stderr.isTTY === true && process.env['CI'] === undefined;
  let current = '';
  const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`;
  const redraw = () => process.stderr.write(`\r\x1b[K${title}: ${current}, ${seconds()}`);
  const timer = terminal ? setInterval(redraw, 1000) : undefined;
  timer?.unref();
  if (!terminal) process.stderr.write(`${title}\n`);
  return {
    step(name) {
      current = name;
      if (terminal) redraw();
      else process.stderr.write(`  ${name}\n`);
    },
    end(outcome) {
      clearInterval(timer);
      current = outcome;
      if (terminal) {
        redraw();
        process.stderr.write('\n');
      } else process.stderr.write(`  ${outcome}, ${seconds()}\n`);
    },
  };
}

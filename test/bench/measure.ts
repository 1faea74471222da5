/** Something to be timed. What it gives back keeps the work from being optimised away. */
export interface Task {
  name: string;
  run: () => unknown;
}

/** How often tasks are run. */
export interface Repetitions {
  /** Runs of each task that are not counted. */
  warmUp: number;
  /** Runs of each task that are. An odd number has a median that was measured. */
  counted: number;
}

/**
 * The median time of each task on the CPU, in milliseconds, in the order given.
 *
 * It is the time of this process, V8's helpers included, and not that on the clock, in which whatever else the machine does
 * would count as well. The tasks take turns all the same, each round beginning with another one, since a busy machine is
 * slower in itself.
 *
 * With `--expose-gc` nobody pays for another's young garbage. A full collection would be wrong here: V8 then forgets the
 * shapes of parsed objects that are not alive just now, and with them the code it has optimized for them.
 */
export async function medianTimes(tasks: readonly Task[], { warmUp, counted }: Repetitions): Promise<number[]> {
  const times = tasks.map((): number[] => []);
  for (let round = 0; round < warmUp + counted; round++) {
    for (let turn = 0; turn < tasks.length; turn++) {
      const index = (turn + round) % tasks.length;
      globalThis.gc?.({ type: 'minor' });
      const start = cpuTime();
      await tasks[index]?.run();
      const time = cpuTime() - start;
      if (round >= warmUp) times[index]?.push(time);
    }
  }
  return times.map(median);
}

/** In milliseconds. The time of a single thread would be closer to what a user waits for, but comes in coarse steps. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((first, second) => first - second);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
}

import { median } from '../measure.ts';
import type { MainThreadTime, PageMemory } from './main-thread.ts';

/** What a run, or the medians of several, come to. All times are in milliseconds. */
export interface Figures {
  /** How many tokens were on the screen at the end; fewer than there are where it was broken off. */
  tokens: number;
  /** From when a token was due until a frame with it had been painted. Absent where tokens came by frames and not by the clock. */
  lag?: { p50: number; p95: number; p99: number; max: number; atEnd: number };
  /** How many frames showed something new, and how far apart frames were. */
  frames: { drawn: number; p95: number; max: number };
  /** How many tasks took more than 50 ms, and the longest one's length; 0 if there was none. */
  longTasks: { count: number; longest: number };
  /** The main thread's CPU time for 1,000 tokens. */
  perThousand: { total: number; script: number; layout: number; style: number };
  heapBytes: number;
  nodes: number;
}

/** What was measured of one run. Times are in milliseconds. */
export interface Measured {
  /** How many tokens were on the screen at the end. */
  tokens: number;
  /** How long each token took to the screen, in turn; empty where that has no meaning. */
  lags: readonly number[];
  /** When each frame began. */
  frames: readonly number[];
  /** How many frames showed something new. */
  drawn: number;
  /** Lengths of tasks of over 50 ms. */
  longTasks: readonly number[];
  time: MainThreadTime;
  memory: PageMemory;
}

/** Puts one run into figures. */
export function summarize({ tokens, lags, frames, drawn, longTasks, time, memory }: Measured): Figures {
  const intervals = frames.slice(1).map((at, index) => at - (frames[index] ?? 0));
  const thousands = (seconds: number) => (seconds * 1e6) / tokens;
  return {
    tokens,
    ...(lags.length > 0 && {
      lag: {
        p50: percentile(lags, 0.5),
        p95: percentile(lags, 0.95),
        p99: percentile(lags, 0.99),
        max: percentile(lags, 1),
        atEnd: lags.at(-1) ?? Number.NaN,
      },
    }),
    frames: { drawn, p95: percentile(intervals, 0.95), max: percentile(intervals, 1) },
    longTasks: { count: longTasks.length, longest: longTasks.length === 0 ? 0 : percentile(longTasks, 1) },
    perThousand: {
      total: thousands(time.total),
      script: thousands(time.script),
      layout: thousands(time.layout),
      style: thousands(time.style),
    },
    heapBytes: memory.heapBytes,
    nodes: memory.nodes,
  };
}

/** The median of each figure by itself. */
export function medianFigures(runs: readonly Figures[]): Figures {
  const of = (pick: (figures: Figures) => number) => median(runs.map(pick));
  const lags = runs.flatMap(({ lag }) => lag ?? []);
  const ofLag = (pick: (lag: NonNullable<Figures['lag']>) => number) => median(lags.map(pick));
  return {
    tokens: of(({ tokens }) => tokens),
    ...(lags.length > 0 && {
      lag: {
        p50: ofLag(lag => lag.p50),
        p95: ofLag(lag => lag.p95),
        p99: ofLag(lag => lag.p99),
        max: ofLag(lag => lag.max),
        atEnd: ofLag(lag => lag.atEnd),
      },
    }),
    frames: {
      drawn: of(({ frames }) => frames.drawn),
      p95: of(({ frames }) => frames.p95),
      max: of(({ frames }) => frames.max),
    },
    longTasks: { count: of(({ longTasks }) => longTasks.count), longest: of(({ longTasks }) => longTasks.longest) },
    perThousand: {
      total: of(({ perThousand }) => perThousand.total),
      script: of(({ perThousand }) => perThousand.script),
      layout: of(({ perThousand }) => perThousand.layout),
      style: of(({ perThousand }) => perThousand.style),
    },
    heapBytes: of(({ heapBytes }) => heapBytes),
    nodes: of(({ nodes }) => nodes),
  };
}

/** The smallest value that this share (0 to 1) of the values does not exceed; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((first, second) => first - second);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

import { availableParallelism, loadavg } from 'node:os';

/**
 * Another one in each run, so that no figure can come to depend on one text; `RUNNEL_BENCH_SEED` brings one back. A bench
 * prints it.
 */
export function benchSeed(): number {
  return Number(process.env['RUNNEL_BENCH_SEED'] ?? Date.now() % 1_000_000);
}

/** By how much to multiply the repetitions of what takes long: `RUNNEL_BENCH_ROUNDS`, 1 if it is not set. */
export function benchRounds(): number {
  return Math.max(1, Math.floor(Number(process.env['RUNNEL_BENCH_ROUNDS'] ?? 1)) || 1);
}

/** What else the machine was doing in the last minute, such as `load 0.3 on 2 cores`; times by the clock depend on it. */
export function benchLoad(): string {
  return `load ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} cores`;
}

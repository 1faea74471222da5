/**
 * Another one in each run, so that no figure can come to depend on one text; `RUNNEL_BENCH_SEED` brings one back. A bench
 * prints it.
 */
export function benchSeed(): number {
  return Number(process.env['RUNNEL_BENCH_SEED'] ?? Date.now() % 1_000_000);
}

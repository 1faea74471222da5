import { benchLoad, benchRounds, benchSeed } from '../bench-environment.ts';
import type { Aim, BenchOptions, BenchResult, BenchTable } from '../bench-result.ts';
import { compareSizes, sizes } from './compare-sizes.ts';

/** Streams into documents of a real VS Code, and compares with single edits. */
export async function runInsertBench({ only }: BenchOptions): Promise<BenchResult> {
  const seed = benchSeed();
  const load = benchLoad();
  const tables: BenchTable[] = [];
  const aims: Aim[] = [];
  const wanted = sizes.filter(({ name }) => name.includes(only.toLowerCase()));
  if (wanted.length > 0) {
    const found = await compareSizes(seed, wanted);
    tables.push(...found.tables);
    aims.push(...found.aims);
  }
  return {
    name: 'insert',
    title: `Inserting into the editor of a real VS Code (seed ${seed}; ${load})`,
    tables,
    aims,
    notes: [`Rounds: ${benchRounds()}`],
  };
}

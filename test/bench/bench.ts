// Measures, and prints tables. Usage: npm run bench -- [name…] [--only TEXT] [--json FILE].
// Without a name all benches run; --only takes of each only the parts with TEXT in their names.
// A missed aim is said and does not fail the run: times depend on the machine. Answers that differ do.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type BenchOptions, type BenchResult, isMet } from './bench-result.ts';
import { printResult } from './print-result.ts';

/** All benches by name. Each is loaded only when it runs. */
const benches: Readonly<Record<string, (options: BenchOptions) => Promise<BenchResult>>> = {
  decode: async options => (await import('./decode/decode-bench.ts')).runDecodeBench(options),
  memory: async options => (await import('./memory/memory-bench.ts')).runMemoryBench(options),
  render: async options => (await import('./render/render-bench.ts')).runRenderBench(options),
  conversation: async options => (await import('./conversation/conversation-bench.ts')).runConversationBench(options),
  insert: async options => (await import('./insert/insert-bench.ts')).runInsertBench(options),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, only: { type: 'string' } },
});
const unknown = positionals.filter(name => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`No bench “${unknown.join('”, “')}”; there are: ${Object.keys(benches).join(', ')}.\n`);
  process.exit(2);
}

const results: BenchResult[] = [];
for (const [name, run] of Object.entries(benches)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const result = await run({ only: values.only ?? '' });
  process.stdout.write(`${results.length === 0 ? '' : '\n'}${printResult(result)}`);
  results.push(result);
}
if (values.json !== undefined) {
  const written = results.map(result => ({
    ...result,
    aims: result.aims.map(aim => ({ ...aim, met: isMet(aim) })),
  }));
  const machine = { node: process.version, platform: process.platform, arch: process.arch };
  await writeFile(values.json, `${JSON.stringify({ ...machine, results: written }, undefined, 2)}\n`);
}

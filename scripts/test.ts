// Runs all the checks and tests, or those named. Usage: node scripts/test.ts [build|check|unit|webview|vscode|e2e]...
// The last line printed is `N passed, N failed`.
import { mkdir } from 'node:fs/promises';
import type { Counts } from './test-counts.ts';
import { type Suite, type SuiteName, suites } from './test-suites.ts';
import { repositoryRoot } from './vscode-server/process-tree.ts';

const asked = process.argv.slice(2);
const unknown = asked.filter(name => !suites.some(suite => suite.name === name));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${suites.map(suite => suite.name).join(', ')}.`);
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
process.chdir(repositoryRoot);
await mkdir('out/results', { recursive: true });
const total: Counts = { passed: 0, failed: 0 };
const summary: string[] = [];
const broken = new Set<SuiteName>();
for (const suite of chosenSuites()) {
  console.log(`\n=== ${suite.name}: ${suite.title} ===\n`);
  const started = performance.now();
  const counts = await runSuite(suite);
  if (counts.failed > 0) broken.add(suite.name);
  total.passed += counts.passed;
  total.failed += counts.failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  summary.push(`${suite.name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`);
}
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`\n${summary.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);

/** The parts asked for, and the build before those that need it. */
function chosenSuites(): readonly Suite[] {
  if (asked.length === 0) return suites;
  return suites.filter(
    suite =>
      asked.includes(suite.name) || suites.some(other => asked.includes(other.name) && other.needs === suite.name),
  );
}

/** A suite that crashes, does not get to run, or runs nothing at all, counts as one failed test. */
async function runSuite(suite: Suite): Promise<Counts> {
  if (suite.needs !== undefined && broken.has(suite.needs)) {
    console.log(`Not run, since ${suite.needs} failed.`);
    return { passed: 0, failed: 1 };
  }
  try {
    const counts = await suite.run();
    if (counts.passed + counts.failed > 0) return counts;
    console.log('No test was run.');
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
  }
  return { passed: 0, failed: 1 };
}

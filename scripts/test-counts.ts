import { readFile, rm } from 'node:fs/promises';
import { runTool } from './run-tool.ts';

/** How many tests came out which way. */
export interface Counts {
  passed: number;
  failed: number;
}

/** Runs commands that only pass or fail as a whole, all of them. */
export async function countCommands(commands: readonly (readonly [string, ...string[]])[]): Promise<Counts> {
  const counts = { passed: 0, failed: 0 };
  for (const command of commands) {
    const status = await runTool(command);
    counts[status === 0 ? 'passed' : 'failed']++;
    console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${command.join(' ')}`);
  }
  return counts;
}

/** Runs vitest and counts its tests; a file that does not load counts as one failed test. */
export async function countVitest(name: string, args: readonly string[]): Promise<Counts> {
  const file = `out/results/${name}.json`;
  await rm(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const status = await runTool(['vitest', 'run', ...args, ...reporters]);
  const report: VitestReport = JSON.parse(await readFile(file, 'utf8'));
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(test => test.status === 'failed'),
  );
  return withStatus({ passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length }, status);
}

/** The part of vitest's JSON report that is read. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** Runs a script that writes `{ passed, failed }` to the file behind `--results`. */
export async function countRunner(name: string, script: string, args: readonly string[] = []): Promise<Counts> {
  const file = `out/results/${name}.json`;
  await rm(file, { force: true });
  const status = await runTool([process.execPath, script, '--results', file, ...args]);
  return withStatus(JSON.parse(await readFile(file, 'utf8')), status);
}

/** A run that fails with no failed test failed outside the tests: that must not get lost. */
function withStatus(counts: Counts, status: number): Counts {
  if (status === 0 || counts.failed > 0) return counts;
  console.log(`The run ended with status ${status} although no test failed.`);
  return { ...counts, failed: 1 };
}

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { FailureReport } from './support/failure-report.ts';

/**
 * Runs every test file beside this bundle inside the extension host; VS Code calls it. What was counted goes to the file
 * that `RUNNEL_TEST_RESULTS` names, since neither host hands a value on to the one who started it.
 *
 * @throws Error when a test fails, or none was there.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, color: false, forbidOnly: true, forbidPending: true });
  const grep = process.env['RUNNEL_TEST_GREP'];
  if (grep) mocha.fgrep(grep);
  // The console of a page holds what all of VS Code has to say: ours is told apart by this.
  const mark = process.env['RUNNEL_TEST_MARK'] ?? '';
  const { Base } = Mocha.reporters;
  const print = Base.consoleLog;
  Base.consoleLog = (...args) => print(mark + format(...args));
  const files = readdirSync(__dirname).filter(file => file.endsWith('.test.cjs'));
  for (const file of files.sort()) mocha.addFile(join(__dirname, file));
  const report = new FailureReport();
  let passed = 0;
  let failed = 0;
  await new Promise<void>(resolve => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', () => passed++);
    runner.on('test', () => report.begin());
    runner.on('fail', () => {
      failed++;
      Base.consoleLog(report.text);
    });
  });
  const results = process.env['RUNNEL_TEST_RESULTS'];
  if (results) writeFileSync(results, JSON.stringify({ passed, failed }));
  if (failed > 0 || passed === 0) throw new Error(`${passed} passed, ${failed} failed`);
}

// Runs the end-to-end tests. Usage: node test/e2e/support/runner.ts [--results FILE] [--grep TEXT] [test file]...
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { repositoryRoot } from '../../../scripts/vscode-server/process-tree.ts';
import { closeBrowser } from './browser.ts';
import { openWorkbenches } from './workbench.ts';

const { values, positionals } = parseArgs({
  options: { results: { type: 'string' }, grep: { type: 'string' } },
  allowPositionals: true,
});

const mocha = new Mocha({
  ui: 'bdd',
  // A window takes about 5 s to open, several times that on a busy machine.
  timeout: 60_000,
  forbidOnly: true,
  forbidPending: true,
  rootHooks: {
    async afterEach(this: Mocha.Context) {
      if (this.currentTest?.isFailed()) await showWhatWasThere(this.currentTest.fullTitle());
    },
    async afterAll() {
      // A test file closes its own; this is for those whose hooks failed.
      for (const workbench of openWorkbenches) await workbench.close();
      await closeBrowser();
    },
  },
});
if (values.grep !== undefined) mocha.fgrep(values.grep);
for (const file of await testFiles()) mocha.addFile(file);
await mocha.loadFilesAsync();

// Playwright ends its browser on this, and the servers end with this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

let passed = 0;
let failed = 0;
await new Promise<void>(done => {
  const runner = mocha.run(() => done());
  runner.on('pass', () => passed++);
  runner.on('fail', () => failed++);
});
if (values.results !== undefined) {
  await mkdir(dirname(values.results), { recursive: true });
  await writeFile(values.results, JSON.stringify({ passed, failed }));
}
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function testFiles(): Promise<string[]> {
  if (positionals.length > 0) return positionals.map(file => resolve(file));
  const folder = join(repositoryRoot, 'test/e2e');
  const files = await readdir(folder);
  return files
    .filter(file => file.endsWith('.test.ts'))
    .sort()
    .map(file => join(folder, file));
}

/** Keeps pictures and console lines of the windows that are open when a test fails. */
async function showWhatWasThere(title: string): Promise<void> {
  const name = `failed-${title.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 80)}`;
  for (const [index, workbench] of [...openWorkbenches].entries()) {
    const picture = await workbench.screenshot(`${name}-${index}`).catch(String);
    const telling = workbench.console.filter(line => !/^log:|allow-scripts/.test(line));
    const lines = telling.slice(-15).map(line => `        ${line}`);
    process.stdout.write(`      window: ${picture}\n${lines.join('\n')}\n`);
  }
}

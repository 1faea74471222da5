// Runs the tests of this folder inside VS Code's extension host: in the VS Code server with a headless Chromium, or with
// --desktop in desktop VS Code. Usage: node test/vscode/runner.ts [--desktop] [--grep TEXT] [--results FILE]
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../../scripts/vscode-server/process-tree.ts';
import { runInDesktop, runInServer } from './runner-hosts.ts';

const { values } = parseArgs({
  options: {
    desktop: { type: 'boolean', default: false },
    grep: { type: 'string' },
    results: { type: 'string' },
  },
});
const results = values.results ?? join(repositoryRoot, 'out/results/vscode.json');
await mkdir(dirname(results), { recursive: true });
await rm(results, { force: true });

const directory = await mkdtemp(join(tmpdir(), 'runnel-vscode-'));
try {
  const host = values.desktop ? runInDesktop : runInServer;
  await host({
    directory,
    extension: repositoryRoot,
    tests: join(repositoryRoot, 'out/test/index.cjs'),
    consoleFile: results.replace(/(\.json)?$/, '-console.log'),
    env: { RUNNEL_TEST_RESULTS: results, ...(values.grep && { RUNNEL_TEST_GREP: values.grep }) },
  });
  const { passed, failed }: { passed: number; failed: number } = JSON.parse(await readFile(results, 'utf8'));
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}

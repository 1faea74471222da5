import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { repositoryRoot } from './vscode-server/process-tree.ts';

/**
 * Runs a tool of `node_modules` with its output shown, and ends it when this process ends. Resolves with its exit status,
 * 1 if a signal ended it.
 */
export async function runTool(command: readonly [string, ...string[]]): Promise<number> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${join(repositoryRoot, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    },
    shell: process.platform === 'win32',
  });
  const end = () => child.kill();
  process.once('exit', end);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      process.off('exit', end);
      resolve(code ?? 1);
    });
  });
}

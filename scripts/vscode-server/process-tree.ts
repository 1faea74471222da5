import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const endWithParent = new URL('end-with-parent.ts', import.meta.url).href;

/**
 * Starts a Node program that, with everything it starts in turn, ends when this process ends, also when this one is
 * killed. Standard output and standard error go to the open file `output`.
 */
export function spawnNodeTree(script: string, args: string[], output: number, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['--import', endWithParent, script, ...args], {
    detached: process.platform !== 'win32',
    stdio: ['ignore', output, output, 'ipc'],
    env,
    windowsHide: true,
  });
}

/** Ends a process started with {@link spawnNodeTree} and all its children, and waits until it is gone. */
export async function endTree(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
  // The whole group at once: an orderly end would take VS Code seconds, and there is nothing it has to save.
  else process.kill(-child.pid, 'SIGKILL');
  await gone;
}

/** The repository's root directory. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

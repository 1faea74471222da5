import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheDirectory, InstallError } from './install.ts';
import { endTree } from './process-tree.ts';

/** How desktop VS Code is started. */
export interface DesktopOptions {
  /** Where the user's data goes; holds `data/User/settings.json`. */
  dataDirectory: string;
  folder: string;
  /** Unpacked extensions to load. */
  extensions: readonly string[];
}

/** A desktop VS Code that runs. */
export interface Desktop {
  /** Resolves when its last window has been closed. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Gives the executable of desktop VS Code, downloading it from Microsoft the first time.
 *
 * @throws InstallError
 */
export async function installDesktop(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ cachePath: cacheDirectory });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InstallError(
      `Could not download desktop VS Code from update.code.visualstudio.com.\n\n${reason}\n\n` +
        'Check the connection and the proxy (HTTPS_PROXY), or run VS Code in the browser, which comes from the npm\n' +
        'registry: npm start',
    );
  }
}

/** Starts desktop VS Code in a window of its own, apart from the user's own settings and extensions. */
export function startDesktop(executable: string, options: DesktopOptions): Desktop {
  const { dataDirectory, folder, extensions } = options;
  const child: ChildProcess = spawn(
    executable,
    [
      folder,
      ...extensions.map(path => `--extensionDevelopmentPath=${path}`),
      `--user-data-dir=${join(dataDirectory, 'data')}`,
      `--extensions-dir=${join(dataDirectory, 'extensions')}`,
      '--disable-workspace-trust',
      '--new-window',
    ],
    { detached: process.platform !== 'win32', stdio: 'ignore' },
  );
  return { ended: once(child, 'exit'), stop: () => endTree(child) };
}

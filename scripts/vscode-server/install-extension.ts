import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Installs a .vsix as a user does, for servers with this data directory. Resolves with what VS Code printed.
 *
 * @throws Error when VS Code refuses it.
 */
export async function installExtension(home: string, dataDirectory: string, vsix: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(home, 'out/server-main.js'),
    ...['--install-extension', vsix, '--accept-server-license-terms'],
    ...['--server-data-dir', dataDirectory, '--extensions-dir', join(dataDirectory, 'extensions')],
  ]);
  return stdout;
}

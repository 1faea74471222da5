import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where a server with this data directory has its extensions. */
export function extensionsDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'extensions');
}

/**
 * Installs unpacked extensions, in place of all there are: by links, so that a new build counts from the next reload of
 * the window, and so that uninstalling one in VS Code deletes the link only.
 */
export async function linkExtensions(dataDirectory: string, directories: readonly string[]): Promise<void> {
  const extensions = extensionsDirectory(dataDirectory);
  // VS Code looks through the directory only when there is no list in it, and keeps the manifests it has read.
  await rm(extensions, { recursive: true, force: true });
  await rm(join(dataDirectory, 'data/CachedProfilesData'), { recursive: true, force: true });
  await mkdir(extensions, { recursive: true });
  for (const directory of directories) {
    const manifest: Manifest = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
    const name = `${manifest.publisher}.${manifest.name}-${manifest.version}`;
    await symlink(directory, join(extensions, name), 'junction');
  }
}

/** The part of an extension's package.json that is read. */
interface Manifest {
  publisher: string;
  name: string;
  version: string;
}

/**
 * Installs a .vsix as a user does, for servers with this data directory. Resolves with what VS Code printed.
 *
 * @throws Error when VS Code refuses it.
 */
export async function installPackage(home: string, dataDirectory: string, vsix: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(home, 'out/server-main.js'),
    ...['--install-extension', vsix, '--accept-server-license-terms'],
    ...['--server-data-dir', dataDirectory, '--extensions-dir', extensionsDirectory(dataDirectory)],
  ]);
  return stdout;
}

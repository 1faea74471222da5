import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { extensionsDirectory } from './extensions.ts';
import { findFreePort } from './free-port.ts';
import { isListening } from './is-listening.ts';
import { endTree, spawnNodeTree } from './process-tree.ts';

/** How a server is started. */
export interface ServerOptions {
  /** What `installVsCodeServer` gave. */
  home: string;
  /** Where the user's data goes; holds `data/User/settings.json`. */
  dataDirectory: string;
  /** The folder of a page whose address names none. */
  folder?: string;
  /**
   * Lets the address of a page say which extension and tests to load. VS Code's driver for smoke tests comes with that,
   * and with the driver it shows no notifications.
   */
  development?: boolean;
  /** Taken if it is free, since VS Code keeps a window's state in the browser by address; otherwise any free port. */
  preferredPort?: number;
  /** Added to the environment of the server and with it of the extension host. */
  env?: Readonly<Record<string, string>>;
}

/** A page of a server started for development. All paths are absolute. */
export interface DevelopmentPage {
  folder: string;
  /** The unpacked extension to load; of several in one address VS Code would take the last only. */
  extension: string;
  /** A module that exports `run(): Promise<void>`, to be run in the extension host. */
  tests: string;
}

/** A VS Code server that serves the workbench to a browser. */
export interface VsCodeServer {
  /** Such as `http://127.0.0.1:4711/`. */
  readonly url: string;
  readonly port: number;
  /** Where its output goes. */
  readonly logFile: string;
  /** Resolves when the server has ended, with what it ended. */
  readonly ended: Promise<string>;
  developmentUrl(page: DevelopmentPage): string;
  /** Ends the server, its extension hosts and terminals. */
  stop(): Promise<void>;
}

/** How long a start may take, in milliseconds: 20 times what it takes here. */
const startTimeout = 30_000;

/**
 * Starts a VS Code server on loopback and waits until it answers.
 *
 * @throws Error with the server's last words, when it ends or is silent for 30 s.
 */
export async function startVsCodeServer(options: ServerOptions): Promise<VsCodeServer> {
  const { home, dataDirectory } = options;
  const logFile = join(dataDirectory, 'server.log');
  await mkdir(dataDirectory, { recursive: true });
  const port = await findFreePort(options.preferredPort);
  const args = [
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    ...['--server-data-dir', dataDirectory, '--extensions-dir', extensionsDirectory(dataDirectory)],
    ...(options.folder === undefined ? [] : ['--default-folder', options.folder]),
    ...(options.development ? ['--enable-smoke-test-driver'] : []),
  ];
  const log = openSync(logFile, 'w');
  const child = spawnNodeTree(join(home, 'out/server-main.js'), args, log, {
    ...process.env,
    // No extension gallery: nothing is looked up there.
    EXTENSIONS_GALLERY: '{}',
    ...options.env,
  });
  closeSync(log);
  const ended = endOf(child);
  try {
    await waitUntilListening(port, child);
  } catch (error) {
    await endTree(child);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The VS Code server did not start: ${reason}\n${tail(logFile)}`);
  }
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    logFile,
    ended,
    developmentUrl: page => developmentUrl(port, page),
    stop: () => endTree(child),
  };
}

function developmentUrl(port: number, { folder, extension, tests }: DevelopmentPage): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${pathToFileURL(path).pathname}`;
  const query = new URLSearchParams({
    folder: decodeURI(pathToFileURL(folder).pathname),
    payload: JSON.stringify([
      ['extensionDevelopmentPath', remote(extension)],
      ['extensionTestsPath', remote(tests)],
    ]),
  });
  return `http://127.0.0.1:${port}/?${query}`;
}

/** Resolves with how the process ended. */
async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = await once(child, 'exit');
    return signal ?? `status ${code}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function waitUntilListening(port: number, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + startTimeout;
  while (!(await isListening(port))) {
    const end = child.signalCode ?? child.exitCode;
    if (end !== null) throw new Error(`it ended with ${typeof end === 'number' ? `status ${end}` : end}.`);
    if (performance.now() > deadline) throw new Error(`it was silent for ${startTimeout / 1000} s.`);
    await wait(50);
  }
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}

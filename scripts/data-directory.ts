import { once } from 'node:events';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname } from 'node:path';
import { isListening } from './vscode-server/is-listening.ts';

/** A directory for VS Code's user data that no other run uses until it is given back. */
export interface DataDirectory {
  path: string;
  /** 1 for the first choice, 2 for the one of a second run at the same time, and so on. */
  number: number;
  release(): void;
}

/**
 * Claims `path`, or where a living run has it, `path-2`, `path-3`, …: two runs must not write each other's settings.
 *
 * A claim is a file beside the directory with a port on loopback on which its owner listens. The system closes that port
 * however the owner ends, so that a killed run leaves no claim that counts; a process id would soon be somebody else's, and
 * so would a port that is the same for every run.
 */
export async function claimDataDirectory(path: string): Promise<DataDirectory> {
  const alive = createServer(socket => socket.destroy());
  alive.listen(0, '127.0.0.1').unref();
  await once(alive, 'listening');
  const { port: livePort } = alive.address() as AddressInfo;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? path : `${path}-${number}`;
    const lock = `${candidate}.lock`;
    if (await claim(lock, livePort)) {
      const release = () => {
        rmSync(lock, { force: true });
        alive.close();
      };
      return { path: candidate, number, release };
    }
  }
}

async function claim(lock: string, livePort: number): Promise<boolean> {
  mkdirSync(dirname(lock), { recursive: true });
  if (create(lock, livePort)) return true;
  const owner = read(lock);
  if (owner !== undefined && (await isListening(Number(owner)))) return false;
  // Of a run that is no more. It is moved before it is removed: another start may have replaced it since it was read.
  const taken = `${lock}-${process.pid}`;
  try {
    renameSync(lock, taken);
  } catch {
    // Gone already.
  }
  const moved = read(taken);
  if (moved !== undefined && moved !== owner) {
    renameSync(taken, lock);
    return false;
  }
  rmSync(taken, { force: true });
  return create(lock, livePort);
}

/** Makes the file unless it is there. */
function create(lock: string, livePort: number): boolean {
  try {
    writeFileSync(lock, String(livePort), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

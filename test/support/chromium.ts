import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What Playwright's `launch` needs to start the browser of the tests. */
export interface ChromiumLaunchOptions {
  /** Path of the browser's executable; absent where `channel` says which installed browser to take. */
  executablePath?: string;
  /** An installed browser, where the packaged one does not run. */
  channel?: 'chrome' | 'msedge';
  /** Command line flags. */
  args: string[];
}

/** No sandbox (the tests may run as root in a container), no GPU, and nothing of its own over the network. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const modules = join(dirname(fileURLToPath(import.meta.url)), '../../node_modules');

/**
 * Tells which Chromium the tests start, and how: `RUNNEL_TEST_BROWSER` (a path) if it is set, the one inside the package
 * `@sparticuz/chromium` on Linux x64, an installed Chrome or Edge elsewhere.
 */
export async function chromiumLaunchOptions(): Promise<ChromiumLaunchOptions> {
  const chosen = process.env['RUNNEL_TEST_BROWSER'];
  if (chosen) return { executablePath: chosen, args: flags };
  if (process.platform === 'linux' && process.arch === 'x64') {
    return { executablePath: await unpackChromium(), args: flags };
  }
  return { channel: process.platform === 'win32' ? 'msedge' : 'chrome', args: flags };
}

/**
 * Unpacks the browser once for each version, below `node_modules/.cache`. The package itself unpacks to a fixed name in
 * the temporary directory, where a second test run would start the half-written file of the first; a directory that
 * gets its final name only when it is complete does not have this race.
 */
async function unpackChromium(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(modules, '@sparticuz/chromium/package.json'), 'utf8'));
  const version = (manifest as { version: string }).version;
  const cache = join(modules, '.cache');
  const home = join(cache, `chromium-${version}`);
  const executable = join(home, 'chromium');
  if (existsSync(executable)) return executable;

  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(join(cache, 'chromium-unpacking-'));
  const { default: chromium } = await import('@sparticuz/chromium');
  const temporary = process.env['TMPDIR'];
  try {
    process.env['TMPDIR'] = unfinished;
    await chromium.executablePath();
  } finally {
    if (temporary === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = temporary;
  }
  try {
    await rename(unfinished, home);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(executable)) throw error;
  }
  return executable;
}

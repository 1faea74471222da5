import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { chromium } from 'playwright';
import { linkExtensions } from '../../scripts/vscode-server/extensions.ts';
import { cacheDirectory, installVsCodeServer } from '../../scripts/vscode-server/install.ts';
import { repositoryRoot } from '../../scripts/vscode-server/process-tree.ts';
import { startVsCodeServer } from '../../scripts/vscode-server/server.ts';
import { quietSettings, writeUserSettings } from '../../scripts/vscode-server/settings.ts';
import { chromiumLaunchOptions } from '../support/chromium.ts';

/** One run of the tests. */
export interface HostRun {
  /** An empty directory for the user's data and the workspace. */
  directory: string;
  /** The unpacked extension. */
  extension: string;
  /** The module whose `run` runs the tests. */
  tests: string;
  /** Where all else that VS Code prints goes. */
  consoleFile: string;
  /** Environment of the extension host. */
  env: Readonly<Record<string, string>>;
}

/** Brings models to VS Code, as GitHub Copilot does. */
const languageModel = join(repositoryRoot, 'test/support/language-model');
/** Has a color theme that is broken, and one in an old format. */
const oddThemes = join(repositoryRoot, 'test/support/odd-themes');

/** Begins every line of the tests among all that VS Code prints. */
const mark = '[runnel-test] ';

/** How long nothing may be heard of the tests, in milliseconds: a window to open, and then several times one test's limit. */
const silenceTimeout = 90_000;

/**
 * Runs the tests in the VS Code server. What they print goes to standard output.
 *
 * @throws Error when VS Code goes away before the tests have ended.
 */
export async function runInServer({ directory, extension, tests, consoleFile, env }: HostRun): Promise<void> {
  const folder = await makeWorkspace(directory);
  await writeUserSettings(directory, { ...quietSettings, 'editor.minimap.enabled': false });
  await linkExtensions(directory, [languageModel, oddThemes]);
  const server = await startVsCodeServer({
    home: await installVsCodeServer(),
    dataDirectory: directory,
    development: true,
    env: { ...env, RUNNEL_TEST_MARK: mark },
  });
  const rest = createWriteStream(consoleFile);
  const { promise: exited, resolve: exit, reject: fail } = Promise.withResolvers<void>();
  // It may fail before anybody waits for it.
  exited.catch(() => undefined);
  const silence = setTimeout(
    () => fail(new Error(`Nothing was heard of the tests for ${silenceTimeout / 1000} s.`)),
    silenceTimeout,
  );
  const browser = await chromium.launch(await chromiumLaunchOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      const line = format(...args);
      silence.refresh();
      if (line.startsWith(mark)) process.stdout.write(`${line.slice(mark.length)}\n`);
      else rest.write(`${line}\n`);
    });
    await page.exposeFunction('codeAutomationExit', () => exit());
    page.on('crash', () => fail(new Error('The page of the workbench crashed.')));
    page.on('close', () => fail(new Error('The browser was closed.')));
    void server.ended.then(end => fail(new Error(`The VS Code server ended (${end}).`)));
    await page.goto(server.developmentUrl({ folder, extension, tests }));
    await exited;
  } finally {
    clearTimeout(silence);
    await browser.close();
    rest.end();
    await server.stop();
  }
}

/** Runs the tests in desktop VS Code, which is downloaded the first time. What they print goes to standard output. */
export async function runInDesktop({ directory, extension, tests, env }: HostRun): Promise<void> {
  const folder = await makeWorkspace(directory);
  await runTests({
    cachePath: cacheDirectory,
    extensionDevelopmentPath: [extension, languageModel, oddThemes],
    extensionTestsPath: tests,
    extensionTestsEnv: env,
    launchArgs: [folder, '--disable-extensions', `--user-data-dir=${join(directory, 'data')}`],
  });
}

async function makeWorkspace(directory: string): Promise<string> {
  const folder = join(directory, 'workspace');
  await mkdir(folder, { recursive: true });
  return folder;
}

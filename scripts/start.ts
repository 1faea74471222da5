// Runs VS Code with Runnel, a sample gateway and a small workspace, until Ctrl+C.
// Usage: see start-options.ts, or npm start -- --help
import { join, relative } from 'node:path';
import { type Gateway, startGateway } from '../test/support/gateway/gateway.ts';
import { claimDataDirectory, type DataDirectory } from './data-directory.ts';
import { runTool } from './run-tool.ts';
import { manyModelsProvider, replaceProviders, sampleProviders, sampleSettings } from './sample-settings.ts';
import { makeSampleWorkspace } from './sample-workspace.ts';
import { readStartOptions, type StartOptions, usage } from './start-options.ts';
import { installDesktop, startDesktop } from './vscode-server/desktop.ts';
import { linkExtensions } from './vscode-server/extensions.ts';
import { findFreePort } from './vscode-server/free-port.ts';
import { cacheDirectory, InstallError, installVsCodeServer } from './vscode-server/install.ts';
import { openBrowser } from './vscode-server/open-browser.ts';
import { repositoryRoot } from './vscode-server/process-tree.ts';
import { startVsCodeServer } from './vscode-server/server.ts';
import { quietSettings, readUserSettings, type Settings, writeUserSettings } from './vscode-server/settings.ts';

/**
 * The page's port of the first data directory, and behind it the gateway's; those of the next ones follow. VS Code keeps a
 * window's state in the browser by address, so the address of a data directory should stay the same, and a request that was
 * copied from one run should work in the next.
 */
const firstPort = 4710;

/** For this start only, beside what is set for tests, too: the path to the sample files is long and tells nothing. */
const startSettings: Settings = { ...quietSettings, 'breadcrumbs.enabled': false };

/** An extension that opens a file and the chat when the window does: Runnel itself does not push itself forward. */
const openChat = join(repositoryRoot, 'test/support/open-chat');

const options = optionsOrExit();

/** What has been started, to be ended in the reverse order. */
const started: (() => Promise<void>)[] = [];

let ending: Promise<never> | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

try {
  await start();
  await end(0);
} catch (error) {
  // What has been ended on purpose fails, too.
  if (!ending) console.error(error instanceof InstallError ? error.message : error);
  await end(1);
}

function optionsOrExit(): StartOptions {
  try {
    const read = readStartOptions(process.argv.slice(2));
    if (read !== 'help') return read;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
  process.stdout.write(usage);
  process.exit(0);
}

/** Ends everything that was started, then this process; of several calls the first counts. */
function end(status: number): Promise<never> {
  ending ??= (async () => {
    for (const stop of started.reverse()) await stop();
    process.exit(status);
  })();
  return ending;
}

/** Resolves when VS Code has been ended by the user. */
async function start(): Promise<void> {
  if ((await runTool([process.execPath, 'esbuild.js'])) !== 0) await end(1);
  const folder = join(cacheDirectory, 'sample-workspace');
  await makeSampleWorkspace(folder);

  const executable = options.desktop ? await installDesktop() : '';
  const home = options.desktop ? '' : await installVsCodeServer();
  const preferred = join(cacheDirectory, options.desktop ? 'user-data-desktop' : 'user-data');
  const data = await claimDataDirectory(preferred);
  started.push(async () => data.release());
  const preferredPort = firstPort + 2 * (data.number - 1);
  const gateway = await startGateway({ port: await findFreePort(preferredPort + 1) });
  started.push(() => gateway.close());
  const dataDirectory = data.path;
  await writeSettings(dataDirectory, gateway);

  if (options.desktop) {
    const desktop = startDesktop(executable, { dataDirectory, folder, extensions: [repositoryRoot, openChat] });
    started.push(() => desktop.stop());
    announce('Runnel runs in a desktop VS Code of its own.', gateway.baseUrl, data);
    await desktop.ended;
    return;
  }
  await linkExtensions(dataDirectory, [repositoryRoot, openChat]);
  const server = await startVsCodeServer({
    home,
    dataDirectory,
    folder,
    preferredPort,
  });
  started.push(() => server.stop());
  announce(`Runnel runs in VS Code at\n\n  ${server.url}`, gateway.baseUrl, data);
  if (!options.noOpen) openBrowser(server.url);
  const outcome = await server.ended;
  throw new Error(`The VS Code server ended (${outcome}); what it printed is in ${server.logFile}.`);
}

/** Points the sample providers at the gateway of this run; everything else that the user has set stays. */
async function writeSettings(dataDirectory: string, gateway: Gateway): Promise<void> {
  const sample = sampleSettings(gateway.baseUrl);
  let own: Settings;
  try {
    own = await readUserSettings(dataDirectory);
  } catch {
    console.error(`The settings below ${dataDirectory} are not plain JSON and stay as they are: no sample gateway.`);
    return;
  }
  const key = 'runnel.providers';
  const providers = replaceProviders(own[key], [
    ...sampleProviders(gateway),
    ...(options.manyModels ? [manyModelsProvider(gateway)] : []),
  ]);
  await writeUserSettings(dataDirectory, { ...startSettings, ...sample, ...own, [key]: providers });
}

function announce(what: string, gatewayUrl: string, data: DataDirectory): void {
  const directory = relative(repositoryRoot, data.path);
  const kept =
    data.number === 1
      ? `Settings and chats are kept in ${directory}`
      : `Another start runs already: this one has settings and chats of its own, in ${directory}`;
  console.log(`
${what}

The sample gateway, whose answers are scripted, is at ${gatewayUrl}
${kept}
Press Ctrl+C to end both.
`);
}

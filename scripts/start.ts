// Runs VS Code with Runnel, a sample gateway and a small workspace, until Ctrl+C.
// Usage: node scripts/start.ts [--desktop] [--no-open]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startGateway } from '../test/support/gateway/gateway.ts';
import { runTool } from './run-tool.ts';
import { sampleProviderId, sampleSettings } from './sample-settings.ts';
import { makeSampleWorkspace } from './sample-workspace.ts';
import { installDesktop, startDesktop } from './vscode-server/desktop.ts';
import { linkExtensions } from './vscode-server/extensions.ts';
import { cacheDirectory, InstallError, installVsCodeServer } from './vscode-server/install.ts';
import { openBrowser } from './vscode-server/open-browser.ts';
import { repositoryRoot } from './vscode-server/process-tree.ts';
import { startVsCodeServer } from './vscode-server/server.ts';
import { quietSettings, readUserSettings, type Settings, writeUserSettings } from './vscode-server/settings.ts';

/** VS Code keeps a window's state in the browser by address, so the address should stay the same. */
const preferredPort = 4710;

/** An extension that opens the chat when the window does: Runnel itself does not push itself forward. */
const openChat = join(repositoryRoot, 'test/support/open-chat');

const { values } = parseArgs({
  options: { desktop: { type: 'boolean', default: false }, 'no-open': { type: 'boolean', default: false } },
});

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
  const dataDirectory = join(cacheDirectory, values.desktop ? 'user-data-desktop' : 'user-data');
  await makeSampleWorkspace(folder);

  const executable = values.desktop ? await installDesktop() : '';
  const home = values.desktop ? '' : await installVsCodeServer();
  const gateway = await startGateway();
  started.push(() => gateway.close());
  await writeSettings(dataDirectory, gateway.baseUrl);

  if (values.desktop) {
    const desktop = startDesktop(executable, { dataDirectory, folder, extensions: [repositoryRoot, openChat] });
    started.push(() => desktop.stop());
    announce('Runnel runs in a desktop VS Code of its own.', gateway.baseUrl);
    await desktop.ended;
    return;
  }
  await linkExtensions(dataDirectory, [repositoryRoot, openChat]);
  const server = await startVsCodeServer({ home, dataDirectory, preferredPort, folder });
  started.push(() => server.stop());
  announce(`Runnel runs in VS Code at\n\n  ${server.url}`, gateway.baseUrl);
  if (!values['no-open']) openBrowser(server.url);
  const outcome = await server.ended;
  throw new Error(`The VS Code server ended (${outcome}); what it printed is in ${server.logFile}.`);
}

/** Points the provider `sample` at the gateway of this run; everything else that the user has set stays. */
async function writeSettings(dataDirectory: string, baseUrl: string): Promise<void> {
  const sample = sampleSettings(baseUrl);
  let own: Settings;
  try {
    own = await readUserSettings(dataDirectory);
  } catch {
    console.error(`The settings below ${dataDirectory} are not plain JSON and stay as they are: no sample gateway.`);
    return;
  }
  const key = 'runnel.providers';
  const providers = [own[key], sample[key]].flatMap(list => (Array.isArray(list) ? list : []));
  // Of the entries with the sample gateway's id the last one is of this run.
  const kept = providers.filter(
    (provider, index) => provider?.id !== sampleProviderId || index === providers.length - 1,
  );
  await writeUserSettings(dataDirectory, { ...quietSettings, ...sample, ...own, [key]: kept });
}

function announce(what: string, gatewayUrl: string): void {
  const kept = join('.vscode-test', values.desktop ? 'user-data-desktop' : 'user-data');
  console.log(`
${what}

The sample gateway, whose answers are scripted, is at ${gatewayUrl}
Settings and chats are kept in ${kept}
Press Ctrl+C to end both.
`);
}

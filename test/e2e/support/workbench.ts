import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Frame, Page } from 'playwright';
import { installPackage, linkExtensions } from '../../../scripts/vscode-server/extensions.ts';
import { installVsCodeServer } from '../../../scripts/vscode-server/install.ts';
import { repositoryRoot } from '../../../scripts/vscode-server/process-tree.ts';
import { startVsCodeServer, type VsCodeServer } from '../../../scripts/vscode-server/server.ts';
import { quietSettings, type Settings, writeUserSettings } from '../../../scripts/vscode-server/settings.ts';
import { theBrowser } from './browser.ts';
import { ChatPanel } from './chat-panel.ts';
import { Editor } from './editor.ts';
import { Host } from './host.ts';
import { until } from './until.ts';

/** What a window starts with. */
export interface WorkbenchOptions {
  /** Files of the workspace, by path relative to it. */
  files?: Readonly<Record<string, string>>;
  /** The user's settings, besides the quiet ones. */
  settings?: Settings;
  /** Environment of the extension host, such as an API key. */
  env?: Readonly<Record<string, string>>;
  /** The window's size in CSS pixels; 1280 x 800 unless told. */
  size?: { width: number; height: number };
  /** A .vsix of Runnel to install; otherwise Runnel runs unpacked, from this repository. */
  vsix?: string;
}

const hostBridge = fileURLToPath(new URL('host-bridge', import.meta.url));

/** All windows that are open, for the report of a failed test. */
export const openWorkbenches = new Set<Workbench>();

/** One VS Code window with Runnel, its own server, user data, workspace and browser profile. */
export class Workbench {
  readonly page: Page;
  readonly host: Host;
  readonly editor: Editor;
  /** The workspace's folder. */
  readonly folder: string;
  /** The user data directory; `data/logs` in it holds the logs. */
  readonly dataDirectory: string;
  /** Lines of the page's console, as they come. */
  readonly console: string[] = [];
  readonly #context: BrowserContext;
  readonly #server: VsCodeServer;
  readonly #directory: string;

  private constructor(page: Page, server: VsCodeServer, host: Host, directory: string, dataDirectory: string) {
    this.page = page;
    this.host = host;
    this.editor = new Editor(page, host);
    this.folder = join(directory, 'workspace');
    this.dataDirectory = dataDirectory;
    this.#context = page.context();
    this.#server = server;
    this.#directory = directory;
    page.on('console', message => this.console.push(`${message.type()}: ${message.text()}`));
    openWorkbenches.add(this);
  }

  /** Opens a window, and waits until it is there and its extensions have started. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const directory = await mkdtemp(join(tmpdir(), 'runnel-e2e-'));
    const dataDirectory = join(directory, 'user');
    const portFile = join(directory, 'host-port');
    const folder = join(directory, 'workspace');
    await mkdir(folder);
    for (const [file, text] of Object.entries(options.files ?? {})) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    await writeUserSettings(dataDirectory, { ...quietSettings, ...options.settings });
    const home = await installVsCodeServer();
    await linkExtensions(dataDirectory, options.vsix === undefined ? [repositoryRoot, hostBridge] : [hostBridge]);
    if (options.vsix !== undefined) await installPackage(home, dataDirectory, options.vsix);
    const server = await startVsCodeServer({
      home,
      dataDirectory,
      folder,
      env: { ...options.env, RUNNEL_E2E_BRIDGE: portFile },
    });
    const browser = await theBrowser();
    const context = await browser.newContext({ viewport: options.size ?? { width: 1280, height: 800 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const workbench = new Workbench(await context.newPage(), server, new Host(portFile), directory, dataDirectory);
    try {
      await workbench.page.goto(server.url);
      await workbench.#ready();
    } catch (error) {
      await workbench.close();
      throw error;
    }
    return workbench;
  }

  /** Closes the window, ends its server and removes its files. */
  async close(): Promise<void> {
    openWorkbenches.delete(this);
    await this.#context.close();
    await this.#server.stop();
    await rm(this.#directory, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Runs "Developer: Reload Window": unlike a reload of the page, VS Code saves its own state before. */
  async reloadWindow(): Promise<void> {
    await this.host.forget();
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.#ready();
  }

  /** Loads the page anew without a warning to VS Code: the hardest kind of reload. */
  async reload(): Promise<void> {
    await this.host.forget();
    await this.page.reload();
    await this.#ready();
  }

  /** Runs a command as a person does: by its title in the command palette. */
  async runCommand(title: string): Promise<void> {
    const palette = this.quickInput();
    const input = palette.locator('input.input');
    await until(`the command "${title}" in the palette`, async () => {
      // What the command before has put the focus on closes the palette again when it comes late.
      if (!(await palette.isVisible())) await this.page.keyboard.press('F1');
      await input.fill(`>${title}`, { timeout: 1000 });
      // Commands used before come first, whatever their title: the row with this very title is the one.
      const rows = palette.locator('.monaco-list-row');
      for (const row of await rows.all()) {
        if ((await row.locator('.label-name').first().textContent({ timeout: 1000 })) !== title) continue;
        await row.click({ timeout: 1000 });
        return true;
      }
      return false;
    });
  }

  /** Chooses what the light bulb at the cursor offers, by its title. */
  async chooseInLightBulb(title: string): Promise<void> {
    await this.page.locator('.lightBulbWidget').waitFor();
    const row = this.page.locator('.action-widget .monaco-list-row', { hasText: title });
    await until(`"${title}" in the light bulb`, async () => {
      // VS Code (1.139) forgets the key when TypeScript has something new to say, as it does while it starts.
      await this.page.keyboard.press('Control+.');
      await row.click({ timeout: 4_000 });
      return true;
    });
  }

  /** The open quick pick or input box; what is typed goes there. */
  quickInput() {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** The notifications on the screen. */
  notifications() {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  /**
   * Runnel's panel, once it is shown. It is another one after the view was hidden or the window reloaded. With several,
   * `index` says which.
   */
  panel(index = 0): Promise<ChatPanel> {
    return until("Runnel's webview", async () => (await this.panels())[index]);
  }

  /** All of Runnel's panels that are on the screen: each an iframe in an iframe, told by its transcript. */
  async panels(): Promise<ChatPanel[]> {
    const found: ChatPanel[] = [];
    for (const frame of this.page.frames()) {
      if (await isPanel(frame)) found.push(new ChatPanel(frame));
    }
    return found;
  }

  /** Shows or hides the side bar that Runnel's view is in, and waits for it. */
  async toggleSideBar(): Promise<void> {
    const before = (await this.panels()).length > 0;
    const secondary = await this.page.locator('.part.auxiliarybar iframe, .part.auxiliarybar .webview-view').count();
    const command = secondary > 0 ? 'toggleAuxiliaryBar' : 'toggleSidebarVisibility';
    await this.host.run((vscode, id) => vscode.commands.executeCommand(id), `workbench.action.${command}`);
    await until('the side bar', async () => (await this.panels()).length > 0 !== before);
  }

  /** Changes a setting of the user's. */
  async changeSetting(id: string, value: unknown): Promise<void> {
    const change = { id, value };
    await this.host.run(
      (vscode, { id, value }) =>
        vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global),
      change,
    );
  }

  /** Switches the colour theme, such as "Default Light Modern" or "Default High Contrast", and waits for it. */
  async changeTheme(name: string): Promise<void> {
    await this.changeSetting('workbench.colorTheme', name);
    const applied = await this.host.run(vscode => vscode.workspace.getConfiguration('workbench').get('colorTheme'));
    assert.equal(applied, name);
  }

  /** Writes a picture of the window to `out/screenshots/`, and gives its path. */
  async screenshot(name: string): Promise<string> {
    const path = join(repositoryRoot, 'out/screenshots', `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  /** What the server itself printed. */
  serverLog(): Promise<string> {
    return readFile(this.#server.logFile, 'utf8');
  }

  async #ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor();
    await this.host.ready();
  }
}

/** Whether this is the inner frame of one of Runnel's webviews, and on the screen. */
async function isPanel(frame: Frame): Promise<boolean> {
  if (frame.isDetached() || frame.parentFrame() === null) return false;
  try {
    return await frame.evaluate(() => document.querySelector('[role="log"]') !== null && innerWidth > 0);
  } catch {
    // It went away meanwhile, or is still loading.
    return false;
  }
}

import * as vscode from 'vscode';
import type { CodeTheme } from '../../protocol/code-theme.ts';
import type { Log } from '../log.ts';
import { chooseTheme, type ThemeContribution, type ThemeSettings, themesOfManifest } from './choose-theme.ts';
import { fallbackTheme } from './fallback-theme.ts';
import { readTheme } from './read-theme.ts';
import { customForeground, customRules } from './token-customizations.ts';

/** Bytes of one file of a theme; the largest known ones have a tenth of this. */
const maxFileBytes = 4 * 1024 * 1024;

const kinds: Readonly<Record<vscode.ColorThemeKind, CodeTheme['kind']>> = {
  [vscode.ColorThemeKind.Light]: 'light',
  [vscode.ColorThemeKind.Dark]: 'dark',
  [vscode.ColorThemeKind.HighContrast]: 'hcDark',
  [vscode.ColorThemeKind.HighContrastLight]: 'hcLight',
};

const settingsRead = [
  'workbench.colorTheme',
  'workbench.preferredDarkColorTheme',
  'workbench.preferredLightColorTheme',
  'workbench.preferredHighContrastColorTheme',
  'workbench.preferredHighContrastLightColorTheme',
  'window.autoDetectColorScheme',
  'window.autoDetectHighContrast',
  'editor.tokenColorCustomizations',
  'workbench.colorCustomizations',
];

/**
 * The colours of code in the user's own theme. VS Code has no API for them (https://github.com/microsoft/vscode/issues/32813)
 * and gives a webview the workbench's colours only, so that they are read from the theme's files.
 */
export class CodeThemes implements vscode.Disposable {
  readonly #log: Log;
  readonly #changed = new vscode.EventEmitter<CodeTheme>();
  /** Fires with the theme when its colours are other ones than before. */
  readonly onDidChange = this.#changed.event;
  readonly #listeners: vscode.Disposable[] = [];
  #current: CodeTheme | undefined;
  #isStale = false;
  #reading: Promise<void> | undefined;
  /** What was said in the log, so that it is said once. */
  readonly #logged = new Set<string>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** The theme as it was read last; before that, colours that fit the kind of theme shown. */
  get current(): CodeTheme {
    return this.#current ?? fallbackTheme(shownKind());
  }

  /** Begins to read the theme and to follow its changes; {@link onDidChange} tells when it is there. Then does nothing. */
  follow(): void {
    if (this.#listeners.length > 0) return;
    this.#listeners.push(
      vscode.window.onDidChangeActiveColorTheme(() => this.#refresh()),
      vscode.extensions.onDidChange(() => this.#refresh()),
      vscode.workspace.onDidChangeConfiguration(change => {
        if (settingsRead.some(setting => change.affectsConfiguration(setting))) this.#refresh();
      }),
    );
    this.#refresh();
  }

  /** Resolves when nothing is being read: for tests. */
  async settled(): Promise<void> {
    await this.#reading;
  }

  dispose(): void {
    for (const listener of this.#listeners.splice(0)) listener.dispose();
    this.#changed.dispose();
  }

  /** Several changes that come while the theme is being read are answered by one more reading. */
  #refresh(): void {
    this.#isStale = true;
    this.#reading ??= this.#readUntilFresh().finally(() => {
      this.#reading = undefined;
      if (this.#isStale) this.#refresh();
    });
  }

  async #readUntilFresh(): Promise<void> {
    let theme: CodeTheme | undefined;
    while (this.#isStale) {
      this.#isStale = false;
      theme = await this.#read();
    }
    if (!theme || isSame(theme, this.#current)) return;
    this.#current = theme;
    this.#changed.fire(theme);
  }

  /** The theme as it is now; undefined when VS Code is about to show another one. */
  async #read(): Promise<CodeTheme | undefined> {
    const kind = shownKind();
    const choice = chooseTheme(installedThemes(), readSettings(), kind);
    if (choice.type !== 'theme') {
      // The setting comes first and the change of theme behind it. But while themes are tried out in the picker, the
      // setting stays as it was.
      if (choice.type === 'other-kind' && this.#current?.kind === kind) return undefined;
      if (choice.type === 'unknown') this.#warn(choice.name, 'no such theme is installed where Runnel runs');
      return customized(fallbackTheme(kind), choice.name);
    }
    const { theme } = choice;
    try {
      const colors = await readTheme(theme.path, path => readFile(theme.folder, path));
      return customized({ kind, ...colors }, theme.name);
    } catch (error) {
      this.#warn(theme.name, String(error instanceof Error ? error.message : error));
      return customized(fallbackTheme(kind), theme.name);
    }
  }

  #warn(name: string, reason: string): void {
    const message = `Code is shown in Runnel's own colours, since those of the theme “${name}” cannot be read: ${reason}.`;
    if (this.#logged.has(message)) return;
    this.#logged.add(message);
    this.#log.warn(message);
  }
}

/** The theme with what the user's settings change in it. */
function customized(theme: CodeTheme, name: string): CodeTheme {
  const config = vscode.workspace.getConfiguration();
  const foreground = customForeground(config.get('workbench.colorCustomizations'), name) ?? theme.foreground;
  const rules = [...theme.rules, ...customRules(config.get('editor.tokenColorCustomizations'), name)];
  return { ...theme, ...(foreground !== undefined && { foreground }), rules };
}

function shownKind(): CodeTheme['kind'] {
  return kinds[vscode.window.activeColorTheme.kind];
}

function installedThemes(): (ThemeContribution & { folder: vscode.Uri })[] {
  return vscode.extensions.all.flatMap(({ packageJSON, extensionUri: folder }) =>
    themesOfManifest(packageJSON).map(theme => ({ ...theme, folder })),
  );
}

function readSettings(): ThemeSettings {
  const workbench = vscode.workspace.getConfiguration('workbench');
  const window = vscode.workspace.getConfiguration('window');
  const name = (setting: string) => String(workbench.get(setting) ?? '');
  return {
    colorTheme: name('colorTheme'),
    detectColorScheme: window.get('autoDetectColorScheme') === true,
    detectHighContrast: window.get('autoDetectHighContrast') !== false,
    preferred: {
      dark: name('preferredDarkColorTheme'),
      light: name('preferredLightColorTheme'),
      hcDark: name('preferredHighContrastColorTheme'),
      hcLight: name('preferredHighContrastLightColorTheme'),
    },
  };
}

/** By VS Code's own file system, which reaches an extension's folder wherever it is: on this disk, or behind an address. */
async function readFile(folder: vscode.Uri, path: string): Promise<string> {
  const uri = vscode.Uri.joinPath(folder, path);
  const tooLarge = () => new Error(`${path} is larger than ${maxFileBytes} bytes`);
  if ((await vscode.workspace.fs.stat(uri)).size > maxFileBytes) throw tooLarge();
  const bytes = await vscode.workspace.fs.readFile(uri);
  if (bytes.length > maxFileBytes) throw tooLarge();
  return new TextDecoder().decode(bytes);
}

function isSame(a: CodeTheme, b: CodeTheme | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

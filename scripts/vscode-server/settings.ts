import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** VS Code's settings, by id. */
export type Settings = Readonly<Record<string, unknown>>;

/** A window without questions, welcome pages, updates, suggestions, or traffic of its own. */
export const quietSettings: Settings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'js/ts.tsserver.automaticTypeAcquisition.enabled': false,
};

/** Where a server with this data directory keeps the user's settings. */
export function userSettingsFile(dataDirectory: string): string {
  return join(dataDirectory, 'data/User/settings.json');
}

/** Writes the user's settings, in place of those there. */
export async function writeUserSettings(dataDirectory: string, settings: Settings): Promise<void> {
  const file = userSettingsFile(dataDirectory);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}

/**
 * The user's settings as they are, empty when there are none yet.
 *
 * @throws SyntaxError when they are not plain JSON.
 */
export async function readUserSettings(dataDirectory: string): Promise<Settings> {
  let text: string;
  try {
    text = await readFile(userSettingsFile(dataDirectory), 'utf8');
  } catch {
    return {};
  }
  return JSON.parse(text) as Settings;
}

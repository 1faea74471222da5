import * as vscode from 'vscode';

/** Opens the user's settings file where the providers are: their entries are objects, which the settings' own page cannot edit. */
export async function openProviderSettings(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettingsJson', {
    revealSetting: { key: 'runnel.providers' },
  });
}

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ProviderConfig } from '../../../src/core/providers/provider.ts';
import type { Services } from '../../../src/host/services.ts';

/** The extension under test. */
export function runnelExtension(): vscode.Extension<Services | undefined> {
  const extension = vscode.extensions.getExtension<Services | undefined>('runnel.runnel');
  assert(extension, 'runnel.runnel is not loaded');
  return extension;
}

/** Its services, which it hands out in tests only. */
export async function runnelServices(): Promise<Services> {
  const services = await runnelExtension().activate();
  assert(services, 'the extension does not run in test mode');
  return services;
}

/** Sets the user's providers; undefined for none. */
export async function setProviders(providers: readonly ProviderConfig[] | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('runnel').update('providers', providers, vscode.ConfigurationTarget.Global);
}

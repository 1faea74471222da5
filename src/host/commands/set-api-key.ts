import * as vscode from 'vscode';
import { catalogue, type Preset } from '../../core/providers/catalogue.ts';
import {
  acceptsEnvironmentKey,
  isLoopback,
  type Provider,
  type ProviderConfig,
  parseBaseUrl,
  resolveProvider,
} from '../../core/providers/provider.ts';
import type { Services } from '../services.ts';
import { readSettings, writeProvider } from '../settings.ts';
import { chooseModel } from './select-model.ts';

interface SetUpItem extends vscode.QuickPickItem {
  /** What to write to the settings. */
  config: ProviderConfig;
  /** The user has to name the address first. */
  addressMissing?: true;
}

/**
 * `Runnel: Set API Key…`: which provider at which address, then its key. The key goes to `SecretStorage`, bound to that
 * address; an empty one removes what is stored. Sets the provider up when it is new, and offers its models.
 */
export async function setApiKey(services: Services): Promise<void> {
  const item = await vscode.window.showQuickPick(setUpItems(), {
    title: 'Runnel: Set API Key',
    placeHolder: 'Whose key?',
    matchOnDetail: true,
  });
  if (!item) return;
  const config = item.addressMissing ? await withAddress(item.config) : item.config;
  if (!config) return;
  const provider = resolveProvider(config);
  const key = await askKey(provider, await services.keys.isStored(provider));
  if (key === undefined) return;
  await writeProvider(config);
  if (key === '') await services.keys.delete(provider);
  else await services.keys.set(provider, key);
  if (readSettings().model?.providerId !== provider.id) await chooseModel(services, provider);
}

/** The providers the user has, then all addresses of the catalogue that are not among them. */
function setUpItems(): SetUpItem[] {
  const items: SetUpItem[] = [];
  const origins = new Set<string>();
  for (const config of readSettings().providers) {
    const provider = tryResolve(config);
    if (!provider || provider.preset.id === 'demo') continue;
    origins.add(provider.origin);
    items.push({ label: provider.label, description: provider.id, detail: provider.baseUrl, config });
  }
  for (const preset of Object.values(catalogue)) {
    if (preset.id === 'demo') continue;
    for (const address of preset.addresses) {
      if (origins.has(parseBaseUrl(address.baseUrl)?.origin ?? '')) continue;
      const config = { id: freeId(preset), preset: preset.id, baseUrl: address.baseUrl, label: address.label };
      items.push({ label: address.label, description: preset.detail, detail: address.baseUrl, config });
    }
    if (preset.addresses.length === 0) {
      const config = { id: freeId(preset), preset: preset.id };
      items.push({ label: `${preset.label}…`, description: preset.detail, config, addressMissing: true });
    }
  }
  return items;
}

function tryResolve(config: ProviderConfig): Provider | undefined {
  try {
    return resolveProvider(config);
  } catch {
    // The model picker tells what is wrong with it; a key cannot be bound to an address that is none.
    return undefined;
  }
}

/** An id no configured provider has: the preset's own, or one with a number behind it. */
function freeId(preset: Preset): string {
  const taken = new Set(readSettings().providers.map(provider => provider.id));
  let id: string = preset.id;
  for (let number = 2; taken.has(id); number++) id = `${preset.id}-${number}`;
  return id;
}

async function withAddress(config: ProviderConfig): Promise<ProviderConfig | undefined> {
  const baseUrl = await vscode.window.showInputBox({
    title: 'Runnel: Address of the Server',
    prompt: 'Its base URL, such as http://localhost:11434/v1',
    placeHolder: 'https://…/v1',
    ignoreFocusOut: true,
    validateInput: text =>
      parseAddress(text) ? undefined : 'An address that begins with http:// or https:// is needed.',
  });
  const url = baseUrl && parseAddress(baseUrl);
  return url ? { ...config, baseUrl: url.href.replace(/\/$/, ''), label: url.host } : undefined;
}

/** An address as people type it: the scheme may be missing. */
function parseAddress(text: string): URL | undefined {
  const typed = text.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(typed)) return parseBaseUrl(typed);
  if (!/^[\w.[\]:-]+(\/|$)/.test(typed)) return undefined;
  const url = parseBaseUrl(`http://${typed}`);
  return url && (isLoopback(url.hostname) ? url : parseBaseUrl(`https://${typed}`));
}

/** Undefined when dismissed, empty to remove the key or to go without one. */
async function askKey(provider: Provider, hasKey: boolean): Promise<string | undefined> {
  const { keyUrl } = provider.preset;
  const sentence = [
    `Kept in VS Code’s secret storage and sent to ${provider.origin} only.`,
    keyUrl && `Get one at ${keyUrl}.`,
    hasKey ? 'Leave empty to remove the stored key.' : emptyMeans(provider),
  ];
  const key = await vscode.window.showInputBox({
    title: `Runnel: API Key for ${provider.label}`,
    prompt: sentence.filter(Boolean).join(' '),
    password: true,
    ignoreFocusOut: true,
    validateInput: text =>
      /^[\x21-\x7e]*$/.test(text.trim()) ? undefined : 'A key has no spaces and no special characters.',
  });
  return key?.trim();
}

function emptyMeans(provider: Provider): string {
  const names = acceptsEnvironmentKey(provider) ? provider.preset.keyEnvironmentNames : [];
  return names.length > 0
    ? `Leave empty to use the environment variable ${names.join(' or ')}.`
    : 'Leave empty if the server needs none.';
}

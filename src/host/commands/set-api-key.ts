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
import { freeProviderId, readSettings, writeProvider } from '../settings.ts';
import { chooseModel } from './select-model.ts';

interface SetUpItem extends vscode.QuickPickItem {
  /** What to write to the settings. */
  config?: ProviderConfig;
  /** The user has to name the address first; this is what such an address looks like. */
  addressExample?: string;
  /** The user may name another address than this one. */
  address?: string;
}

/**
 * `Runnel: Set API Key…`: which provider at which address, then its key. The key goes to `SecretStorage`, bound to that
 * address; an empty one removes what is stored. Sets the provider up when it is new, and offers its models.
 *
 * @param providerId the configured provider whose key it is; the user is asked if not given, or there is none
 * @returns false if it has led elsewhere, such as to the settings
 */
export async function setApiKey(services: Services, providerId?: unknown): Promise<boolean> {
  const known = readSettings().providers.find(({ id }) => id === providerId);
  const item = known ? { config: known } : await pickProvider();
  if (!item?.config) return true;
  const config = 'label' in item ? await withAddress(item, item.config) : item.config;
  if (!config) return true;
  const provider = resolveProvider(config);
  const isNew = !readSettings().providers.some(({ id }) => id === provider.id);
  // One's own server on one's own machine has none to begin with; where it has, the command asks for it the next time.
  const keyless = isNew && provider.preset.local === true && provider.loopback;
  const key = keyless ? '' : await askKey(provider, await services.keys.isStored(provider));
  if (key === undefined) return true;
  await writeProvider(config);
  if (key === '') await services.keys.delete(provider);
  else await services.keys.set(provider, key);
  return readSettings().model?.providerId === provider.id || chooseModel(services, provider);
}

function pickProvider(): Thenable<SetUpItem | undefined> {
  return vscode.window.showQuickPick(setUpItems(), {
    title: 'Runnel: Set API Key',
    placeHolder: 'Whose key, or which server?',
    matchOnDescription: true,
    matchOnDetail: true,
  });
}

/** The providers the user has, then all addresses of the catalogue that are not among them. */
function setUpItems(): SetUpItem[] {
  const configured: SetUpItem[] = [];
  const taken = new Set<string>();
  for (const config of readSettings().providers) {
    const provider = tryResolve(config);
    if (!provider || provider.preset.id === 'demo') continue;
    taken.add(`${provider.preset.id} ${provider.origin}`);
    configured.push({ label: provider.label, description: provider.id, detail: provider.baseUrl, config });
  }
  const presets = Object.values(catalogue).filter(({ id }) => id !== 'demo');
  const offered = presets.flatMap(presetItems);
  const isTaken = ({ config }: SetUpItem) =>
    taken.has(`${config?.preset} ${parseBaseUrl(config?.baseUrl ?? '')?.origin}`);
  const local = presets.filter(preset => preset.local).flatMap(localItem);
  return [
    ...section('already set up', configured),
    ...section(
      'providers',
      offered.filter(item => !isTaken(item)),
    ),
    ...section('servers of your own', local),
  ];
}

function section(label: string, items: readonly SetUpItem[]): SetUpItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

/** One item for each address of a preset, or one that asks for the address. */
function presetItems(preset: Preset): SetUpItem[] {
  if (preset.local) return [];
  const config = { id: freeProviderId(preset.id), preset: preset.id };
  if (preset.addressExample !== undefined) {
    const { addressExample } = preset;
    return [{ label: `${preset.label}…`, description: preset.detail, config, addressExample }];
  }
  return preset.addresses.map(({ label, baseUrl }) => ({
    label,
    description: preset.detail,
    detail: baseUrl,
    config: { ...config, baseUrl, label },
  }));
}

/** Also where one is set up: there may be another on another machine. */
function localItem(preset: Preset): SetUpItem[] {
  const address = preset.addresses[0]?.baseUrl;
  if (address === undefined) return [];
  const config = { id: freeProviderId(preset.id), preset: preset.id };
  return [{ label: `${preset.label}…`, description: preset.detail, detail: address, config, address }];
}

function tryResolve(config: ProviderConfig): Provider | undefined {
  try {
    return resolveProvider(config);
  } catch {
    // The model picker tells what is wrong with it; a key cannot be bound to an address that is none.
    return undefined;
  }
}

async function withAddress(
  { address, addressExample }: SetUpItem,
  config: ProviderConfig,
): Promise<ProviderConfig | undefined> {
  const example = address ?? addressExample;
  if (example === undefined) return config;
  const baseUrl = await vscode.window.showInputBox({
    title: 'Runnel: Address of the Server',
    prompt: `Its base URL, such as ${example}`,
    ...(address !== undefined && { value: address }),
    placeHolder: 'https://…',
    ignoreFocusOut: true,
    validateInput: text => {
      const typed = parseAddress(text);
      if (!typed) return 'An address that begins with http:// or https:// is needed.';
      return typed.username === '' && typed.password === ''
        ? undefined
        : 'Leave user name and password out: the settings are no place for them.';
    },
  });
  const url = baseUrl && parseAddress(baseUrl);
  if (!url) return undefined;
  const typed = url.href.replace(/\/$/, '');
  return typed === address ? config : { ...config, baseUrl: typed, label: url.host };
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

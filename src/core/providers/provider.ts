import { type StreamError, StreamFailure } from '../delta.ts';
import type { ThinkTags } from '../wire/think-tags.ts';
import { catalogue, isPresetId, type Preset } from './catalogue.ts';

/** What can be set for all models of a provider, and for one of them; the narrower wins. `null` sends nothing. */
export interface ModelParameters {
  systemPrompt?: string | null;
  temperature?: number | null;
  maxOutputTokens?: number | null;
  reasoningEffort?: string | null;
  /** In tokens. */
  reasoningBudget?: number | null;
  /** Extra request headers. */
  headers?: Record<string, string>;
  /** Extra fields of the request's JSON body; `null` removes one of ours. */
  body?: Record<string, unknown>;
  /** Set where the model writes its reasoning into the text. */
  thinkTags?: ThinkTags | null;
}

/** What the user says of one model. */
export interface ModelConfig extends ModelParameters {
  id: string;
  label?: string;
}

/** One entry of the setting `runnel.providers`, as the user wrote it. */
export interface ProviderConfig extends ModelParameters {
  /** The user's name for it; the part before the slash in `runnel.model`. */
  id: string;
  /** A row of the catalogue. */
  preset: string;
  label?: string;
  baseUrl?: string;
  /** Models to offer, where the provider lists none or too many, and what is set for one of them. */
  models?: (string | ModelConfig)[];
}

/** A provider that can be asked: its row of the catalogue with the user's changes. */
export interface Provider {
  id: string;
  label: string;
  preset: Preset;
  baseUrl: string;
  /** Scheme, host and port: what a key is bound to. */
  origin: string;
  headers: Readonly<Record<string, string>>;
  body: Readonly<Record<string, unknown>>;
  models: readonly ModelConfig[];
  /** Whether the server is on this machine. */
  loopback: boolean;
}

/** The provider that is always there. */
export const demoProvider: ProviderConfig = { id: 'demo', preset: 'demo', models: ['demo'] };

/**
 * Joins what the user configured with the catalogue.
 *
 * @throws StreamFailure of kind `invalid-request` that names the entry and what is wrong with it
 */
export function resolveProvider(config: ProviderConfig): Provider {
  if (!isPresetId(config.preset)) {
    throw configFailure(
      config.id,
      `its preset “${config.preset}” is not known. Known presets: ${Object.keys(catalogue).join(', ')}`,
    );
  }
  const preset = catalogue[config.preset];
  const baseUrl = config.baseUrl ?? preset.addresses[0]?.baseUrl;
  if (baseUrl === undefined) throw configFailure(config.id, 'it has no “baseUrl”, and its preset brings none');
  const url = parseBaseUrl(baseUrl);
  if (!url) throw configFailure(config.id, `its base URL “${baseUrl}” is not an http or https URL`);
  const address = preset.addresses.find(known => parseBaseUrl(known.baseUrl)?.origin === url.origin);
  return {
    id: config.id,
    label: config.label ?? address?.label ?? preset.label,
    preset,
    baseUrl,
    origin: url.origin,
    headers: config.headers ?? {},
    body: config.body ?? {},
    models: (config.models ?? []).map(model => (typeof model === 'string' ? { id: model } : model)),
    loopback: isLoopback(url.hostname),
  };
}

/** Whether a key found in the environment may be sent to this provider: only to an address of its own. */
export function acceptsEnvironmentKey(provider: Provider): boolean {
  return provider.preset.addresses.some(
    address => address.own && parseBaseUrl(address.baseUrl)?.origin === provider.origin,
  );
}

/** Splits `"<provider id>/<model id>"`; the model id may hold further slashes. */
export function parseModelSetting(value: string): { providerId: string; modelId: string } | undefined {
  const slash = value.indexOf('/');
  if (slash <= 0 || slash === value.length - 1) return undefined;
  return { providerId: value.slice(0, slash), modelId: value.slice(slash + 1) };
}

/** The URL, if it is one that requests can go to. */
export function parseBaseUrl(text: string): URL | undefined {
  const url = URL.parse(text.trim());
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : undefined;
}

/** Whether a host name means this machine. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

function configFailure(id: string, problem: string): StreamFailure {
  const error: StreamError = {
    kind: 'invalid-request',
    message: `The provider “${id}” in the setting “runnel.providers” cannot be used: ${problem}. Correct it in the settings and ask again.`,
    retryable: false,
  };
  return new StreamFailure(error);
}

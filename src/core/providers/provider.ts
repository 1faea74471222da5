import { type StreamError, StreamFailure } from '../delta.ts';
import { asArray, asObject, asText } from '../wire/json.ts';
import type { KeyHeader, WireFormatId } from '../wire/wire-format.ts';
import { isWireFormatId, wireFormats } from '../wire/wire-formats.ts';
import { catalogue, isPresetId, type Preset } from './catalogue.ts';
import { type ModelParameters, readHeaders } from './model-parameters.ts';

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
  /** The wire format, where it is not the preset's: gateways speak several at one address. */
  format?: string;
  /** Which header carries the key, where it is not the preset's. */
  keyHeader?: string;
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
  /** What it speaks: the preset's, or what the user's entry says. */
  format: WireFormatId;
  /** Which header carries the key; the wire format's own if not given. */
  keyHeader?: KeyHeader;
  /** Extra headers of every request, also of those that ask for no answer. */
  headers: Readonly<Record<string, string>>;
  /** What the user's entry sets for all its models; not checked yet, see `resolveParameters`. */
  parameters: ModelParameters;
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
    // The demo is always there, and not for settings.
    const known = Object.keys(catalogue).filter(id => id !== demoProvider.preset);
    throw configFailure(config.id, `its preset “${config.preset}” is not known. Known presets: ${known.join(', ')}`);
  }
  const preset = catalogue[config.preset];
  const baseUrl = asText(config.baseUrl) ?? preset.addresses[0]?.baseUrl;
  if (baseUrl === undefined) throw configFailure(config.id, 'it has no “baseUrl”, and its preset brings none');
  const url = parseBaseUrl(baseUrl);
  if (!url) {
    const shown = baseUrl.replace(/^([^/]*\/\/)?.*@/, '$1…@');
    throw configFailure(config.id, `its base URL “${shown}” is not an http or https URL`);
  }
  if (url.username !== '' || url.password !== '') {
    // Settings are no place for a password: they are synchronized, and shown.
    throw configFailure(
      config.id,
      'its base URL holds a user name or a password. Take them out; a key is entered with “Runnel: Set API Key…”',
    );
  }
  const { format = preset.format } = config;
  if (!isWireFormatId(format)) {
    throw configFailure(
      config.id,
      `its format “${format}” is not known. Known formats: ${Object.keys(wireFormats).join(', ')}`,
    );
  }
  const { keyHeader = preset.keyHeader } = config;
  if (keyHeader !== undefined && !isKeyHeader(keyHeader)) {
    throw configFailure(
      config.id,
      `its “keyHeader” is “${keyHeader}”. Known ones: ${Object.keys(keyHeaders).join(', ')}`,
    );
  }
  const address = preset.addresses.find(known => parseBaseUrl(known.baseUrl)?.origin === url.origin);
  return {
    id: config.id,
    label: asText(config.label) ?? address?.label ?? preset.label,
    preset,
    baseUrl: withDefaultPath(url, baseUrl, preset),
    origin: url.origin,
    format,
    ...(keyHeader && { keyHeader }),
    headers: readHeaders(config.headers),
    parameters: config,
    models: readModels(config.models),
    loopback: isLoopback(url.hostname),
  };
}

/** A bare host gets the path that the preset's addresses have. */
function withDefaultPath(url: URL, baseUrl: string, { defaultPath }: Preset): string {
  if (defaultPath === undefined || url.pathname !== '/') return baseUrl;
  const completed = new URL(url);
  completed.pathname = defaultPath;
  return completed.href;
}

const keyHeaders: Readonly<Record<KeyHeader, true>> = {
  authorization: true,
  'x-api-key': true,
  'api-key': true,
  'x-goog-api-key': true,
};

function isKeyHeader(text: string): text is KeyHeader {
  return Object.hasOwn(keyHeaders, text);
}

/** The models of an entry; what is none is left out, as the settings are the user's to edit. */
function readModels(models: unknown): ModelConfig[] {
  return asArray(models).flatMap(model => {
    const id = asText(model) ?? asText(asObject(model)?.id);
    return id === undefined ? [] : [{ ...asObject(model), id }];
  });
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
    remedy: 'settings',
  };
  return new StreamFailure(error);
}

import * as vscode from 'vscode';
import { StreamFailure } from '../core/delta.ts';
import { withoutParameter } from '../core/providers/drop-parameter.ts';
import type { ModelParameters } from '../core/providers/model-parameters.ts';
import { demoProvider, type ProviderConfig, parseModelSetting } from '../core/providers/provider.ts';
import type { RetryPolicy, Timeouts } from '../core/transport/stream-options.ts';

/** The section of all settings. */
export const section = 'runnel';

/** Typed access to the settings. Everything is read afresh when asked, so that a change counts at once. */
export interface Settings {
  providers: ProviderConfig[];
  /** The model of a new chat; undefined until the user has chosen one. */
  model: { providerId: string; modelId: string } | undefined;
  /** What is set for all providers; see `resolveParameters`. */
  parameters: ModelParameters;
  timeouts: Timeouts;
  scroll: 'follow' | 'pinStart' | 'off';
}

/** A request that failed before any content is tried this often, with waits of at most a minute. */
export const retryPolicy: RetryPolicy = { attempts: 3, maxWaitMs: 60_000 };

/** Reads the settings as they are now. */
export function readSettings(): Settings {
  const config = vscode.workspace.getConfiguration(section);
  const seconds = (name: string, fallback: number) => toNumber(config.get(name), fallback) * 1000;
  return {
    providers: readProviders(config.get('providers')),
    model: parseModelSetting(config.get<string>('model') ?? ''),
    parameters: readParameters(config),
    timeouts: {
      connect: seconds('timeouts.connect', 10),
      firstByte: seconds('timeouts.firstByte', 120),
      idle: seconds('timeouts.idle', 60),
    },
    scroll: readScroll(config.get('scroll')),
  };
}

/** Makes this the model of the next question. */
export async function writeModel(providerId: string, modelId: string): Promise<void> {
  await vscode.workspace
    .getConfiguration(section)
    .update('model', `${providerId}/${modelId}`, vscode.ConfigurationTarget.Global);
}

/** Adds a provider, or replaces the one with the same id. */
export async function writeProvider(provider: ProviderConfig): Promise<void> {
  const entries = providerEntries();
  const index = entries.findIndex(entry => isProviderConfig(entry) && entry.id === provider.id);
  await writeProviderEntries(index < 0 ? [...entries, provider] : entries.with(index, provider));
}

/** An id that no provider of the settings has: the preset's own, or one with a number behind it. */
export function freeProviderId(presetId: string): string {
  const taken = new Set(readSettings().providers.map(provider => provider.id));
  let id = presetId;
  for (let number = 2; taken.has(id); number++) id = `${presetId}-${number}`;
  return id;
}

/**
 * Sees to it that a model is asked without a parameter from now on: writes it as `null` for that model into the provider's
 * entry in the settings.
 *
 * @param parameter as in `StreamError.parameter`
 * @throws StreamFailure when the provider is not one of the settings
 */
export async function dropParameter(providerId: string, modelId: string, parameter: string): Promise<void> {
  const entries = providerEntries();
  const index = entries.findIndex(entry => isProviderConfig(entry) && entry.id === providerId);
  const entry = entries[index];
  if (!isProviderConfig(entry)) {
    throw new StreamFailure({
      kind: 'invalid-request',
      message: `The provider “${providerId}” is not in the setting “runnel.providers”, so that “${parameter}” cannot be left out for it.`,
      retryable: false,
    });
  }
  await writeProviderEntries(entries.with(index, withoutParameter(entry, modelId, parameter)));
}

/** All entries of the setting. Those that are not understood stay as they are: they are the user's. */
function providerEntries(): unknown[] {
  const value: unknown = vscode.workspace.getConfiguration(section).get('providers');
  return Array.isArray(value) ? value : [];
}

async function writeProviderEntries(entries: readonly unknown[]): Promise<void> {
  await vscode.workspace.getConfiguration(section).update('providers', entries, vscode.ConfigurationTarget.Global);
}

/** The entries that have the two fields an entry cannot do without, and the demo. */
function readProviders(value: unknown): ProviderConfig[] {
  const entries = Array.isArray(value) ? value : [];
  return [...entries.filter(isProviderConfig), demoProvider];
}

function isProviderConfig(value: unknown): value is ProviderConfig {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    value.id !== '' &&
    !value.id.includes('/') &&
    'preset' in value &&
    typeof value.preset === 'string'
  );
}

/** As they are: what is of the wrong type is passed over when they are used. */
function readParameters(config: vscode.WorkspaceConfiguration): ModelParameters {
  return {
    systemPrompt: config.get<string>('systemPrompt') ?? '',
    temperature: config.get<number | null>('temperature') ?? null,
    maxOutputTokens: config.get<number | null>('maxOutputTokens') ?? null,
    reasoningEffort: config.get<string>('reasoningEffort') ?? '',
    reasoningBudget: config.get<number | null>('reasoningBudget') ?? null,
  };
}

function readScroll(value: unknown): Settings['scroll'] {
  return value === 'pinStart' || value === 'off' ? value : 'follow';
}

function toNumber(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : fallback;
}

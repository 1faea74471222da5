import * as vscode from 'vscode';
import { demoProvider, type ProviderConfig, parseModelSetting } from '../core/providers/provider.ts';
import type { RetryPolicy, Timeouts } from '../core/transport/stream-answer.ts';
import type { AnswerRequest } from '../core/wire/wire-format.ts';

/** The section of all settings. */
export const section = 'runnel';

/** Typed access to the settings. Everything is read afresh when asked, so that a change counts at once. */
export interface Settings {
  providers: ProviderConfig[];
  /** The model of a new chat; undefined until the user has chosen one. */
  model: { providerId: string; modelId: string } | undefined;
  systemPrompt: string;
  parameters: Pick<AnswerRequest, 'temperature' | 'maxOutputTokens' | 'reasoningEffort'>;
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
    systemPrompt: config.get<string>('systemPrompt') ?? '',
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
  const config = vscode.workspace.getConfiguration(section);
  const value: unknown = config.get('providers');
  // Entries that are not understood stay as they are: they are the user's.
  const others = (Array.isArray(value) ? value : []).filter(
    entry => !isProviderConfig(entry) || entry.id !== provider.id,
  );
  await config.update('providers', [...others, provider], vscode.ConfigurationTarget.Global);
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

function readParameters(config: vscode.WorkspaceConfiguration): Settings['parameters'] {
  const temperature = config.get<number | null>('temperature');
  const maxOutputTokens = config.get<number | null>('maxOutputTokens');
  const reasoningEffort = config.get<string>('reasoningEffort');
  return {
    ...(typeof temperature === 'number' && { temperature }),
    ...(typeof maxOutputTokens === 'number' && { maxOutputTokens }),
    ...(reasoningEffort && { reasoningEffort }),
  };
}

function readScroll(value: unknown): Settings['scroll'] {
  return value === 'pinStart' || value === 'off' ? value : 'follow';
}

function toNumber(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : fallback;
}

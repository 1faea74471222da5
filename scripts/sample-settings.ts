import type { ProviderConfig } from '../src/core/providers/provider.ts';
import type { Gateway } from '../test/support/gateway/gateway.ts';
import type { Settings } from './vscode-server/settings.ts';

/** The provider that the sample gateway is set up as. */
const sampleProviderId = 'sample';

const firstModels = ['sample/markdown', 'sample/showcase', 'sample/code', 'sample/long'];

/** Settings with which Runnel asks the sample gateway at this base URL. */
export function sampleSettings(baseUrl: string, models = firstModels): Settings {
  const [model = ''] = models;
  return {
    'runnel.providers': [sampleProvider(baseUrl, models)],
    'runnel.model': `${sampleProviderId}/${model}`,
  };
}

function sampleProvider(baseUrl: string, models = firstModels): ProviderConfig {
  return { id: sampleProviderId, label: 'Sample gateway', preset: 'openai-compatible', baseUrl, models };
}

/** The sample provider of the settings above, and the same gateway once for every other protocol. */
export function sampleProviders(gateway: Gateway): ProviderConfig[] {
  const provider = (name: string, label: string, preset: string, baseUrl: string): ProviderConfig => ({
    id: `${sampleProviderId}-${name}`,
    label: `${label} sample`,
    preset,
    baseUrl,
    models: ['sample/markdown', 'sample/signed-reasoning'],
  });
  return [
    sampleProvider(gateway.baseUrl),
    provider('responses', 'OpenAI Responses', 'openai', gateway.baseUrlOf('openai-responses')),
    provider('anthropic', 'Anthropic', 'anthropic-compatible', gateway.baseUrlOf('anthropic-messages')),
    provider('gemini', 'Google Gemini', 'google', gateway.baseUrlOf('gemini-generatecontent')),
    provider('mistral', 'Mistral', 'mistral', gateway.baseUrlOf('mistral')),
    provider('ollama', 'Ollama', 'ollama', gateway.baseUrlOf('ollama-ndjson')),
  ];
}

/** The gateway as one with hundreds of models, for the model picker. */
export function manyModelsProvider(gateway: Gateway): ProviderConfig {
  return {
    id: `${sampleProviderId}-many`,
    label: 'Many models sample',
    preset: 'openai-compatible',
    baseUrl: `${gateway.origin}/many/v1`,
  };
}

/** Takes the place of entries of the setting `runnel.providers` that have the same ids. */
export function replaceProviders(own: unknown, sample: readonly ProviderConfig[]): unknown[] {
  const ids = new Set<unknown>(sample.map(({ id }) => id));
  const others = (Array.isArray(own) ? own : []).filter(
    (entry: unknown) => !(typeof entry === 'object' && entry !== null && 'id' in entry && ids.has(entry.id)),
  );
  return [...others, ...sample];
}

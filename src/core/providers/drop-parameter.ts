import { asArray, asObject, asText } from '../wire/json.ts';
import type { ModelConfig, ProviderConfig } from './provider.ts';

/** What stands for itself in the settings; everything else a provider rejects is a field of the request's body. */
type Dropped = Pick<ModelConfig, 'temperature' | 'maxOutputTokens' | 'reasoningEffort' | 'reasoningBudget'>;

/**
 * A provider's entry in the settings with one parameter taken away from one model: as `null`, since the provider's and the
 * general settings would send it otherwise.
 *
 * @param parameter as in `StreamError.parameter`
 */
export function withoutParameter(config: ProviderConfig, modelId: string, parameter: string): ProviderConfig {
  const models = asArray(config.models);
  const index = models.findIndex(model => (asText(model) ?? asText(asObject(model)?.id)) === modelId);
  const old: ModelConfig = { ...asObject(models[index]), id: modelId };
  const dropped = droppedSettings(parameter);
  const changed = dropped ? { ...old, ...dropped } : { ...old, body: { ...asObject(old.body), [parameter]: null } };
  // What is no model stays: it is the user's.
  const all = index < 0 ? [...models, changed] : models.with(index, changed);
  return { ...config, models: all as (string | ModelConfig)[] };
}

function droppedSettings(parameter: string): Dropped | undefined {
  switch (parameter) {
    case 'temperature':
      return { temperature: null };
    case 'maxOutputTokens':
      return { maxOutputTokens: null };
    case 'reasoningEffort':
      // Two ways to ask for the same: who rejects one is not asked with the other.
      return { reasoningEffort: null, reasoningBudget: null };
    default:
      return undefined;
  }
}

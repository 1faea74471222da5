import { asCount, asObject } from '../wire/json.ts';
import { readAbilities } from './model-abilities.ts';
import type { ModelInfo } from './model-info.ts';

/** More models than this are not asked about one by one. */
const maxModels = 40;

/** So many are asked about at a time. */
const atATime = 4;

/** Asks the server: the method's path, and what to send. */
type Ask = (path: string, body: unknown) => Promise<unknown>;

/**
 * Adds what Ollama says of each of its models on its own: context and abilities. Those that turn out to be no chat models
 * are left out. A model it does not answer about stays as it is.
 */
export async function readOllamaDetails(models: readonly ModelInfo[], ask: Ask): Promise<ModelInfo[]> {
  const detailed: (ModelInfo | undefined)[] = [...models];
  const indices = [...models.keys()].slice(0, maxModels);
  const work = async () => {
    for (let index = indices.shift(); index !== undefined; index = indices.shift()) {
      const model = models[index];
      if (model) detailed[index] = await readDetails(model, ask);
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return detailed.filter(model => model !== undefined);
}

async function readDetails(model: ModelInfo, ask: Ask): Promise<ModelInfo | undefined> {
  try {
    const details = asObject(await ask('/api/show', { model: model.id })) ?? {};
    const abilities = Array.isArray(details.capabilities) ? details.capabilities : [];
    if (abilities.length > 0 && !abilities.includes('completion')) return undefined;
    const contextTokens = Object.entries(asObject(details.model_info) ?? {})
      .filter(([name]) => name.endsWith('.context_length'))
      .map(([, value]) => asCount(value))
      .find(tokens => tokens !== undefined && tokens > 0);
    const can = readAbilities(details);
    return { ...model, ...(contextTokens !== undefined && { contextTokens }), ...(can && { abilities: can }) };
  } catch {
    // Details are a help; the list stands without them.
    return model;
  }
}

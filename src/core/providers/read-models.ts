import { asArray, asCount, asObject, asText, type JsonObject } from '../wire/json.ts';
import { readAbilities } from './model-abilities.ts';
import type { ModelInfo } from './model-info.ts';
import { isUsableId, modelLine } from './model-text.ts';

/** More models than anyone serves; what comes after them is left out. */
export const maxModels = 5000;

/** More other names than a model has. */
const maxAliases = 20;

/** The entries in a list of models: `{ "data": […] }`, `{ "models": […] }`, or the bare array that some servers send. */
export function modelEntries(document: unknown): readonly unknown[] | undefined {
  if (Array.isArray(document)) return document;
  const object = asObject(document);
  // llama.cpp has both: its `models` are made up for clients of Ollama.
  for (const list of [object?.data, object?.models]) if (Array.isArray(list)) return list;
  // An empty page of Gemini's, or a proxy that leaves an empty list out.
  return object && (object.object === 'list' || Object.keys(object).length === 0) ? [] : undefined;
}

/**
 * Reads the models of a list in any provider's form, sorted by id. What an entry does not say stays unknown; models that
 * are said to do something else than chat are left out, and other names of one model are kept with it.
 *
 * The providers' forms have no field in common that would mean two things, so that one reader reads gateways as well,
 * which mix them.
 */
export function readModels(entries: readonly unknown[]): ModelInfo[] {
  const models = new Map<string, ModelInfo>();
  const otherNames = new Set<string>();
  for (const entry of entries.slice(0, maxModels)) {
    const model = readModel(entry);
    if (!model || models.has(model.id) || otherNames.has(model.id)) continue;
    models.set(model.id, model);
    for (const alias of model.aliases ?? []) otherNames.add(alias);
  }
  return [...models.values()].sort((a, b) => a.id.localeCompare(b.id));
}

function readModel(value: unknown): ModelInfo | undefined {
  const entry = asObject(value);
  const id = entry ? idOf(entry) : asText(value);
  if (id === undefined || !isUsableId(id)) return undefined;
  if (!entry) return { id };
  if (!isForChat(entry)) return undefined;
  const label = modelLine(entry.display_name ?? entry.displayName ?? entry.name, 120);
  const description = modelLine(entry.description, 400);
  const aliases = asArray(entry.aliases)
    .slice(0, maxAliases)
    .filter((alias): alias is string => typeof alias === 'string' && alias !== id && isUsableId(alias));
  const contextTokens = contextTokensOf(entry);
  const maxOutputTokens = maxOutputTokensOf(entry);
  const pricing = asObject(entry.pricing);
  const inputPrice = pricePerMillion(entry.input_price ?? pricing?.prompt);
  const outputPrice = pricePerMillion(entry.output_price ?? pricing?.completion);
  const abilities = readAbilities(entry);
  return {
    id,
    ...(label !== undefined && label !== id && label !== `models/${id}` && { label }),
    ...(description !== undefined && { description }),
    ...(aliases.length > 0 && { aliases }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(inputPrice !== undefined && { inputPrice }),
    ...(outputPrice !== undefined && { outputPrice }),
    ...(abilities && { abilities }),
  };
}

/** Gemini's ids come with the path to them; Ollama's are names. */
function idOf(entry: JsonObject): string | undefined {
  return asText(entry.id) ?? asText(entry.model) ?? asText(entry.name)?.replace(/^models\//, '');
}

/** Whether nothing says that the model is for something else. */
function isForChat(entry: JsonObject): boolean {
  const can = asObject(entry.capabilities);
  if (entry.active === false || entry.archived === true) return false;
  if (can?.completion_chat === false || can?.chat_completion === false) return false;
  if (otherKind.test(asText(entry.type) ?? '')) return false;
  const methods = asArray(entry.supportedGenerationMethods);
  if (methods.length > 0 && !methods.includes('generateContent') && !methods.includes('streamGenerateContent')) {
    return false;
  }
  const abilities = asArray(entry.capabilities);
  if (abilities.includes('embedding') && !abilities.includes('completion')) return false;
  const out = asArray(asObject(entry.architecture)?.output_modalities ?? entry.output_modalities);
  return out.length === 0 || out.includes('text');
}

/** What LM Studio and gateways call models that do not chat. */
const otherKind =
  /^(?:text[-_])?embeddings?$|^(?:re-?rank(?:er|ing)?|moderation|image|audio|video|transcri\w*|speech|tts|stt)$/i;

function contextTokensOf(entry: JsonObject): number | undefined {
  const loaded = entry.state === 'loaded' ? entry.loaded_context_length : undefined;
  return firstAmount([
    loaded,
    entry.context_window,
    entry.context_length,
    entry.max_context_length,
    entry.max_model_len,
    entry.max_input_tokens,
    entry.inputTokenLimit,
    asObject(entry.top_provider)?.context_length,
    asObject(entry.meta)?.n_ctx_train,
  ]);
}

function maxOutputTokensOf(entry: JsonObject): number | undefined {
  return firstAmount([
    entry.max_output_tokens,
    entry.max_completion_tokens,
    entry.outputTokenLimit,
    asObject(entry.top_provider)?.max_completion_tokens,
    // In Anthropic's list, which alone has display names; elsewhere the word may mean the context.
    entry.display_name === undefined ? undefined : entry.max_tokens,
  ]);
}

function firstAmount(values: readonly unknown[]): number | undefined {
  return values.map(asCount).find(amount => amount !== undefined && amount > 0 && amount < 1e10);
}

/** From here on, in US dollars, no price can be that of one token: it is that of a million. */
const dearestToken = 0.01;

/** Prices are stated for one token, as a number (Requesty) or a text (OpenRouter); -1 stands for one that varies. */
function pricePerMillion(value: unknown): number | undefined {
  const price = asCount(typeof value === 'string' && value.trim() !== '' ? Number(value) : value);
  if (price === undefined) return undefined;
  // A binary fraction times a million has a tail of its own.
  return price >= dearestToken ? price : Number((price * 1e6).toPrecision(9));
}

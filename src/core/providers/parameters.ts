import { asObject, asText } from '../wire/json.ts';
import type { ThinkTags } from '../wire/think-tags.ts';
import type { AnswerRequest } from '../wire/wire-format.ts';
import { type ModelParameters, readHeaders } from './model-parameters.ts';
import type { Provider } from './provider.ts';

/** What one request is sent with. */
export interface RequestParameters {
  /** Not empty. */
  systemPrompt?: string;
  /** What goes into the body under the protocol's own names. */
  request: Pick<AnswerRequest, 'temperature' | 'maxOutputTokens' | 'reasoningEffort' | 'reasoningBudget'>;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Record<string, unknown>;
  thinkTags?: ThinkTags;
}

/**
 * What a request to a model is sent with: what is set for the model, else for its provider, else for all. `null` ends the
 * search and sends nothing. Headers and body fields of all three are joined; of two with one name the narrower counts.
 *
 * A value of the wrong type is passed over: settings are edited by hand, and the editor underlines it.
 *
 * @param settings what is set for all providers
 */
export function resolveParameters(settings: ModelParameters, provider: Provider, modelId: string): RequestParameters {
  const model = provider.models.find(({ id }) => id === modelId) ?? {};
  const levels: readonly ModelParameters[] = [model, provider.parameters, settings];
  const narrowest = <Value>(read: (level: ModelParameters) => unknown, check: (value: unknown) => value is Value) => {
    for (const level of levels) {
      const value = read(level);
      if (value === null) return undefined;
      if (check(value)) return value;
    }
    return undefined;
  };
  const systemPrompt = narrowest(level => level.systemPrompt, isString);
  const temperature = narrowest(level => level.temperature, isAmount);
  const maxOutputTokens = narrowest(level => level.maxOutputTokens, isPositiveInteger);
  const reasoningEffort = narrowest(level => level.reasoningEffort, isWord);
  const reasoningBudget = narrowest(level => level.reasoningBudget, isBudget);
  const thinkTags = narrowest(level => level.thinkTags, isThinkTags);
  const widestFirst = levels.toReversed();
  return {
    ...(systemPrompt?.trim() && { systemPrompt }),
    request: {
      ...(temperature !== undefined && { temperature }),
      ...(maxOutputTokens !== undefined && { maxOutputTokens }),
      ...(reasoningEffort !== undefined && { reasoningEffort }),
      ...(reasoningBudget !== undefined && { reasoningBudget }),
    },
    headers: Object.assign({}, ...widestFirst.map(({ headers }) => readHeaders(headers))),
    body: Object.assign({}, ...widestFirst.map(({ body }) => asObject(body))),
    ...(thinkTags && { thinkTags }),
  };
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

/** An empty text is the settings' way to say nothing. */
function isWord(value: unknown): value is string {
  return asText(value) !== undefined;
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** Gemini's -1 stands for as many as the model likes. */
function isBudget(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= -1;
}

function isPositiveInteger(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0;
}

function isThinkTags(value: unknown): value is ThinkTags {
  return value === 'tagged' || value === 'open';
}

import type { AnswerRequest } from '../wire-format.ts';

/**
 * What of a request's body says how much the model is to think.
 *
 * All servers that know of it take `reasoning_effort`. A budget in tokens is known to two: Requesty takes a number in place
 * of the effort's word, OpenRouter has a field of its own. Elsewhere a budget has no place and is not sent.
 */
export function reasoningFields(request: AnswerRequest, host: string): Record<string, unknown> {
  const { model, reasoningEffort, reasoningBudget } = request;
  const effort = reasoningEffort === undefined ? {} : { reasoning_effort: reasoningEffort };
  if (isAt(host, 'groq.com')) return { ...effort, ...(writesThinkTags(model) ? { reasoning_format: 'parsed' } : {}) };
  if (reasoningBudget === undefined) return effort;
  if (isAt(host, 'requesty.ai') || isAt(host, '1route.ai')) return { reasoning_effort: String(reasoningBudget) };
  if (isAt(host, 'openrouter.ai')) return { reasoning: { max_tokens: reasoningBudget } };
  return effort;
}

/**
 * The models whose reasoning Groq leaves in the text, between tags, unless asked not to. Its others refuse the field.
 *
 * @see https://console.groq.com/docs/reasoning
 */
function writesThinkTags(model: string): boolean {
  return /qwen-?3|qwq|deepseek-r1/i.test(model);
}

function isAt(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

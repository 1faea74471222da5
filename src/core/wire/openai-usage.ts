import type { Usage } from '../delta.ts';
import { asCount, asObject, type JsonObject } from './json.ts';

/** The token counts of a `usage` object of chat completions or Responses, whichever server's; undefined if it holds none. */
export function mapUsage(value: unknown): Usage | undefined {
  const raw = asObject(value);
  if (!raw) return undefined;
  const prompt = asObject(raw.prompt_tokens_details) ?? asObject(raw.input_tokens_details) ?? {};
  const completion = asObject(raw.completion_tokens_details) ?? asObject(raw.output_tokens_details) ?? {};

  const usage: Usage = {};
  set(usage, 'inputTokens', raw.prompt_tokens, raw.input_tokens);
  set(usage, 'outputTokens', raw.completion_tokens, raw.output_tokens);
  // DeepSeek, Moonshot and Mistral have names of their own for what the cache held.
  set(
    usage,
    'cachedInputTokens',
    prompt.cached_tokens,
    raw.prompt_cache_hit_tokens,
    raw.cached_tokens,
    raw.num_cached_tokens,
  );
  set(usage, 'cacheWriteTokens', prompt.caching_tokens, prompt.cache_write_tokens, raw.cache_write_tokens);
  set(usage, 'reasoningTokens', completion.reasoning_tokens, raw.reasoning_tokens);
  set(usage, 'costUsd', raw.cost, asObject(raw.cost)?.total_cost, raw.estimated_cost);
  countReasoningAsOutput(usage, raw);
  return Object.keys(usage).length > 0 ? usage : undefined;
}

/** xAI leaves reasoning out of `completion_tokens`; its total tells. */
function countReasoningAsOutput(usage: Usage, raw: JsonObject): void {
  const { inputTokens, outputTokens, reasoningTokens = 0 } = usage;
  if (inputTokens === undefined || outputTokens === undefined || reasoningTokens === 0) return;
  if (raw.total_tokens === inputTokens + outputTokens + reasoningTokens)
    usage.outputTokens = outputTokens + reasoningTokens;
}

/** Sets a field to the first of the candidates that is a count. */
function set(usage: Usage, field: keyof Usage, ...candidates: unknown[]): void {
  for (const candidate of candidates) {
    const count = asCount(candidate);
    if (count === undefined) continue;
    usage[field] = count;
    return;
  }
}

import type { Usage } from '../../delta.ts';
import { asCount, asObject, type JsonObject } from '../json.ts';
import { isSameUsage } from '../same-usage.ts';

/**
 * Reads the token counts of one answer. `message_start` and `message_delta` have each a part of them; what comes later
 * replaces what came before, unless it is null or left out.
 */
export class UsageReader {
  #input: number | undefined;
  #cacheRead: number | undefined;
  #cacheWrite: number | undefined;
  #output: number | undefined;
  #reasoning: number | undefined;
  #cost: number | undefined;
  #last: Usage | undefined;

  /** Takes a `usage` object. Returns the counts so far if they have changed. */
  read(value: unknown): Usage | undefined {
    const raw = asObject(value);
    if (!raw) return undefined;
    this.#input = asCount(raw.input_tokens) ?? this.#input;
    this.#cacheRead = asCount(raw.cache_read_input_tokens) ?? this.#cacheRead;
    this.#cacheWrite = asCount(raw.cache_creation_input_tokens) ?? writtenByAge(raw) ?? this.#cacheWrite;
    this.#output = asCount(raw.output_tokens) ?? this.#output;
    this.#reasoning = asCount(asObject(raw.output_tokens_details)?.thinking_tokens) ?? this.#reasoning;
    // Not Anthropic's, but of gateways.
    this.#cost = asCount(raw.cost) ?? this.#cost;

    const usage = this.#usage();
    if (Object.keys(usage).length === 0 || isSameUsage(this.#last, usage)) return undefined;
    this.#last = usage;
    return usage;
  }

  #usage(): Usage {
    const usage: Usage = {};
    if (this.#input !== undefined) usage.inputTokens = this.#input + (this.#cacheRead ?? 0) + (this.#cacheWrite ?? 0);
    if (this.#output !== undefined) usage.outputTokens = this.#output;
    if (this.#cacheRead !== undefined) usage.cachedInputTokens = this.#cacheRead;
    if (this.#cacheWrite !== undefined) usage.cacheWriteTokens = this.#cacheWrite;
    if (this.#reasoning !== undefined) usage.reasoningTokens = this.#reasoning;
    if (this.#cost !== undefined) usage.costUsd = this.#cost;
    return usage;
  }
}

/** What was written to the cache, by how long it is kept. */
function writtenByAge(raw: JsonObject): number | undefined {
  const written = asObject(raw.cache_creation);
  if (!written) return undefined;
  const counts = Object.values(written)
    .map(asCount)
    .filter(count => count !== undefined);
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
}

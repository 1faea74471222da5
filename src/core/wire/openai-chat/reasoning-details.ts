import { asText, type JsonObject } from '../json.ts';

/**
 * Collects OpenRouter's `reasoning_details`, which the next request has to bring back as they came.
 *
 * A text comes in as many pieces as there are chunks. Those that follow one another and differ in nothing but their text are
 * joined, which makes of them what an answer that is not streamed has.
 *
 * @see https://openrouter.ai/docs/use-cases/reasoning-tokens#preserving-reasoning-blocks
 */
export class ReasoningDetails {
  #details: Record<string, unknown>[] = [];

  /** Takes the details of one chunk. */
  add(details: readonly (JsonObject | undefined)[]): void {
    for (const detail of details) {
      if (!detail) continue;
      const last = this.#details.at(-1);
      if (last && isContinuation(last, detail)) join(last, detail);
      else this.#details.push({ ...detail });
    }
  }

  /** All that has come since the last call; undefined if none of it is signed or encrypted, since then nothing needs it. */
  take(): readonly JsonObject[] | undefined {
    const details = this.#details;
    this.#details = [];
    const isNeeded = details.some(
      detail => asText(detail.signature) !== undefined || asText(detail.data) !== undefined,
    );
    return isNeeded ? details : undefined;
  }
}

function isContinuation(last: JsonObject, detail: JsonObject): boolean {
  if (last.type !== detail.type || last.index !== detail.index) return false;
  if (asText(last.id) !== undefined && asText(detail.id) !== undefined && last.id !== detail.id) return false;
  // Encrypted data comes whole.
  if (asText(detail.data) !== undefined) return last.data === detail.data;
  const hasText = asText(detail.text) !== undefined || asText(detail.summary) !== undefined;
  return !hasText || asText(last.signature) === undefined;
}

function join(last: Record<string, unknown>, detail: JsonObject): void {
  for (const [field, value] of Object.entries(detail)) {
    const before = last[field];
    const isText = field === 'text' || field === 'summary';
    if (isText && typeof before === 'string' && typeof value === 'string') last[field] = before + value;
    // Later pieces repeat null for what an earlier one has said.
    else if (value !== null && value !== '') last[field] = value;
  }
}

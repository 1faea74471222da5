import { asObject } from '../wire/json.ts';
import type { ThinkTags } from '../wire/think-tags.ts';

/** What can be set for all models of a provider, and for one of them; the narrower wins. `null` sends nothing. */
export interface ModelParameters {
  systemPrompt?: string | null;
  temperature?: number | null;
  maxOutputTokens?: number | null;
  reasoningEffort?: string | null;
  /** In tokens. */
  reasoningBudget?: number | null;
  /** Extra request headers. */
  headers?: Record<string, string>;
  /** Extra fields of the request's JSON body; `null` removes one of ours. */
  body?: Record<string, unknown>;
  /** Set where the model writes its reasoning into the text. */
  thinkTags?: ThinkTags | null;
}

/** Headers out of the settings, with lower-case names; what is no text is left out. */
export function readHeaders(headers: unknown): Record<string, string> {
  const entries = Object.entries(asObject(headers) ?? {});
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value]] : [])),
  );
}

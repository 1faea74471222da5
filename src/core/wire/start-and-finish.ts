import type { Delta, FinishReason } from '../delta.ts';
import { asText } from './json.ts';

/** The delta an answer starts with, out of what the provider says it is; none if it says nothing. */
export function responseStart(wireId: unknown, wireModel: unknown): Delta[] {
  const id = asText(wireId);
  const model = asText(wireModel);
  if (id === undefined && model === undefined) return [];
  return [{ type: 'response-start', ...(id === undefined ? {} : { id }), ...(model === undefined ? {} : { model }) }];
}

/** The delta an answer ends with. */
export function finish(reason: FinishReason, rawReason: string | undefined): Delta {
  return { type: 'finish', reason, ...(rawReason === undefined ? {} : { rawReason }) };
}

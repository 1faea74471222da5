import type { FinishReason } from '../../delta.ts';

/** The common reason for a `done_reason`, which old servers leave out. It says `stop` also after tool calls. */
export function mapDoneReason(raw: string | undefined, hasToolCalls: boolean): FinishReason {
  if (raw === 'length') return 'length';
  if (hasToolCalls) return 'tool-calls';
  // “load” and “unload”: the model was only put into memory or taken out of it.
  return raw === 'stop' ? 'stop' : 'other';
}

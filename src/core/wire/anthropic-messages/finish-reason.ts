import type { FinishReason } from '../../delta.ts';

/**
 * The common reason for a `stop_reason`; undefined where the stream ended in order without one.
 *
 * @param hasToolCalls whether the model called a tool of ours: copies of the protocol say `end_turn` all the same
 */
export function mapStopReason(raw: string | undefined, hasToolCalls: boolean): FinishReason {
  switch (raw) {
    case 'end_turn':
    // In a translation of chat completions that was left at its half.
    case 'stop':
      return hasToolCalls ? 'tool-calls' : 'stop';
    case 'stop_sequence':
      return 'stop';
    case 'max_tokens':
    case 'model_context_window_exceeded':
    case 'length':
      return 'length';
    case 'tool_use':
    case 'tool_calls':
      return 'tool-calls';
    case 'refusal':
      return 'refusal';
    case 'content_filter':
    // Bedrock.
    case 'content_filtered':
    case 'guardrail_intervened':
      return 'content-filter';
    default:
      // Among them “pause_turn”: the provider's own tools take longer than one request may.
      return 'other';
  }
}

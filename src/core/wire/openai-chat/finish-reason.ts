import type { FinishReason, StreamError } from '../../delta.ts';
import { asObject, asText } from '../json.ts';

/** What the stream held besides its finish reason. */
export interface Seen {
  toolCalls: boolean;
  refusal: boolean;
}

/** The words of a `finish_reason` field, which is null, missing or empty until the end. */
export function readFinishReason(value: unknown): string | undefined {
  const object = asObject(value);
  const raw = object ? (asText(object.type) ?? asText(object.reason)) : asText(value);
  return raw === 'null' || raw === 'None' ? undefined : raw;
}

/**
 * The common reason for a `finish_reason`.
 *
 * Some models say `stop` after tool calls, and OpenAI says it after a refusal. A stream that ended in order without
 * any reason (`undefined`) finished for a reason unknown.
 */
export function mapFinishReason(raw: string | undefined, seen: Seen): FinishReason {
  // Gateways hand on the words of other protocols, Gemini's in capitals.
  switch (raw?.toLowerCase()) {
    case 'stop':
    case 'end_turn':
    case 'stop_sequence':
      if (seen.toolCalls) return 'tool-calls';
      return seen.refusal ? 'refusal' : 'stop';
    case 'length':
    // Mistral: the model's limit rather than the request's.
    case 'model_length':
    case 'max_tokens':
      return 'length';
    case 'tool_calls':
    case 'function_call':
    case 'tool_use':
      return 'tool-calls';
    case 'content_filter':
    case 'safety':
      return 'content-filter';
    default:
      return 'other';
  }
}

/** The error that some servers hide in a `finish_reason`. */
export function finishReasonError(raw: string | undefined): StreamError | undefined {
  switch (raw) {
    case 'error':
      return {
        kind: 'server',
        message: 'The provider broke off the answer because of an error, and does not say which.',
        retryable: true,
        remedy: 'retry',
      };
    case 'insufficient_system_resource':
      return {
        kind: 'overloaded',
        message: 'The provider broke off the answer because it is overloaded. Try again in a moment.',
        retryable: true,
      };
    default:
      // Gemini's compatible address: "function_call_filter: MALFORMED_FUNCTION_CALL".
      if (raw === undefined || !/malformed_(?:function|tool)_call/i.test(raw)) return undefined;
      return {
        kind: 'protocol',
        message: 'The model wrote a tool call that the provider cannot read (MALFORMED_FUNCTION_CALL).',
        retryable: true,
        remedy: 'retry',
      };
  }
}

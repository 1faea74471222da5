import type { FinishReason, StreamError } from '../../delta.ts';
import { asObject, asText, type JsonObject } from '../json.ts';
import { errorFromStreamObject } from '../provider-error.ts';

/** What the stream held besides its end. */
export interface Seen {
  calls: boolean;
  refusal: boolean;
}

/** How an answer ended. */
export type Outcome = { reason: FinishReason; rawReason: string } | { error: StreamError };

/**
 * Reads the last event: `response.completed`, `response.incomplete`, `response.failed`, or a server's own word for one of
 * them. The status inside decides, unless the event itself says that it went wrong.
 */
export function outcomeOf(eventType: string, response: JsonObject, seen: Seen): Outcome {
  const status = asText(response.status);
  if (eventType === 'response.failed' || status === 'failed' || response.error) {
    return { error: responseError(response.error || (asText(response.message) === undefined ? undefined : response)) };
  }
  if (eventType === 'response.incomplete' || status === 'incomplete') {
    const details = response.incomplete_details;
    const raw = asText(asObject(details)?.reason) ?? asText(details) ?? 'incomplete';
    return { reason: incompleteReason(raw), rawReason: raw };
  }
  if (eventType === 'response.cancelled' || status === 'cancelled') return { reason: 'other', rawReason: 'cancelled' };
  if (seen.calls) return { reason: 'tool-calls', rawReason: 'completed' };
  return { reason: seen.refusal ? 'refusal' : 'stop', rawReason: 'completed' };
}

function incompleteReason(raw: string): FinishReason {
  switch (raw) {
    case 'max_output_tokens':
    case 'max_tokens':
    case 'length':
      return 'length';
    case 'content_filter':
      return 'content-filter';
    default:
      return 'other';
  }
}

/** An error of this protocol, whose codes for images and policies tell what is wrong with the request. */
export function responseError(value: unknown): StreamError {
  const object = asObject(value);
  const code = asText(object?.code);
  const isOfRequest = code !== undefined && /image|policy|residency/.test(code);
  return errorFromStreamObject(isOfRequest ? { ...object, code: 'invalid_request_error' } : value);
}

import type { FinishReason, StreamError } from '../../delta.ts';
import { quoteProviderText } from '../error-text.ts';

/** The common reason for a `finishReason`; undefined stands for an answer that ended in order without one. */
export function mapFinishReason(raw: string | undefined, hasToolCalls: boolean): FinishReason {
  switch (raw) {
    case 'STOP':
      return hasToolCalls ? 'tool-calls' : 'stop';
    case 'MAX_TOKENS':
      return 'length';
    case 'SAFETY':
    case 'RECITATION':
    case 'BLOCKLIST':
    case 'PROHIBITED_CONTENT':
    case 'SPII':
    case 'MODEL_ARMOR':
    case 'IMAGE_SAFETY':
    case 'IMAGE_PROHIBITED_CONTENT':
    case 'IMAGE_RECITATION':
      return 'content-filter';
    default:
      return 'other';
  }
}

/**
 * The error that a `finishReason` stands for, if it does.
 *
 * @param explanation the provider's own words, if it has any
 */
export function finishReasonError(raw: string | undefined, explanation: string | undefined): StreamError | undefined {
  const what = raw === undefined ? undefined : errorReasons.get(raw);
  if (what === undefined) return undefined;
  return {
    kind: 'protocol',
    message: `${what} (${raw})${quoteProviderText(explanation)}.`,
    retryable: true,
    remedy: 'retry',
  };
}

const errorReasons: ReadonlyMap<string, string> = new Map([
  ['MALFORMED_FUNCTION_CALL', 'The model wrote a tool call that the provider cannot read'],
  ['UNEXPECTED_TOOL_CALL', 'The model called a tool although it was given none'],
  ['TOO_MANY_TOOL_CALLS', 'The model called tools again and again, so that the provider ended the answer'],
  ['MISSING_THOUGHT_SIGNATURE', 'The provider misses what belongs to an earlier answer'],
  ['MALFORMED_RESPONSE', 'The model wrote an answer that the provider cannot read'],
]);

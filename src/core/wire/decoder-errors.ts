import type { StreamError } from '../delta.ts';

/** The failures of a stream that every decoder knows. */

/** The stream closed before its protocol's end. */
export function truncatedError(): StreamError {
  return {
    kind: 'truncated',
    message: 'The connection closed before the answer was complete.',
    retryable: true,
    remedy: 'retry',
  };
}

/** A payload begins like JSON and is none. */
export function brokenPayloadError(): StreamError {
  return {
    kind: 'protocol',
    message: 'The server sent a piece of the answer that is not valid JSON.',
    retryable: true,
    remedy: 'retry',
  };
}

/** The whole body is JSON of another kind. */
export function strangeDocumentError(): StreamError {
  return {
    kind: 'protocol',
    message:
      'The server sent JSON that is not an answer of a chat model. Check the base URL in the setting “runnel.providers”.',
    retryable: false,
    remedy: 'settings',
  };
}

import type { StreamError } from '../delta.ts';
import type { Frame } from './wire-format.ts';

/** A synchronous push machine from the bytes of a body to its payloads. One cuts one body. */
export interface Framer {
  /**
   * Takes the next bytes, cut anywhere.
   *
   * @throws StreamFailure of kind `protocol` when a payload is larger than {@link maxPayloadLength}; frames that were
   *   complete before it have been returned by then.
   */
  push(bytes: Uint8Array): Frame[];
  /** The body has ended. Puts out a last payload that has no end of its own, marked as `cutOff`. */
  end(): Frame[];
}

/**
 * The longest payload that is taken, in UTF-16 code units. Generous, since a payload may hold an image; its purpose is
 * that a server which never ends an event cannot fill the memory.
 */
export const maxPayloadLength = 32 * 1024 * 1024;

/** The error for a payload that does not end. */
export function tooLongError(maxLength: number): StreamError {
  const megabytes = Math.round(maxLength / (1024 * 1024));
  return {
    kind: 'protocol',
    message: `The server sent a single event of more than ${megabytes} MB, which is too large to be part of an answer. Check the base URL in the setting “runnel.providers”.`,
    retryable: false,
    remedy: 'settings',
  };
}

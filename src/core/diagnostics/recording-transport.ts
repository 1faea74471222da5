import type { HttpResponse, Transport } from '../transport/transport.ts';
import { createByteMask } from './mask-bytes.ts';
import { secretsOfRequest } from './request-secrets.ts';

/** Takes the bytes of one body. Must not throw: a recording must not become the answer's failure. */
export interface RecordingSink {
  write(bytes: Uint8Array<ArrayBuffer>): void;
  /** The body has ended, failed, or was given up. Called once, if anything was read of it at all. */
  end(): void;
}

/**
 * A transport that also gives the bytes of every answer to a POST, as they are after content decoding, to a sink: what
 * `npm run deltas` and the sample gateway replay byte for byte. Error bodies as well. What of the request is a credential,
 * and repeated in the answer, is replaced by stars.
 *
 * @param open called for each response, so also for each attempt of an answer that is tried again
 */
export function recordingTransport(
  transport: Transport,
  open: (response: Pick<HttpResponse, 'status' | 'headers'>) => RecordingSink,
): Transport {
  return {
    async send(request, options) {
      const response = await transport.send(request, options);
      if (request.method !== 'POST') return response;
      const mask = createByteMask(secretsOfRequest(request));
      return { ...response, body: recorded(response.body, open(response)) };

      async function* recorded(
        body: AsyncIterable<Uint8Array>,
        sink: RecordingSink,
      ): AsyncGenerator<Uint8Array, void, void> {
        try {
          for await (const bytes of body) {
            sink.write(mask.push(bytes));
            yield bytes;
          }
        } finally {
          sink.write(mask.end());
          sink.end();
        }
      }
    },
  };
}

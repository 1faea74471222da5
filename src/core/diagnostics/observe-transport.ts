import type { Transport } from '../transport/transport.ts';

/** What was seen of a request, in the order of its fields; each is told once for a request. */
export interface TransportObserver {
  onResponse?(status: number): void;
  onFirstByte?(): void;
}

/** A transport that tells what happens to its requests. */
export function observedTransport(transport: Transport, observer: TransportObserver): Transport {
  return {
    async send(request, options) {
      const response = await transport.send(request, options);
      observer.onResponse?.(response.status);
      return { ...response, body: observed(response.body) };
    },
  };

  async function* observed(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
    let first = true;
    for await (const bytes of body) {
      if (first && bytes.length > 0) {
        observer.onFirstByte?.();
        first = false;
      }
      yield bytes;
    }
  }
}

/**
 * A body that gives one chunk a pull, as one from a socket does: no client is spared the stream it has to read from, and
 * none waits for a network.
 */
export function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks[next++];
      if (chunk === undefined) controller.close();
      // A chunk of a socket is the reader's own; the sample's are the bench's and shared by all, and nobody writes to them.
      else controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
    },
  });
}

/** A `fetch` that answers every request with these bytes. */
export function fetchOf(chunks: readonly Uint8Array[]): typeof fetch {
  return async () => new Response(streamOf(chunks), { headers: { 'content-type': 'text/event-stream' } });
}

import { pipeline, type Readable, type Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

/**
 * What to say about encodings with a request. A list of models is asked for compressed: some are a megabyte. An answer
 * that streams is not: a compressed stream saves little of a few kilobytes a second, and gateways and proxies that
 * compress hold bytes back until a block is full. What comes compressed all the same is undone.
 */
export function acceptEncoding(method: 'GET' | 'POST'): Record<string, string> {
  return method === 'GET' ? { 'accept-encoding': 'gzip, deflate, br' } : {};
}

/** Undoes a `Content-Encoding`, as far as it is known, putting out at once what can be decoded. */
export function decompress(body: Readable, encoding = ''): Readable {
  let decoded = body;
  for (const name of encoding.toLowerCase().split(',').reverse()) {
    const decoder = createDecoder(name.trim());
    // Destroying the last stream destroys the chain down to the socket; errors are reported by reading.
    if (decoder) decoded = pipeline(decoded, decoder, () => undefined);
  }
  return decoded;
}

function createDecoder(name: string): Transform | undefined {
  // The stream has to flow; and what follows a cut is for whoever decodes the protocol to judge.
  const flush = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(flush);
    case 'deflate':
      return createInflate(flush);
    case 'br':
      return createBrotliDecompress({
        flush: constants.BROTLI_OPERATION_FLUSH,
        finishFlush: constants.BROTLI_OPERATION_FLUSH,
      });
    case 'zstd':
      return createZstdDecompress({ flush: constants.ZSTD_e_flush, finishFlush: constants.ZSTD_e_flush });
    default:
      return undefined;
  }
}

import { pipeline, type Readable } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Dispatcher } from 'undici';
import sendRequest from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import { StreamFailure } from '../core/delta.ts';
import { redirectError } from '../core/transport/redirect-error.ts';
import { timeoutError } from '../core/transport/timeout-error.ts';
import type { HttpRequest, SendOptions, Transport } from '../core/transport/transport.ts';
import { connectSocket } from './connect-socket.ts';
import { networkError } from './network-errors.ts';

export interface NodeTransportOptions {
  /** For a request that does not say, in milliseconds. */
  connectTimeoutMs?: number;
  /** Trusted certificates in PEM, instead of Node's own. */
  ca?: readonly string[];
}

const DEFAULT_CONNECT_TIMEOUT_MS = 10_000;

/** How long a connection without a request is kept, in milliseconds: the next question often follows within a minute. */
const KEEP_ALIVE_MS = 60_000;

/**
 * The transport of a Node extension host: undici with one keep-alive agent.
 *
 * A connection serves one request at a time, and aborting a request destroys its connection. undici's own timeouts are
 * off, except for connecting: how long to wait for bytes is the core's to say.
 */
export function createNodeTransport(options: NodeTransportOptions = {}): Transport & { close(): Promise<void> } {
  // undici connects within `dispatch`, but tells its connector nothing of the request: it is handed over here.
  let dispatching: { signal: AbortSignal; connectTimeoutMs: number } | undefined;
  const defaultTimeoutMs = options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS;

  const agent = new Agent({
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    allowH2: false,
    connect: ({ hostname, port, protocol }, callback) => {
      const tls = protocol === 'https:';
      const timeoutMs = dispatching?.connectTimeoutMs ?? defaultTimeoutMs;
      const url = new URL(`${protocol}//${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`);
      connectSocket(
        { hostname, port: Number(port) || (tls ? 443 : 80), tls, ...(options.ca ? { ca: options.ca } : {}) },
        {
          signal: dispatching?.signal,
          timeoutMs,
          timeoutError: () => new StreamFailure(timeoutError('connect', timeoutMs, url)),
        },
        (error, socket) => (error ? callback(error, null) : callback(null, socket)),
      );
    },
  });

  return {
    async send(request, { signal, connectTimeoutMs = defaultTimeoutMs, onSent }) {
      signal.throwIfAborted();
      const dispatcher = agent.compose(dispatch => (dispatchOptions, handler) => {
        dispatching = { signal, connectTimeoutMs };
        try {
          return dispatch(dispatchOptions, onSent ? tellWhenSent(handler, onSent) : handler);
        } finally {
          dispatching = undefined;
        }
      });
      const response = await sendWith(dispatcher, request, signal);
      // Whoever reads the body gets its error; one that nobody reads must not bring the extension host down.
      response.body.on('error', () => undefined);
      const headers = joinHeaders(response.headers);
      if (response.statusCode >= 300 && response.statusCode < 400 && headers['location'] !== undefined) {
        response.body.destroy();
        throw new StreamFailure(redirectError(request.url, response.statusCode, headers['location']));
      }
      return {
        status: response.statusCode,
        headers,
        body: readBody(decompress(response.body, headers['content-encoding']), request.url, signal),
      };
    },
    close: () => agent.destroy(),
  };
}

async function sendWith(
  dispatcher: Dispatcher,
  { url, method, headers, body }: HttpRequest,
  signal: SendOptions['signal'],
): Promise<Dispatcher.ResponseData> {
  try {
    return await sendRequest.call(dispatcher, {
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers,
      signal,
      ...(body === undefined ? {} : { body }),
    });
  } catch (cause) {
    throw signal.aborted ? signal.reason : asFailure(cause, url, 'connect');
  }
}

/** Calls `onSent` when the request is written, and hands everything on to `handler`. */
function tellWhenSent(handler: Dispatcher.DispatchHandler, onSent: () => void): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onRequestUpgrade: (controller, status, headers, socket) =>
      handler.onRequestUpgrade?.(controller, status, headers, socket),
    onResponseStart: (controller, status, headers, message) =>
      handler.onResponseStart?.(controller, status, headers, message),
    onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
    onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
    onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    onRequestSent: () => {
      onSent();
      handler.onRequestSent?.();
    },
  };
}

/** Undoes a content encoding. We ask for none; some servers and proxies compress all the same. */
function decompress(body: Readable, encoding = ''): Readable {
  // Puts out at once what can be decoded: the stream has to flow. And what follows a cut is for the decoder to judge.
  const flush = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
  let decoded = body;
  for (const name of encoding.toLowerCase().split(',').reverse()) {
    const decoder = createDecoder(name.trim());
    // Destroying the last stream destroys the chain down to the socket; errors are reported by reading.
    if (decoder) decoded = pipeline(decoded, decoder, () => undefined);
  }
  return decoded;

  function createDecoder(name: string) {
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
      default:
        return undefined;
    }
  }
}

async function* readBody(body: Readable, url: URL, signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* body;
  } catch (cause) {
    throw signal.aborted ? signal.reason : asFailure(cause, url, 'body');
  }
}

function asFailure(cause: unknown, url: URL, phase: 'connect' | 'body'): StreamFailure {
  return StreamFailure.is(cause) ? cause : new StreamFailure(networkError(cause, url, phase), { cause });
}

function joinHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return joined;
}

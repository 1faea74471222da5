import { type StreamError, StreamFailure } from '../core/delta.ts';
import { redirectError } from '../core/transport/redirect-error.ts';
import type { HttpResponse, Transport } from '../core/transport/transport.ts';
import { networkError } from './network-errors.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * A transport over the `fetch` of the host. VS Code puts its own there, which knows the system's proxy settings, PAC
 * scripts and Kerberos. In exchange nobody can tell when the connection stands, so that the clock for connecting and that
 * for the first byte run as one, and the HTTP client's own limits hold (in Node five minutes without a byte).
 *
 * @param fetchOfHost asked for every request, since VS Code may replace the global one at any time
 */
export function createFetchTransport(fetchOfHost: () => typeof fetch = () => globalThis.fetch): Transport {
  return {
    async send({ url, method, headers, body }, { signal }) {
      signal.throwIfAborted();
      let response: Response;
      const fetchNow: typeof fetch | undefined = fetchOfHost();
      if (typeof fetchNow !== 'function') throw new StreamFailure(noFetchError());
      try {
        response = await untilAborted(
          fetchNow(url, {
            method,
            headers,
            signal,
            redirect: 'manual',
            // Nothing of the user's browser.
            credentials: 'omit',
            ...(body === undefined ? {} : { body }),
          }),
          signal,
        );
      } catch (cause) {
        throw signal.aborted ? signal.reason : new StreamFailure(networkError(cause, url, 'connect'), { cause });
      }
      const location = response.headers.get('location');
      // A browser does not say where to.
      const redirected = response.type === 'opaqueredirect';
      if (redirected || (response.status >= 300 && response.status < 400 && location !== null)) {
        discard(response);
        throw new StreamFailure(redirectError(url, response.status, location ?? undefined));
      }
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: readBody(response, url, signal),
      } satisfies HttpResponse;
    },
  };
}

async function* readBody(response: Response, url: URL, signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
  const reader = response.body?.getReader();
  if (!reader) return;
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await untilAborted(reader.read(), signal);
      ended = done;
      if (done) return;
      yield value;
    }
  } catch (cause) {
    throw signal.aborted ? signal.reason : new StreamFailure(networkError(cause, url, 'body'), { cause });
  } finally {
    // Closes the connection; after an error there is nothing left to close.
    if (!ended) void reader.cancel().catch(() => undefined);
  }
}

/** An old editor made from VS Code's source, or an extension that took it away. */
function noFetchError(): StreamError {
  return {
    kind: 'network',
    message: 'This editor has no “fetch” of its own. Set “runnel.http.transport” to “undici”.',
    retryable: false,
  };
}

function discard(response: Response): void {
  void response.body?.cancel().catch(() => undefined);
}

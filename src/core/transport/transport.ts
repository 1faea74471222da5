import type { HttpRequest } from '../wire/wire-format.ts';

/** What the core needs of an HTTP client. `platform/` holds the real ones; tests and the demo bring their own. */

/** The start of an answer. The body has not been read yet. */
export interface HttpResponse {
  status: number;
  /** Lower-case names; repeated headers joined with a comma. */
  headers: Readonly<Record<string, string>>;
  /**
   * The bytes as the server meant them, content encodings undone. Can be read once.
   *
   * Leaving the loop early closes the connection. A body that is not read has to be given up with the signal.
   * Throws a {@link StreamFailure} if the connection fails before the body's end, of kind `truncated`; or if the bytes
   * are not what the content encoding promised, of kind `protocol`. Throws the signal's reason once that is aborted.
   */
  body: AsyncIterable<Uint8Array>;
}

/** How to send one request. */
export interface SendOptions {
  /** Aborting it closes the connection at once: while it is made, before the headers, and while the body is read. */
  signal: AbortSignal;
  /** How long the connection may take to stand, TLS included, in milliseconds; left to the transport if not given. */
  connectTimeoutMs?: number;
  /** Called once when the connection stands and the request is written, by a transport that can tell. */
  onSent?: () => void;
}

/** Sends requests. */
export interface Transport {
  /**
   * Sends `request` and resolves at the end of the response headers, whatever the status.
   *
   * Never follows a redirect: that would carry the key to a host it was not given for.
   *
   * @throws StreamFailure when no answer came: the name does not resolve, the connection is refused, TLS fails, the
   *   server redirects, …
   * @throws the signal's reason when that is aborted first.
   */
  send(request: HttpRequest, options: SendOptions): Promise<HttpResponse>;
}

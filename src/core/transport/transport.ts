/** What the core needs of an HTTP client. `platform/` holds the real ones; tests and the demo bring their own. */

/** One POST or GET, ready to be sent. */
export interface HttpRequest {
  method: 'GET' | 'POST';
  url: URL;
  /** Lower-case names. Holds the key: never log it, never send it to the webview. */
  headers: Readonly<Record<string, string>>;
  body?: string;
}

/** The start of an answer. The body has not been read yet. */
export interface HttpResponse {
  status: number;
  /** Lower-case names; repeated headers joined with a comma. */
  headers: Readonly<Record<string, string>>;
  /** Leaving the loop early closes the connection. Throws a {@link StreamFailure} if the connection fails. */
  body: AsyncIterable<Uint8Array>;
}

/** Sends requests. */
export interface Transport {
  /**
   * Sends `request` and resolves at the end of the response headers, whatever the status.
   *
   * Aborting `signal` closes the connection at once, also while the body is being read.
   *
   * @throws StreamFailure when no answer came: the name does not resolve, the connection is refused, TLS fails, …
   */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
}

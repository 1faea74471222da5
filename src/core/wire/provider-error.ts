import type { StreamError } from '../delta.ts';

/** A response whose status is an error, and what is needed to speak about it. */
export interface ErrorResponse {
  status: number;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** The body, or its beginning. */
  bodyText: string;
  /** Where the request went; named in the message. */
  url?: URL;
  /** Milliseconds since the epoch; without it, a `Retry-After` that is a date is not understood. */
  now?: number;
  /** Texts (the API key) that must not show in the message. */
  secrets?: readonly string[];
}

/** Turns the answer to a failed request into an error. */
export function errorFromResponse(response: ErrorResponse): StreamError {
  return { kind: 'server', message: `HTTP ${response.status}`, retryable: true, status: response.status };
}

/** Turns an error object inside a stream, or in the body of a 200, into an error. */
export function errorFromStreamObject(value: unknown): StreamError {
  return { kind: 'server', message: String(value), retryable: true };
}

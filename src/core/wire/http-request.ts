import { StreamFailure } from '../delta.ts';
import type { Endpoint, KeyHeader } from './wire-format.ts';

/** What every wire format's request has in common. */

/**
 * The address of a method below a base URL, which may have a slash at its end, hold a query, or already be the whole
 * address of a method.
 *
 * @param path such as `/chat/completions`
 * @param version where the protocol's examples have it in the path and not in the base URL, such as `/v1`: put in between
 *   unless the base URL ends in a version
 * @throws StreamFailure of kind `invalid-request` when the base URL is not an http(s) URL
 */
export function endpointUrl(baseUrl: string, path: string, version = ''): URL {
  const trimmed = baseUrl.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.host === '') {
    throw settingsFailure(
      `The base URL “${trimmed}” is not an http or https URL. Correct it in the setting “runnel.providers”.`,
    );
  }
  // People paste the address from a provider's examples.
  const base = url.pathname.replace(/\/+$/, '').replace(methodPath, '');
  url.pathname = base + (/\/v\d\w*$/.test(base) ? '' : version) + path;
  url.hash = '';
  return url;
}

/** How the addresses end that examples show. */
const methodPath = /\/+(?:chat\/completions|responses|messages|api\/chat|models(?:\/[^/]+:\w+)?)$/;

/**
 * An address of a server's own protocol, which stands beside the `/v1` of the compatible one that the base URL may name.
 *
 * @param path such as `/api/chat`
 * @throws StreamFailure of kind `invalid-request` when the base URL is not an http(s) URL
 */
export function nativeUrl(baseUrl: string, path: string): URL {
  const url = endpointUrl(baseUrl, '');
  url.pathname = url.pathname.replace(/\/+(?:api\/(?:generate|tags|show)|api|v1)?\/*$/, '') + path;
  return url;
}

/** The headers of a request that sends JSON and wants a stream. */
export const streamHeaders = { accept: 'text/event-stream', 'content-type': 'application/json' };

/**
 * A request's headers with the key; the user's own come last and win.
 *
 * @param ours What the request needs besides; lower-case names.
 * @param keyHeader Which header carries the key, where the endpoint does not say.
 * @throws StreamFailure when a header or the key cannot be sent at all; the message never holds the value
 */
export function requestHeaders(
  endpoint: Endpoint,
  ours: Readonly<Record<string, string>> = streamHeaders,
  keyHeader: KeyHeader = 'authorization',
): Record<string, string> {
  const headers: Record<string, string> = { ...ours };
  // Keys are pasted, often with a line's end.
  const key = endpoint.apiKey?.trim();
  if (key !== undefined && key !== '') {
    if (!/^[\x21-\x7e]+$/.test(key)) {
      throw new StreamFailure({
        kind: 'auth',
        message: 'The API key holds characters that no key has. Run “Runnel: Set API Key…” and enter it again.',
        retryable: false,
      });
    }
    const name = endpoint.keyHeader ?? keyHeader;
    headers[name] = name === 'authorization' ? `Bearer ${key}` : key;
  }
  for (const [name, value] of Object.entries(endpoint.headers ?? {})) {
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw settingsFailure(
        `The header “${name}” cannot be sent: its name or value holds a character that is not allowed. Correct it in the setting “runnel.providers”.`,
      );
    }
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

/** A request's JSON text: our fields, then the user's over them; `null` removes a field. Fields are not merged deeply. */
export function requestBody(ours: Readonly<Record<string, unknown>>, users: Endpoint['body']): string {
  const merged: Record<string, unknown> = { ...ours, ...users };
  const fields = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  // A model that was cut off leaves half a character, which servers refuse: no request of that chat would pass any more.
  return JSON.stringify(fields, (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value));
}

function settingsFailure(message: string): StreamFailure {
  return new StreamFailure({ kind: 'invalid-request', message, retryable: false, remedy: 'settings' });
}

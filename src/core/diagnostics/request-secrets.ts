import type { HttpRequest } from '../transport/transport.ts';

/** What of a request may be a credential, by name: what is shown of a request, or of its answer, must not hold it. */

/** Headers that hold none, and that a reader of the request needs. All others are taken for secrets. */
const publicHeaders: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'anthropic-beta',
  'anthropic-version',
  'content-type',
  'http-referer',
  'openai-beta',
  'referer',
  'user-agent',
  'x-title',
]);

const secretParameter = /(?:^|[-_.])(?:(?:api|access|auth)?(?:key|token)|auth|code|password|secret|sig|signature)$/i;

/** Whether the value of a header may be a credential. */
export function isSecretHeader(name: string): boolean {
  return !publicHeaders.has(name.toLowerCase());
}

/** Whether a parameter in a URL's query may be a credential, such as `key` or `sig`. */
export function isSecretParameter(name: string): boolean {
  return secretParameter.test(name);
}

/** The URL without user name and password, with every value of its query that may be a credential replaced. */
export function withoutCredentials(url: URL, replace: (name: string) => string): URL {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  for (const name of new Set(shown.searchParams.keys())) {
    if (isSecretParameter(name)) shown.searchParams.set(name, replace(name));
  }
  return shown;
}

/** Shorter texts are no keys; masking them would only spoil what they happen to stand in. */
const minSecretLength = 6;

/** The texts of a request that must not show in what is kept of its answer. */
export function secretsOfRequest({ url, headers }: Pick<HttpRequest, 'url' | 'headers'>): string[] {
  const values = Object.entries(headers).flatMap(([name, value]) =>
    // "Bearer abc": a server may repeat the whole or only what follows the scheme.
    isSecretHeader(name) ? [value.trim(), value.trim().replace(/^\S+\s+/, '')] : [],
  );
  for (const [name, value] of url.searchParams) if (isSecretParameter(name)) values.push(value);
  values.push(decodeURIComponent(url.password));
  return [...new Set(values)].filter(value => value.length >= minSecretLength);
}

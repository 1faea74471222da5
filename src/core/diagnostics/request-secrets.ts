import { secretsOfUrl } from '../wire/url-secrets.ts';
import type { HttpRequest } from '../wire/wire-format.ts';

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

/** Whether the value of a header may be a credential. */
export function isSecretHeader(name: string): boolean {
  return !publicHeaders.has(name.toLowerCase());
}

/** Shorter texts are no keys; masking them would only spoil what they happen to stand in. */
const minSecretLength = 6;

/** The texts of a request that must not show in what is kept of its answer. */
export function secretsOfRequest({ url, headers }: Pick<HttpRequest, 'url' | 'headers'>): string[] {
  const values = Object.entries(headers).flatMap(([name, value]) =>
    // "Bearer abc": a server may repeat the whole or only what follows the scheme.
    isSecretHeader(name) ? [value.trim(), value.trim().replace(/^\S+\s+/, '')] : [],
  );
  return [...new Set([...values, ...secretsOfUrl(url)])].filter(value => value.length >= minSecretLength);
}

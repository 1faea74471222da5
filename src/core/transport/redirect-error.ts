import type { StreamError } from '../delta.ts';

/** The error of a server that redirects. A redirect is never followed: the key was given for one host only. */
export function redirectError(url: URL, status: number, location: string): StreamError {
  const target = URL.parse(location, url.href);
  const where = target ? `${target.origin}${target.pathname}` : 'another address';
  return {
    kind: 'invalid-request',
    message: `${url.origin}${url.pathname} redirects to ${where} (HTTP ${status}). Runnel does not follow redirects, so that your key stays with the host it was given for. If you trust that address, set it as the base URL in the setting “runnel.providers”.`,
    retryable: false,
    status,
  };
}

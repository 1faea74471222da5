import type { StreamError } from '../delta.ts';

/**
 * The error of a server that redirects. A redirect is never followed: the key was given for one host only.
 *
 * @param status 0 where the HTTP client does not say
 * @param location where to; undefined where the HTTP client does not say
 */
export function redirectError(url: URL, status: number, location: string | undefined): StreamError {
  const target = location === undefined ? undefined : URL.parse(location, url.href);
  const where = target ? shortened(`${target.origin}${target.pathname}`) : 'another address';
  const said = status > 0 ? ` (HTTP ${status})` : '';
  return {
    kind: 'invalid-request',
    message: `${url.origin}${url.pathname} redirects to ${where}${said}. Runnel does not follow redirects, so that your key stays with the host it was given for. If you trust that address, set it as the base URL in the setting “runnel.providers”.`,
    retryable: false,
    remedy: 'settings',
    ...(status > 0 && { status }),
  };
}

/** Headers may be long. */
function shortened(address: string): string {
  return address.length > 300 ? `${address.slice(0, 300)}…` : address;
}

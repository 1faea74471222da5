import type { StreamError } from '../core/delta.ts';
import { timeoutError } from '../core/transport/timeout-error.ts';
import type { TlsContext } from './certificate-faults.ts';
import { TlsFailure, type TunnelAnswer } from './connect-steps.ts';
import { errorCode, networkError, proxyError } from './network-errors.ts';
import { hostAndPort, proxyName } from './server-names.ts';

/** What a connection was about when it failed. With a proxy, all but `tls` are about the proxy. */
export type ConnectPhase = 'dns' | 'tcp' | 'proxy-tls' | 'tunnel' | 'tls';

/** A way to a server, as far as messages need it. */
export interface Passage extends Pick<TlsContext, 'systemCertificates'> {
  url: URL;
  proxy?: { url: URL; why: string };
}

/** Says in the user's words why no connection came to stand. */
export function connectError(cause: unknown, phase: ConnectPhase, passage: Passage): StreamError {
  const { url, proxy, systemCertificates } = passage;
  const issuer = cause instanceof TlsFailure ? cause.peer?.issuer : undefined;
  const tls: TlsContext = { systemCertificates, ...(issuer !== undefined && { issuer }) };
  if (!proxy) return networkError(cause, url, 'connect', tls);
  if (phase === 'tls') return networkError(cause, url, 'connect', { ...tls, proxy });
  const name = proxyName(proxy);
  const code = errorCode(cause);
  if (phase === 'tunnel' && code === 'ERR_PROXY_ANSWER') {
    return network(
      `The ${name} does not answer as an HTTP proxy. Check its address and kind; Runnel speaks to http:// and https:// proxies.`,
      false,
    );
  }
  if (phase === 'tunnel') {
    return network(
      `The ${name} broke off the connection while it was asked for ${hostAndPort(url)}${code && ` (${code})`}. Try again, or ask whoever runs the proxy.`,
      true,
    );
  }
  return proxyError(cause, proxy.url, name, tls);
}

/** The error of a connection that took too long, named by what it waited for. */
export function connectTimeoutError(phase: ConnectPhase, ms: number, { url, proxy }: Passage): StreamError {
  const time = `${Number((ms / 1000).toFixed(1))} s`;
  const raise = 'or raise the setting “runnel.timeouts.connect”';
  const first = proxy?.url ?? url;
  if (phase === 'dns') {
    const whose = proxy ? ` of the ${proxyName(proxy)}` : '';
    return network(
      `The host name “${first.hostname}”${whose} was not looked up within ${time}. Check the network connection, VPN or DNS server, ${raise}.`,
      true,
    );
  }
  if (phase === 'tls') {
    const through = proxy ? ` through the ${proxyName(proxy)}` : '';
    return network(
      `${hostAndPort(url)} was reached${through}, but no secure connection stood within ${time}. Check the network, VPN or proxy, ${raise}.`,
      true,
    );
  }
  if (!proxy) return timeoutError('connect', ms, url);
  return phase === 'tunnel'
    ? network(
        `The ${proxyName(proxy)} was reached, but did not connect to ${hostAndPort(url)} within ${time}. Try again, ${raise}.`,
        true,
      )
    : network(`No connection to the ${proxyName(proxy)} within ${time}. Check the proxy’s address, ${raise}.`, true);
}

/** The error of a proxy that refuses a tunnel. */
export function tunnelError(answer: TunnelAnswer, passage: Passage, loginSent: boolean): StreamError {
  const { url, proxy } = passage;
  const name = proxy ? proxyName(proxy) : 'proxy';
  if (answer.status === 407) return proxyLoginError(answer.authenticate, passage, loginSent);
  const said = `HTTP ${answer.status}${answer.reason && ` “${answer.reason.slice(0, 200)}”`}`;
  return answer.status >= 500
    ? network(
        `The ${name} could not connect to ${hostAndPort(url)} (${said}). Check the base URL, or try again in a moment.`,
        true,
      )
    : network(
        `The ${name} refuses connections to ${hostAndPort(url)} (${said}). Ask whoever runs the proxy to allow that host, or list it in “http.noProxy” of VS Code if it can be reached directly.`,
        false,
      );
}

/**
 * The error of a proxy that wants a login, or another one.
 *
 * @param authenticate what the proxy's `Proxy-Authenticate` says
 */
export function proxyLoginError(authenticate: string, { proxy }: Passage, loginSent: boolean): StreamError {
  const name = proxy ? proxyName(proxy) : 'proxy';
  const happened = loginSent ? `does not accept the login that was sent` : 'asks for a login';
  const schemes = authenticate.match(/\b(basic|negotiate|ntlm|kerberos|digest)\b/gi)?.map(each => each.toLowerCase());
  const remedy =
    schemes && schemes.length > 0 && !schemes.includes('basic')
      ? `It wants a login of the kind ${[...new Set(schemes)].join(', ')}: set “runnel.http.transport” to “vscode”, so that requests go the way VS Code’s own do`
      : 'Set “http.proxy” of VS Code with user and password, such as http://user:password@host:port (special characters percent-encoded), or “http.proxyAuthorization”';
  return { ...network(`The ${name} ${happened} (HTTP 407). ${remedy}.`, false), status: 407 };
}

function network(message: string, retryable: boolean): StreamError {
  return { kind: 'network', message, retryable };
}

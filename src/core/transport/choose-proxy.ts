import { StreamFailure } from '../delta.ts';
import type { NetworkSettings } from './network-settings.ts';
import { findNoProxyEntry, splitNoProxy } from './no-proxy.ts';

/** A variable of the environment, or undefined if it is not set. */
export type Environment = (name: string) => string | undefined;

/** Whether a request goes through a proxy, and why. */
export interface ProxyChoice {
  /** `http:` or `https:`, without user and password; undefined for a direct connection. */
  proxy?: URL;
  /** The value of `Proxy-Authorization`. Secret: never log or show it. */
  authorization?: string;
  /** For users, such as `http.proxy of VS Code`, or of a direct connection `NO_PROXY lists example.com`. */
  why: string;
}

/**
 * Chooses the proxy for a request as VS Code does: this machine is reached directly, `http.proxySupport` can turn
 * proxies off, `http.noProxy` (or else `NO_PROXY`) names exceptions, `http.proxy` comes before the environment.
 *
 * VS Code would last ask the operating system, which an extension cannot: that is what its own `fetch` is for.
 *
 * @throws StreamFailure when the chosen proxy is no URL, or of a kind that cannot be used
 */
export function chooseProxy(url: URL, settings: NetworkSettings, environment: Environment): ProxyChoice {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  if (isThisMachine(host)) return { why: `${host} is this machine` };
  if (settings.proxyOff) return { why: 'http.proxySupport of VS Code is “off”' };

  const exception = findException({ host, port }, settings, environment);
  if (exception) return { why: exception };

  const named = nameProxy(url, settings, environment);
  if (!named) return { why: 'neither VS Code nor the environment names one' };
  const { value, source } = named;
  const proxy = parseProxy(value, source);
  const authorization = authorizationOf(proxy, settings);
  proxy.username = '';
  proxy.password = '';
  return { proxy, why: source, ...(authorization !== undefined && { authorization }) };
}

/**
 * Whether a host is this machine, in any spelling: loopback, loopback as IPv4 within IPv6, and the address that stands
 * for none. Wider than what a key may be left out for: here the question is only whether a proxy could find the way.
 */
function isThisMachine(host: string): boolean {
  return /^(127(\.\d{1,3}){3}|0\.0\.0\.0|(.+\.)?localhost|::1?|::ffff:7f[\da-f]{2}:[\da-f]+)\.?$/.test(host);
}

function findException(
  target: { host: string; port: number },
  settings: NetworkSettings,
  environment: Environment,
): string | undefined {
  // A list in VS Code replaces the environment's, as it does for VS Code itself.
  const inSettings = settings.noProxy.some(entry => entry.trim() !== '');
  const source = inSettings ? { name: 'http.noProxy of VS Code', list: settings.noProxy } : undefined;
  const { name, list } = source ?? noProxyOf(environment);
  const entry = findNoProxyEntry(list, target);
  if (entry === undefined) return undefined;
  return entry.trim() === '*' ? `${name} lists * (everything)` : `${name} lists ${entry.trim()}`;
}

function noProxyOf(environment: Environment): { name: string; list: string[] } {
  const name = ['no_proxy', 'NO_PROXY'].find(each => environment(each)?.trim()) ?? 'NO_PROXY';
  return { name, list: splitNoProxy(environment(name) ?? '') };
}

/** What names the proxy. The other scheme's variable counts too, as it does for VS Code. */
function nameProxy(
  url: URL,
  settings: NetworkSettings,
  environment: Environment,
): { value: string; source: string } | undefined {
  const inSettings = settings.proxy.trim();
  if (inSettings !== '') return { value: inSettings, source: 'http.proxy of VS Code' };
  const https = ['https_proxy', 'HTTPS_PROXY'];
  const http = ['http_proxy', 'HTTP_PROXY'];
  const names = url.protocol === 'https:' ? [...https, ...http] : [...http, ...https];
  for (const name of [...names, 'all_proxy', 'ALL_PROXY']) {
    const value = environment(name)?.trim();
    if (value) return { value, source: `${name} of the environment` };
  }
  return undefined;
}

/** @throws StreamFailure */
function parseProxy(value: string, source: string): URL {
  // In the environment the scheme is often left out; curl takes that for http, too.
  const proxy = URL.parse(value.includes('://') ? value : `http://${value}`);
  const scheme = (proxy?.protocol ?? value.slice(0, value.indexOf(':') + 1)).toLowerCase();
  const otherKind = value.includes('://') && /^(socks|pac)/.test(scheme);
  if (otherKind || /\.(pac|dat)$/i.test(proxy?.pathname ?? '')) {
    const kind = otherKind ? scheme.slice(0, -1) : 'PAC script';
    throw unusable(
      `The proxy named by ${source} is of the kind “${kind}”, which Runnel’s own transport cannot use. Set “runnel.http.transport” to “vscode”, so that requests go the way VS Code’s own do, or name an http:// or https:// proxy.`,
    );
  }
  // An unencoded “#” or “/” in a password ends the address early, and what is left of it would be taken for the host.
  const isCutShort = value.includes('@') && proxy?.username === '' && proxy.password === '';
  if (!proxy || isCutShort || proxy.hostname === '' || (proxy.protocol !== 'http:' && proxy.protocol !== 'https:')) {
    throw unusable(
      `The proxy named by ${source} is not a proxy’s address: “${withoutCredentials(value)}”. It has the form http://host:port, or http://user:password@host:port; special characters of user and password are percent-encoded.`,
    );
  }
  return proxy;
}

function authorizationOf(proxy: URL, settings: NetworkSettings): string | undefined {
  const explicit = settings.proxyAuthorization?.trim();
  if (explicit) {
    if (/[^\t\x20-\x7e\x80-\xff]/.test(explicit)) {
      throw unusable('“http.proxyAuthorization” of VS Code holds characters that no header can hold. Correct it.');
    }
    return explicit;
  }
  if (proxy.username === '' && proxy.password === '') return undefined;
  const bytes = new TextEncoder().encode(`${decode(proxy.username)}:${decode(proxy.password)}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** What is not percent-encoded properly was meant as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withoutCredentials(value: string): string {
  return value.replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/i, '$1…@');
}

function unusable(message: string): StreamFailure {
  return new StreamFailure({ kind: 'network', message, retryable: false });
}

import { isIP, type LookupFunction, type Socket } from 'node:net';
import { StreamFailure } from '../core/delta.ts';
import type { ConnectionParty } from '../core/diagnostics/connection-probe.ts';
import type { ProxyChoice } from '../core/transport/choose-proxy.ts';
import { longestTimerMs } from '../core/transport/clock.ts';
import { type ConnectPhase, connectError, connectTimeoutError, type Passage, tunnelError } from './connect-errors.ts';
import { openTcp, openTls, openTunnel, TlsFailure } from './connect-steps.ts';
import { type TlsPeer, tlsPeerOf } from './tls-peer.ts';
import { isAtHand, secureContextOf, type Trust } from './trusted-certificates.ts';
import { untilAborted } from './until-aborted.ts';

/** How to get to a server. */
export interface Route extends Trust {
  /** The server. Only its scheme, host and port count. */
  url: URL;
  proxy: ProxyChoice;
  /** Whether certificates have to be valid. */
  strictSsl: boolean;
}

export interface ConnectOptions {
  /** Aborting it destroys the connection while it is being made, and no longer. */
  signal: AbortSignal | undefined;
  /** For all steps together, in milliseconds; however long, no longer than a timer can run. */
  timeoutMs: number;
  /** How names are looked up; the system's way if not given. */
  lookup?: LookupFunction;
  /** Told when a step is done, for a report to the user. */
  onStep?: (step: ConnectStep) => void;
}

/** A step of a connection, when it is done. `party` is whom it was about: the way to a proxy has its own steps. */
export type ConnectStep =
  | { step: 'dns'; party: ConnectionParty; hostname: string; addresses: readonly string[] }
  | { step: 'tcp'; party: ConnectionParty; hostname: string; port: number; address: string }
  /** The proxy's answer to `CONNECT`, also when it refuses. */
  | { step: 'tunnel'; status: number; reason: string }
  /**
   * TLS stands, or failed for `fault`, Node's code for what is wrong with the certificate. With `strictSsl` off it may
   * stand in spite of a fault.
   */
  | { step: 'tls'; party: ConnectionParty; peer: TlsPeer | undefined; fault: string | undefined };

/**
 * Connects to a server, through a proxy if need be, and resolves when the connection stands, TLS included.
 *
 * To an `http:` server behind a proxy there is no tunnel, as many proxies allow none to such ports: the connection then
 * ends at the proxy, and requests name the whole URL.
 *
 * It exists because the HTTP client's own connector cannot be aborted: a request given up in the name lookup or in the
 * TLS handshake would leave its socket behind.
 *
 * @throws StreamFailure that names the proxy or the server, whichever failed
 * @throws the signal's reason once that is aborted
 */
export async function connectSocket(route: Route, options: ConnectOptions): Promise<Socket> {
  const { signal, timeoutMs } = options;
  const { url, systemCertificates, ca } = route;
  const passage: Passage = {
    url,
    systemCertificates,
    ...(route.proxy.proxy && { proxy: { url: route.proxy.proxy, why: route.proxy.why } }),
  };
  const limit = new AbortController();
  const stop = () => limit.abort(signal?.reason);
  const way: Way = { route, passage, options, signal: limit.signal, phase: 'tcp' };
  const timer = setTimeout(
    () => limit.abort(new StreamFailure(connectTimeoutError(way.phase, timeoutMs, passage))),
    Math.min(timeoutMs, longestTimerMs),
  );
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();

  const trust: Trust = { systemCertificates, ...(ca && { ca }) };
  // Reading the system's certificates takes a third of a second, and nearly all servers are known to Node's own: so they
  // are read when those do not suffice, unless someone wants to see what is going on.
  const first = options.onStep || isAtHand(trust) ? trust : { ...trust, systemCertificates: false };
  if (url.protocol === 'https:') secureContextOf(first).catch(() => undefined);
  try {
    return await connectVia(way, first).catch((cause: unknown) => {
      if (limit.signal.aborted || first === trust || !isUnknownIssuer(cause)) throw cause;
      return connectVia(way, trust);
    });
  } catch (cause) {
    if (limit.signal.aborted) throw limit.signal.reason;
    throw StreamFailure.is(cause) ? cause : new StreamFailure(connectError(cause, way.phase, passage), { cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

interface Way {
  route: Route;
  passage: Passage;
  options: ConnectOptions;
  /** Aborted by the clock too. */
  signal: AbortSignal;
  /** What is going on, for the error. */
  phase: ConnectPhase;
}

async function connectVia(way: Way, trust: Trust): Promise<Socket> {
  const { route, passage, signal } = way;
  const { url } = route;
  const { onStep, lookup } = way.options;
  const proxy = passage.proxy?.url;
  // Before there is a connection: TLS would never hear of the end of one that was closed while certificates were read.
  const usesTls = url.protocol === 'https:' || proxy?.protocol === 'https:';
  if (usesTls) await untilAborted(secureContextOf(trust), signal);
  const first = addressOf(proxy ?? url);
  const party = proxy ? 'proxy' : 'provider';

  way.phase = isIP(first.hostname) === 0 ? 'dns' : 'tcp';
  const onResolved = (addresses: readonly string[]) => {
    if (way.phase === 'dns') onStep?.({ step: 'dns', party, hostname: first.hostname, addresses });
    way.phase = 'tcp';
  };
  let socket = await openTcp(first, { onResolved, ...(lookup && { lookup }) }, signal);
  try {
    onStep?.({ step: 'tcp', party, ...first, address: socket.remoteAddress ?? '' });
    if (proxy?.protocol === 'https:') {
      way.phase = 'proxy-tls';
      socket = await secure(way, socket, { hostname: first.hostname, party: 'proxy', trust });
    }
    if (url.protocol !== 'https:') return socket;

    const target = addressOf(url);
    if (proxy) {
      way.phase = 'tunnel';
      const { authorization } = route.proxy;
      const answer = await openTunnel(socket, { ...target, authorization }, signal);
      onStep?.({ step: 'tunnel', status: answer.status, reason: answer.reason });
      if (answer.status > 299) throw new StreamFailure(tunnelError(answer, passage, authorization !== undefined));
    }
    way.phase = 'tls';
    return await secure(way, socket, { hostname: target.hostname, party: 'provider', trust });
  } catch (cause) {
    socket.destroy();
    throw cause;
  }
}

async function secure(
  { route, options: { onStep }, signal }: Way,
  plain: Socket,
  { hostname, party, trust }: { hostname: string; party: ConnectionParty; trust: Trust },
): Promise<Socket> {
  const secureContext = await untilAborted(secureContextOf(trust), signal);
  try {
    const secured = await openTls(plain, { hostname, strict: route.strictSsl, secureContext }, signal);
    const fault = secured.authorized ? undefined : String(secured.authorizationError);
    onStep?.({ step: 'tls', party, peer: tlsPeerOf(secured), fault });
    return secured;
  } catch (cause) {
    if (cause instanceof TlsFailure) onStep?.({ step: 'tls', party, peer: cause.peer, fault: codeOf(cause.cause) });
    throw cause;
  }
}

/** Whether TLS failed for an authority that is not known, which others may know. */
function isUnknownIssuer(cause: unknown): boolean {
  return cause instanceof TlsFailure && /^(UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_)/.test(codeOf(cause.cause));
}

/** Host and port as sockets want them. */
function addressOf(url: URL): { hostname: string; port: number } {
  const hostname = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  return { hostname, port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'TLS';
}

import { lookup as lookUp } from 'node:dns';
import { isIP, type LookupFunction, connect as netConnect, type Socket } from 'node:net';
import { type SecureContext, type TLSSocket, connect as tlsConnect } from 'node:tls';
import { plainText } from '../core/wire/error-text.ts';
import { maskSecrets } from '../core/wire/mask-secrets.ts';
import { type TlsPeer, tlsPeerOf } from './tls-peer.ts';

/** Host and port of a TCP connection. */
export interface TcpTarget {
  /** A name or an address, IPv6 without brackets. */
  hostname: string;
  port: number;
}

/** What a proxy said to `CONNECT`. */
export interface TunnelAnswer {
  status: number;
  /** The rest of the status line; may be empty. */
  reason: string;
  /** Every `Proxy-Authenticate`, joined with commas; empty if there is none. */
  authenticate: string;
}

/** A TLS handshake that failed; `cause` has Node's code. */
export class TlsFailure extends Error {
  override readonly name = 'TlsFailure';
  /** Whom the server said to be, if it came to that. */
  readonly peer: TlsPeer | undefined;

  constructor(cause: Error, peer: TlsPeer | undefined) {
    super(cause.message, { cause });
    this.peer = peer;
  }
}

/** Time until TCP probes whether a silent peer is still there, in milliseconds; below the idle time of common NATs. */
const PROBE_AFTER_MS = 30_000;

/** More than this, in bytes, is no answer to `CONNECT`. */
const ANSWER_LIMIT = 64 * 1024;

/** Looks a name up and connects to its addresses until one answers. Aborting `signal` destroys the socket. */
export async function openTcp(
  { hostname, port }: TcpTarget,
  { lookup = lookUp, onResolved }: { lookup?: LookupFunction; onResolved?: (addresses: readonly string[]) => void },
  signal: AbortSignal,
): Promise<Socket> {
  signal.throwIfAborted();
  const socket = netConnect({
    host: hostname,
    port,
    lookup: (name, options, callback) =>
      lookup(name, options, (error, addresses, family) => {
        if (!error) onResolved?.(Array.isArray(addresses) ? addresses.map(({ address }) => address) : [addresses]);
        callback(error, addresses, family);
      }),
  });
  socket.setNoDelay(true);
  socket.setKeepAlive(true, PROBE_AFTER_MS);
  await established(socket, 'connect', signal);
  return socket;
}

/** Speaks TLS on a connection, and gives it up if the certificate is not good. */
export async function openTls(
  socket: Socket,
  { hostname, strict, secureContext }: { hostname: string; strict: boolean; secureContext: SecureContext },
  signal: AbortSignal,
): Promise<TLSSocket> {
  const secured = tlsConnect({
    socket,
    host: hostname,
    // A name for SNI; an address is not allowed there.
    ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
    // HTTP/2 would share one connection between answers, so that stopping one could not close it.
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: strict,
    secureContext,
  });
  // Node destroys a connection whose certificate is bad before it says so, and then nobody is left to ask for the
  // issuer: this listener comes before that.
  let peer: TlsPeer | undefined;
  secured.prependOnceListener('secure', () => {
    peer = tlsPeerOf(secured);
  });
  try {
    await established(secured, 'secureConnect', signal);
  } catch (cause) {
    if (signal.aborted || !(cause instanceof Error)) throw cause;
    throw new TlsFailure(cause, peer);
  }
  return secured;
}

/**
 * Asks a proxy for a way to a server and reads its answer, whatever it is. What a proxy sends beyond the answer stays in
 * the socket.
 *
 * @throws Error with the code `ERR_PROXY_ANSWER` when it answers with something that is not HTTP, or not at all
 */
export async function openTunnel(
  socket: Socket,
  { hostname, port, authorization }: TcpTarget & { authorization?: string | undefined },
  signal: AbortSignal,
): Promise<TunnelAnswer> {
  const authority = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
  const login = authorization === undefined ? '' : `Proxy-Authorization: ${authorization}\r\n`;
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${login}\r\n`, 'latin1');
  for (;;) {
    const answer = parseAnswer(await readHead(socket, signal));
    // Interim answers say nothing yet.
    if (answer.status >= 200) return { ...answer, reason: shownReason(answer.reason, authorization) };
  }
}

/** Waits for an event of a socket that is being connected. It is destroyed when that fails or is given up. */
function established(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const abort = () => socket.destroy(asError(signal.reason));
  socket.once(event, () => resolve());
  // Stays for the life of the socket: one that is destroyed later still reports its error here, to no harm.
  socket.on('error', reject);
  socket.once('close', () => reject(new Error('closed')));
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort);
  return promise.finally(() => signal.removeEventListener('abort', abort));
}

/** Reads up to the empty line that ends a head; what follows stays in the socket. */
function readHead(socket: Socket, signal: AbortSignal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let head = Buffer.alloc(0);
  const read = () => {
    for (let chunk: unknown = socket.read(); Buffer.isBuffer(chunk); chunk = socket.read()) {
      head = Buffer.concat([head, chunk]);
      const end = /\r?\n\r?\n/.exec(head.toString('latin1'));
      if (end) {
        const length = end.index + end[0].length;
        // First, since putting bytes back makes the socket readable again.
        detach();
        if (head.length > length) socket.unshift(head.subarray(length));
        return resolve(head.toString('latin1', 0, end.index));
      }
      if (head.length > ANSWER_LIMIT) return fail(answerError('too long'));
    }
  };
  const fail = (error: Error) => {
    detach();
    reject(error);
  };
  const end = () => fail(answerError('closed'));
  const abort = () => socket.destroy(asError(signal.reason));
  const detach = () => {
    socket.off('readable', read).off('end', end).off('error', fail).off('close', end);
    signal.removeEventListener('abort', abort);
  };
  socket.on('readable', read).on('end', end).on('error', fail).on('close', end);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort);
  read();
  return promise;
}

function parseAnswer(head: string): TunnelAnswer {
  const [statusLine = '', ...lines] = head.split(/\r?\n/);
  const status = /^HTTP\/\d(?:\.\d)?[ \t]+(\d{3})[ \t]*(.*)$/i.exec(statusLine.trim());
  if (!status) throw answerError('no HTTP');
  const authenticate = lines.flatMap(line => /^proxy-authenticate[ \t]*:(.*)$/i.exec(line)?.[1]?.trim() ?? []);
  return { status: Number(status[1]), reason: (status[2] ?? '').trim(), authenticate: authenticate.join(', ') };
}

/** A proxy's own words as they can stand in messages and reports: one that repeats the login is not repeated. */
function shownReason(reason: string, authorization: string | undefined): string {
  const login = authorization === undefined ? [] : [authorization, authorization.replace(/^\S+\s+/, '')];
  return plainText(maskSecrets(reason, login));
}

function answerError(message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_PROXY_ANSWER' });
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('aborted');
}

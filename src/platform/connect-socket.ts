import { isIP, connect as netConnect, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { longestTimerMs } from '../core/transport/clock.ts';

/** Where and how to connect. */
export interface ConnectTarget {
  hostname: string;
  port: number;
  tls: boolean;
  /** Trusted certificates in PEM, instead of Node's own. */
  ca?: readonly string[];
}

export interface ConnectLimits {
  /** Aborting it destroys the connection while it is being made, and no longer. */
  signal: AbortSignal | undefined;
  /** In milliseconds; however long, no longer than a timer can run. */
  timeoutMs: number;
  /** Makes the error of a connection that took too long. */
  timeoutError: () => Error;
}

/** Time until TCP probes whether a silent peer is still there, in milliseconds; below the idle time of common NATs. */
const PROBE_AFTER_MS = 30_000;

/**
 * Makes a TCP or TLS connection and hands it on when it stands.
 *
 * It exists because the HTTP client's own connector cannot be aborted: a request given up in the name lookup or in the
 * TLS handshake would leave its socket behind.
 */
export function connectSocket(
  target: ConnectTarget,
  { signal, timeoutMs, timeoutError }: ConnectLimits,
  callback: (error: Error | undefined, socket: Socket) => void,
): void {
  const { hostname: host, port } = target;
  const socket = target.tls
    ? tlsConnect({
        host,
        port,
        // A name for SNI; an address is not allowed there.
        ...(isIP(host) === 0 ? { servername: host } : {}),
        // HTTP/2 would share one connection between answers, so that stopping one could not close it.
        ALPNProtocols: ['http/1.1'],
        ...(target.ca ? { ca: [...target.ca] } : {}),
      })
    : netConnect({ host, port });
  socket.setNoDelay(true);
  socket.setKeepAlive(true, PROBE_AFTER_MS);

  const abort = () => socket.destroy(asError(signal?.reason));
  const timer = setTimeout(() => socket.destroy(timeoutError()), Math.min(timeoutMs, longestTimerMs));
  let settled = false;
  const settle = (error?: Error) => {
    if (settled) return;
    settled = true;
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    callback(error, socket);
  };
  socket.once(target.tls ? 'secureConnect' : 'connect', () => settle());
  // Stays for the life of the socket: one that is destroyed later still reports its error here, to no harm.
  socket.on('error', settle);
  if (signal?.aborted) abort();
  else signal?.addEventListener('abort', abort);
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('aborted');
}

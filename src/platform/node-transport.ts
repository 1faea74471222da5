import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import type { Agent, Dispatcher } from 'undici';
import sendRequest from 'undici/lib/api/api-request.js';
import AgentClass from 'undici/lib/dispatcher/agent.js';
import { StreamFailure } from '../core/delta.ts';
import { chooseProxy, type Environment } from '../core/transport/choose-proxy.ts';
import { defaultNetworkSettings, type NetworkSettings } from '../core/transport/network-settings.ts';
import { redirectError } from '../core/transport/redirect-error.ts';
import type { SendOptions, Transport } from '../core/transport/transport.ts';
import type { HttpRequest } from '../core/wire/wire-format.ts';
import { proxyLoginError } from './connect-errors.ts';
import { connectSocket, type Route } from './connect-socket.ts';
import { acceptEncoding, decompress } from './decompress.ts';
import { networkError } from './network-errors.ts';

export interface NodeTransportOptions {
  /** Asked before every request; VS Code's defaults if not given. */
  settings?: () => NetworkSettings;
  /** The process's own if not given. */
  environment?: Environment;
  /** For a request that does not say, in milliseconds. */
  connectTimeoutMs?: number;
  /** Trusted certificates in PEM, instead of Node's own and the system's. */
  ca?: readonly string[];
  /** How names are looked up; the system's way if not given. */
  lookup?: LookupFunction;
}

const DEFAULT_CONNECT_TIMEOUT_MS = 10_000;

/**
 * How long a connection without a request is kept, in milliseconds: the next question often follows within a minute. But
 * common load balancers close theirs after 60 s, and a request must not meet that on the way.
 */
const KEEP_ALIVE_MS = 55_000;

/** More sets of connections than this are not kept: each belongs to settings that nobody may use any more. */
const MOST_AGENTS = 4;

/**
 * The transport of a Node extension host: undici with one keep-alive agent for each way to the network, of which there is
 * mostly one.
 *
 * A connection serves one request at a time, and aborting a request destroys its connection. undici's own timeouts are
 * off, except for connecting: how long to wait for bytes is the core's to say.
 */
export function createNodeTransport(options: NodeTransportOptions = {}): Transport & { close(): Promise<void> } {
  // undici connects within `dispatch`, but tells its connector nothing of the request: it is handed over here.
  let dispatching: { signal: AbortSignal; connectTimeoutMs: number } | undefined;
  const { connectTimeoutMs: defaultTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS, lookup } = options;

  /**
   * Connections by how they were made. Those of other settings stay with the requests that use them, and are never given
   * to a new one: it might go through a proxy that was turned off, or past a check that was turned on.
   */
  const agents = new Map<string, Agent>();

  function agentFor(route: Route): Agent {
    const { proxy, strictSsl, systemCertificates } = route;
    const key = JSON.stringify([proxy.proxy?.href, proxy.authorization, strictSsl, systemCertificates]);
    const agent = agents.get(key) ?? createAgent(route);
    // The last used stands last.
    agents.delete(key);
    agents.set(key, agent);
    for (const [oldest, old] of agents) {
      if (agents.size <= MOST_AGENTS) break;
      agents.delete(oldest);
      // Waits for the requests under way.
      void old.close();
    }
    return agent;
  }

  function createAgent(way: Omit<Route, 'url'>): Agent {
    return new AgentClass({
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: KEEP_ALIVE_MS,
      // HTTP/2 does not pay here. Measured on loopback against one server for both: the first byte over a connection that
      // stands takes 2 ms with either, a delta 28 µs in place of 17, which at 100 tokens a second is a thousandth of a
      // core. It would save the handshake of a second answer at the same time. But all answers would share a connection:
      // stopping one could not close it, one lost packet would halt them all, and so would a proxy that drops it.
      allowH2: false,
      connect: ({ hostname, port, protocol }, callback) => {
        const { signal, connectTimeoutMs: timeoutMs = defaultTimeoutMs } = dispatching ?? {};
        const url = new URL(`${protocol}//${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`);
        connectSocket({ ...way, url }, { signal, timeoutMs, ...(lookup && { lookup }) }).then(
          socket => callback(null, socket),
          (cause: unknown) => callback(cause instanceof Error ? cause : new Error(String(cause)), null),
        );
      },
    });
  }

  return {
    async send(request, { signal, connectTimeoutMs = defaultTimeoutMs, onSent }) {
      signal.throwIfAborted();
      const route = chooseRoute(request.url, options);
      const dispatcher = agentFor(route).compose(dispatch => (dispatchOptions, handler) => {
        dispatching = { signal, connectTimeoutMs };
        try {
          return dispatch(dispatchOptions, onSent ? tellWhenSent(handler, onSent) : handler);
        } finally {
          dispatching = undefined;
        }
      });
      const response = await sendWith(dispatcher, wireRequest(request, route), signal);
      // Whoever reads the body gets its error; one that nobody reads must not bring the extension host down.
      response.body.on('error', () => undefined);
      const headers = joinHeaders(response.headers);
      const refused = refusalOf(request.url, route, response.statusCode, headers);
      if (refused) {
        response.body.destroy();
        throw refused;
      }
      return {
        status: response.statusCode,
        headers,
        body: readBody(decompress(response.body, headers['content-encoding']), request.url, signal),
      };
    },
    async close() {
      await Promise.all([...agents.values()].map(agent => agent.destroy()));
      agents.clear();
    },
  };
}

/**
 * The way to a server under the settings of this moment.
 *
 * @throws StreamFailure when a proxy is set that cannot be used
 */
export function chooseRoute(url: URL, options: Omit<NodeTransportOptions, 'connectTimeoutMs' | 'lookup'>): Route {
  const { settings = () => defaultNetworkSettings, environment = processEnvironment, ca } = options;
  const current = settings();
  return {
    url,
    proxy: chooseProxy(url, current, environment),
    strictSsl: current.strictSsl,
    systemCertificates: current.systemCertificates,
    ...(ca && { ca }),
  };
}

function processEnvironment(name: string): string | undefined {
  return process.env[name] || undefined;
}

/** A request as undici sends it; `path` is a whole URL for a proxy that has to find the server itself. */
type WireRequest = Omit<HttpRequest, 'url'> & { url: URL; path: string };

function wireRequest(request: HttpRequest, { proxy }: Route): WireRequest {
  const { url } = request;
  const headers = { ...acceptEncoding(request.method), ...request.headers };
  const path = url.pathname + url.search;
  if (!proxy.proxy || url.protocol === 'https:') return { ...request, path, headers };
  const login = proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization };
  return { ...request, path: url.origin + path, headers: { ...headers, ...login } };
}

/** The failure that a status is before anyone reads the body. */
function refusalOf(
  url: URL,
  { proxy, systemCertificates }: Route,
  status: number,
  headers: Readonly<Record<string, string>>,
): StreamFailure | undefined {
  const { location, 'proxy-authenticate': authenticate = '' } = headers;
  if (status >= 300 && status < 400 && location !== undefined) {
    return new StreamFailure(redirectError(url, status, location));
  }
  if (status !== 407 || !proxy.proxy) return undefined;
  const passage = { url, systemCertificates, proxy: { url: proxy.proxy, why: proxy.why } };
  return new StreamFailure(proxyLoginError(authenticate, passage, proxy.authorization !== undefined));
}

async function sendWith(
  dispatcher: Dispatcher,
  { url, path, method, headers, body }: WireRequest,
  signal: SendOptions['signal'],
): Promise<Dispatcher.ResponseData> {
  try {
    return await sendRequest.call(dispatcher, {
      origin: url.origin,
      path,
      method,
      headers,
      signal,
      ...(body === undefined ? {} : { body }),
    });
  } catch (cause) {
    throw signal.aborted ? signal.reason : asFailure(cause, url, 'connect');
  }
}

/** Calls `onSent` when the request is written, and hands everything on to `handler`. */
function tellWhenSent(handler: Dispatcher.DispatchHandler, onSent: () => void): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onRequestUpgrade: (controller, status, headers, socket) =>
      handler.onRequestUpgrade?.(controller, status, headers, socket),
    onResponseStart: (controller, status, headers, message) =>
      handler.onResponseStart?.(controller, status, headers, message),
    onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
    onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
    onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    onRequestSent: () => {
      onSent();
      handler.onRequestSent?.();
    },
  };
}

async function* readBody(body: Readable, url: URL, signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* body;
  } catch (cause) {
    throw signal.aborted ? signal.reason : asFailure(cause, url, 'body');
  }
}

function asFailure(cause: unknown, url: URL, phase: 'connect' | 'body'): StreamFailure {
  return StreamFailure.is(cause) ? cause : new StreamFailure(networkError(cause, url, phase), { cause });
}

function joinHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return joined;
}

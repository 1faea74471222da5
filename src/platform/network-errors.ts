import type { StreamError } from '../core/delta.ts';
import { describeCertificateFault, type TlsContext } from './certificate-faults.ts';
import { hostAndPort, proxyName } from './server-names.ts';

/**
 * Says in the user's words why no answer, or no whole answer, came from a server, and what to do.
 *
 * Names host and port and nothing else of the request: headers and query can hold the key.
 *
 * @param cause what the HTTP client threw
 * @param phase whether it failed before the headers or while the body was read
 */
export function networkError(cause: unknown, url: URL, phase: 'connect' | 'body', tls?: TlsContext): StreamError {
  const { code, text } = describe(cause);
  const server = hostAndPort(url);

  if (phase === 'body') {
    if (BAD_ENCODING.test(code)) {
      return {
        kind: 'protocol',
        message: `${server} sent an answer whose compression cannot be undone${inBrackets(code)}. Try again; if it stays so, a proxy may be changing it.`,
        retryable: true,
      };
    }
    // An orderly close, though too early, is the server's own end of the stream.
    const closed = code === 'UND_ERR_SOCKET' || BROKEN_BODY.has(code) || UNENDED_BODY.test(text);
    const message = closed
      ? `${server} closed the connection before the end of the answer.`
      : `The connection to ${server} broke off in the middle of the answer${inBrackets(code)}.`;
    return { kind: 'truncated', message, retryable: true, remedy: 'retry' };
  }
  // The limit of Node's `fetch`, which nobody can raise. Not to be asked again unasked: the provider took the request.
  if (code === 'UND_ERR_HEADERS_TIMEOUT') {
    return network(
      `${server} took the request but sent nothing for five minutes, which is the longest that VS Code’s “fetch” waits. For a slower model set “runnel.http.transport” to “undici”.`,
      false,
    );
  }
  // The same `fetch` says of a proxy's refusal nothing but this.
  const refusal = /Proxy response \((\d{3})\)/.exec(text)?.[1];
  if (refusal !== undefined) {
    return refusal === '407'
      ? network(
          'The proxy asks for a login (HTTP 407). Set “http.proxy” of VS Code with user and password, such as http://user:password@host:port.',
          false,
        )
      : network(
          `The proxy refuses connections to ${server} (HTTP ${refusal}). Ask whoever runs the proxy.`,
          refusal >= '500',
        );
  }
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') {
    // Such as a user's own `transfer-encoding`; the text names the header, never its value.
    return {
      kind: 'invalid-request',
      message: `The request to ${server} cannot be sent: ${text.trim()}. Check the headers in the setting “runnel.providers”.`,
      retryable: false,
      remedy: 'settings',
    };
  }
  // The provider took the request and answered: asked again unasked, it would be paid again.
  if (BROKEN_ANSWER.has(code)) {
    return {
      kind: 'protocol',
      message: `${server} sent an answer that is not valid HTTP (${code}). A proxy may be changing it; else check the base URL in the setting “runnel.providers”.`,
      retryable: false,
    };
  }
  if (code === 'ENOTFOUND') {
    return network(
      `The host name “${url.hostname}” is not known. Check the network connection, VPN or proxy, and last the base URL in the setting “runnel.providers”.`,
      false,
    );
  }
  if (code === 'EAI_AGAIN') {
    return network(
      `The host name “${url.hostname}” could not be looked up. Check the network connection, VPN or proxy, and last the base URL in the setting “runnel.providers”.`,
      true,
    );
  }
  if (code === 'ECONNREFUSED') {
    return network(
      `Nothing listens at ${server}: the connection was refused. Start the server, or correct host and port of the base URL in the setting “runnel.providers”.`,
      true,
    );
  }
  if (code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') {
    return network(
      `No connection to ${server}: it did not respond. Check the network, VPN or proxy, and the base URL.`,
      true,
    );
  }
  if (UNREACHABLE.has(code)) {
    return network(`${server} cannot be reached from this network. Check the network connection, VPN or proxy.`, true);
  }
  const certificateProblem = describeCertificateFault(code, tls);
  if (certificateProblem !== undefined) {
    return network(`The TLS certificate of ${server} is not trusted: ${certificateProblem}`, false);
  }
  if (WRONG_PROTOCOL.test(`${code} ${text}`)) {
    const message =
      url.protocol === 'https:'
        ? `${server} does not speak TLS. If it is a plain HTTP server, the base URL has to begin with http:// and not https://.`
        : `${server} does not answer in HTTP. If it is a TLS server, the base URL has to begin with https:// and not http://.`;
    return { ...network(message, false), remedy: 'settings' };
  }
  if (TLS_FAULT.test(`${code} ${text}`)) {
    return network(
      `No secure connection to ${server} could be made (${code || 'TLS'}). ${tls?.proxy ? `The ${proxyName(tls.proxy)} may be the cause.` : 'A proxy may be in between.'} Check the network, VPN or proxy.`,
      false,
    );
  }
  if (CLOSED.has(code)) {
    return network(`${server} closed the connection without an answer${inBrackets(code)}. ${tryOrCheck}`, true);
  }
  return network(`The request to ${server} failed${inBrackets(code)}. ${tryOrCheck}`, true);
}

/**
 * The same of a proxy that cannot be reached, so that nobody looks for the fault at the provider.
 *
 * @param name what to call the proxy, such as `proxy a.test:8080 (http.proxy of VS Code)`
 */
export function proxyError(cause: unknown, url: URL, name: string, tls: TlsContext): StreamError {
  const { code, text } = describe(cause);
  const check = 'Check the proxy’s address, or whether it is needed in the network you are in.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return network(`The host name “${url.hostname}” of the ${name} could not be found. ${check}`, code === 'EAI_AGAIN');
  }
  if (code === 'ECONNREFUSED') {
    return network(`Nothing listens at the ${name}: the connection was refused. ${check}`, true);
  }
  const certificateProblem = describeCertificateFault(code, tls);
  if (certificateProblem !== undefined) {
    return network(`The TLS certificate of the ${name} is not trusted: ${certificateProblem}`, false);
  }
  if (url.protocol === 'https:' && (WRONG_PROTOCOL.test(`${code} ${text}`) || TLS_FAULT.test(`${code} ${text}`))) {
    return network(
      `No secure connection to the ${name} could be made. If it is a plain HTTP proxy, as most are, its address has to begin with http:// and not https://.`,
      false,
    );
  }
  return network(`The ${name} cannot be reached${inBrackets(code)}. ${check}`, true);
}

/** The code of an error, from its innermost cause that has one; empty if none has. */
export function errorCode(cause: unknown): string {
  return describe(cause).code;
}

const tryOrCheck = 'Try again; if it stays so, check the network, VPN or proxy.';

function network(message: string, retryable: boolean): StreamError {
  return { kind: 'network', message, retryable };
}

function inBrackets(code: string): string {
  return code ? ` (${code})` : '';
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EHOSTDOWN',
]);

const CLOSED: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET']);

/** Headers that are too long, or contradict each other about the length of the body. */
const BROKEN_ANSWER: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']);

/** A body shorter than its announced length, and a compressed one that ends in the middle. */
const BROKEN_BODY: ReadonlySet<string> = new Set(['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'Z_BUF_ERROR']);

/** What zlib says of bytes that are not what the encoding promised; with a cut-off body it says something else. */
const BAD_ENCODING = /^(?:Z_DATA_ERROR|Z_NEED_DICT|ERR_(?:_ERROR_FORMAT|BROTLI|ZSTD)|ZSTD_)/;

/** A body without its last chunk, where the connection was to be closed after it: undici's parser, which gives no code. */
const UNENDED_BODY = /Invalid EOF state/;

// OpenSSL writes "wrong version number", Electron's BoringSSL "WRONG_VERSION_NUMBER"; the last one is undici's parser.
const WRONG_PROTOCOL =
  /wrong[ _]version[ _]number|packet[ _]length[ _]too[ _]long|http[ _]request|does not match the HTTP/i;

const TLS_FAULT = /^ERR_SSL_|^ERR_TLS_|^EPROTO\b|\bCERT_|_CERT\b|SSL routines/;

/** The code and the text of an error, from the innermost cause that has a code. */
function describe(cause: unknown): { code: string; text: string } {
  let code = '';
  let text = '';
  // Causes nest a few levels at most; the bound is for one that holds itself.
  for (let error = cause, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++) {
    if ('code' in error && typeof error.code === 'string') code = error.code;
    text += ` ${error.message}`;
    // Every address of the host was tried; they mostly fail alike.
    if (!code && error instanceof AggregateError) return describe(error.errors[0]);
  }
  return { code, text };
}

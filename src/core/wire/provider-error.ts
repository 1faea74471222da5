import type { ErrorKind, StreamError } from '../delta.ts';
import { isSpecific, kindOfErrorObject, kindOfStatus } from './error-kind.ts';
import { errorBodyText, errorObjectText, quoteProviderText } from './error-text.ts';
import { asObject, asText, parseJson } from './json.ts';
import { maskError } from './mask-secrets.ts';
import { type RejectedParameter, rejectedParameter, type SentRequest } from './rejected-parameter.ts';
import { retryAfterMs } from './retry-after.ts';

/** A response whose status is an error, and what is needed to speak about it. */
export interface ErrorResponse {
  status: number;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** The body, or its beginning. */
  bodyText: string;
  /** Where the request went; its host is named in the message. */
  url?: URL;
  /** Milliseconds since the epoch; without it, a `Retry-After` that is a date is not understood. */
  now?: number;
  /** Texts (the API key) that must not show in the error. */
  secrets?: readonly string[];
  /** What was sent, so that a parameter that was rejected can be named. */
  sent?: SentRequest;
}

/** Turns the answer to a failed request into an error. */
export function errorFromResponse(response: ErrorResponse): StreamError {
  const { status, bodyText, secrets = [] } = response;
  const headers = lowerCaseNames(response.headers);
  const body = parseJson(bodyText);
  const words = errorBodyText(bodyText);
  const kind = kindOfResponse(status, body, words);
  const retryable = shouldRetry(kind, headers['x-should-retry']);
  const wait = retryable ? retryAfterMs(headers, response.now, body) : undefined;
  const requestId = requestIdOf(headers, body);
  const server = response.url?.host || 'The provider';
  const rejected =
    kind === 'invalid-request' && (status === 400 || status === 422) && response.sent
      ? rejectedParameter(body, words, response.sent)
      : undefined;
  const happened = rejected
    ? `${server} does not accept “${rejected.wireName}” for this model`
    : whatHappened(kind, status, server);
  const isAddress = kind === 'not-found' ? !saysModelIsUnknown(body, words) : kind === 'protocol';
  const advice = isAddress ? addressAdvice(kind) : whatToDo(kind, status);
  const error: StreamError = {
    kind,
    message: `${happened} (HTTP ${status})${quoteProviderText(words)}. ${rejected ? whatToDoWithout(rejected) : advice}`,
    retryable,
    status,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(rejected && { parameter: rejected.parameter }),
    ...(isAddress && { remedy: 'settings' }),
  };
  return maskError(error, secrets);
}

/**
 * Turns an error inside a stream, or in the body of a response that claims success, into an error.
 *
 * @param value the value of an `error` field, the object that holds it, or a bare text
 */
export function errorFromStreamObject(value: unknown, secrets: readonly string[] = []): StreamError {
  const words = errorObjectText(value);
  const kind = kindOfErrorObject(value, words) ?? 'server';
  const requestId = shownId(asObject(value)?.request_id);
  const retryable = shouldRetry(kind, undefined);
  const wait = retryable ? retryAfterMs({}, undefined, { error: asObject(value)?.error ?? value }) : undefined;
  const said = `${whatHappened(kind, undefined, 'The provider')}${quoteProviderText(words)}`;
  const error: StreamError = {
    kind,
    message: `${said}. ${whatToDo(kind, undefined)}`,
    retryable,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(requestId === undefined ? {} : { requestId }),
  };
  return maskError(error, secrets);
}

function kindOfResponse(status: number, body: unknown, words: string | undefined): ErrorKind {
  const byStatus = kindOfStatus(status);
  const byBody = kindOfErrorObject(body, words);
  // What is too large is so the next time, whichever limit it was measured by.
  if (status === 413) return byBody === 'context-length' ? byBody : byStatus;
  if (byBody === undefined || !isSpecific(byBody)) return isModeration(body) ? 'invalid-request' : byStatus;
  switch (byStatus) {
    // These statuses say it all; a body's wording must not turn a wrong key into something that is tried again.
    case 'quota':
    case 'network':
      return byStatus;
    case 'auth':
      if (status === 403 && isModeration(body)) return 'invalid-request';
      return byBody === 'quota' && status === 403 ? 'quota' : 'auth';
    case 'rate-limit':
      return byBody === 'quota' || byBody === 'overloaded' ? byBody : byStatus;
    case 'not-found':
      return byBody === 'auth' ? byBody : byStatus;
    case 'overloaded':
    case 'server':
      return byBody === 'overloaded' || byBody === 'context-length' || byBody === 'quota' ? byBody : byStatus;
    default:
      return byBody;
  }
}

/** A server that is asked at the right address says what it does not know; any other says that there is nothing. */
function saysModelIsUnknown(body: unknown, words = ''): boolean {
  return kindOfErrorObject(body, words) === 'not-found' || /\bmodel\b/i.test(words);
}

/** OpenRouter: it is not the key that was refused but what was asked. */
function isModeration(body: unknown): boolean {
  const metadata = asObject(asObject(asObject(body)?.error)?.metadata);
  return metadata?.flagged_input !== undefined || Array.isArray(metadata?.reasons);
}

/** Vendors' clients let the header decide first. Money that is spent is not back a second later, whatever it says. */
function shouldRetry(kind: ErrorKind, header: string | undefined): boolean {
  if (kind === 'quota') return false;
  if (header === 'true') return true;
  if (header === 'false') return false;
  return kind === 'rate-limit' || kind === 'overloaded' || kind === 'server';
}

function requestIdOf(headers: Readonly<Record<string, string>>, body: unknown): string | undefined {
  for (const name of requestIdHeaders) {
    const id = shownId(headers[name]);
    if (id !== undefined) return id;
  }
  return shownId(asObject(body)?.request_id);
}

/** Longer than any id. */
const maxIdLength = 200;

function shownId(value: unknown): string | undefined {
  return asText(
    asText(value)
      ?.slice(0, maxIdLength)
      .replaceAll(/[\p{Cc}\p{Cf}]/gu, ''),
  );
}

const requestIdHeaders = [
  'x-request-id',
  'request-id',
  'x-generation-id',
  'apim-request-id',
  'mistral-correlation-id',
  'x-ms-request-id',
  'cf-ray',
];

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function whatHappened(kind: ErrorKind, status: number | undefined, server: string): string {
  switch (kind) {
    case 'auth':
      return status === 403 ? `${server} refused access` : `The API key was not accepted by ${asObjectName(server)}`;
    case 'quota':
      return `The account at ${asObjectName(server)} has no credit left, or its limit is reached`;
    case 'rate-limit':
      return `${server} takes no more requests for the moment`;
    case 'not-found':
      return `${server} does not know the model or the address`;
    case 'context-length':
      return 'The conversation is longer than the model can take';
    case 'overloaded':
      return `${server} is overloaded or not ready`;
    case 'invalid-request':
      return status === 413 ? `The request is too large for ${asObjectName(server)}` : `${server} rejected the request`;
    case 'network':
      return 'The proxy on the way asks for a login';
    case 'protocol':
      return `${server} did not answer the request`;
    default:
      return `${server} had an error`;
  }
}

/** “The provider” in the middle of a sentence. */
function asObjectName(server: string): string {
  return server === 'The provider' ? 'the provider' : server;
}

function whatToDoWithout({ parameter }: RejectedParameter): string {
  const isSetting = parameter === 'temperature' || parameter === 'maxOutputTokens' || parameter === 'reasoningEffort';
  const where = isSetting ? 'in the settings' : 'in the “body” of the setting “runnel.providers”';
  return `Ask again without it, or change “${parameter}” ${where}.`;
}

function addressAdvice(kind: ErrorKind): string {
  const check = 'Check the base URL in the setting “runnel.providers”';
  return kind === 'not-found' ? `${check}, or choose another model with “Runnel: Select Model…”.` : `${check}.`;
}

function whatToDo(kind: ErrorKind, status: number | undefined): string {
  switch (kind) {
    case 'auth':
      return status === 403
        ? 'Check that the key may use this model, or run “Runnel: Set API Key…” to enter another.'
        : 'Run “Runnel: Set API Key…” to enter another.';
    case 'quota':
      return 'Add credit or raise the limit in the provider’s account; trying again does not help before that.';
    case 'rate-limit':
      return 'Wait a moment and try again.';
    case 'not-found':
      return 'Choose another model with “Runnel: Select Model…”, or check the base URL in the setting “runnel.providers”.';
    case 'context-length':
      return 'Start a new chat, or attach less.';
    case 'invalid-request':
      return status === 413 ? 'Start a new chat, or attach less.' : 'Check the model and the settings sent with it.';
    case 'network':
      return 'Set “http.proxy” of VS Code with user and password, such as http://user:password@host:port, or “http.proxyAuthorization”.';
    default:
      return 'Try again in a moment.';
  }
}

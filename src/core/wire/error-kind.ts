import type { ErrorKind } from '../delta.ts';
import { asArray, asObject } from './json.ts';

/** The kind of error an HTTP status stands for, if nothing else is known. */
export function kindOfStatus(status: number): ErrorKind {
  switch (status) {
    case 401:
    case 403:
      return 'auth';
    case 402:
      return 'quota';
    case 404:
    // A path that knows no POST is the wrong one.
    case 405:
    case 410:
      return 'not-found';
    case 407:
      return 'network';
    case 408:
    case 409:
      return 'server';
    case 425:
    case 429:
      return 'rate-limit';
    case 503:
    case 529:
      return 'overloaded';
    default:
      // What is not implemented will not be a moment later.
      if (status === 501) return 'invalid-request';
      // Groq: its cheaper tier has no room left.
      if (status === 498) return 'overloaded';
      if (status >= 500) return 'server';
      return status >= 400 ? 'invalid-request' : 'protocol';
  }
}

/**
 * The codes, types and status words of all providers, the more telling ones first: a provider's `type` is often as
 * general as `invalid_request_error` while its `code` names the matter.
 */
const kindsOfWords: readonly (readonly [RegExp, ErrorKind])[] = [
  [
    /insufficient_quota|credit_balance|spend(?:ing)?_limit|usage_limit|billing|insufficient_(?:credit|balance|funds)|payment_required|quota_exceeded|per_?day/,
    'quota',
  ],
  [/context_length|context_window|exceed_context|context_size/, 'context-length'],
  [/rate_?limit|slow_down|too_many_requests|resource_exhausted|throttl/, 'rate-limit'],
  [/overloaded|unavailable|insufficient_system_resource|capacity/, 'overloaded'],
  [/api_?key|authenti|unauthori|permission|forbidden|access_denied/, 'auth'],
  [/not_?found|invalid_model/, 'not-found'],
  [/server_error|internal|api_error|upstream_error|timeout/, 'server'],
  [
    /invalid|bad_?request|unsupported|unprocessable|content_filter|content_policy|validation|too_large/,
    'invalid-request',
  ],
];

/**
 * Only wordings that leave no doubt: a message is written for people and may quote anything. They count where the fields
 * say no more than that the request is bad, which is what they say of everything.
 */
const kindsOfMessages: readonly (readonly [RegExp, ErrorKind])[] = [
  [
    // The last but one is LM Studio's, the last vLLM's.
    /maximum (?:context|prompt) length|exceeds? (?:the )?(?:available |model's |maximum )?context|context (?:length|window|size|limit) (?:is |was )?exceeded|(?:prompt|input) is too long|input token count .{0,40}exceeds|context length of only|longer than the maximum model length/i,
    'context-length',
  ],
  [/(?:incorrect|invalid) api key|api key (?:is )?(?:not valid|invalid|expired)/i, 'auth'],
  [
    /credit balance is too low|used all (?:of )?(?:its |your )?available credits|(?:reached|exceeded) (?:its|your) (?:\w+ )?(?:spending|spend|usage) limit|insufficient (?:credits|balance|funds)|out of credits/i,
    'quota',
  ],
  // LM Studio and Ollama name no codes.
  [/^model\b.{0,200}\bnot found\b|^unexpected endpoint|^no models? (?:is |are )?loaded/i, 'not-found'],
];

/** A kind that a message may correct, having more to say. */
const correctable: ReadonlySet<ErrorKind | undefined> = new Set([undefined, 'invalid-request', 'server']);

/** The kind of error that the fields of an error object tell, or undefined if they tell nothing. */
export function kindOfErrorObject(value: unknown, message: string | undefined): ErrorKind | undefined {
  const words: string[] = [];
  const numbers: number[] = [];
  collect(value, words, numbers, 0);
  let kind: ErrorKind | undefined;
  for (const [pattern, candidate] of kindsOfWords) {
    if (words.some(word => pattern.test(word))) {
      kind = candidate;
      break;
    }
  }
  if (message !== undefined) {
    const told = kindsOfMessages.find(([pattern]) => pattern.test(message))?.[1];
    // Who has no credit left has no permission either.
    if (told !== undefined && (correctable.has(kind) || (told === 'quota' && kind === 'auth'))) return told;
  }
  const status = numbers.find(number => number >= 400 && number < 600);
  if (status === undefined) return kind;
  return kind === undefined || !isSpecific(kind) ? kindOfStatus(status) : kind;
}

/** Whether a kind told by the body says more than the status it came with. */
export function isSpecific(kind: ErrorKind): boolean {
  return kind !== 'invalid-request' && kind !== 'server';
}

/** Gathers what names the error: codes and types in words, and numbers that may be an HTTP status. */
function collect(value: unknown, words: string[], numbers: number[], depth: number): void {
  const object = asObject(Array.isArray(value) ? value[0] : value);
  if (!object || depth > 3) return;
  for (const field of ['code', 'type', 'status', 'status_code', 'error_code', 'reason', 'quotaId']) {
    const entry = object[field];
    if (typeof entry === 'number') numbers.push(entry);
    else if (typeof entry === 'string' && /^\d{3}$/.test(entry)) numbers.push(Number(entry));
    // "NotFoundError", "DeploymentNotFound" and "not_found_error" are one spelling each of the same.
    else if (typeof entry === 'string') words.push(entry.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase());
  }
  collect(object.error, words, numbers, depth + 1);
  // Google has a list of them, with the limits that were broken; Anthropic an object.
  const details = asObject(object.details);
  if (details) collect(details, words, numbers, depth + 1);
  for (const detail of [...asArray(object.details), ...asArray(object.violations)]) {
    collect(detail, words, numbers, depth + 1);
  }
}

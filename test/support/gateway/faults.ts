import type { Finish } from './answer.ts';
import type { Failure, RejectableParameter } from './dialect.ts';
import type { ScriptedAnswer } from './scripted-answer.ts';

/** What a `fault/…` model does, in whatever protocol it is asked. */
export type Fault =
  /** Answers with these bytes. */
  | { type: 'answer'; answer: ScriptedAnswer }
  /** Refuses, as the protocol has it. `once`: every odd request, so that a retry can be seen to help. */
  | { type: 'refuse'; failure: () => Failure; once: boolean }
  /** Refuses as long as the request has this parameter, and answers well without it. */
  | { type: 'reject'; parameter: RejectableParameter }
  /** Answers well, but waits once, before the token with this index. */
  | { type: 'pause'; beforeToken: number }
  /** Writes this many tokens, and then ends in this way. */
  | { type: 'break'; afterTokens: number; end: NonNullable<ScriptedAnswer['end']>; lastEvent?: Failure }
  /** Answers well, but every byte is a write of its own. */
  | { type: 'one-byte-writes' }
  /** Answers well, but compressed. */
  | { type: 'compress'; encoding: 'gzip' | 'br' }
  /** Answers well, but ends with this reason. */
  | { type: 'finish'; reason: Finish }
  /** Ignores that a stream is wanted, and answers with one JSON document. */
  | { type: 'no-stream' };

const HTML_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><h1>Sign in to the network</h1></body></html>\n';

const RATE_LIMIT: Failure = { kind: 'rate-limit', message: 'Rate limit reached for this model.' };
const SERVER_ERROR: Failure = { kind: 'server', message: 'The server had an error while processing your request.' };

/** By model id. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'fault/slow-first-byte': { type: 'pause', beforeToken: 0 },
  'fault/no-answer': { type: 'answer', answer: { silent: true } },
  'fault/stall': { type: 'pause', beforeToken: 12 },
  'fault/hang': { type: 'break', afterTokens: 12, end: 'hang' },
  'fault/reset': { type: 'break', afterTokens: 12, end: 'reset' },
  'fault/cut': { type: 'break', afterTokens: 12, end: 'cut' },
  'fault/truncate': { type: 'break', afterTokens: 12, end: 'close' },
  'fault/error-in-stream': { type: 'break', afterTokens: 12, end: 'close', lastEvent: SERVER_ERROR },
  'fault/error-at-first': { type: 'break', afterTokens: 0, end: 'close', lastEvent: SERVER_ERROR },
  'fault/status-429-retry-after': once({ ...RATE_LIMIT, headers: { 'retry-after': '1' } }),
  'fault/status-429-retry-after-ms': once({ ...RATE_LIMIT, headers: { 'retry-after-ms': '250', 'retry-after': '60' } }),
  'fault/status-429-retry-date': {
    type: 'refuse',
    // The form has whole seconds only, so that “in two seconds” is at least one.
    failure: () => ({ ...RATE_LIMIT, headers: { 'retry-after': new Date(Date.now() + 2000).toUTCString() } }),
    once: true,
  },
  'fault/status-429-reset': once({ ...RATE_LIMIT, resetAfter: 1 }),
  'fault/status-429': always(RATE_LIMIT),
  'fault/quota': always({ kind: 'quota', message: 'You exceeded your current quota.' }),
  'fault/status-500': always(SERVER_ERROR),
  'fault/status-500-once': once(SERVER_ERROR),
  'fault/overloaded': always({ kind: 'overloaded', message: 'The model is overloaded. Please try again later.' }),
  'fault/overloaded-once': once({ kind: 'overloaded', message: 'The model is overloaded. Please try again later.' }),
  'fault/status-401': always({ kind: 'auth', message: 'Incorrect API key provided.' }),
  'fault/status-400': always({
    kind: 'unsupported-parameter',
    message: "Unsupported parameter: 'temperature'.",
    parameter: 'temperature',
  }),
  'fault/reject-temperature': { type: 'reject', parameter: 'temperature' },
  'fault/reject-max-tokens': { type: 'reject', parameter: 'max-tokens' },
  'fault/reject-reasoning': { type: 'reject', parameter: 'reasoning' },
  'fault/context-length': always({
    kind: 'context-length',
    message: "This model's maximum context length is 8192 tokens.",
  }),
  'fault/model-404': always({ kind: 'model-not-found', message: 'The model `fault/model-404` does not exist.' }),
  'fault/html': {
    type: 'answer',
    answer: { headers: { 'content-type': 'text/html; charset=utf-8' }, segments: [HTML_PAGE] },
  },
  'fault/html-502': {
    type: 'answer',
    answer: {
      status: 502,
      headers: { 'content-type': 'text/html' },
      segments: ['<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'],
    },
  },
  'fault/empty': { type: 'answer', answer: {} },
  'fault/redirect': {
    type: 'answer',
    answer: { status: 307, headers: { location: 'https://elsewhere.invalid/v1/chat/completions' } },
  },
  'fault/one-byte-writes': { type: 'one-byte-writes' },
  'fault/gzip': { type: 'compress', encoding: 'gzip' },
  'fault/br': { type: 'compress', encoding: 'br' },
  'fault/length': { type: 'finish', reason: 'length' },
  'fault/content-filter': { type: 'finish', reason: 'content-filter' },
  'fault/no-stream': { type: 'no-stream' },
};

function always(failure: Failure): Fault {
  return { type: 'refuse', failure: () => failure, once: false };
}

function once(failure: Failure): Fault {
  return { type: 'refuse', failure: () => failure, once: true };
}

import { errorBody, sseEvent } from './chat-chunks.ts';
import type { ScriptedAnswer } from './scripted-answer.ts';

/** What a `fault/…` model does. */
export type Fault =
  /** Answers with these bytes. */
  | { type: 'answer'; answer: ScriptedAnswer }
  /** Fails every odd request with these bytes, and answers well the others: so that a retry can be seen to help. */
  | { type: 'first-time'; answer: ScriptedAnswer }
  /** Answers well, but waits once, before the token with this index. */
  | { type: 'pause'; beforeToken: number }
  /** Writes this many tokens, and then ends in this way. */
  | { type: 'break'; afterTokens: number; end: NonNullable<ScriptedAnswer['end']>; lastEvent?: string }
  /** Answers well, but every byte is a write of its own. */
  | { type: 'one-byte-writes' }
  /** Answers well, but compressed. */
  | { type: 'gzip' }
  /** Answers well, but ends with this reason. */
  | { type: 'finish'; reason: string }
  /** Ignores `stream: true` and answers with one JSON document. */
  | { type: 'no-stream' };

const HTML_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><h1>Sign in to the network</h1></body></html>\n';

/** By model id. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'fault/slow-first-byte': { type: 'pause', beforeToken: 0 },
  'fault/no-answer': { type: 'answer', answer: { silent: true } },
  'fault/stall': { type: 'pause', beforeToken: 12 },
  'fault/hang': { type: 'break', afterTokens: 12, end: 'hang' },
  'fault/reset': { type: 'break', afterTokens: 12, end: 'reset' },
  'fault/cut': { type: 'break', afterTokens: 12, end: 'cut' },
  'fault/truncate': { type: 'break', afterTokens: 12, end: 'close' },
  'fault/error-in-stream': {
    type: 'break',
    afterTokens: 12,
    end: 'close',
    lastEvent: sseEvent(errorBody('The server had an error while processing your request.', 'server_error')),
  },
  'fault/status-429-retry-after': {
    type: 'first-time',
    answer: failure(429, 'Rate limit reached for this model.', 'requests', 'rate_limit_exceeded', {
      'retry-after': '1',
    }),
  },
  'fault/status-429': {
    type: 'answer',
    answer: failure(429, 'Rate limit reached for this model.', 'requests', 'rate_limit_exceeded'),
  },
  'fault/quota': {
    type: 'answer',
    answer: failure(429, 'You exceeded your current quota.', 'insufficient_quota', 'insufficient_quota'),
  },
  'fault/status-500': {
    type: 'answer',
    answer: failure(500, 'The server had an error while processing your request.', 'server_error', null),
  },
  'fault/status-500-once': {
    type: 'first-time',
    answer: failure(500, 'The server had an error while processing your request.', 'server_error', null),
  },
  'fault/status-401': {
    type: 'answer',
    answer: failure(401, 'Incorrect API key provided.', 'invalid_request_error', 'invalid_api_key'),
  },
  'fault/status-400': {
    type: 'answer',
    answer: failure(400, "Unsupported parameter: 'temperature'.", 'invalid_request_error', 'unsupported_parameter'),
  },
  'fault/context-length': {
    type: 'answer',
    answer: failure(
      400,
      "This model's maximum context length is 8192 tokens.",
      'invalid_request_error',
      'context_length_exceeded',
    ),
  },
  'fault/model-404': {
    type: 'answer',
    answer: failure(404, 'The model `fault/model-404` does not exist.', 'invalid_request_error', 'model_not_found'),
  },
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
  'fault/gzip': { type: 'gzip' },
  'fault/length': { type: 'finish', reason: 'length' },
  'fault/content-filter': { type: 'finish', reason: 'content_filter' },
  'fault/no-stream': { type: 'no-stream' },
};

function failure(
  status: number,
  message: string,
  type: string,
  code: string | null,
  headers: Readonly<Record<string, string>> = {},
): ScriptedAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-request-id': 'req-sample', ...headers },
    segments: [JSON.stringify(errorBody(message, type, code))],
  };
}

import type { Failure, Refusal } from '../dialect.ts';

/** Errors as OpenAI words them; shared by chat completions and Responses. */
const KINDS = {
  auth: { status: 401, type: 'invalid_request_error', code: 'invalid_api_key' },
  'rate-limit': { status: 429, type: 'requests', code: 'rate_limit_exceeded' },
  quota: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota' },
  server: { status: 500, type: 'server_error', code: null },
  overloaded: { status: 503, type: 'server_error', code: 'server_is_overloaded' },
  'bad-request': { status: 400, type: 'invalid_request_error', code: null },
  'unsupported-parameter': { status: 400, type: 'invalid_request_error', code: 'unsupported_parameter' },
  'context-length': { status: 400, type: 'invalid_request_error', code: 'context_length_exceeded' },
  'model-not-found': { status: 404, type: 'invalid_request_error', code: 'model_not_found' },
  'not-found': { status: 404, type: 'invalid_request_error', code: null },
} as const;

export function openAiError({ kind, message, parameter = null }: ErrorParts): unknown {
  const { type, code } = KINDS[kind];
  return { error: { message, type, param: parameter, code } };
}

type ErrorParts = Pick<Failure, 'kind' | 'message'> & { parameter?: string | null };

export function openAiRefusal(failure: Failure): Refusal {
  const reset =
    failure.resetAfter === undefined
      ? {}
      : {
          'x-ratelimit-limit-requests': '60',
          'x-ratelimit-remaining-requests': '0',
          'x-ratelimit-reset-requests': `${failure.resetAfter}s`,
        };
  return {
    status: KINDS[failure.kind].status,
    headers: { 'x-request-id': 'req-sample', ...reset, ...failure.headers },
    body: openAiError(failure),
  };
}

import { type Answer, countTokens, createdAt, outputTokens, signatureOf } from '../answer.ts';
import { checkMistral } from '../checks/mistral.ts';
import { type Dialect, type Failure, isBearer, type Refusal, type StreamPiece, sseEvent } from '../dialect.ts';
import { isObject } from '../gateway-request.ts';
import { lastUserText } from '../last-user-text.ts';
import { tokenize } from '../tokens.ts';

const ID = 'c0ffee00sample';

type Fields = Record<string, unknown>;

/** Mistral’s chat completions: thinking in arrays of parts, whole tool calls, the usage on the last chunk. */
export const mistralDialect: Dialect = {
  format: 'mistral',
  contentType: 'text/event-stream; charset=utf-8',
  hasKey: isBearer,
  check: checkMistral,
  wantsStream: ({ body }) => isObject(body) && body['stream'] === true,
  question: ({ body }) => lastUserText(isObject(body) ? body['messages'] : undefined),
  stream,
  document,
  refusal,
  errorInStream: ({ message }) =>
    sseEvent({ object: 'error', message, type: 'internal_server_error', param: null, code: '3000' }),
  parameters: {
    temperature: ['temperature'],
    'max-tokens': ['max_tokens'],
    reasoning: ['reasoning_effort', 'prompt_mode'],
  },
};

function* stream(answer: Answer): Generator<StreamPiece> {
  const chunk = (delta: Fields, more: Fields = {}) =>
    sseEvent({
      ...head(answer),
      choices: [{ index: 0, delta, finish_reason: more['usage'] ? finishReason(answer) : null }],
      ...more,
    });
  yield { data: chunk({ role: 'assistant', content: '' }), token: false };
  for (const part of answer.parts) {
    switch (part.type) {
      case 'reasoning':
        for (const text of tokenize(part.text)) yield { data: chunk({ content: [thinking(text)] }), token: true };
        if (part.signed) yield { data: chunk({ content: [signedEnd(part.text)] }), token: false };
        break;
      case 'text':
      case 'refusal':
        for (const content of tokenize(part.text)) yield { data: chunk({ content }), token: true };
        break;
      case 'tool-call':
        yield { data: chunk({ content: null, tool_calls: [toolCall(part)] }), token: false };
        break;
      case 'citation':
        yield { data: chunk({ content: [{ type: 'reference', reference_ids: [0] }] }), token: false };
        break;
      case 'hidden-reasoning':
      case 'image':
        break;
    }
  }
  yield { data: chunk({ content: '' }, { usage: usage(answer) }), token: false };
  yield { data: sseEvent('[DONE]'), token: false };
}

function thinking(text: string): Fields {
  return { type: 'thinking', thinking: [{ type: 'text', text }] };
}

function signedEnd(text: string): Fields {
  return { type: 'thinking', thinking: [], signature: signatureOf(text), closed: true };
}

function toolCall(part: { id: string; name: string; arguments: Fields }): Fields {
  // Nine letters and digits, and nothing else, is an id there.
  const id = part.id.replaceAll(/\W|_/g, '').padEnd(9, '0').slice(-9);
  return { id, function: { name: part.name, arguments: JSON.stringify(part.arguments) } };
}

function document(answer: Answer): unknown {
  const content: Fields[] = [];
  const toolCalls: Fields[] = [];
  for (const part of answer.parts) {
    if (part.type === 'reasoning') {
      content.push({ ...thinking(part.text), ...(part.signed ? { signature: signatureOf(part.text) } : {}) });
    } else if (part.type === 'text' || part.type === 'refusal') content.push({ type: 'text', text: part.text });
    else if (part.type === 'tool-call') toolCalls.push(toolCall(part));
  }
  const plain = content.every(({ type }) => type === 'text');
  const message = {
    role: 'assistant',
    content: plain ? content.map(({ text }) => text).join('') : content,
    tool_calls: toolCalls.length > 0 ? toolCalls : null,
  };
  return {
    ...head(answer),
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: finishReason(answer) }],
    usage: usage(answer),
  };
}

function head({ model }: Answer): Fields {
  return { id: ID, object: 'chat.completion.chunk', created: createdAt, model };
}

function finishReason({ finish }: Answer): string {
  if (finish === 'tool-calls') return 'tool_calls';
  return finish === 'length' ? 'length' : 'stop';
}

function usage(answer: Answer): unknown {
  const output = outputTokens(answer);
  return {
    prompt_tokens: answer.inputTokens,
    completion_tokens: output,
    total_tokens: answer.inputTokens + output,
    num_cached_tokens: 0,
    completion_tokens_details: { reasoning_tokens: countTokens(answer, 'reasoning') },
  };
}

const STATUSES: Readonly<Record<Failure['kind'], readonly [status: number, type: string, code: string]>> = {
  auth: [401, 'unauthorized', '1000'],
  'rate-limit': [429, 'rate_limited', '1300'],
  quota: [402, 'payment_required', '1301'],
  server: [500, 'internal_server_error', '3000'],
  overloaded: [503, 'service_unavailable', '3505'],
  'bad-request': [400, 'invalid_request_error', '3051'],
  'unsupported-parameter': [422, 'extra_forbidden', ''],
  'context-length': [400, 'context_length_exceeded', '3051'],
  'model-not-found': [400, 'invalid_model', '1500'],
  'not-found': [404, 'not_found', '1404'],
};

function refusal({ kind, message, parameter, headers, resetAfter }: Failure): Refusal {
  const [status, type, code] = STATUSES[kind];
  const limits = resetAfter === undefined ? {} : { 'retry-after': String(resetAfter) };
  return {
    status,
    headers: { 'mistral-correlation-id': 'correlation-sample', ...limits, ...headers },
    body: errorBody(),
  };

  function errorBody(): unknown {
    if (status === 401) return { message, request_id: 'request-sample' };
    if (status === 422) {
      return {
        object: 'error',
        detail: [{ type, loc: ['body', ...(parameter ?? '').split('.')], msg: message, input: 0 }],
      };
    }
    return { object: 'error', message, type, param: parameter ?? null, code };
  }
}

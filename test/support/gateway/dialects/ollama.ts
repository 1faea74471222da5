import { type Answer, countTokens, createdAt, joinedText, outputTokens } from '../answer.ts';
import { checkOllama } from '../checks/ollama.ts';
import { type Dialect, type Failure, isBearer, type Refusal, type StreamPiece } from '../dialect.ts';
import { type GatewayRequest, isObject } from '../gateway-request.ts';
import { lastUserText } from '../last-user-text.ts';
import { tokenize } from '../tokens.ts';

type Fields = Record<string, unknown>;

/** Ollama’s own protocol: a JSON document a line. */
export const ollamaDialect: Dialect = {
  format: 'ollama-ndjson',
  contentType: 'application/x-ndjson',
  hasKey: isBearer,
  check: checkOllama,
  // Here a stream is what one gets who does not ask for anything.
  wantsStream: ({ body }) => !isObject(body) || body['stream'] !== false,
  question: ({ body }) => lastUserText(isObject(body) ? body['messages'] : undefined),
  stream,
  document,
  refusal,
  errorInStream: ({ message }) => line({ error: message }),
  parameters: {
    temperature: ['options.temperature'],
    'max-tokens': ['options.num_predict'],
    reasoning: ['think'],
  },
};

function line(payload: unknown): string {
  return `${JSON.stringify(payload)}\n`;
}

function* stream(answer: Answer, request: GatewayRequest): Generator<StreamPiece> {
  const message = (fields: Fields) =>
    line({ ...head(answer), message: { role: 'assistant', content: '', ...fields }, done: false });
  for (const part of answer.parts) {
    switch (part.type) {
      case 'reasoning':
        if (!thinks(request)) break;
        for (const thinking of tokenize(part.text)) yield { data: message({ thinking }), token: true };
        break;
      case 'text':
      case 'refusal':
        for (const content of tokenize(part.text)) yield { data: message({ content }), token: true };
        break;
      case 'tool-call':
        yield { data: message({ tool_calls: [toolCall(part)] }), token: false };
        break;
      case 'hidden-reasoning':
      case 'citation':
      case 'image':
        break;
    }
  }
  yield { data: line({ ...head(answer), message: { role: 'assistant', content: '' }, ...end(answer) }), token: false };
}

function document(answer: Answer, request: GatewayRequest): unknown {
  const thinking = thinks(request) ? joinedText(answer, 'reasoning') : '';
  const calls = answer.parts.filter(part => part.type === 'tool-call').map(toolCall);
  const message = {
    role: 'assistant',
    content: joinedText(answer, 'text') + joinedText(answer, 'refusal'),
    ...(thinking === '' ? {} : { thinking }),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  return { ...head(answer), message, ...end(answer) };
}

function thinks({ body }: GatewayRequest): boolean {
  return !isObject(body) || body['think'] !== false;
}

function toolCall({ name, arguments: values }: { name: string; arguments: Fields }): Fields {
  return { function: { name, arguments: values } };
}

function head({ model }: Answer): Fields {
  return { model, created_at: new Date(createdAt * 1000).toISOString() };
}

function end(answer: Answer): Fields {
  return {
    done: true,
    done_reason: answer.finish === 'length' ? 'length' : 'stop',
    total_duration: 1_000_000_000,
    load_duration: 1_000_000,
    prompt_eval_count: answer.inputTokens,
    prompt_eval_duration: 100_000_000,
    eval_count: outputTokens(answer),
    eval_duration: 10_000_000 * Math.max(1, countTokens(answer, 'text')),
  };
}

const STATUSES: Readonly<Record<Failure['kind'], number>> = {
  auth: 401,
  'rate-limit': 429,
  quota: 402,
  server: 500,
  overloaded: 503,
  'bad-request': 400,
  'unsupported-parameter': 400,
  'context-length': 400,
  'model-not-found': 404,
  'not-found': 404,
};

function refusal({ kind, message, parameter, headers, resetAfter }: Failure): Refusal {
  const texts: Partial<Record<Failure['kind'], string>> = {
    auth: 'unauthorized',
    'context-length': 'the input length exceeds the context length',
    'unsupported-parameter':
      parameter === 'think' ? 'this model does not support thinking' : `invalid option: ${parameter}`,
  };
  return {
    status: STATUSES[kind],
    headers: { ...(resetAfter === undefined ? {} : { 'retry-after': String(resetAfter) }), ...headers },
    body: { error: texts[kind] ?? message },
  };
}

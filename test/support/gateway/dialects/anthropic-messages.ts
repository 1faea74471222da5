import { type Answer, type AnswerPart, countTokens, joinedText, outputTokens, signatureOf } from '../answer.ts';
import { checkAnthropic } from '../checks/anthropic-messages.ts';
import { type Dialect, type Failure, isBearer, type Refusal, type StreamPiece, sseEvent } from '../dialect.ts';
import { isObject } from '../gateway-request.ts';
import { lastUserText } from '../last-user-text.ts';
import { tokenize } from '../tokens.ts';

const ID = 'msg_sample';

type Fields = Record<string, unknown>;

/** Anthropic’s Messages: blocks that begin, grow and end. */
export const anthropicMessagesDialect: Dialect = {
  format: 'anthropic-messages',
  contentType: 'text/event-stream; charset=utf-8',
  hasKey: (headers, key) => headers['x-api-key'] === key || isBearer(headers, key),
  check: checkAnthropic,
  wantsStream: ({ body }) => isObject(body) && body['stream'] === true,
  question: ({ body }) => lastUserText(isObject(body) ? body['messages'] : undefined),
  stream,
  document,
  refusal,
  errorInStream: ({ message }) => event('error', { error: { type: 'overloaded_error', message } }),
  parameters: {
    temperature: ['temperature'],
    // Without `max_tokens` no request is one; what can be refused is its amount.
    'max-tokens': ['max_tokens'],
    reasoning: ['thinking', 'output_config.effort'],
  },
};

function event(type: string, fields: Fields): string {
  return sseEvent({ type, ...fields }, type);
}

function* stream(answer: Answer): Generator<StreamPiece> {
  const piece = (type: string, fields: Fields, token = false): StreamPiece => ({ data: event(type, fields), token });
  const message = { ...head(answer), content: [], stop_reason: null, stop_sequence: null, usage: usage(answer, 1) };
  yield piece('message_start', { message });
  yield piece('ping', {});
  for (const [index, { block, deltas }] of blocks(answer).entries()) {
    yield piece('content_block_start', { index, content_block: emptyBlock(block) });
    for (const { delta, token } of deltas) yield piece('content_block_delta', { index, delta }, token);
    yield piece('content_block_stop', { index });
  }
  yield piece('message_delta', { delta: stop(answer), usage: usage(answer) });
  yield piece('message_stop', {});
}

interface Block {
  block: Fields;
  deltas: { delta: Fields; token: boolean }[];
}

function blocks({ parts }: Answer): Block[] {
  const list: Block[] = [];
  for (const part of parts) {
    if (part.type === 'citation') addCitation(list.at(-1), part);
    else if (part.type !== 'image') list.push(blockOf(part));
  }
  return list;
}

function blockOf(part: Exclude<AnswerPart, { type: 'citation' | 'image' }>): Block {
  switch (part.type) {
    case 'reasoning': {
      // There is no thought without a signature here.
      const signature = signatureOf(part.text);
      const deltas = tokenize(part.text).map(thinking => ({
        delta: { type: 'thinking_delta', thinking },
        token: true,
      }));
      return {
        block: { type: 'thinking', thinking: part.text, signature },
        deltas: [...deltas, { delta: { type: 'signature_delta', signature }, token: false }],
      };
    }
    case 'hidden-reasoning':
      return { block: { type: 'redacted_thinking', data: signatureOf('hidden') }, deltas: [] };
    case 'text':
    case 'refusal':
      return {
        block: { type: 'text', text: part.text },
        deltas: tokenize(part.text).map(text => ({ delta: { type: 'text_delta', text }, token: true })),
      };
    case 'tool-call': {
      const pieces = ['', ...tokenize(JSON.stringify(part.arguments))];
      return {
        block: { type: 'tool_use', id: part.id.replace('call', 'toolu'), name: part.name, input: part.arguments },
        deltas: pieces.map(text => ({ delta: { type: 'input_json_delta', partial_json: text }, token: false })),
      };
    }
  }
}

function addCitation(to: Block | undefined, { url, title, snippet }: Extract<AnswerPart, { type: 'citation' }>): void {
  const citation = {
    type: 'web_search_result_location',
    url,
    title,
    cited_text: snippet,
    encrypted_index: 'c2FtcGxl',
  };
  if (!to) return;
  const before = Array.isArray(to.block['citations']) ? to.block['citations'] : [];
  // Anthropic sends them before the text that they are about.
  to.deltas.splice(before.length, 0, { delta: { type: 'citations_delta', citation }, token: false });
  to.block['citations'] = [...before, citation];
}

function emptyBlock(block: Fields): Fields {
  switch (block['type']) {
    case 'thinking':
      return { ...block, thinking: '', signature: '' };
    case 'text':
      return { type: 'text', text: '' };
    case 'tool_use':
      return { ...block, input: {} };
    default:
      return block;
  }
}

function document(answer: Answer): unknown {
  return { ...head(answer), content: blocks(answer).map(({ block }) => block), ...stop(answer), usage: usage(answer) };
}

function head({ model }: Answer): Fields {
  return { id: ID, type: 'message', role: 'assistant', model };
}

function stop(answer: Answer): Fields {
  const { finish } = answer;
  const reasons = {
    stop: 'end_turn',
    length: 'max_tokens',
    'tool-calls': 'tool_use',
    'content-filter': 'refusal',
    refusal: 'refusal',
  };
  const details = finish === 'refusal' && joinedText(answer, 'refusal') ? { type: 'refusal', category: 'cyber' } : null;
  return { stop_reason: reasons[finish], stop_sequence: null, stop_details: details };
}

function usage(answer: Answer, output = outputTokens(answer)): Fields {
  return {
    input_tokens: answer.inputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: output,
    ...(output > 1 ? { output_tokens_details: { thinking_tokens: countTokens(answer, 'reasoning') } } : {}),
  };
}

const KINDS: Readonly<Record<Failure['kind'], readonly [status: number, type: string]>> = {
  auth: [401, 'authentication_error'],
  'rate-limit': [429, 'rate_limit_error'],
  quota: [402, 'billing_error'],
  server: [500, 'api_error'],
  overloaded: [529, 'overloaded_error'],
  'bad-request': [400, 'invalid_request_error'],
  'unsupported-parameter': [400, 'invalid_request_error'],
  'context-length': [400, 'invalid_request_error'],
  'model-not-found': [404, 'not_found_error'],
  'not-found': [404, 'not_found_error'],
};

function refusal({ kind, message, parameter, headers, resetAfter }: Failure): Refusal {
  const [status, type] = KINDS[kind];
  const texts: Partial<Record<Failure['kind'], string>> = {
    auth: 'invalid x-api-key',
    quota: 'Your credit balance is too low to access the Anthropic API.',
    'unsupported-parameter': `${parameter}: Extra inputs are not permitted`,
    'context-length': 'prompt is too long: 210000 tokens > 200000 maximum',
  };
  const limits =
    resetAfter === undefined
      ? {}
      : {
          'anthropic-ratelimit-requests-limit': '50',
          'anthropic-ratelimit-requests-remaining': '0',
          'anthropic-ratelimit-requests-reset': new Date(Date.now() + resetAfter * 1000).toISOString(),
        };
  return {
    status,
    headers: { 'request-id': 'req_sample', ...limits, ...headers },
    body: { type: 'error', error: { type, message: texts[kind] ?? message }, request_id: 'req_sample' },
  };
}

import {
  type Answer,
  type AnswerPart,
  countTokens,
  createdAt,
  joinedText,
  outputTokens,
  signatureOf,
} from '../answer.ts';
import { checkChat } from '../checks/openai-chat.ts';
import { citedWords } from '../cited-words.ts';
import { type Dialect, isBearer, type StreamPiece, sseEvent } from '../dialect.ts';
import { type GatewayRequest, isObject } from '../gateway-request.ts';
import { lastUserText } from '../last-user-text.ts';
import { tokenize } from '../tokens.ts';
import { openAiError, openAiRefusal } from './openai-errors.ts';

const ID = 'chatcmpl-sample';

/** OpenAI chat completions, with what gateways and local servers add: reasoning, its details, images. */
export const openAiChatDialect: Dialect = {
  format: 'openai-chat',
  contentType: 'text/event-stream',
  hasKey: (headers, key) => isBearer(headers, key) || headers['api-key'] === key,
  check: checkChat,
  wantsStream: ({ body }) => isObject(body) && body['stream'] === true,
  question: ({ body }) => lastUserText(isObject(body) ? body['messages'] : undefined),
  stream,
  document,
  refusal: openAiRefusal,
  errorInStream: failure => sseEvent(openAiError(failure)),
  parameters: {
    temperature: ['temperature'],
    'max-tokens': ['max_tokens', 'max_completion_tokens'],
    reasoning: ['reasoning_effort', 'reasoning'],
  },
};

type Fields = Record<string, unknown>;

function* stream(answer: Answer, { body }: GatewayRequest): Generator<StreamPiece> {
  const chunk = (delta: Fields, finishReason: string | null = null) =>
    sseEvent({ ...head(answer), choices: [{ index: 0, delta, finish_reason: finishReason }] });
  let first = true;
  for (const { delta, token } of deltas(answer)) {
    yield { data: chunk(first ? { role: 'assistant', ...delta } : delta), token };
    first = false;
  }
  yield { data: chunk({}, finishReason(answer)), token: false };
  const options = isObject(body) ? body['stream_options'] : undefined;
  if (isObject(options) && options['include_usage'] === true) {
    yield { data: sseEvent({ ...head(answer), choices: [], usage: usage(answer) }), token: false };
  }
  yield { data: sseEvent('[DONE]'), token: false };
}

function* deltas(answer: Answer): Generator<{ delta: Fields; token: boolean }> {
  let call = 0;
  let said = '';
  for (const part of answer.parts) {
    switch (part.type) {
      case 'reasoning':
        for (const text of tokenize(part.text)) yield { delta: reasoningDelta(text, part.signed), token: true };
        if (part.signed) yield { delta: { reasoning_details: [signatureDetail(part.text)] }, token: false };
        break;
      case 'hidden-reasoning':
        yield { delta: { reasoning_details: [hiddenDetail] }, token: false };
        break;
      case 'text':
        for (const content of tokenize(part.text)) yield { delta: { content }, token: true };
        said += part.text;
        break;
      case 'refusal':
        for (const refusal of tokenize(part.text)) yield { delta: { refusal }, token: true };
        break;
      case 'tool-call': {
        const { id, name } = part;
        const fragment = (fields: Fields) => ({ delta: { tool_calls: [{ index: call, ...fields }] }, token: false });
        yield fragment({ id, type: 'function', function: { name, arguments: '' } });
        for (const piece of tokenize(JSON.stringify(part.arguments)))
          yield fragment({ function: { arguments: piece } });
        call++;
        break;
      }
      case 'citation':
        yield { delta: { annotations: [annotation(part, said)] }, token: false };
        break;
      case 'image':
        yield { delta: { images: [image(part)] }, token: false };
    }
  }
}

function reasoningDelta(text: string, signed: boolean): Fields {
  if (!signed) return { reasoning_content: text };
  return { reasoning: text, reasoning_details: [{ type: 'reasoning.text', text, format: 'sample-v1', index: 0 }] };
}

function signatureDetail(text: string): Fields {
  return { type: 'reasoning.text', signature: signatureOf(text), format: 'sample-v1', index: 0 };
}

const hiddenDetail = { type: 'reasoning.encrypted', data: signatureOf('hidden'), format: 'sample-v1', index: 0 };

function annotation({ url, title, snippet }: Extract<AnswerPart, { type: 'citation' }>, said: string): Fields {
  const { start, end } = citedWords(said);
  return { type: 'url_citation', url_citation: { url, title, content: snippet, start_index: start, end_index: end } };
}

function image({ mimeType, base64 }: Extract<AnswerPart, { type: 'image' }>): Fields {
  return { type: 'image_url', image_url: { url: `data:${mimeType};base64,${base64}` } };
}

function document(answer: Answer): unknown {
  const message: Fields = { role: 'assistant', content: joinedText(answer, 'text') };
  let said = '';
  const list = (name: string, value: unknown) => {
    message[name] = [...(Array.isArray(message[name]) ? message[name] : []), value];
  };
  for (const part of answer.parts) {
    if (part.type === 'text') said += part.text;
    else if (part.type === 'reasoning') {
      message[part.signed ? 'reasoning' : 'reasoning_content'] = part.text;
      if (part.signed) list('reasoning_details', { ...signatureDetail(part.text), text: part.text });
    } else if (part.type === 'hidden-reasoning') list('reasoning_details', hiddenDetail);
    else if (part.type === 'refusal') message['refusal'] = part.text;
    else if (part.type === 'tool-call') {
      const { id, name } = part;
      list('tool_calls', { id, type: 'function', function: { name, arguments: JSON.stringify(part.arguments) } });
    } else if (part.type === 'citation') list('annotations', annotation(part, said));
    else if (part.type === 'image') list('images', image(part));
  }
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
  switch (finish) {
    case 'tool-calls':
      return 'tool_calls';
    case 'content-filter':
      return 'content_filter';
    case 'refusal':
      return 'stop';
    default:
      return finish;
  }
}

function usage(answer: Answer): unknown {
  const output = outputTokens(answer);
  return {
    prompt_tokens: answer.inputTokens,
    completion_tokens: output,
    total_tokens: answer.inputTokens + output,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: countTokens(answer, 'reasoning') },
  };
}

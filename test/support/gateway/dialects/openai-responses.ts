import { type Answer, type AnswerPart, countTokens, createdAt, outputTokens, signatureOf } from '../answer.ts';
import { checkResponses } from '../checks/openai-responses.ts';
import { type CitedWords, citedWords } from '../cited-words.ts';
import { type Dialect, isBearer, type StreamPiece, sseEvent } from '../dialect.ts';
import { type GatewayRequest, isObject } from '../gateway-request.ts';
import { lastUserText } from '../last-user-text.ts';
import { tokenize } from '../tokens.ts';
import { openAiRefusal } from './openai-errors.ts';

const ID = 'resp_sample';

type Fields = Record<string, unknown>;
type TextPart = Extract<AnswerPart, { type: 'text' | 'refusal' }>;
type Citation = Extract<AnswerPart, { type: 'citation' }>;
type Annotation = Citation & CitedWords;

/** OpenAI Responses: events with names and numbers, items within one response. */
export const openAiResponsesDialect: Dialect = {
  format: 'openai-responses',
  contentType: 'text/event-stream; charset=utf-8',
  hasKey: (headers, key) => isBearer(headers, key) || headers['api-key'] === key || headers['x-api-key'] === key,
  check: checkResponses,
  wantsStream: ({ body }) => isObject(body) && body['stream'] === true,
  question: ({ body }) => {
    const input = isObject(body) ? body['input'] : undefined;
    return typeof input === 'string' ? input : lastUserText(input);
  },
  stream,
  document: (answer, request) =>
    finalResponse(
      answer,
      items(answer, request).map(({ whole }) => whole),
    ),
  // Other than for chat completions, an unknown model is a wrong value and not a missing thing.
  refusal: failure => {
    const refusal = openAiRefusal(failure);
    return failure.kind === 'model-not-found' ? { ...refusal, status: 400 } : refusal;
  },
  errorInStream: ({ message }) =>
    sseEvent({ type: 'error', code: 'server_error', message, param: null, sequence_number: 99 }, 'error') +
    failedEvent(message),
  parameters: {
    temperature: ['temperature'],
    'max-tokens': ['max_output_tokens'],
    reasoning: ['reasoning.effort', 'reasoning'],
  },
};

function failedEvent(message: string): string {
  const response = { id: ID, object: 'response', status: 'failed', error: { code: 'server_error', message } };
  return sseEvent({ type: 'response.failed', response, sequence_number: 100 }, 'response.failed');
}

/** An item of the response: as a whole, and the events between its beginning and its end. */
interface Item {
  whole: Fields;
  events: (outputIndex: number) => Iterable<{ type: string; fields: Fields; token: boolean }>;
}

function* stream(answer: Answer, request: GatewayRequest): Generator<StreamPiece> {
  let number = 0;
  const event = (type: string, fields: Fields, token = false): StreamPiece => ({
    data: sseEvent({ type, sequence_number: number++, ...fields }, type),
    token,
  });
  const response = { ...head(answer), status: 'in_progress', output: [], usage: null };
  yield event('response.created', { response });
  yield event('response.in_progress', { response });
  const all = items(answer, request);
  for (const [output_index, { whole, events }] of all.entries()) {
    const empty = { ...whole, status: 'in_progress', ...emptyFields(whole) };
    yield event('response.output_item.added', { output_index, item: empty });
    for (const { type, fields, token } of events(output_index)) {
      yield event(type, { output_index, item_id: whole['id'], ...fields }, token);
    }
    yield event('response.output_item.done', { output_index, item: whole });
  }
  const final = finalResponse(
    answer,
    all.map(({ whole }) => whole),
  );
  yield event(`response.${String(final['status'])}`, { response: final });
}

function emptyFields({ type }: Fields): Fields {
  switch (type) {
    case 'message':
      return { content: [] };
    case 'reasoning':
      // Only the finished item is complete; what is here must not be sent back.
      return { summary: [], encrypted_content: 'incomplete' };
    case 'function_call':
      return { arguments: '' };
    default:
      return { result: null };
  }
}

/** Text, refusal and citations that follow one another are one message. */
function items(answer: Answer, { body }: GatewayRequest): Item[] {
  const include: unknown = isObject(body) ? body['include'] : undefined;
  const encrypted = Array.isArray(include) && include.includes('reasoning.encrypted_content');
  const list: Item[] = [];
  let said: { texts: TextPart[]; citations: Annotation[] } | undefined;
  for (const part of answer.parts) {
    if (part.type === 'text' || part.type === 'refusal' || part.type === 'citation') {
      if (!said) {
        said = { texts: [], citations: [] };
        list.push(messageItem(said, list.length));
      }
      addToMessage(said, part);
      continue;
    }
    said = undefined;
    const id = `item_${list.length}`;
    if (part.type === 'reasoning') list.push(reasoningItem(id, part.text, encrypted));
    else if (part.type === 'hidden-reasoning') list.push(reasoningItem(id, '', encrypted));
    else if (part.type === 'tool-call') list.push(callItem(id, part));
    else list.push(imageItem(id, part));
  }
  return list;
}

/** Text goes on in the same part of the content after a citation. */
function addToMessage(said: { texts: TextPart[]; citations: Annotation[] }, part: TextPart | Citation): void {
  const last = said.texts.at(-1);
  if (part.type === 'citation') said.citations.push({ ...part, ...citedWords(last?.text ?? '') });
  else if (part.type === 'text' && last?.type === 'text') {
    said.texts.splice(-1, 1, { ...last, text: last.text + part.text });
  } else said.texts.push(part);
}

/** The parts may still be added to until the item is used. */
function messageItem({ texts, citations }: { texts: TextPart[]; citations: Annotation[] }, position: number): Item {
  const annotations = () =>
    citations.map(({ url, title, start, end }) => ({
      type: 'url_citation',
      url,
      title,
      start_index: start,
      end_index: end,
    }));
  const content = () =>
    texts.map(({ type, text }) =>
      type === 'text' ? { type: 'output_text', text, annotations: annotations() } : { type, refusal: text },
    );
  return {
    get whole() {
      return { id: `item_${position}`, type: 'message', role: 'assistant', status: 'completed', content: content() };
    },
    *events() {
      for (const [content_index, part] of content().entries()) {
        const text = 'text' in part ? part.text : part.refusal;
        const name = part.type === 'output_text' ? 'response.output_text' : 'response.refusal';
        const field = part.type === 'output_text' ? 'text' : 'refusal';
        const begun = { ...part, [field]: '', ...('annotations' in part ? { annotations: [] } : {}) };
        yield { type: 'response.content_part.added', fields: { content_index, part: begun }, token: false };
        for (const delta of tokenize(text)) {
          yield { type: `${name}.delta`, fields: { content_index, delta, obfuscation: 'x' }, token: true };
        }
        for (const [annotation_index, annotation] of ('annotations' in part ? part.annotations : []).entries()) {
          const fields = { content_index, annotation_index, annotation };
          yield { type: 'response.output_text.annotation.added', fields, token: false };
        }
        yield { type: `${name}.done`, fields: { content_index, [field]: text }, token: false };
        yield { type: 'response.content_part.done', fields: { content_index, part }, token: false };
      }
    },
  };
}

function reasoningItem(id: string, text: string, encrypted: boolean): Item {
  const paragraphs = text === '' ? [] : text.split('\n\n');
  const summary = paragraphs.map(paragraph => ({ type: 'summary_text', text: paragraph }));
  const secret = encrypted ? { encrypted_content: signatureOf(text) } : {};
  return {
    whole: { id: `rs_${id}`, type: 'reasoning', summary, ...secret },
    *events() {
      for (const [summary_index, part] of summary.entries()) {
        const begun = { ...part, text: '' };
        yield { type: 'response.reasoning_summary_part.added', fields: { summary_index, part: begun }, token: false };
        for (const delta of tokenize(part.text)) {
          yield { type: 'response.reasoning_summary_text.delta', fields: { summary_index, delta }, token: true };
        }
        const fields = { summary_index, text: part.text };
        yield { type: 'response.reasoning_summary_text.done', fields, token: false };
        yield { type: 'response.reasoning_summary_part.done', fields: { summary_index, part }, token: false };
      }
    },
  };
}

function callItem(id: string, call: Extract<AnswerPart, { type: 'tool-call' }>): Item {
  const json = JSON.stringify(call.arguments);
  return {
    whole: {
      id: `fc_${id}`,
      type: 'function_call',
      status: 'completed',
      call_id: call.id,
      name: call.name,
      arguments: json,
    },
    *events() {
      for (const delta of tokenize(json)) {
        yield { type: 'response.function_call_arguments.delta', fields: { delta }, token: false };
      }
      yield { type: 'response.function_call_arguments.done', fields: { arguments: json }, token: false };
    },
  };
}

function imageItem(id: string, { mimeType, base64 }: Extract<AnswerPart, { type: 'image' }>): Item {
  return {
    whole: {
      id: `ig_${id}`,
      type: 'image_generation_call',
      status: 'completed',
      output_format: mimeType.replace('image/', ''),
      result: base64,
    },
    *events() {
      yield { type: 'response.image_generation_call.in_progress', fields: {}, token: false };
      yield { type: 'response.image_generation_call.completed', fields: {}, token: false };
    },
  };
}

function head({ model }: Answer): Fields {
  return { id: ID, object: 'response', created_at: createdAt, model, error: null, incomplete_details: null };
}

function finalResponse(answer: Answer, output: readonly Fields[]): Fields {
  const reason = { length: 'max_output_tokens', 'content-filter': 'content_filter' }[answer.finish as string];
  const tokens = outputTokens(answer);
  return {
    ...head(answer),
    status: reason ? 'incomplete' : 'completed',
    ...(reason ? { incomplete_details: { reason } } : {}),
    output,
    usage: {
      input_tokens: answer.inputTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: tokens,
      output_tokens_details: { reasoning_tokens: countTokens(answer, 'reasoning') },
      total_tokens: answer.inputTokens + tokens,
    },
  };
}

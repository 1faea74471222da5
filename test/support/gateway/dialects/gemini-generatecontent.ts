import { type Answer, type AnswerPart, countTokens, outputTokens, signatureOf } from '../answer.ts';
import { checkGemini } from '../checks/gemini-generatecontent.ts';
import { citedWords } from '../cited-words.ts';
import type { Dialect, Failure, Refusal, StreamPiece } from '../dialect.ts';
import { type GatewayRequest, isObject } from '../gateway-request.ts';
import { lastUserText } from '../last-user-text.ts';
import { tokenize } from '../tokens.ts';

type Fields = Record<string, unknown>;

/** Google’s Gemini: chunks that are answers of their own, and no mark at the end. */
export const geminiDialect: Dialect = {
  format: 'gemini-generatecontent',
  contentType: 'text/event-stream',
  hasKey: (headers, key) => headers['x-goog-api-key'] === key,
  check: checkGemini,
  wantsStream: ({ path }) => /:streamGenerateContent(?:\?|$)/.test(path),
  question: ({ body }) => lastUserText(isObject(body) ? body['contents'] : undefined),
  stream,
  document,
  refusal,
  errorInStream: failure => event(refusal({ ...failure, kind: 'overloaded' }).body),
  parameters: {
    temperature: ['generationConfig.temperature'],
    'max-tokens': ['generationConfig.maxOutputTokens'],
    reasoning: ['generationConfig.thinkingConfig'],
  },
};

/** Google ends lines as the oldest of networks do. */
function event(payload: unknown): string {
  return `data: ${JSON.stringify(payload)}\r\n\r\n`;
}

/** Without `alt=sse` the stream is one JSON array. */
export function wantsArray({ path }: GatewayRequest): boolean {
  return new URL(path, 'http://gateway').searchParams.get('alt') !== 'sse';
}

function* stream(answer: Answer, request: GatewayRequest): Generator<StreamPiece> {
  const asArray = wantsArray(request);
  let first = true;
  for (const { chunk, token } of chunks(answer)) {
    if (asArray) yield { data: (first ? '[' : ',\r\n') + JSON.stringify(chunk), token };
    else yield { data: event(chunk), token };
    first = false;
  }
  if (asArray) yield { data: ']', token: false };
}

function* chunks(answer: Answer): Generator<{ chunk: Fields; token: boolean }> {
  const { finish } = answer;
  if (finish === 'refusal') {
    yield { chunk: { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, ...tail(answer) }, token: false };
    return;
  }
  const candidate = (part: Fields): Fields => ({
    candidates: [{ content: { role: 'model', parts: [part] }, index: 0 }],
    ...tail(answer, 0),
  });
  for (const { part, token } of parts(answer)) yield { chunk: candidate(part), token };
  const finishReason = { stop: 'STOP', 'tool-calls': 'STOP', length: 'MAX_TOKENS', 'content-filter': 'SAFETY' }[finish];
  const last = { content: { role: 'model', parts: [{ text: '' }] }, finishReason, index: 0, ...grounding(answer) };
  yield { chunk: { candidates: [last], ...tail(answer) }, token: false };
}

function* parts(answer: Answer): Generator<{ part: Fields; token: boolean }> {
  for (const part of answer.parts) {
    switch (part.type) {
      case 'reasoning':
        for (const text of tokenize(part.text)) yield { part: { text, thought: true }, token: true };
        if (part.signed) yield { part: { text: '', thoughtSignature: signatureOf('thought') }, token: false };
        break;
      case 'hidden-reasoning':
        yield { part: { text: '', thoughtSignature: signatureOf('thought') }, token: false };
        break;
      case 'text':
        for (const text of tokenize(part.text)) yield { part: { text }, token: true };
        break;
      case 'tool-call':
        yield { part: { functionCall: { name: part.name, args: part.arguments } }, token: false };
        break;
      case 'image':
        yield { part: { inlineData: { mimeType: part.mimeType, data: part.base64 } }, token: false };
        break;
      case 'citation':
      case 'refusal':
        break;
    }
  }
}

function grounding({ parts: all }: Answer): Fields {
  const citations = all.filter(part => part.type === 'citation');
  if (citations.length === 0) return {};
  const groundingSupports = citations.map((citation, index) => ({
    segment: segment(all.slice(0, all.indexOf(citation))),
    groundingChunkIndices: [index],
  }));
  const groundingChunks = citations.map(({ url, title }) => ({ web: { uri: url, title } }));
  return { groundingMetadata: { webSearchQueries: ['sample'], groundingChunks, groundingSupports } };
}

/** Its indices count bytes. */
function segment(before: readonly AnswerPart[]): Fields {
  const said = before.map(part => (part.type === 'text' ? part.text : '')).join('');
  const { start, end } = citedWords(said);
  const bytes = (index: number) => Buffer.byteLength(said.slice(0, index));
  return { startIndex: bytes(start), endIndex: bytes(end), text: said.slice(start, end) };
}

function document(answer: Answer): unknown {
  const content = { role: 'model', parts: joined([...parts(answer)].map(({ part }) => part)) };
  const last = [...chunks(answer)].at(-1)?.chunk ?? {};
  const candidates = Array.isArray(last['candidates']) ? last['candidates'] : undefined;
  return candidates ? { ...last, candidates: [{ ...candidates[0], content }] } : last;
}

/** Texts of one kind in a row as one part. */
function joined(all: readonly Fields[]): Fields[] {
  const list: Fields[] = [];
  for (const part of all) {
    const last = list.at(-1);
    const isText = typeof part['text'] === 'string' && part['thoughtSignature'] === undefined;
    if (last && isText && typeof last['text'] === 'string' && last['thought'] === part['thought']) {
      list[list.length - 1] = { ...last, text: last['text'] + String(part['text']) };
    } else list.push(part);
  }
  return list;
}

/** What every chunk ends with; only the last one has all counts. */
function tail(answer: Answer, output = outputTokens(answer)): Fields {
  const thoughts = countTokens(answer, 'reasoning');
  const counts =
    output === 0
      ? { totalTokenCount: answer.inputTokens }
      : {
          candidatesTokenCount: output - thoughts,
          ...(thoughts > 0 ? { thoughtsTokenCount: thoughts } : {}),
          totalTokenCount: answer.inputTokens + output,
        };
  return {
    usageMetadata: { promptTokenCount: answer.inputTokens, ...counts },
    modelVersion: answer.model,
    responseId: 'sample-response',
  };
}

const KINDS: Readonly<Record<Failure['kind'], readonly [code: number, status: string]>> = {
  auth: [401, 'UNAUTHENTICATED'],
  'rate-limit': [429, 'RESOURCE_EXHAUSTED'],
  quota: [429, 'RESOURCE_EXHAUSTED'],
  server: [500, 'INTERNAL'],
  overloaded: [503, 'UNAVAILABLE'],
  'bad-request': [400, 'INVALID_ARGUMENT'],
  'unsupported-parameter': [400, 'INVALID_ARGUMENT'],
  'context-length': [400, 'INVALID_ARGUMENT'],
  'model-not-found': [404, 'NOT_FOUND'],
  'not-found': [404, 'NOT_FOUND'],
};

function refusal({ kind, message, parameter, headers, resetAfter }: Failure): Refusal {
  const [code, status] = KINDS[kind];
  const texts: Partial<Record<Failure['kind'], string>> = {
    quota: 'You exceeded your current quota, please check your plan and billing details.',
    'context-length': 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
    'unsupported-parameter': `Invalid JSON payload received. Unknown name "${lastName(parameter)}": Cannot find field.`,
  };
  const details: Fields[] = [];
  const typed = (name: string, fields: Fields) =>
    details.push({ '@type': `type.googleapis.com/google.rpc.${name}`, ...fields });
  if (resetAfter !== undefined) typed('RetryInfo', { retryDelay: `${resetAfter}s` });
  if (kind === 'quota') {
    const quotaId = 'GenerateRequestsPerDayPerProjectPerModel-FreeTier';
    typed('QuotaFailure', { violations: [{ quotaId, quotaValue: '50' }] });
  }
  if (parameter !== undefined)
    typed('BadRequest', { fieldViolations: [{ field: parameter, description: texts[kind] ?? message }] });
  return {
    status: code,
    headers: { ...headers },
    body: { error: { code, message: texts[kind] ?? message, status, ...(details.length > 0 ? { details } : {}) } },
  };
}

function lastName(path = ''): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

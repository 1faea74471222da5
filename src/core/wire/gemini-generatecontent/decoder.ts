import { type Delta, errorItem, type StreamError, type StreamItem, type Usage } from '../../delta.ts';
import { strangeDocumentError, truncatedError } from '../decoder-errors.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';
import { errorFromStreamObject } from '../provider-error.ts';
import { readFrame } from '../read-frame.ts';
import { isSameUsage } from '../same-usage.ts';
import { finish, responseStart } from '../start-and-finish.ts';
import type { Decoder, Frame } from '../wire-format.ts';
import { CitationReader, hasCitations } from './citations.ts';
import { finishReasonError, mapFinishReason } from './finish-reason.ts';
import { FunctionCallReader } from './function-calls.ts';
import { mapUsage } from './usage.ts';

/** A decoder for one answer. */
export function createDecoder(): Decoder {
  return new GeminiDecoder();
}

class GeminiDecoder implements Decoder {
  readonly #calls = new FunctionCallReader();
  readonly #citations = new CitationReader();
  #started = false;
  #hasAnswer = false;
  #usage: Usage | undefined;
  /** Held back until the connection closes, since the protocol has no other end, and more may follow it. */
  #finishReason: string | undefined;
  #finishMessage: string | undefined;
  #blockReason: string | undefined;
  #done = false;

  get done(): boolean {
    return this.#done;
  }

  push(frame: Frame): StreamItem[] {
    if (this.#done) return [];
    const content = readFrame(frame);
    switch (content.type) {
      case 'payload':
        return this.#payload(content.payload);
      case 'nothing':
        return [];
      case 'done':
        return this.#finish();
      case 'error':
        return this.#fail(content.error);
    }
  }

  pushDocument(document: unknown): StreamItem[] {
    if (this.#done) return [];
    const items = this.#payload(document);
    if (this.#done) return items;
    return [...items, ...(this.#hasAnswer ? this.#finish() : this.#fail(strangeDocumentError()))];
  }

  end(): StreamItem[] {
    if (this.#done) return [];
    const isOver = this.#finishReason !== undefined || this.#blockReason !== undefined;
    return isOver ? this.#finish() : this.#fail(truncatedError());
  }

  /** A chunk; or a list of them, which is what Google answers when it is not asked for server-sent events. */
  #payload(payload: unknown): StreamItem[] {
    if (Array.isArray(payload)) return payload.flatMap(entry => (this.#done ? [] : this.#payload(entry)));
    const object = asObject(payload) ?? {};
    // Google's Code Assist wraps each chunk once more.
    return this.#chunk(asObject(object.response) ?? object);
  }

  #chunk(chunk: JsonObject): StreamItem[] {
    const candidate = firstCandidate(chunk.candidates);
    const feedback = asObject(chunk.promptFeedback);
    this.#hasAnswer ||= candidate !== undefined || feedback !== undefined;
    const items: StreamItem[] = this.#started ? [] : this.#start(chunk);
    if (candidate) this.#candidate(candidate, items);
    this.#blockReason = asText(feedback?.blockReason) ?? this.#blockReason;
    this.#finishMessage = asText(feedback?.blockReasonMessage) ?? this.#finishMessage;

    const usage = mapUsage(chunk.usageMetadata);
    if (usage && !isSameUsage(this.#usage, usage)) {
      this.#usage = usage;
      items.push({ type: 'usage', usage });
    }
    if (isError(chunk)) items.push(...this.#fail(errorFromStreamObject(chunk)));
    return items;
  }

  #start(chunk: JsonObject): StreamItem[] {
    const start = responseStart(chunk.responseId, chunk.modelVersion);
    this.#started = start.length > 0;
    return start;
  }

  /** Adds to `items` what the candidate says. */
  #candidate(candidate: JsonObject, items: StreamItem[]): void {
    this.#finishReason = asText(candidate.finishReason) ?? this.#finishReason;
    this.#finishMessage = asText(candidate.finishMessage) ?? this.#finishMessage;
    for (const entry of asArray(asObject(candidate.content)?.parts)) {
      const part = asObject(entry);
      if (part) items.push(...this.#part(part));
    }
    if (hasCitations(candidate)) items.push(...this.#citations.read(candidate));
  }

  #part(part: JsonObject): StreamItem[] {
    const signature = asText(part.thoughtSignature);
    const functionCall = asObject(part.functionCall);
    if (functionCall) {
      this.#calls.take(functionCall, signature);
      return [];
    }
    const functionResponse = asObject(part.functionResponse);
    if (functionResponse) {
      this.#calls.takeResponse(functionResponse);
      return [];
    }
    // Code and tools that the provider runs are nothing to show. They are not sent back, and so neither is their signature.
    if (isServerSide(part)) return [];
    const items = readShown(part);
    return signature === undefined ? items : [...items, { type: 'reasoning-delta', text: '', signature }];
  }

  #finish(): StreamItem[] {
    const raw = this.#finishReason ?? this.#blockReason;
    const error = finishReasonError(raw, this.#finishMessage);
    if (error) return this.#fail(error);
    this.#done = true;
    const isBlocked = this.#finishReason === undefined && this.#blockReason !== undefined;
    const reason = isBlocked ? 'content-filter' : mapFinishReason(raw, this.#calls.hasCalls);
    return [...this.#calls.end(reason === 'tool-calls'), finish(reason, raw)];
  }

  #fail(error: StreamError): StreamItem[] {
    this.#done = true;
    return [...this.#calls.end(false), errorItem(error)];
  }
}

/** What of a part the user sees. */
function readShown(part: JsonObject): Delta[] {
  const isThought = part.thought === true;
  const text = asText(part.text);
  if (text !== undefined) return [{ type: isThought ? 'reasoning-delta' : 'text-delta', text }];
  const data = asObject(part.inlineData) ?? asObject(part.inline_data);
  const mimeType = asText(data?.mimeType) ?? asText(data?.mime_type);
  const base64 = asText(data?.data);
  // An image within the thoughts is a draft of the one that follows.
  if (!isThought && base64 !== undefined && mimeType?.startsWith('image/'))
    return [{ type: 'image', mimeType, base64 }];
  const file = asObject(part.fileData);
  const url = asText(file?.fileUri);
  if (url === undefined || !/^https?:/i.test(url)) return [];
  return [{ type: 'citation', url, title: asText(file?.displayName) ?? asText(file?.mimeType) ?? 'File' }];
}

function isServerSide(part: JsonObject): boolean {
  return Boolean(
    asObject(part.executableCode) ??
      asObject(part.codeExecutionResult) ??
      asObject(part.toolCall) ??
      asObject(part.toolResponse),
  );
}

/** We ask for one candidate; of a server that sends more, the others are not for us. */
function firstCandidate(candidates: unknown): JsonObject | undefined {
  for (const entry of asArray(candidates)) {
    const candidate = asObject(entry);
    if (candidate && (typeof candidate.index !== 'number' || candidate.index === 0)) return candidate;
  }
  return undefined;
}

/** A chunk may be, or hold, Google's error object. */
function isError(chunk: JsonObject): boolean {
  if (chunk.error) return true;
  return !('candidates' in chunk) && typeof chunk.code === 'number' && asText(chunk.message) !== undefined;
}

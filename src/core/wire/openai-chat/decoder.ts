import { errorItem, type StreamError, type StreamItem, type Usage } from '../../delta.ts';
import { strangeDocumentError, truncatedError } from '../decoder-errors.ts';
import { isErrorObject } from '../is-error-object.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';
import { errorFromStreamObject } from '../provider-error.ts';
import { readFrame } from '../read-frame.ts';
import type { Decoder, Frame } from '../wire-format.ts';
import { CitationReader, hasCitations } from './citations.ts';
import { readContent, readImages } from './content.ts';
import { finishReasonError, mapFinishReason } from './finish-reason.ts';
import { ReasoningReader } from './reasoning.ts';
import { ToolCallTracker } from './tool-calls.ts';
import { isSameUsage, mapUsage } from './usage.ts';

/** A decoder for one answer. */
export function createDecoder(): Decoder {
  return new OpenAiChatDecoder();
}

class OpenAiChatDecoder implements Decoder {
  readonly #reasoning = new ReasoningReader();
  readonly #toolCalls = new ToolCallTracker();
  readonly #citations = new CitationReader();
  #started = false;
  #hasContent = false;
  #hasRefusal = false;
  #usage: Usage | undefined;
  /** Held back until the end: chunks with usage, the same reason again, or an error may follow it. */
  #finishReason: string | undefined;
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
      case 'done':
        return this.#finish();
      case 'error':
        return this.#fail(content.error);
      case 'nothing':
        return [];
    }
  }

  pushDocument(document: unknown): StreamItem[] {
    if (this.#done) return [];
    const items = this.#payload(document);
    if (this.#done) return items;
    const hasChoices = [document].flat().some(entry => asArray(asObject(entry)?.choices).length > 0);
    return [...items, ...(hasChoices ? this.#finish() : this.#fail(strangeDocumentError()))];
  }

  end(): StreamItem[] {
    if (this.#done) return [];
    return this.#finishReason === undefined ? this.#fail(truncatedError()) : this.#finish();
  }

  #payload(payload: unknown): StreamItem[] {
    if (!Array.isArray(payload)) return this.#chunk(asObject(payload) ?? {});
    // Google's compatible address wraps its errors in an array.
    return payload.flatMap(entry => (this.#done ? [] : this.#chunk(asObject(entry) ?? {})));
  }

  // Most chunks hold one piece of text and nothing else; the rest is only looked into where it is there.
  #chunk(chunk: JsonObject): StreamItem[] {
    const items: StreamItem[] = [];
    const choice = firstChoice(chunk.choices) ?? {};
    if (!this.#started) items.push(...this.#start(chunk));
    this.#content(chunk, this.#deltaOf(choice), items);
    this.#finishReason = asText(choice.finish_reason) ?? this.#finishReason;

    const groq = asObject(chunk.x_groq);
    const usage = mapUsage(chunk.usage) ?? mapUsage(choice.usage) ?? mapUsage(groq?.usage);
    if (usage && !isSameUsage(this.#usage, usage)) {
      this.#usage = usage;
      items.push({ type: 'usage', usage });
    }
    const error = errorIn(chunk) ?? (groq?.error || undefined);
    if (error !== undefined) items.push(...this.#fail(errorFromStreamObject(error)));
    return items;
  }

  /** The `delta`. A server that does not stream sends a `message` instead, one that does may repeat it all in one. */
  #deltaOf(choice: JsonObject): JsonObject {
    return asObject(choice.delta) ?? (this.#hasContent ? undefined : asObject(choice.message)) ?? {};
  }

  #start(chunk: JsonObject): StreamItem[] {
    // Azure's first chunk has both, and both are empty.
    const id = asText(chunk.id);
    const model = asText(chunk.model);
    if (id === undefined && model === undefined) return [];
    this.#started = true;
    return [{ type: 'response-start', ...(id === undefined ? {} : { id }), ...(model === undefined ? {} : { model }) }];
  }

  /** Adds to `items` what the chunk says. */
  #content(chunk: JsonObject, delta: JsonObject, items: StreamItem[]): void {
    const before = items.length;
    const reasoning = this.#reasoning.read(delta);
    if (reasoning) items.push(reasoning);
    const text = asText(delta.content);
    if (text !== undefined) items.push({ type: 'text-delta', text });
    else if (delta.content) items.push(...readContent(delta.content));
    const refusal = asText(delta.refusal);
    if (refusal !== undefined) items.push({ type: 'refusal-delta', text: refusal });
    if (delta.tool_calls || delta.function_call) items.push(...this.#toolCalls.read(delta));
    if (delta.images) items.push(...readImages(delta.images));
    if (hasCitations(chunk, delta)) items.push(...this.#citations.read(chunk, delta));
    if (items.length === before) return;
    this.#hasContent = true;
    this.#hasRefusal ||= items.some(item => item.type === 'refusal-delta');
  }

  #finish(): StreamItem[] {
    const error = finishReasonError(this.#finishReason);
    if (error) return this.#fail(error);
    this.#done = true;
    const seen = { toolCalls: this.#toolCalls.hasCalls, refusal: this.#hasRefusal };
    const reason = mapFinishReason(this.#finishReason, seen);
    const rawReason = this.#finishReason === undefined ? {} : { rawReason: this.#finishReason };
    return [...this.#toolCalls.end(reason === 'tool-calls'), { type: 'finish', reason, ...rawReason }];
  }

  #fail(error: StreamError): StreamItem[] {
    this.#done = true;
    return [...this.#toolCalls.end(false), errorItem(error)];
  }
}

/** We ask for one choice; of a server that sends more, the others are not for us. */
function firstChoice(choices: unknown): JsonObject | undefined {
  for (const entry of asArray(choices)) {
    const choice = asObject(entry);
    if (choice && (typeof choice.index !== 'number' || choice.index === 0)) return choice;
  }
  return undefined;
}

/** What of a chunk is an error: its `error` field, or all of it in the shapes of vLLM and of bare error bodies. */
function errorIn(chunk: JsonObject): unknown {
  if (chunk.error) return { ...chunk, choices: undefined };
  if (chunk.object === 'error' || chunk.type === 'error') return chunk;
  return 'choices' in chunk || !isErrorObject(chunk) ? undefined : chunk;
}

import { type Delta, errorItem, type StreamError, type StreamItem, type Usage } from '../../delta.ts';
import { strangeDocumentError, truncatedError } from '../decoder-errors.ts';
import { isErrorObject } from '../is-error-object.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';
import { mapUsage } from '../openai-usage.ts';
import { errorFromStreamObject } from '../provider-error.ts';
import { readFrame } from '../read-frame.ts';
import { isSameUsage } from '../same-usage.ts';
import { finish, responseStart } from '../start-and-finish.ts';
import type { Decoder, Frame } from '../wire-format.ts';
import { DeltaReader, firstChoice } from './choice.ts';
import { CitationReader, hasCitations } from './citations.ts';
import { readContent, readImages } from './content.ts';
import { finishReasonError, mapFinishReason, readFinishReason } from './finish-reason.ts';
import { ReasoningReader } from './reasoning.ts';
import { ToolCallTracker } from './tool-calls.ts';

/** A decoder for one answer. */
export function createDecoder(): Decoder {
  return new OpenAiChatDecoder();
}

class OpenAiChatDecoder implements Decoder {
  readonly #deltas = new DeltaReader();
  readonly #reasoning = new ReasoningReader();
  readonly #toolCalls = new ToolCallTracker();
  readonly #citations = new CitationReader();
  /** In UTF-16 code units. */
  #textLength = 0;
  #started = false;
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
    this.#content(chunk, this.#deltas.read(choice), items);
    if (choice.finish_reason) this.#finishReason = readFinishReason(choice.finish_reason) ?? this.#finishReason;

    const groq = asObject(chunk.x_groq);
    const usage = mapUsage(chunk.usage) ?? mapUsage(choice.usage) ?? mapUsage(groq?.usage);
    if (usage && !isSameUsage(this.#usage, usage)) {
      this.#usage = usage;
      items.push({ type: 'usage', usage });
    }
    const error = errorIn(chunk, choice, groq);
    if (error !== undefined) items.push(...this.#fail(errorFromStreamObject(error)));
    return items;
  }

  #start(chunk: JsonObject): StreamItem[] {
    // Azure's first chunk has both, and both are empty.
    const start = responseStart(chunk.id, chunk.model);
    this.#started = start.length > 0;
    return start;
  }

  /** Adds to `items` what the chunk says. */
  #content(chunk: JsonObject, delta: JsonObject, items: StreamItem[]): void {
    const reasoning = this.#reasoning.read(delta);
    if (reasoning) items.push(reasoning);
    const text = asText(delta.content);
    if (text !== undefined) {
      if (this.#reasoning.isOpen) items.push(...this.#reasoning.close());
      this.#textLength += text.length;
      items.push({ type: 'text-delta', text });
    } else if (delta.content) this.#add(readContent(delta.content), items);
    if (delta.refusal) this.#refusal(asText(delta.refusal), items);
    if (delta.tool_calls || delta.function_call) this.#add(this.#toolCalls.read(delta), items);
    if (delta.images) this.#add(readImages(delta.images), items);
    if (hasCitations(chunk, delta)) items.push(...this.#citations.read(chunk, delta, this.#textLength));
  }

  /** Content ends the reasoning before it; parts of the content may be reasoning themselves. */
  #add(deltas: readonly Delta[], items: StreamItem[]): void {
    for (const delta of deltas) {
      if (delta.type === 'refusal-delta') this.#hasRefusal = true;
      else if (delta.type === 'text-delta') this.#textLength += delta.text.length;
      if (delta.type !== 'reasoning-delta') items.push(...this.#reasoning.close());
      items.push(delta);
    }
  }

  #refusal(text: string | undefined, items: StreamItem[]): void {
    if (text !== undefined) this.#add([{ type: 'refusal-delta', text }], items);
  }

  #finish(): StreamItem[] {
    const error = finishReasonError(this.#finishReason);
    if (error) return this.#fail(error);
    this.#done = true;
    const seen = { toolCalls: this.#toolCalls.hasCalls, refusal: this.#hasRefusal };
    const reason = mapFinishReason(this.#finishReason, seen);
    return [...this.#end(reason === 'tool-calls'), finish(reason, this.#finishReason)];
  }

  #fail(error: StreamError): StreamItem[] {
    this.#done = true;
    return [...this.#end(false), errorItem(error)];
  }

  /** @param mayRun whether the calls are complete */
  #end(mayRun: boolean): Delta[] {
    return [...this.#reasoning.close(), ...this.#toolCalls.end(mayRun)];
  }
}

/** What of a chunk is an error: an `error` field, or all of it in the shapes of vLLM and of bare error bodies. */
function errorIn(chunk: JsonObject, choice: JsonObject, groq: JsonObject | undefined): unknown {
  if (isError(chunk.error)) return { ...chunk, choices: undefined };
  if (choice.error && isError(choice.error)) return { error: choice.error };
  if (groq?.error && isError(groq.error)) return groq.error;
  if (chunk.object === 'error' || chunk.type === 'error') return chunk;
  return 'choices' in chunk || chunk.error || !isErrorObject(chunk) ? undefined : chunk;
}

/** Whether a field named `error` tells of one: some servers always send it, with nothing in it. */
function isError(value: unknown): boolean {
  const object = asObject(value);
  return object ? Object.values(object).some(Boolean) : Boolean(value);
}

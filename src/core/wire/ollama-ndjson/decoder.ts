import { errorItem, type StreamError, type StreamItem } from '../../delta.ts';
import { strangeDocumentError, truncatedError } from '../decoder-errors.ts';
import { isErrorObject } from '../is-error-object.ts';
import { asObject, asText, type JsonObject } from '../json.ts';
import { errorFromStreamObject } from '../provider-error.ts';
import type { FrameContent } from '../read-frame.ts';
import { finish, responseStart } from '../start-and-finish.ts';
import type { Decoder, Frame } from '../wire-format.ts';
import { mapDoneReason } from './finish-reason.ts';
import { LineReader } from './line-reader.ts';
import { ToolCallReader } from './tool-calls.ts';
import { mapUsage } from './usage.ts';

/** A decoder for one answer of `/api/chat` or of `/api/generate`. */
export function createDecoder(): Decoder {
  return new OllamaDecoder();
}

class OllamaDecoder implements Decoder {
  readonly #lines = new LineReader();
  readonly #toolCalls = new ToolCallReader();
  #started = false;
  #done = false;

  get done(): boolean {
    return this.#done;
  }

  push(frame: Frame): StreamItem[] {
    return this.#done ? [] : this.#read(this.#lines.read(frame));
  }

  pushDocument(document: unknown): StreamItem[] {
    if (this.#done) return [];
    const items = this.#payload(document);
    if (this.#done) return items;
    return [...items, ...this.#fail(this.#started ? truncatedError() : strangeDocumentError())];
  }

  end(): StreamItem[] {
    if (this.#done) return [];
    const items = this.#read(this.#lines.end());
    return this.#done ? items : [...items, ...this.#fail(truncatedError())];
  }

  #read(content: FrameContent): StreamItem[] {
    switch (content.type) {
      case 'payload':
        return this.#payload(content.payload);
      case 'error':
        return this.#fail(content.error);
      // “[DONE]” is not of this protocol: a proxy puts it behind whatever it got.
      case 'done':
      case 'nothing':
        return [];
    }
  }

  /** A line; or a list of them, which a proxy may have made of what it gathered. */
  #payload(payload: unknown): StreamItem[] {
    if (!Array.isArray(payload)) return this.#line(asObject(payload) ?? {});
    return payload.flatMap(line => (this.#done ? [] : this.#line(asObject(line) ?? {})));
  }

  #line(line: JsonObject): StreamItem[] {
    const message = asObject(line.message);
    const items: StreamItem[] = [];
    if (!this.#started) items.push(...this.#start(line));
    // Generated text is in fields of the line itself.
    const thinking = asText(message?.thinking) ?? asText(line.thinking);
    if (thinking !== undefined) items.push({ type: 'reasoning-delta', text: thinking });
    const text = asText(message?.content) ?? asText(line.response);
    if (text !== undefined) items.push({ type: 'text-delta', text });
    if (message?.tool_calls) items.push(...this.#toolCalls.read(message.tool_calls));
    if (line.error || (!message && isErrorObject(line))) items.push(...this.#fail(errorFromStreamObject(line)));
    else if (line.done === true) items.push(...this.#finish(line));
    return items;
  }

  #start(line: JsonObject): StreamItem[] {
    const start = responseStart(undefined, line.model);
    this.#started = start.length > 0;
    return start;
  }

  #finish(line: JsonObject): StreamItem[] {
    this.#done = true;
    const usage = mapUsage(line);
    const rawReason = asText(line.done_reason);
    const reason = mapDoneReason(rawReason, this.#toolCalls.hasCalls);
    return [...(usage ? [{ type: 'usage', usage } as const] : []), finish(reason, rawReason)];
  }

  #fail(error: StreamError): StreamItem[] {
    this.#done = true;
    return [errorItem(error)];
  }
}

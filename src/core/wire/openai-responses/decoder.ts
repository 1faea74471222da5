import { errorItem, type StreamError, type StreamItem } from '../../delta.ts';
import { strangeDocumentError, truncatedError } from '../decoder-errors.ts';
import { isErrorObject } from '../is-error-object.ts';
import { asArray, asObject, asText, type JsonObject, parseJson } from '../json.ts';
import { mapUsage } from '../openai-usage.ts';
import { readFrame } from '../read-frame.ts';
import { responseStart } from '../start-and-finish.ts';
import type { Decoder, Frame } from '../wire-format.ts';
import { outcomeOf, responseError } from './outcome.ts';
import { OutputReader } from './output-reader.ts';

/** A decoder for one answer. */
export function createDecoder(): Decoder {
  return new OpenAiResponsesDecoder();
}

class OpenAiResponsesDecoder implements Decoder {
  readonly #output = new OutputReader();
  #started = false;
  #done = false;

  get done(): boolean {
    return this.#done;
  }

  push(frame: Frame): StreamItem[] {
    if (this.#done) return [];
    const content = readFrame(frame);
    switch (content.type) {
      case 'payload':
        return this.#payload(content.payload, frame.event);
      case 'error': {
        const event = asObject(parseJson(frame.data));
        return this.#fail(event ? responseError(event.error || event) : content.error);
      }
      // No part of the protocol, but gateways send it: the answer is over, and nobody said how.
      case 'done':
        return [...this.#output.end(false), ...this.#finish({ type: 'finish', reason: 'other' })];
      case 'nothing':
        return [];
    }
  }

  pushDocument(document: unknown): StreamItem[] {
    if (this.#done) return [];
    const object = asObject(document);
    // A whole response has no type; one event alone, or a list of events, is what remains of a stream.
    const isResponse = object !== undefined && Array.isArray(object.output) && object.type === undefined;
    if (isResponse) return this.#end('response.done', object);
    const items = this.#payload(document, undefined);
    if (this.#done) return items;
    return [...items, ...this.#fail(items.length > 0 ? truncatedError() : strangeDocumentError())];
  }

  end(): StreamItem[] {
    return this.#done ? [] : this.#fail(truncatedError());
  }

  #payload(payload: unknown, eventName: string | undefined): StreamItem[] {
    if (Array.isArray(payload)) {
      return payload.flatMap(entry => (this.#done ? [] : this.#payload(asObject(entry), undefined)));
    }
    const event = asObject(payload);
    if (!event) return [];
    return this.#event(asText(event.type) ?? eventName ?? '', event);
  }

  #event(type: string, event: JsonObject): StreamItem[] {
    // Nearly all events of an answer are this one.
    if (type === 'response.output_text.delta') return this.#output.event(type, event);
    switch (type) {
      case 'response.created':
      case 'response.queued':
      case 'response.in_progress':
        return this.#start(asObject(event.response) ?? {});
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
      case 'response.cancelled':
      case 'response.done':
        return this.#end(type, asObject(event.response) ?? event);
      case 'error':
      case 'response.error':
        return this.#fail(responseError(event.error || event));
    }
    if (type.startsWith('response.')) return this.#output.event(type, event);
    // Anything else is unknown to us; but gateways send bare errors.
    return isErrorObject(event) ? this.#fail(responseError(event.error || event)) : [];
  }

  #start(response: JsonObject): StreamItem[] {
    if (this.#started) return [];
    const start = responseStart(response.id, response.model);
    this.#started = start.length > 0;
    return start;
  }

  #end(type: string, response: JsonObject): StreamItem[] {
    const items = [...this.#start(response), ...this.#output.complete(asArray(response.output))];
    const usage = mapUsage(response.usage);
    if (usage) items.push({ type: 'usage', usage });
    const outcome = outcomeOf(type, response, this.#output);
    if ('error' in outcome) return [...items, ...this.#fail(outcome.error)];
    const isWhole = outcome.reason === 'tool-calls' || outcome.reason === 'stop';
    return [...items, ...this.#output.end(isWhole), ...this.#finish({ type: 'finish', ...outcome })];
  }

  #finish(finish: StreamItem): StreamItem[] {
    this.#done = true;
    return [finish];
  }

  #fail(error: StreamError): StreamItem[] {
    this.#done = true;
    return [...this.#output.end(false), errorItem(error)];
  }
}

import type { Delta } from '../../delta.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';
import { toArgumentsText } from '../tool-call-arguments.ts';
import { readAnnotation } from './annotations.ts';
import { type FunctionCall, FunctionCalls } from './function-calls.ts';
import { readGeneratedImage } from './generated-image.ts';
import { kindOfPart, textsOf } from './item-texts.ts';
import { indexOf, newItem, type OutputItem, OutputItems, type TextKind } from './output-items.ts';
import { type ReasoningSignature, reasoningSignature } from './reasoning-item.ts';
import { TextReader } from './text-reader.ts';

/**
 * Reads the items of one answer: its messages, reasoning, calls and images.
 *
 * Everything comes up to four times: in pieces, as a whole text, in the finished item, and in the finished response. Many
 * servers leave out some of the four; each is taken for only what has not come before.
 */
export class OutputReader {
  readonly #items = new OutputItems();
  readonly #calls = new FunctionCalls();
  readonly #texts = new TextReader();
  /** What the event that is being read gives. */
  #out: Delta[] = [];
  #hasCitations = false;
  #hasImages = false;
  #hasSignature = false;
  /** Of the reasoning that came last, until it is known which kind of item follows it. */
  #signature: ReasoningSignature | undefined;

  /** Whether any call of a tool has come that the client would run. */
  get calls(): boolean {
    return this.#calls.hasCalls;
  }

  /** Whether any text of a refusal has come. */
  get refusal(): boolean {
    return this.#texts.hasRefusal;
  }

  /** Takes an event about an item. Unknown ones are passed over. */
  event(type: string, event: JsonObject): Delta[] {
    this.#out = [];
    switch (type) {
      case 'response.output_text.delta':
        this.#piece(event, 'text', event.content_index);
        break;
      case 'response.refusal.delta':
        this.#piece(event, 'refusal', event.content_index);
        break;
      case 'response.reasoning_summary_text.delta':
        this.#piece(event, 'summary', event.summary_index);
        break;
      case 'response.reasoning_text.delta':
      // The name in the Open Responses specification.
      case 'response.reasoning.delta':
        this.#piece(event, 'reasoning', event.content_index);
        break;
      case 'response.output_text.done':
        this.#part(event, 'text', event.content_index, event.text);
        break;
      case 'response.refusal.done':
        this.#part(event, 'refusal', event.content_index, event.refusal);
        break;
      case 'response.reasoning_summary_text.done':
        this.#part(event, 'summary', event.summary_index, event.text);
        break;
      case 'response.reasoning_text.done':
      case 'response.reasoning.done':
        this.#part(event, 'reasoning', event.content_index, event.text);
        break;
      case 'response.content_part.done':
      case 'response.reasoning_summary_part.done': {
        const part = asObject(event.part);
        const kind = kindOfPart(part?.type);
        if (kind) this.#part(event, kind, event.content_index ?? event.summary_index, part?.text ?? part?.refusal);
        break;
      }
      case 'response.output_text.annotation.added':
        this.#addedAnnotation(this.#itemOf(event, 'message'), event);
        break;
      case 'response.function_call_arguments.delta':
        this.#argumentsPiece(event, 'function_call');
        break;
      case 'response.custom_tool_call_input.delta':
        this.#argumentsPiece(event, 'custom_tool_call');
        break;
      case 'response.function_call_arguments.done':
        this.#argumentsDone(event, 'function_call');
        break;
      case 'response.custom_tool_call_input.done':
        this.#argumentsDone(event, 'custom_tool_call');
        break;
      case 'response.output_item.added':
        this.#added(indexOf(event), asObject(event.item) ?? {});
        break;
      case 'response.output_item.done':
        this.#done(indexOf(event), asObject(event.item) ?? {});
        break;
    }
    return this.#out;
  }

  /** Takes the `output` of the finished response, which some servers leave empty, and others fill and send nothing else. */
  complete(output: readonly unknown[]): Delta[] {
    this.#out = [];
    const items = output.map(asObject).filter(item => item !== undefined);
    const had = {
      text: this.#texts.hasText || this.#texts.hasRefusal,
      reasoning: this.#texts.hasReasoning,
      signature: this.#hasSignature,
      calls: this.#calls.hasCalls,
      images: this.#hasImages,
      citations: this.#hasCitations,
    };
    const lastMessage = items.findLast(({ type }) => type === 'message');
    for (const item of items) {
      const type = asText(item.type) ?? '';
      // What is written here has no place among the items that came before it.
      const fresh = newItem(undefined, undefined, type);
      if (type === 'reasoning') {
        if (!had.reasoning) this.#out.push(...this.#texts.reasoning(fresh, item));
        // After the text it would sign the wrong part.
        if (!had.signature && !had.text) this.#keepSignature(item);
      } else if (type === 'message') {
        if (!had.text) {
          this.#sign(type);
          this.#out.push(...this.#texts.message(fresh, item));
        }
        if (!had.citations) this.#annotations(fresh, item, this.#texts.isLast(fresh) || item === lastMessage);
      } else if (isCall(type)) {
        // Or its end may be missing.
        const call = had.calls ? this.#calls.find(asText(item.call_id)) : this.#callOf(fresh, type);
        if (!call || call.isEnded) continue;
        this.#sign(type);
        this.#out.push(...this.#calls.done(call, item));
      } else if (type === 'image_generation_call' && !had.images) this.#images(item);
    }
    // Or the last piece may be missing.
    if (this.#texts.hasText) this.#out.push(...this.#texts.restOf(items));
    return this.#out;
  }

  /**
   * The answer is over.
   *
   * @param mayRun whether it finished in a way in which calls are complete
   */
  end(mayRun: boolean): Delta[] {
    this.#out = [];
    this.#sign(undefined);
    this.#out.push(...this.#calls.end(mayRun));
    return this.#out;
  }

  /** A piece of a text. */
  #piece(event: JsonObject, kind: TextKind, part: unknown): void {
    const { delta } = event;
    const text = typeof delta === 'string' ? delta : (asText(asObject(delta)?.text) ?? '');
    if (text === '') return;
    this.#out.push(this.#texts.piece(this.#itemOf(event, itemTypeOf(kind)), kind, numberOf(part), text));
  }

  /** The whole text of a part. */
  #part(event: JsonObject, kind: TextKind, part: unknown, text: unknown): void {
    const whole = asText(text);
    if (whole === undefined) return;
    this.#out.push(...this.#texts.part(this.#itemOf(event, itemTypeOf(kind)), kind, numberOf(part), whole));
  }

  #itemOf(event: JsonObject, type: string): OutputItem {
    const index = indexOf(event);
    const id = asText(event.item_id);
    const item = this.#items.find(index, id);
    return item && !(item.isDone && item.type !== type) ? item : this.#open(index, id, type);
  }

  #open(index: number | undefined, id: string | undefined, type: string): OutputItem {
    this.#sign(type);
    return this.#items.open(index, id, type);
  }

  #added(index: number | undefined, wire: JsonObject): void {
    const type = asText(wire.type) ?? '';
    const id = asText(wire.id);
    const known = this.#items.find(index, id);
    const isKnown = known && !known.isDone && known.id === id && known.type === type;
    const item = isKnown ? known : this.#open(index, id, type);
    if (isCall(type)) this.#out.push(...this.#calls.announced(this.#callOf(item, type), wire));
  }

  #done(index: number | undefined, wire: JsonObject): void {
    const type = asText(wire.type) ?? '';
    const id = asText(wire.id);
    const known = this.#items.find(index, id);
    const item = known?.type === type ? known : this.#open(index, id, type);
    if (item.isDone) return;
    item.isDone = true;
    if (type === 'message') {
      this.#out.push(...this.#texts.message(item, wire));
      if (!item.isAnnotated) this.#annotations(item, wire, this.#texts.isLast(item));
    } else if (type === 'reasoning') {
      this.#out.push(...this.#texts.reasoning(item, wire));
      this.#keepSignature(wire);
    } else if (isCall(type)) this.#out.push(...this.#calls.done(this.#callOf(item, type), wire));
    else if (type === 'image_generation_call') this.#images(wire);
  }

  /** Takes the annotations of a whole message. `isLast` says that its text is the one that came last. */
  #annotations(item: OutputItem, wire: JsonObject, isLast: boolean): void {
    let within = textsOf(wire, 'text').join('').length;
    const fits = isLast && within === this.#texts.lastLength;
    for (const part of asArray(wire.content).map(asObject)) {
      for (const annotation of asArray(part?.annotations)) {
        this.#annotation(item, annotation, fits ? within : undefined);
      }
      within -= textsOf({ content: [part] }, 'text').join('').length;
    }
  }

  #addedAnnotation(item: OutputItem, event: JsonObject): void {
    this.#annotation(item, event.annotation, this.#texts.lengthSince(item, numberOf(event.content_index)));
  }

  #annotation(item: OutputItem, annotation: unknown, within: number | undefined): void {
    const citation = readAnnotation(annotation, within);
    if (!citation) return;
    item.isAnnotated = true;
    this.#hasCitations = true;
    this.#out.push(citation);
  }

  #argumentsPiece(event: JsonObject, type: string): void {
    const call = this.#callOf(this.#itemOf(event, type), type);
    this.#out.push(...this.#calls.add(call, toArgumentsText(event.delta)));
  }

  #argumentsDone(event: JsonObject, type: string): void {
    this.#out.push(...this.#calls.completed(this.#callOf(this.#itemOf(event, type), type), event));
  }

  #callOf(item: OutputItem, type: string): FunctionCall {
    item.call ??= this.#calls.open(type);
    return item.call;
  }

  #images(wire: JsonObject): void {
    const images = readGeneratedImage(wire);
    this.#hasImages ||= images.length > 0;
    this.#out.push(...images);
  }

  #keepSignature(wire: JsonObject): void {
    const signature = reasoningSignature(wire);
    if (!signature) return;
    this.#sign('reasoning');
    this.#signature = signature;
    this.#hasSignature = true;
  }

  /** Puts out the signature of the reasoning that came last; `next` is the kind of item that follows it. */
  #sign(next: string | undefined): void {
    if (!this.#signature) return;
    const signature: ReasoningSignature = { ...this.#signature, ...(next === undefined ? {} : { next }) };
    this.#signature = undefined;
    this.#out.push({ type: 'reasoning-delta', text: '', signature: JSON.stringify(signature) });
  }
}

function itemTypeOf(kind: TextKind): string {
  return kind === 'text' || kind === 'refusal' ? 'message' : 'reasoning';
}

function isCall(type: string): boolean {
  return type === 'function_call' || type === 'custom_tool_call';
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

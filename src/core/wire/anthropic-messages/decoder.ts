import { type CitationDelta, errorItem, type StreamError, type StreamItem } from '../../delta.ts';
import { strangeDocumentError, truncatedError } from '../decoder-errors.ts';
import { isErrorObject } from '../is-error-object.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';
import { errorFromStreamObject } from '../provider-error.ts';
import { readFrame } from '../read-frame.ts';
import { finish, responseStart } from '../start-and-finish.ts';
import type { Decoder, Frame } from '../wire-format.ts';
import { readCitation, readCitations } from './citations.ts';
import { readContentDelta } from './content-delta.ts';
import { mapStopReason } from './finish-reason.ts';
import { Paragraphs } from './paragraphs.ts';
import { signatureOfRedacted } from './signature.ts';
import { type Call, ToolCalls } from './tool-calls.ts';
import { UsageReader } from './usage.ts';

/** A decoder for one answer. */
export function createDecoder(): Decoder {
  return new AnthropicMessagesDecoder();
}

/** A content block that is open. */
interface Block {
  /** Nothing of it is shown: a tool that the provider runs itself, its result, or a kind not known. */
  isSkipped: boolean;
  call?: Call;
  signature?: string | undefined;
  /** They come before the text they stand behind. */
  citations: CitationDelta[];
}

class AnthropicMessagesDecoder implements Decoder {
  readonly #blocks = new Map<unknown, Block>();
  /** The block that began last: copies of the protocol leave out the index. */
  #lastBlock: Block | undefined;
  readonly #toolCalls = new ToolCalls();
  readonly #text = new Paragraphs();
  readonly #thinking = new Paragraphs();
  readonly #usage = new UsageReader();
  #started = false;
  #messageId: string | undefined;
  /** Held back until the end, since more usage or an error may follow it. */
  #stopReason: string | undefined;
  #done = false;

  get done(): boolean {
    return this.#done;
  }

  push(frame: Frame): StreamItem[] {
    if (this.#done) return [];
    const delta = frame.event === 'error' ? undefined : readContentDelta(frame.data);
    if (delta) return this.#event(delta, frame.event);
    const content = readFrame(frame);
    switch (content.type) {
      case 'payload':
        return this.#payload(content.payload, frame.event);
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
    const items = this.#payload(document, undefined);
    if (this.#done) return items;
    if (!this.#started && items.length === 0) return this.#fail(strangeDocumentError());
    return [...items, ...(isMessage(asObject(document)) ? this.#finish() : this.end())];
  }

  end(): StreamItem[] {
    if (this.#done) return [];
    return this.#stopReason === undefined ? this.#fail(truncatedError()) : this.#finish();
  }

  #payload(payload: unknown, name: string | undefined): StreamItem[] {
    if (!Array.isArray(payload)) return this.#event(asObject(payload) ?? {}, name);
    return payload.flatMap(entry => (this.#done ? [] : this.#event(asObject(entry) ?? {}, name)));
  }

  /** @param name the event's name, which is its type once more */
  #event(event: JsonObject, name: string | undefined): StreamItem[] {
    switch (event.type ?? name) {
      case 'content_block_delta':
        return this.#delta(event);
      case 'content_block_start':
        return this.#startBlock(event);
      case 'content_block_stop':
        return this.#stopBlock(event.index);
      case 'message_start':
        return this.#begin(asObject(event.message) ?? {});
      case 'message_delta':
        return this.#changeMessage(event, asObject(event.delta) ?? {});
      case 'message_stop':
        return this.#finish();
      case 'ping':
        return [];
      default:
        if (isMessage(event)) return this.#wholeMessage(event);
        return isErrorObject(event) ? this.#fail(errorFromStreamObject(event)) : [];
    }
  }

  #delta(event: JsonObject): StreamItem[] {
    const delta = asObject(event.delta);
    const block = this.#find(event.index);
    if (!delta || block?.isSkipped) return [];
    // Its type decides, not the block's: text is shown also where a server mixes up its blocks.
    switch (delta.type) {
      case 'text_delta':
        return this.#addText(delta.text);
      case 'thinking_delta':
        return this.#addThinking(delta.thinking);
      case 'input_json_delta':
        return this.#toolCalls.add(block?.call, delta.partial_json);
      case 'signature_delta':
        return this.#sign(block, delta.signature);
      case 'citations_delta':
        return this.#cite(block, readCitation(delta.citation));
      default:
        return [];
    }
  }

  #find(index: unknown): Block | undefined {
    return typeof index === 'number' ? this.#blocks.get(index) : this.#lastBlock;
  }

  #startBlock(event: JsonObject): StreamItem[] {
    const content = asObject(event.content_block) ?? {};
    const block: Block = { isSkipped: false, citations: [] };
    const before = this.#lastBlock ? takeCitations(this.#lastBlock) : [];
    this.#blocks.set(event.index, block);
    this.#lastBlock = block;
    // After a fallback another model goes on where the first one broke off.
    if (content.type !== 'text' && content.type !== 'fallback') this.#text.interrupt();
    this.#thinking.interrupt();
    return [...before, ...this.#startContent(block, content)];
  }

  #startContent(block: Block, content: JsonObject): StreamItem[] {
    switch (content.type) {
      case 'text':
      case undefined:
        return [...this.#addText(content.text), ...this.#cite(block, readCitations(content.citations))];
      case 'thinking':
        return [...this.#addThinking(content.thinking), ...this.#sign(block, content.signature)];
      case 'redacted_thinking': {
        const data = asText(content.data);
        return data === undefined ? [] : this.#sign(block, signatureOfRedacted(data));
      }
      case 'tool_use': {
        const { call, deltas } = this.#toolCalls.begin(content);
        block.call = call;
        return deltas;
      }
      default:
        block.isSkipped = true;
        return [];
    }
  }

  #stopBlock(index: unknown): StreamItem[] {
    const block = this.#find(index);
    this.#blocks.delete(index);
    if (block === this.#lastBlock) this.#lastBlock = undefined;
    if (!block) return [];
    return [...takeCitations(block), ...(block.call ? this.#toolCalls.close(block.call) : [])];
  }

  #cite(block: Block | undefined, citations: CitationDelta[]): StreamItem[] {
    if (!block) return citations;
    block.citations.push(...citations);
    return [];
  }

  /** What of the blocks that are still open has not been put out. */
  #openCitations(): StreamItem[] {
    return [...this.#blocks.values()].flatMap(takeCitations);
  }

  #addText(text: unknown): StreamItem[] {
    if (typeof text !== 'string' || text === '') return [];
    return this.#text.starts(text)
      ? [{ type: 'text-delta', text, startsParagraph: true }]
      : [{ type: 'text-delta', text }];
  }

  #addThinking(text: unknown): StreamItem[] {
    if (typeof text !== 'string' || text === '') return [];
    return this.#thinking.starts(text)
      ? [{ type: 'reasoning-delta', text, startsParagraph: true }]
      : [{ type: 'reasoning-delta', text }];
  }

  /** A signature that comes once more, at a block's start and as its delta, is one. */
  #sign(block: Block | undefined, value: unknown): StreamItem[] {
    const signature = asText(value);
    if (signature === undefined || signature === block?.signature) return [];
    if (block) block.signature = signature;
    return [{ type: 'reasoning-delta', text: '', signature }];
  }

  #start(message: JsonObject): StreamItem[] {
    const id = asText(message.id);
    if (this.#started) {
      const isAnother = id !== undefined && this.#messageId !== undefined && id !== this.#messageId;
      return isAnother ? this.#fail(restartedError()) : [];
    }
    this.#started = true;
    this.#messageId = id;
    return [...responseStart(id, message.model), ...this.#readUsage(message.usage)];
  }

  /** The stream begins; after tools that the provider ran, blocks may be there from the start. */
  #begin(message: JsonObject): StreamItem[] {
    const isFirst = !this.#started;
    const items = this.#start(message);
    if (!isFirst || asArray(message.content).length === 0) return items;
    this.#stopReason = asText(message.stop_reason);
    return [...items, ...this.#wholeBlocks(asArray(message.content))];
  }

  #wholeBlocks(blocks: readonly unknown[]): StreamItem[] {
    return blocks.flatMap(block => [...this.#startBlock({ content_block: block }), ...this.#stopBlock(undefined)]);
  }

  #changeMessage(event: JsonObject, delta: JsonObject): StreamItem[] {
    this.#stopReason = asText(delta.stop_reason) ?? asText(event.stop_reason) ?? this.#stopReason;
    return [...this.#readUsage(delta.usage), ...this.#readUsage(event.usage)];
  }

  #readUsage(value: unknown): StreamItem[] {
    const usage = this.#usage.read(value);
    return usage ? [{ type: 'usage', usage }] : [];
  }

  /** An answer that is not streamed, or one that repeats what was streamed. */
  #wholeMessage(message: JsonObject): StreamItem[] {
    const repeats = this.#started;
    const items = this.#start(message);
    if (this.#done) return items;
    if (!repeats) {
      const text = asText(message.content);
      const blocks = text === undefined ? asArray(message.content) : [{ type: 'text', text }];
      items.push(...this.#wholeBlocks(blocks));
    }
    return [...items, ...this.#changeMessage(message, {})];
  }

  #finish(): StreamItem[] {
    this.#done = true;
    const reason = mapStopReason(this.#stopReason, this.#toolCalls.hasCalls);
    const ends = reason === 'tool-calls' ? this.#toolCalls.closeAll() : [];
    return [...this.#openCitations(), ...ends, finish(reason, this.#stopReason)];
  }

  #fail(error: StreamError): StreamItem[] {
    this.#done = true;
    return [...this.#openCitations(), errorItem(error)];
  }
}

function takeCitations(block: Block): CitationDelta[] {
  return block.citations.splice(0);
}

/** Whether this is a whole answer and no event. */
function isMessage(object: JsonObject | undefined): boolean {
  if (!object) return false;
  const hasContent = Array.isArray(object.content) || typeof object.content === 'string';
  return hasContent && (object.type === 'message' || object.role === 'assistant');
}

function restartedError(): StreamError {
  return {
    kind: 'protocol',
    message: 'The provider began another answer in the middle of this one.',
    retryable: true,
    remedy: 'retry',
  };
}

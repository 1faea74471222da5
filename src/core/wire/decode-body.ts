import { errorItem, type StreamError, StreamFailure, type StreamItem } from '../delta.ts';
import { quoteProviderText } from './error-text.ts';
import { ForeignStream } from './foreign-stream.ts';
import { type Framer, maxPayloadLength, tooLongError } from './framer.ts';
import { asObject, isUnclosedJson, parseJson } from './json.ts';
import { createJsonArrayFramer } from './json-array.ts';
import { createJsonLinesFramer } from './json-lines.ts';
import { maskError, maskSecrets } from './mask-secrets.ts';
import { createSseFramer } from './sse.ts';
import { ThinkTagSplitter, type ThinkTags } from './think-tags.ts';
import type { Frame, Framing, WireFormat } from './wire-format.ts';

/** A synchronous push machine from the bytes of a response body to deltas. One decodes one body. */
export interface BodyDecoder {
  /** Takes the next bytes, cut anywhere. */
  push(bytes: Uint8Array): StreamItem[];
  /** The body has ended. Puts out what is still owed: `finish`, or an error. */
  end(): StreamItem[];
  /** Whether the answer's end, or an error, has been put out: nothing that follows matters. */
  readonly done: boolean;
}

export interface DecodeOptions {
  /** How the bytes are cut into payloads, where that differs from the format's own way. */
  framing?: Framing;
  /** Texts (the API key) that must not show in an error or in the provider's words for why it finished. */
  secrets?: readonly string[];
  /** Whether reasoning has to be taken out of the text. */
  thinkTags?: ThinkTags;
}

/**
 * Decodes the body of a successful response.
 *
 * The content type is not asked, since servers get it wrong; the first byte that is not blank tells a stream from a
 * whole JSON document and from a web page. A JSON array is a stream of its elements.
 */
export function createBodyDecoder(format: WireFormat, options: DecodeOptions = {}): BodyDecoder {
  const { framing = format.framing, secrets = [], thinkTags } = options;
  const splitter = thinkTags === undefined ? undefined : new ThinkTagSplitter(thinkTags);
  const decoder = format.createDecoder();
  const textDecoder = new TextDecoder();
  let body: 'blank' | 'stream' | 'document' | 'refused' = 'blank';
  let offset = 0;
  let framer: Framer | undefined;
  let hadFrame = false;
  let isArray = false;
  /** Whether any frame has given anything, or may be the beginning of one that would have. */
  let hadItem = false;
  const foreign = new ForeignStream(format.id);
  /** The beginning of a stream, until it has proved to be one. */
  let head = '';
  let documentPieces: string[] = [];
  let documentLength = 0;

  const isDone = () => body === 'refused' || decoder.done;

  function refuse(error: StreamError): StreamItem[] {
    body = 'refused';
    documentPieces = [];
    return [errorItem(error)];
  }

  /** Looks at the first byte that counts. Returns what of `bytes` is still to be read. */
  function sniff(bytes: Uint8Array): Uint8Array {
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      const isMark = byte === byteOrderMark[offset];
      offset++;
      if (isMark || byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)) continue;
      if (byte === 0x3c) body = 'refused';
      else if (framing === 'sse' && byte === 0x7b) body = 'document';
      else body = 'stream';
      isArray = framing === 'sse' && byte === 0x5b;
      return bytes.subarray(index);
    }
    return new Uint8Array();
  }

  function readFrames(take: (framer: Framer) => Frame[]): StreamItem[] {
    framer ??= isArray ? createJsonArrayFramer() : framing === 'sse' ? createSseFramer() : createJsonLinesFramer();
    try {
      const frames = take(framer);
      hadFrame ||= frames.length > 0;
      return decodeFrames(frames);
    } catch (failure) {
      if (StreamFailure.is(failure)) return refuse(failure.error);
      throw failure;
    }
  }

  function decodeFrames(frames: readonly Frame[]): StreamItem[] {
    const items: StreamItem[] = [];
    for (const frame of frames) {
      if (decoder.done) break;
      for (const item of decoder.push(frame)) items.push(item);
      if (!hadItem && items.length === 0) foreign.look(frame);
      else if (!hadItem && items[0]?.type === 'finish') {
        const error = foreign.errorAt('done');
        if (error) return refuse(error);
      }
      hadItem ||= items.length > 0 || (isArray && frame.cutOff === true);
    }
    return items;
  }

  function decodeDocument(text: string): StreamItem[] {
    const document = parseJson(text);
    if (document !== undefined) return decoder.pushDocument(document);
    // A server that ignores the framing asked for may send bare JSON lines; the first line then stands for itself.
    const lines = text.split('\n').filter(line => line.trim() !== '');
    if (lines.length > 1 && asObject(parseJson(lines[0] ?? ''))) {
      const items = decodeFrames(
        lines.map((data, index): Frame => (index === lines.length - 1 ? { data, cutOff: true } : { data })),
      );
      return isDone() ? items : [...items, ...endOfFrames()];
    }
    return [errorItem(isUnclosedJson(text) ? cutOffDocumentError() : badDocumentError())];
  }

  /** What the decoder owes; if it got nothing that it knows, why that is. */
  function endOfFrames(): StreamItem[] {
    const items = decoder.end();
    const last = items.at(-1);
    const error =
      !hadItem && last?.type === 'error' && last.kind === 'truncated' ? foreign.errorAt('truncated') : undefined;
    return error ? [...items.slice(0, -1), errorItem(error)] : items;
  }

  function push(bytes: Uint8Array): StreamItem[] {
    const rest = body === 'blank' ? sniff(bytes) : bytes;
    switch (body) {
      case 'blank':
        return [];
      case 'refused':
        return refuse(webPageError());
      case 'document': {
        const text = textDecoder.decode(rest, { stream: true });
        documentPieces.push(text);
        documentLength += text.length;
        return documentLength > maxPayloadLength ? refuse(tooLongError(maxPayloadLength)) : [];
      }
      case 'stream':
        if (!hadFrame && head.length < headLength) head += textDecoder.decode(rest.subarray(0, headLength));
        return readFrames(open => open.push(rest));
    }
  }

  function end(): StreamItem[] {
    if (body === 'blank') return refuse(emptyBodyError());
    if (body === 'document') return decodeDocument(documentPieces.join('') + textDecoder.decode());
    const items = readFrames(open => open.end());
    if (isDone()) return items;
    if (!hadFrame && head.length >= minHeadLength && !eventStreamStart.test(head)) return refuse(notAStreamError(head));
    // A list of whatever else is no answer, rather than the beginning of one.
    items.push(...(isArray && !hadItem ? decoder.pushDocument([]) : endOfFrames()));
    return items;
  }

  const finished = (items: StreamItem[]): StreamItem[] => masked(splitter?.split(items) ?? items);

  /** Takes secrets out of the words that are the provider's and not the answer's, which only the last item holds. */
  function masked(items: StreamItem[]): StreamItem[] {
    const last = items.at(-1);
    if (last?.type === 'error') return [...items.slice(0, -1), maskError(last, secrets)];
    if (last?.type !== 'finish' || last.rawReason === undefined) return items;
    return [
      ...items.slice(0, -1),
      { ...last, rawReason: maskSecrets(last.rawReason.slice(0, maxReasonLength), secrets) },
    ];
  }

  return {
    push: bytes => (isDone() ? [] : finished(push(bytes))),
    end: () => (isDone() ? [] : finished(end())),
    get done() {
      return isDone();
    },
  };
}

/** Longest word for why an answer ended that is kept, in UTF-16 code units. */
const maxReasonLength = 200;

const byteOrderMark = [0xef, 0xbb, 0xbf];

/** How much of a stream is looked at, in bytes, when nothing in it made sense. */
const headLength = 300;

/** Less than this, in UTF-16 code units, may be the beginning of any field's name. */
const minHeadLength = 8;

/** A field or comment of an event stream, or a line of JSON. */
const eventStreamStart = /^\s*(?:(?:data|event|id|retry)?:|[{[])/;

function emptyBodyError(): StreamError {
  return {
    // No end of the protocol was seen, so this is the shortest of all truncated streams.
    kind: 'truncated',
    message: 'The server sent an empty answer and closed the connection.',
    retryable: true,
    remedy: 'retry',
  };
}

function webPageError(): StreamError {
  return {
    kind: 'protocol',
    message:
      'The server sent a web page instead of an answer. Check the base URL in the setting “runnel.providers”; it usually ends in “/v1”.',
    retryable: false,
    remedy: 'settings',
  };
}

function notAStreamError(head: string): StreamError {
  return {
    kind: 'protocol',
    message: `The server sent text that is not an answer${quoteProviderText(head)}. Try again; if it stays so, check the base URL in the setting “runnel.providers”.`,
    retryable: true,
  };
}

function cutOffDocumentError(): StreamError {
  return {
    kind: 'truncated',
    message: 'The connection closed before the answer was complete.',
    retryable: true,
    remedy: 'retry',
  };
}

function badDocumentError(): StreamError {
  return {
    kind: 'protocol',
    message: 'The server sent an answer that is not valid JSON.',
    retryable: true,
    remedy: 'retry',
  };
}

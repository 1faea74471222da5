import type { StreamItem } from '../delta.ts';
import type { HttpRequest } from '../transport/transport.ts';

/** The protocols we speak, by the name used in `--format` and in the catalogue. */
export type WireFormatId = 'openai-chat';

/** How a protocol cuts its byte stream into payloads. */
export type Framing = 'sse' | 'jsonl';

/** One payload of a stream: a server-sent event, or a line of JSON lines. */
export interface Frame {
  /** The event's name, where the stream gives one. */
  event?: string;
  data: string;
  /** Set if the body ended before the payload's own end did, so that it may be cut off. */
  cutOff?: true;
}

/**
 * A synchronous push machine from frames to deltas: no I/O, no clock, so that it is tested by replay.
 *
 * One decoder decodes one answer. After an `error` item, or after the protocol's end, it puts out nothing more.
 */
export interface Decoder {
  /** Takes the next frame. */
  push(frame: Frame): StreamItem[];
  /** Takes a body that is one JSON document and not a stream: a whole answer, or an error. */
  pushDocument(document: unknown): StreamItem[];
  /** The stream has ended. Puts out what is still owed: `finish`, or an error of kind `truncated`. */
  end(): StreamItem[];
  /** Whether the protocol's end, or an error, has been seen: nothing that follows matters. */
  readonly done: boolean;
}

/** A message as it goes to the provider. */
export interface RequestMessage {
  role: 'system' | 'user' | 'assistant';
  text: string;
}

/** What to ask, independent of the provider. */
export interface AnswerRequest {
  model: string;
  messages: readonly RequestMessage[];
  temperature?: number;
  maxOutputTokens?: number;
  reasoningEffort?: string;
}

/** Where to ask. */
export interface Endpoint {
  /** Such as `https://router.requesty.ai/v1`; a slash at the end makes no difference. */
  baseUrl: string;
  apiKey?: string;
  /** Extra headers of the user's. */
  headers?: Readonly<Record<string, string>>;
  /** Extra fields merged into the JSON body; `null` removes a field of ours. */
  body?: Readonly<Record<string, unknown>>;
}

/** One provider protocol. */
export interface WireFormat {
  readonly id: WireFormatId;
  readonly framing: Framing;
  /** @throws StreamFailure of kind `invalid-request` when the base URL is not an http(s) URL. */
  buildRequest(request: AnswerRequest, endpoint: Endpoint): HttpRequest;
  createDecoder(): Decoder;
}

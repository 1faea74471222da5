import type { StreamItem } from '../delta.ts';

/** The protocols we speak, by the name used in `--format` and in the catalogue. */
export type WireFormatId =
  | 'openai-chat'
  | 'openai-responses'
  | 'anthropic-messages'
  | 'gemini-generatecontent'
  | 'mistral'
  | 'ollama-ndjson';

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

/** A message as it goes to the provider. Never without parts. */
export interface RequestMessage {
  role: 'system' | 'user' | 'assistant';
  parts: readonly RequestPart[];
}

/** A piece of a message. A format leaves out what its protocol has no place for. */
export type RequestPart =
  | { type: 'text'; text: string; signature?: string }
  | { type: 'image'; mimeType: string; base64: string; signature?: string }
  /**
   * What the model thought, from an answer of the same provider and model. The signature is what this format's decoder
   * put into a `reasoning-delta`; a part without text holds nothing else.
   */
  | { type: 'reasoning'; text: string; signature: string };

/** What to ask, independent of the provider. */
export interface AnswerRequest {
  model: string;
  messages: readonly RequestMessage[];
  temperature?: number;
  maxOutputTokens?: number;
  /** `none`, `minimal`, `low`, `medium`, `high`, `xhigh`, `max`; not every provider knows every one. */
  reasoningEffort?: string;
  /** The most tokens to think for; wins over the effort where a protocol has a place for it. */
  reasoningBudget?: number;
}

/** Which header carries the key: as a bearer token in `authorization`, or as it is in one of the others. */
export type KeyHeader = 'authorization' | 'x-api-key' | 'api-key' | 'x-goog-api-key';

/** Where to ask. */
export interface Endpoint {
  /** Such as `https://router.requesty.ai/v1`; a slash at the end makes no difference. */
  baseUrl: string;
  apiKey?: string;
  /** The format's own if not given. */
  keyHeader?: KeyHeader;
  /** Extra headers of the user's. */
  headers?: Readonly<Record<string, string>>;
  /** Extra fields merged into the JSON body; `null` removes a field of ours. */
  body?: Readonly<Record<string, unknown>>;
}

/** One POST or GET, ready to be sent. */
export interface HttpRequest {
  method: 'GET' | 'POST';
  url: URL;
  /** Lower-case names. Holds the key: never log it, never send it to the webview. */
  headers: Readonly<Record<string, string>>;
  body?: string;
}

/** One provider protocol. */
export interface WireFormat {
  readonly id: WireFormatId;
  readonly framing: Framing;
  /** @throws StreamFailure of kind `invalid-request` when the base URL is not an http(s) URL. */
  buildRequest(request: AnswerRequest, endpoint: Endpoint): HttpRequest;
  createDecoder(): Decoder;
}

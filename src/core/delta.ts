/**
 * The one kind of delta every provider's stream is turned into, and what can end a stream.
 *
 * All of it is plain data: it crosses `postMessage`, is written to the journal, and is printed by `npm run deltas`.
 */

/** One step of a streamed answer. `finish` comes last and exactly once, unless the stream fails. */
export type Delta =
  /** What the provider says it is answering with. */
  | { type: 'response-start'; id?: string; model?: string }
  | TextDelta
  | ReasoningDelta
  | { type: 'refusal-delta'; text: string }
  | { type: 'tool-call-start'; id: string; name: string }
  /** A piece of the arguments' JSON text; pieces are concatenated, and no text at all means `{}`. */
  | { type: 'tool-call-delta'; id: string; argumentsText: string }
  /** The call is complete. A call without its end is incomplete and must not be run. */
  | { type: 'tool-call-end'; id: string }
  | CitationDelta
  | { type: 'image'; mimeType: string; base64: string }
  /** A snapshot for the whole request: the last one wins, they are never added up. */
  | { type: 'usage'; usage: Usage }
  | { type: 'finish'; reason: FinishReason; rawReason?: string };

/** A piece of the answer's text. */
export interface TextDelta {
  type: 'text-delta';
  text: string;
  /** The text is not the direct continuation of what came before it, and is shown as a paragraph of its own. */
  startsParagraph?: true;
}

/** What stands between the paragraphs of {@link TextDelta.startsParagraph} where their text is joined. */
export const paragraphBreak = '\n\n';

/** A source that the answer cites. */
export interface CitationDelta {
  type: 'citation';
  url?: string;
  title?: string;
  snippet?: string;
  /** Which words of the answer it stands behind, where the provider says so. */
  cites?: CitedWords;
  /** The number by which the answer's text itself refers to it, as in `[1]`. */
  number?: number;
}

/** Words of the answer's text, as a provider tells which ones it means. */
export type CitedWords =
  /** Those that have just come. */
  | 'here'
  /** From the Unicode character `start` to the character before `end`, within the last UTF-16 code units that have come. */
  | { within: number; start: number; end: number }
  /** Each of these, word for word; they have come. */
  | { passages: string[] };

/** A piece of what the model thinks. */
export interface ReasoningDelta {
  type: 'reasoning-delta';
  /** May be empty when only the signature comes. */
  text: string;
  /**
   * Opaque: what the provider wants back unchanged with the next request. Written and read by one wire format only, which
   * may put more into it than a signature. It belongs to, and closes, what came before it.
   */
  signature?: string;
  /** As in {@link TextDelta}. */
  startsParagraph?: true;
}

/**
 * What an answer is doing when this delta comes, or undefined for one that only frames the answer.
 *
 * All that gives a state is content: the user sees something of it, so that the request is not sent again by itself.
 */
export function contentState(delta: Delta): 'reasoning' | 'streaming' | undefined {
  switch (delta.type) {
    case 'reasoning-delta':
      return delta.text === '' ? undefined : 'reasoning';
    case 'text-delta':
    case 'refusal-delta':
    case 'tool-call-start':
    case 'tool-call-delta':
    case 'tool-call-end':
    case 'citation':
    case 'image':
      return 'streaming';
    case 'response-start':
    case 'usage':
    case 'finish':
      return undefined;
  }
}

/** Why the model stopped, in words common to all providers. */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'refusal' | 'other';

/** Token counts of one request. A count the provider did not report is absent, not 0. */
export interface Usage {
  /** All prompt tokens, cached ones included. */
  inputTokens?: number;
  /** All generated tokens, reasoning included. */
  outputTokens?: number;
  cachedInputTokens?: number;
  cacheWriteTokens?: number;
  reasoningTokens?: number;
  /** In US dollars, as the provider states it. */
  costUsd?: number;
}

/** What kind of thing went wrong, so that one remedy fits all errors of a kind. */
export type ErrorKind =
  | 'auth'
  | 'quota'
  | 'rate-limit'
  | 'invalid-request'
  | 'context-length'
  | 'not-found'
  | 'overloaded'
  | 'server'
  | 'network'
  | 'protocol'
  | 'truncated';

/** A failed request or stream, as data. */
export interface StreamError {
  kind: ErrorKind;
  /**
   * What happened, and what to do about it wherever this is shown, in the user's words; never holds a key or markup. What the
   * buttons of the place do is said there, see `remedy`.
   */
  message: string;
  /** Whether the same request may succeed when sent again. */
  retryable: boolean;
  /** The HTTP status, where there was one. */
  status?: number;
  /** How long the server asked to wait, in milliseconds. */
  retryAfterMs?: number;
  /** The provider's name for the request, for a bug report. */
  requestId?: string;
  /**
   * What of the request the provider rejected, where it says so: `temperature`, `maxOutputTokens`, `reasoningEffort` for
   * what Runnel's settings of that name send, else the name of a top-level field of the request's body.
   */
  parameter?: string;
  /**
   * Where the remedy is. `settings`: in the setting `runnel.providers`, such as its base URL or its preset. `retry`: in asking
   * for the rest, or once more, which each place that shows the error words after its own buttons.
   */
  remedy?: 'settings' | 'retry';
}

/** What a decoder puts out: deltas, and as the last item of a failed stream its error. */
export type StreamItem = Delta | StreamErrorItem;

/** The last item of a failed stream. */
export type StreamErrorItem = { type: 'error' } & StreamError;

/** Marks a {@link StreamFailure}. The class itself is there once in each bundle, so that `instanceof` would not know it. */
const failureMark = Symbol.for('Runnel stream failure');

/** Carries a {@link StreamError} through code that throws. It is unwrapped before it leaves the extension host. */
export class StreamFailure extends Error {
  override readonly name = 'StreamFailure';
  readonly error: StreamError;
  readonly [failureMark] = true;

  constructor(error: StreamError, options?: ErrorOptions) {
    super(error.message, options);
    this.error = error;
  }

  /** Whether something thrown is a failure of ours; to be used in place of `instanceof`. */
  static is(thrown: unknown): thrown is StreamFailure {
    return thrown instanceof Error && failureMark in thrown;
  }
}

/** Turns an error into the item that ends a stream. */
export function errorItem(error: StreamError): StreamErrorItem {
  return { type: 'error', ...error };
}

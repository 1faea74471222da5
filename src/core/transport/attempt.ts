import { contentState, type Delta, type StreamError, StreamFailure, type StreamItem } from '../delta.ts';
import { type BodyDecoder, createBodyDecoder } from '../wire/decode-body.ts';
import { maskError, secretsOf } from '../wire/mask-secrets.ts';
import { errorFromResponse } from '../wire/provider-error.ts';
import { exchange } from './exchange.ts';
import type { StreamOptions } from './stream-options.ts';
import type { StateStep, StreamStep } from './stream-step.ts';
import type { HttpResponse } from './transport.ts';

/** How an attempt ended; without an error it is answered, or was stopped. */
export interface AttemptEnd {
  error?: StreamError;
  /**
   * Whether the request may be sent again unasked: nothing came that the user has seen, and the provider is not known
   * to have taken it and worked on it for a while, when the answer may have to be paid for though it did not come.
   */
  repeatable: boolean;
}

/**
 * A connection that breaks within this time after the request, in milliseconds, breaks because it could not be used: the
 * server had closed it meanwhile, say. One that breaks later was given up by something on the way that had no patience with
 * a model that thinks, and would be given up again each time.
 */
const BROKE_AT_ONCE_MS = 5000;

/** More of an error's body than this, in bytes, says nothing more. */
const ERROR_BODY_LIMIT = 64 * 1024;

/** Sends the request once and streams what comes. Its error is returned and not yielded: it may be tried again. */
export async function* attemptAnswer(options: StreamOptions): AsyncGenerator<StreamStep, AttemptEnd, void> {
  const secrets = secretsOf(options.endpoint);
  const { format, thinkTags } = options;
  const answer = new AnswerReader(createBodyDecoder(format, { secrets, ...(thinkTags && { thinkTags }) }));
  let refusal: RefusalReader | undefined;
  let stalled = false;
  let timedOut = false;
  let failure: StreamError | undefined;
  let brokeOff = false;
  let sentBody: string | undefined;
  // A transport that cannot tell when it has sent has connected by then.
  let sentAt = options.clock.now() + options.timeouts.connect;

  yield { type: 'state', state: 'connecting' };
  try {
    const request = options.format.buildRequest(options.request, options.endpoint);
    sentBody = request.body;
    const events = exchange(request, { ...options, finished: () => answer.done });
    for await (const event of events) {
      switch (event.type) {
        case 'sent':
          sentAt = options.clock.now();
          yield { type: 'state', state: 'waiting' };
          break;
        case 'stalled':
          stalled = true;
          yield { type: 'state', state: 'stalled' };
          break;
        case 'response': {
          const { status } = event.response;
          if (status < 200 || status > 299) refusal = new RefusalReader(event.response);
          break;
        }
        case 'bytes':
          if (stalled) yield { type: 'state', state: answer.state };
          stalled = false;
          if (refusal) refusal.push(event.bytes);
          else yield* answer.push(event.bytes);
          break;
        case 'timeout':
          timedOut = true;
          failure = event.error;
          break;
      }
      if (refusal?.full || answer.error || options.signal.aborted) break;
    }
    if (!refusal && !options.signal.aborted) yield* answer.end();
  } catch (cause) {
    brokeOff = true;
    failure = maskError(StreamFailure.is(cause) ? cause.error : unexpectedError(cause), secrets);
    // An answer that had come to its end before the connection failed is whole.
    if (StreamFailure.is(cause) && !refusal && !options.signal.aborted) yield* answer.end();
  }

  // A status that is an error says that the provider works on nothing, though its body may fail to come.
  brokeOff ||= answer.error?.kind === 'truncated';
  const isTaken = timedOut || (brokeOff && options.clock.now() - sentAt > BROKE_AT_ONCE_MS);
  const repeatable = !answer.hadContent && (!isTaken || refusal !== undefined);
  if (options.signal.aborted || answer.finished) return { repeatable };
  const error = refusal
    ? errorFromResponse({
        ...refusal.response,
        bodyText: refusal.text(),
        url: new URL(options.endpoint.baseUrl),
        now: options.clock.now(),
        secrets,
        ...(sentBody !== undefined && { sent: { request: options.request, body: sentBody } }),
      })
    : chooseError(failure, answer.error);
  return error ? { error, repeatable } : { repeatable };
}

/** Reads a successful response. */
class AnswerReader {
  readonly #decoder: BodyDecoder;
  /** What the answer is doing when it is not stalled. */
  state: Extract<StateStep['state'], 'waiting' | 'reasoning' | 'streaming'> = 'waiting';
  /** Whether anything came that the user has seen. */
  hadContent = false;
  /** Whether the answer has come to its end. */
  finished = false;
  error: StreamError | undefined;
  #ended = false;

  constructor(decoder: BodyDecoder) {
    this.#decoder = decoder;
  }

  /** Whether nothing that follows matters. */
  get done(): boolean {
    return this.#decoder.done;
  }

  *push(bytes: Uint8Array): Generator<Delta, void, void> {
    yield* this.#take(this.#decoder.push(bytes));
  }

  /** Takes what is still owed; a second call does nothing. */
  *end(): Generator<Delta, void, void> {
    if (this.#ended || this.error) return;
    this.#ended = true;
    yield* this.#take(this.#decoder.end());
  }

  *#take(items: readonly StreamItem[]): Generator<Delta, void, void> {
    for (const item of items) {
      if (item.type === 'error') {
        const { type: _, ...error } = item;
        this.error = error;
        return;
      }
      const state = contentState(item);
      if (state) {
        this.state = state;
        this.hadContent = true;
      }
      this.finished ||= item.type === 'finish';
      yield item;
    }
  }
}

/** Reads the beginning of a response that is an error. */
class RefusalReader {
  readonly response: Pick<HttpResponse, 'status' | 'headers'>;
  readonly #decoder = new TextDecoder();
  #text = '';
  #bytes = 0;

  constructor(response: Pick<HttpResponse, 'status' | 'headers'>) {
    this.response = response;
  }

  get full(): boolean {
    return this.#bytes >= ERROR_BODY_LIMIT;
  }

  push(bytes: Uint8Array): void {
    const rest = bytes.subarray(0, ERROR_BODY_LIMIT - this.#bytes);
    this.#bytes += rest.length;
    this.#text += this.#decoder.decode(rest, { stream: true });
  }

  text(): string {
    return this.#text + this.#decoder.decode();
  }
}

/**
 * The error that says more: that the body ended too early follows from a connection that failed, but what the provider
 * itself said is the cause.
 */
function chooseError(failure: StreamError | undefined, decoded: StreamError | undefined): StreamError | undefined {
  if (!failure || !decoded) return failure ?? decoded;
  return decoded.kind === 'truncated' || decoded.kind === 'protocol' ? failure : decoded;
}

/** A fault of our own, as an error the user can report. */
function unexpectedError(cause: unknown): StreamError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return {
    kind: 'protocol',
    message: `Runnel could not handle the answer: ${reason}. What came is kept; please report this.`,
    retryable: false,
  };
}

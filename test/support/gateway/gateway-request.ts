import type { IncomingHttpHeaders } from 'node:http';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import type { Pacer } from './pacer.ts';

/** How a connection's answer came to its end. Times are `performance.now()`. */
export interface Closing {
  at: number;
  /** `client`: it closed the connection before the answer was whole. */
  by: 'client' | 'gateway';
  tokensWritten: number;
}

/** One request the gateway got, to be watched by a test. */
export class GatewayRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed body; undefined if there was none or it is no JSON. */
  readonly body: unknown;
  /** The wire format it was asked in. */
  readonly format: WireFormatId;
  /** The model that was asked for, or the empty string. */
  readonly model: string;
  /** When it had been received, by `performance.now()`. */
  readonly at = performance.now();
  /** The exact text of the answer, whether or not all of it is sent; empty for an error. */
  text = '';
  /** The pieces the text is written in. */
  tokens: readonly string[] = [];
  /** Resolves when the connection is done with this request, whoever ended it. */
  readonly closed: Promise<Closing>;
  /** Only while an answer with tokens is written. */
  pacer: Pacer | undefined;
  /** For the gateway: it breaks the connection itself, below HTTP. */
  endedByGateway = false;
  #tokensWritten = 0;
  #closing: Closing | undefined;
  #resolveClosed: (closing: Closing) => void = () => undefined;
  readonly #waiting: { count: number; resolve: () => void; reject: (error: Error) => void }[] = [];

  constructor(parts: {
    method: string;
    path: string;
    headers: IncomingHttpHeaders;
    body: unknown;
    format: WireFormatId;
    /** Where the protocol has it in the path. */
    model?: string;
  }) {
    this.method = parts.method;
    this.path = parts.path;
    this.headers = parts.headers;
    this.body = parts.body;
    this.format = parts.format;
    const { model = isObject(parts.body) ? parts.body['model'] : undefined } = parts;
    this.model = typeof model === 'string' ? model : '';
    this.closed = new Promise(resolve => {
      this.#resolveClosed = resolve;
    });
  }

  get tokensWritten(): number {
    return this.#tokensWritten;
  }

  /** Resolves when `count` tokens have been written; rejects when the connection closes before. */
  whenWritten(count: number): Promise<void> {
    if (this.#tokensWritten >= count) return Promise.resolve();
    return new Promise((resolve, reject) => {
      if (this.#closing) reject(new Error(`closed after ${this.#tokensWritten} tokens, not ${count}`));
      else this.#waiting.push({ count, resolve, reject });
    });
  }

  /** For the gateway: a token has been handed to the socket. */
  tokenWritten(): void {
    this.#tokensWritten++;
    for (const waiter of this.#waiting) if (waiter.count <= this.#tokensWritten) waiter.resolve();
  }

  /** For the gateway: the connection is done with this request. */
  connectionClosed(by: Closing['by']): void {
    if (this.#closing) return;
    this.#closing = { at: performance.now(), by, tokensWritten: this.#tokensWritten };
    this.pacer?.close();
    this.#resolveClosed(this.#closing);
    for (const waiter of this.#waiting) {
      waiter.reject(new Error(`closed by the ${by} after ${this.#tokensWritten} tokens, not ${waiter.count}`));
    }
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

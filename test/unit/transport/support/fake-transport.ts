import type { HttpResponse, SendOptions, Transport } from '../../../../src/core/transport/transport.ts';
import type { HttpRequest } from '../../../../src/core/wire/wire-format.ts';

/** One request as the fake got it, and the server's hand in it. */
export class FakeExchange {
  readonly request: HttpRequest;
  readonly options: SendOptions;
  readonly response: Promise<HttpResponse>;
  #respond: (response: HttpResponse) => void = () => undefined;
  #refuse: (error: unknown) => void = () => undefined;
  readonly #pieces: (string | { failure: unknown } | 'end-of-body')[] = [];
  #wake: () => void = () => undefined;

  constructor(request: HttpRequest, options: SendOptions) {
    this.request = request;
    this.options = options;
    this.response = new Promise((resolve, reject) => {
      this.#respond = resolve;
      this.#refuse = reject;
    });
    // A refusal may come before anyone looks.
    this.response.catch(() => undefined);
    options.signal.addEventListener('abort', () => {
      this.#refuse(options.signal.reason);
      this.#wake();
    });
  }

  /** Whether the client has closed the connection. */
  get closed(): boolean {
    return this.options.signal.aborted;
  }

  /** The connection stands and the request is written. */
  sent(): void {
    this.options.onSent?.();
  }

  respond(status = 200, headers: Record<string, string> = { 'content-type': 'text/event-stream' }): void {
    this.#respond({ status, headers, body: this.#body() });
  }

  refuse(error: unknown): void {
    this.#refuse(error);
  }

  push(text: string): void {
    this.#pieces.push(text);
    this.#wake();
  }

  end(): void {
    this.#pieces.push('end-of-body');
    this.#wake();
  }

  fail(failure: unknown): void {
    this.#pieces.push({ failure });
    this.#wake();
  }

  async *#body(): AsyncGenerator<Uint8Array, void, void> {
    const encoder = new TextEncoder();
    for (;;) {
      this.options.signal.throwIfAborted();
      const piece = this.#pieces.shift();
      if (piece === undefined) {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      } else if (piece === 'end-of-body') return;
      else if (typeof piece !== 'string') throw piece.failure;
      else yield encoder.encode(piece);
    }
  }
}

/** A transport in memory whose server is the test. */
export class FakeTransport implements Transport {
  readonly exchanges: FakeExchange[] = [];

  send(request: HttpRequest, options: SendOptions): Promise<HttpResponse> {
    const exchange = new FakeExchange(request, options);
    this.exchanges.push(exchange);
    return exchange.response;
  }

  /** The n-th request, counted from 0. */
  exchange(index: number): FakeExchange {
    const exchange = this.exchanges[index];
    if (!exchange) throw new Error(`request ${index} has not been sent; there are ${this.exchanges.length}`);
    return exchange;
  }
}

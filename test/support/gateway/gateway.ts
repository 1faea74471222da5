import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeChatAnswer } from './chat-answer.ts';
import { errorBody } from './chat-chunks.ts';
import { FAULTS } from './faults.ts';
import { GatewayRequest, isObject } from './gateway-request.ts';
import { type Pace, Pacer } from './pacer.ts';
import { FAULT_TEXT, REASONING_TEXT, SAMPLE_TEXTS } from './sample-texts.ts';
import { type ScriptedAnswer, writeScripted } from './scripted-answer.ts';
import { tokenize } from './tokens.ts';

export interface GatewayOptions {
  /** Any free one if not given. */
  port?: number;
  /** With it, a request without this key is answered 401. */
  requireKey?: string;
  /** 300 ms to the first token, then 80 tokens a second, if not given. */
  pace?: Partial<Pace>;
  /** How long `fault/slow-first-byte` and `fault/stall` are silent, in milliseconds; 15,000 if not given. */
  pauseMs?: number;
}

/** The next answer a test wants: exact bytes, or a text that is streamed like a model's. */
export type NextAnswer = ScriptedAnswer | { text: string };

/** A server on loopback that speaks like an OpenAI-compatible gateway, for tests and for trying out. */
export interface Gateway {
  /** Such as `http://127.0.0.1:1234`. */
  readonly origin: string;
  /** What to set as the provider's base URL. */
  readonly baseUrl: string;
  /** The ids of `GET /v1/models`. */
  readonly models: readonly string[];
  /** Every chat request so far, oldest first. */
  readonly requests: readonly GatewayRequest[];
  /** How many connections have been made so far. */
  readonly connections: number;
  /** Resolves with the next chat request that no earlier call has taken; one that is already there counts. */
  nextRequest(): Promise<GatewayRequest>;
  /** Sets the answers to the next chat requests, whatever their model, in order. */
  script(...answers: NextAnswer[]): void;
  /** From here on tokens go only when they are released, also in answers that are under way. */
  hold(): void;
  /** Lets `count` tokens go, at once, in every answer under way; if there is none, in the next one. */
  release(count: number): void;
  /** Ends holding. */
  resume(): void;
  /** The exact text that a model answers with, or undefined if it answers with none. */
  answerText(model: string): string | undefined;
  /** Stops listening and closes every connection. */
  close(): Promise<void>;
}

const DEFAULT_PACE: Pace = { firstTokenMs: 300, tokensPerSecond: 80 };
const DEFAULT_PAUSE_MS = 15_000;

/** The faults are not among them, so that they do not bury these; they can be asked all the same. */
const MODELS = [...Object.keys(SAMPLE_TEXTS), 'sample/echo', 'sample/reasoning'];

/** Starts a gateway on 127.0.0.1. */
export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const gateway = new GatewayServer(options);
  await gateway.listen(options.port ?? 0);
  return gateway;
}

class GatewayServer implements Gateway {
  readonly models = MODELS;
  readonly requests: GatewayRequest[] = [];
  readonly #options: GatewayOptions;
  readonly #server = createServer((message, response) => void this.#handle(message, response));
  readonly #script: NextAnswer[] = [];
  readonly #failedOnce = new Set<string>();
  #taken = 0;
  #takers: ((request: GatewayRequest) => void)[] = [];
  #held = false;
  #carried = 0;
  connections = 0;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#server.on('connection', () => {
      this.connections++;
    });
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
  }

  get origin(): string {
    const address = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}`;
  }

  get baseUrl(): string {
    return `${this.origin}/v1`;
  }

  nextRequest(): Promise<GatewayRequest> {
    const request = this.requests[this.#taken++];
    return request ? Promise.resolve(request) : new Promise(resolve => this.#takers.push(resolve));
  }

  script(...answers: NextAnswer[]): void {
    this.#script.push(...answers);
  }

  hold(): void {
    this.#held = true;
    for (const { pacer } of this.requests) pacer?.hold();
  }

  release(count: number): void {
    const pacers = this.requests.flatMap(({ pacer }) => pacer ?? []);
    if (pacers.length === 0) this.#carried += count;
    for (const pacer of pacers) pacer.release(count);
  }

  resume(): void {
    this.#held = false;
    for (const { pacer } of this.requests) pacer?.resume();
  }

  answerText(model: string): string | undefined {
    if (model === 'sample/reasoning') return SAMPLE_TEXTS['sample/prose'];
    const fault = FAULTS[model];
    if (fault?.type === 'one-byte-writes') return SAMPLE_TEXTS['sample/unicode'];
    if (fault) return fault.type === 'answer' ? undefined : FAULT_TEXT;
    return SAMPLE_TEXTS[model];
  }

  close(): Promise<void> {
    for (const { pacer } of this.requests) pacer?.close();
    return new Promise(resolve => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(message.url ?? '/', 'http://gateway').pathname;
    const { requireKey } = this.#options;
    if (requireKey !== undefined && message.headers.authorization !== `Bearer ${requireKey}`) {
      sendJson(response, 401, errorBody('Incorrect API key provided.', 'invalid_request_error', 'invalid_api_key'));
    } else if (message.method === 'GET' && path === '/v1/models') {
      sendJson(response, 200, { object: 'list', data: MODELS.map(id => ({ id, object: 'model', created: 0 })) });
    } else if (message.method === 'POST' && path === '/v1/chat/completions') {
      await this.#answerChat(message, response);
    } else {
      sendJson(response, 404, errorBody(`Unknown request: ${message.method} ${path}`, 'invalid_request_error'));
    }
  }

  async #answerChat(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(message);
    const { method = '', headers } = message;
    const request = new GatewayRequest({ method, path: message.url ?? '', headers, body });
    response.on('close', () => {
      request.connectionClosed(response.writableFinished || request.endedByGateway ? 'gateway' : 'client');
      request.pacer = undefined;
    });

    const next = this.#script.shift();
    const text = next && 'text' in next ? next.text : this.#textFor(request);
    if (next && !('text' in next)) {
      this.#announce(request);
      await writeScripted(next, request, response);
    } else if (text === undefined) {
      this.#announce(request);
      this.#refuse(request, response);
    } else {
      const fault = next ? undefined : FAULTS[request.model];
      if (fault?.type === 'answer' || (fault?.type === 'first-time' && this.#firstTime(request.model))) {
        this.#announce(request);
        await writeScripted(fault.answer, request, response);
        return;
      }
      request.text = text;
      request.tokens = tokenize(text);
      request.pacer = this.#createPacer(request.model);
      this.#announce(request);
      await writeChatAnswer(request, response, {
        answer: {
          model: request.model,
          tokens: request.tokens,
          ...(request.model === 'sample/reasoning' ? { reasoningTokens: tokenize(REASONING_TEXT) } : {}),
          ...(fault?.type === 'finish' ? { finishReason: fault.reason } : {}),
          promptTokens: Math.ceil(lastUserText(body).length / 4),
        },
        fault,
        pacer: request.pacer,
        pauseMs: this.#options.pauseMs ?? DEFAULT_PAUSE_MS,
      });
    }
  }

  /** The text to answer with: empty for a fault that has none, undefined for a model that is not there. */
  #textFor(request: GatewayRequest): string | undefined {
    if (request.model === 'sample/echo') return lastUserText(request.body);
    return this.answerText(request.model) ?? (FAULTS[request.model] ? '' : undefined);
  }

  /** Whether this fault's turn to fail has come: the first, the third, … request. */
  #firstTime(model: string): boolean {
    if (this.#failedOnce.delete(model)) return false;
    this.#failedOnce.add(model);
    return true;
  }

  #createPacer(model: string): Pacer {
    const pace = { ...DEFAULT_PACE, ...this.#options.pace };
    const fast = { firstTokenMs: 0, tokensPerSecond: Number.POSITIVE_INFINITY };
    const pacer = new Pacer(model === 'sample/fast' ? fast : pace, this.#held);
    pacer.release(this.#carried);
    this.#carried = 0;
    return pacer;
  }

  #announce(request: GatewayRequest): void {
    this.requests.push(request);
    this.#takers.shift()?.(request);
  }

  #refuse(request: GatewayRequest, response: ServerResponse): void {
    if (!isObject(request.body) || request.model === '') {
      sendJson(response, 400, errorBody('The request has no model, or is no JSON object.', 'invalid_request_error'));
    } else {
      const message = `The model \`${request.model}\` does not exist.`;
      sendJson(response, 404, errorBody(message, 'invalid_request_error', 'model_not_found'));
    }
  }
}

async function readJson(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** The last user message's text, whether it is given as a string or as parts. */
function lastUserText(body: unknown): string {
  const messages = isObject(body) && Array.isArray(body['messages']) ? body['messages'] : [];
  const last: unknown = messages.findLast((message: unknown) => isObject(message) && message['role'] === 'user');
  const content = isObject(last) ? last['content'] : undefined;
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => (isObject(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}

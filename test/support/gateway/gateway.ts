import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { type Dialect, type Failure, Rejection } from './dialect.ts';
import { GatewayRequest, isObject } from './gateway-request.ts';
import { manyModels, modelList, ollamaDetails } from './model-lists.ts';
import { type Pace, Pacer } from './pacer.ts';
import { type NextAnswer, type Plan, planAnswer } from './plan-answer.ts';
import { type Recording, recordedPieces } from './recording.ts';
import { findRoute, type Route } from './routes.ts';
import { MODELS, sampleText } from './sample-answers.ts';
import { writeScripted } from './scripted-answer.ts';
import { tokenize } from './tokens.ts';
import { writeJson, writeRecording, writeStream } from './write-answer.ts';

export interface GatewayOptions {
  /** Any free one if not given. */
  port?: number;
  /** With it, a request without this key, in the header its protocol has for it, is refused. */
  requireKey?: string;
  /** 300 ms to the first token, then 80 tokens a second, if not given. A recording's event counts as a token. */
  pace?: Partial<Pace>;
  /** How long `fault/slow-first-byte` and `fault/stall` are silent, in milliseconds; 15,000 if not given. */
  pauseMs?: number;
  /** Served as they are, as the models `replay/<name>`; a single one for every model that the gateway does not know, too. */
  replay?: readonly Recording[];
}

/**
 * A server on loopback that speaks all wire formats, for tests and for trying out. It takes only what the real providers
 * take, so that what we send is tested, too.
 */
export interface Gateway {
  /** Such as `http://127.0.0.1:1234`. */
  readonly origin: string;
  /** What to set as the base URL of a provider of this protocol; `openai-chat` is {@link baseUrl}. */
  baseUrlOf(format: WireFormatId): string;
  /** What to set as an OpenAI-compatible provider's base URL. */
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

/** Starts a gateway on 127.0.0.1. */
export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const gateway = new GatewayServer(options);
  await gateway.listen(options.port ?? 0);
  return gateway;
}

class GatewayServer implements Gateway {
  readonly models: readonly string[];
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
    this.models = [...MODELS, ...(options.replay ?? []).map(({ name }) => `replay/${name}`)];
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
    return this.baseUrlOf('openai-chat');
  }

  baseUrlOf(format: WireFormatId): string {
    switch (format) {
      case 'openai-chat':
      case 'openai-responses':
        return `${this.origin}/v1`;
      case 'gemini-generatecontent':
        return `${this.origin}/v1beta`;
      case 'mistral':
        return `${this.origin}/mistral/v1`;
      case 'anthropic-messages':
      case 'ollama-ndjson':
        return this.origin;
    }
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
    return sampleText(model);
  }

  close(): Promise<void> {
    for (const { pacer } of this.requests) pacer?.close();
    return new Promise(resolve => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers, url: target = '/' } = message;
    const { pathname, searchParams } = new URL(target, 'http://gateway');
    const route = findRoute(method, pathname, headers);
    const { requireKey } = this.#options;
    if (requireKey !== undefined && !route.dialect.hasKey(headers, requireKey)) {
      refuse(response, route.dialect, { kind: 'auth', message: 'Incorrect API key provided.' });
      return;
    }
    switch (route.type) {
      case 'answer':
        await this.#answer(route, message, response);
        return;
      case 'models':
        writeJson(response, 200, modelList(route.dialect.format, this.#listed(route), searchParams));
        return;
      case 'show': {
        const body = await readJson(message);
        const model = isObject(body) ? String(body['model']) : '';
        const details = ollamaDetails(this.#listed(route), model);
        if (details) writeJson(response, 200, details);
        else refuse(response, route.dialect, { kind: 'model-not-found', message: `model '${model}' not found` });
        return;
      }
      case 'unknown':
        refuse(response, route.dialect, { kind: 'not-found', message: `Unknown request: ${method} ${pathname}` });
    }
  }

  #listed({ many }: { many: boolean }): readonly string[] {
    return many ? manyModels() : this.models;
  }

  async #answer(
    { dialect, model }: Extract<Route, { type: 'answer' }>,
    message: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const body = await readJson(message);
    const { method = '', url = '', headers } = message;
    const parts = { method, path: url, headers, body, format: dialect.format };
    const request = new GatewayRequest(model === undefined ? parts : { ...parts, model });
    response.on('close', () => {
      request.connectionClosed(response.writableFinished || request.endedByGateway ? 'gateway' : 'client');
      request.pacer = undefined;
    });
    try {
      const plan = planAnswer(request, dialect, {
        next: () => this.#script.shift(),
        recordings: this.#options.replay ?? [],
        isTurnToFail: key => this.#firstTime(key),
      });
      await this.#write(plan, request, dialect, response);
    } catch (thrown) {
      if (!(thrown instanceof Rejection)) throw thrown;
      this.#announce(request);
      refuse(response, dialect, thrown.failure);
    }
  }

  async #write(plan: Plan, request: GatewayRequest, dialect: Dialect, response: ServerResponse): Promise<void> {
    const { contentType, errorInStream } = dialect;
    if (plan.type === 'bytes') {
      this.#announce(request);
      await writeScripted(plan.answer, request, response);
      return;
    }
    if (plan.type === 'recording') {
      const pacer = this.#startPacer(request);
      this.#announce(request);
      await writeRecording(recordedPieces(plan.recording), contentType, request, response, pacer);
      return;
    }
    const { answer, text, fault } = plan;
    request.text = text;
    request.tokens = tokenize(text);
    if (!dialect.wantsStream(request) || fault?.type === 'no-stream') {
      this.#announce(request);
      writeJson(response, 200, dialect.document(answer, request));
      return;
    }
    const pacer = this.#startPacer(request);
    this.#announce(request);
    const pieces = dialect.stream(answer, request);
    const pauseMs = this.#options.pauseMs ?? DEFAULT_PAUSE_MS;
    await writeStream(request, response, { pieces, contentType, errorInStream, fault, pacer, pauseMs });
  }

  /** Whether this fault's turn to fail has come: the first, the third, … request. */
  #firstTime(key: string): boolean {
    if (this.#failedOnce.delete(key)) return false;
    this.#failedOnce.add(key);
    return true;
  }

  #startPacer(request: GatewayRequest): Pacer {
    const pace = { ...DEFAULT_PACE, ...this.#options.pace };
    const fast = { firstTokenMs: 0, tokensPerSecond: Number.POSITIVE_INFINITY };
    const pacer = new Pacer(request.model === 'sample/fast' ? fast : pace, this.#held);
    pacer.release(this.#carried);
    this.#carried = 0;
    request.pacer = pacer;
    return pacer;
  }

  #announce(request: GatewayRequest): void {
    this.requests.push(request);
    this.#takers.shift()?.(request);
  }
}

function refuse(response: ServerResponse, dialect: Dialect, failure: Failure): void {
  const { status, headers, body } = dialect.refusal(failure);
  writeJson(response, status, body, headers);
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

import { requestMessages } from '../core/conversation/request-messages.ts';
import type { AnswerTurn } from '../core/conversation/session.ts';
import { type StreamError, StreamFailure } from '../core/delta.ts';
import { createDemoTransport } from '../core/providers/demo.ts';
import { listModels } from '../core/providers/list-models.ts';
import type { ModelInfo } from '../core/providers/model-info.ts';
import { type RequestParameters, resolveParameters } from '../core/providers/parameters.ts';
import { acceptsEnvironmentKey, type Provider, resolveProvider } from '../core/providers/provider.ts';
import { type Clock, systemClock } from '../core/transport/clock.ts';
import { streamAnswer } from '../core/transport/stream-answer.ts';
import type { StreamStep } from '../core/transport/stream-step.ts';
import type { Transport } from '../core/transport/transport.ts';
import type { AnswerRequest, Endpoint, HttpRequest, WireFormat } from '../core/wire/wire-format.ts';
import { wireFormats } from '../core/wire/wire-formats.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Platform } from './platform.ts';
import { readSettings, retryPolicy } from './settings.ts';
import { askVsCodeModel, vsCodeProvider } from './vscode-models.ts';

/** Longest wait for a list of models, in milliseconds: the picker is open and waiting. */
const listTimeoutMs = 8000;

/** Where a model is asked, how, and with what: all of a request but its messages. */
export interface AskTarget {
  provider: Provider;
  format: WireFormat;
  endpoint: Endpoint;
  transport: Transport;
  parameters: RequestParameters;
}

/** A question and the model that is to answer it. */
export type AskedQuestion = Pick<AnswerTurn, 'conversation' | 'question' | 'model'>;

/**
 * Lets someone see the bytes of an answer: gives the transport to use for it in place of the target's, and is told when
 * the answer has ended. Gives undefined for an answer that is of no interest.
 */
export type AnswerTap = (target: AskTarget) => { transport: Transport; ended(): void } | undefined;

/** Asks providers: joins settings, key and transport for one request. */
export class Answers {
  readonly #platform: () => Promise<Platform>;
  readonly #keys: ApiKeys;
  readonly #clock: Clock = systemClock;
  /** Asked before each answer that comes by HTTP. */
  tap: AnswerTap = () => undefined;

  constructor(platform: () => Promise<Platform>, keys: ApiKeys) {
    this.#platform = platform;
    this.#keys = keys;
  }

  /**
   * Streams the answer to a question of a conversation. Settings and key are those of this moment.
   *
   * @throws StreamFailure while iterating, when the provider cannot be asked at all
   */
  async *answer(turn: AnswerTurn): AsyncGenerator<StreamStep, void, void> {
    const { conversation, question, model, signal, skipWait } = turn;
    const settings = readSettings();
    if (model.providerId === vsCodeProvider.id) {
      const systemPrompt = settings.parameters.systemPrompt ?? undefined;
      const messages = requestMessages(conversation, question, model, systemPrompt);
      yield* askVsCodeModel({ modelId: model.modelId, messages, signal, clock: this.#clock });
      return;
    }
    const target = await this.target(model.providerId, model.modelId);
    const { format, endpoint, parameters } = target;
    const { thinkTags } = parameters;
    const tapped = this.tap(target);
    try {
      yield* streamAnswer({
        transport: tapped?.transport ?? target.transport,
        format,
        endpoint,
        request: answerRequest(turn, parameters),
        ...(thinkTags && { thinkTags }),
        signal,
        timeouts: settings.timeouts,
        retry: retryPolicy,
        clock: this.#clock,
        skipWait,
      });
    } finally {
      tapped?.ended();
    }
  }

  /**
   * The request for a question as it would be sent now, to be shown.
   *
   * @param keyPlaceholder stands where the key goes, whether there is one or not
   * @throws StreamFailure when the provider is not configured or cannot be used, or the model is asked without HTTP
   */
  async requestToShow(
    asked: AskedQuestion,
    keyPlaceholder: string,
  ): Promise<{ provider: Provider; request: HttpRequest }> {
    const { providerId, modelId } = asked.model;
    if (providerId === vsCodeProvider.id) throw new StreamFailure(noHttpError());
    const provider = findProvider(providerId);
    const parameters = resolveParameters(readSettings().parameters, provider, modelId);
    const apiKey = await this.#keys.get(provider);
    const hasKey = apiKey !== undefined || needsKey(provider, parameters.headers);
    const endpoint = {
      ...endpointOf(provider, parameters.headers),
      body: parameters.body,
      ...(hasKey && { apiKey: keyPlaceholder }),
    };
    const request = wireFormats[provider.format].buildRequest(answerRequest(asked, parameters), endpoint);
    if (apiKey === undefined || request.body === undefined) return { provider, request };
    // The user may have said it to the model.
    return { provider, request: { ...request, body: request.body.replaceAll(apiKey, keyPlaceholder) } };
  }

  /**
   * What it takes to ask a model, by the settings and the key of this moment.
   *
   * @throws StreamFailure when the provider is not configured, cannot be used, or has no key
   */
  async target(providerId: string, modelId: string): Promise<AskTarget> {
    const provider = findProvider(providerId);
    const parameters = resolveParameters(readSettings().parameters, provider, modelId);
    const { headers, body } = parameters;
    const endpoint = { ...(await this.#endpoint(provider, headers)), body };
    return {
      provider,
      format: wireFormats[provider.format],
      endpoint,
      transport: await this.#transport(provider),
      parameters,
    };
  }

  /**
   * The models a provider says it has.
   *
   * @throws StreamFailure when it does not say
   */
  async listModels(provider: Provider): Promise<ModelInfo[]> {
    const transport = await this.#transport(provider);
    const endpoint = await this.#endpoint(provider, provider.headers);
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new StreamFailure(listTimeoutError(provider))), listTimeoutMs);
    try {
      return await listModels({
        transport,
        endpoint,
        dialect: provider.preset.modelList,
        signal: limit.signal,
        details: provider.loopback,
      });
    } finally {
      clearTimeout(timer);
    }
  }

  async #transport(provider: Provider): Promise<Transport> {
    return provider.preset.id === 'demo' ? createDemoTransport(this.#clock) : (await this.#platform()).transport;
  }

  async #endpoint(provider: Provider, headers: Readonly<Record<string, string>>): Promise<Endpoint> {
    const apiKey = await this.#keys.get(provider);
    if (!apiKey && needsKey(provider, headers)) throw new StreamFailure(noKeyError(provider));
    return { ...endpointOf(provider, headers), ...(apiKey && { apiKey }) };
  }
}

/** Without the key. */
function endpointOf({ baseUrl, keyHeader }: Provider, headers: Readonly<Record<string, string>>): Endpoint {
  return { baseUrl, headers, ...(keyHeader && { keyHeader }) };
}

function answerRequest(
  { conversation, question, model }: AskedQuestion,
  { systemPrompt, request }: RequestParameters,
): AnswerRequest {
  const messages = requestMessages(conversation, question, model, systemPrompt);
  return { model: model.modelId, messages, ...request };
}

/** A user's own header may do what the key does: an Entra token for Azure, a login for a proxy of theirs. */
function needsKey(provider: Provider, headers: Readonly<Record<string, string>>): boolean {
  if (!provider.preset.needsKey || provider.loopback) return false;
  return !['authorization', 'x-api-key', 'api-key', 'x-goog-api-key'].some(name => Object.hasOwn(headers, name));
}

/**
 * The configured provider with this id.
 *
 * @throws StreamFailure when there is none, or what is configured cannot be used
 */
export function findProvider(id: string): Provider {
  const config = readSettings().providers.find(candidate => candidate.id === id);
  if (config) return resolveProvider(config);
  throw new StreamFailure({
    kind: 'not-found',
    message: `No provider “${id}” is configured. Run “Runnel: Set API Key…” to set it up, or “Runnel: Select Model…” to choose another model.`,
    retryable: false,
  });
}

function noHttpError(): StreamError {
  return {
    kind: 'invalid-request',
    message: 'VS Code’s own models are asked without HTTP, so that there is no request to show. Choose another model.',
    retryable: false,
  };
}

function listTimeoutError({ origin }: Provider): StreamError {
  const message = `${origin} sent no list of models within ${listTimeoutMs / 1000} s. Try again, or type a model’s id.`;
  return { kind: 'network', message, retryable: true };
}

function noKeyError(provider: Provider): StreamError {
  const [variable] = acceptsEnvironmentKey(provider) ? provider.preset.keyEnvironmentNames : [];
  const environment = variable ? `, or set ${variable} in the environment and restart VS Code` : '';
  return {
    kind: 'auth',
    message: `There is no API key for ${provider.label} at ${provider.origin}. Run “Runnel: Set API Key…” to enter one${environment}.`,
    retryable: false,
  };
}

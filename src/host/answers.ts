import { requestMessages } from '../core/conversation/request-messages.ts';
import type { AnswerTurn } from '../core/conversation/session.ts';
import { type StreamError, StreamFailure } from '../core/delta.ts';
import { createDemoTransport } from '../core/providers/demo.ts';
import { listModels } from '../core/providers/list-models.ts';
import { type Provider, resolveProvider } from '../core/providers/provider.ts';
import { type Clock, systemClock } from '../core/transport/clock.ts';
import { type StreamStep, streamAnswer } from '../core/transport/stream-answer.ts';
import type { Transport } from '../core/transport/transport.ts';
import type { Endpoint } from '../core/wire/wire-format.ts';
import { wireFormats } from '../core/wire/wire-formats.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Platform } from './platform.ts';
import { readSettings, retryPolicy } from './settings.ts';

/** Longest wait for a list of models, in milliseconds: the picker is open and waiting. */
const listTimeoutMs = 8000;

/** Asks providers: joins settings, key and transport for one request. */
export class Answers {
  readonly #platform: () => Promise<Platform>;
  readonly #keys: ApiKeys;
  readonly #clock: Clock = systemClock;

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
    const provider = findProvider(model.providerId);
    yield* streamAnswer({
      transport: await this.#transport(provider),
      format: wireFormats[provider.preset.format],
      endpoint: await this.#endpoint(provider),
      request: {
        model: model.modelId,
        messages: requestMessages(conversation, question, model, settings.systemPrompt),
        ...settings.parameters,
      },
      signal,
      timeouts: settings.timeouts,
      retry: retryPolicy,
      clock: this.#clock,
      skipWait,
    });
  }

  /**
   * The models a provider says it has.
   *
   * @throws StreamFailure when it does not say
   */
  async listModels(provider: Provider): Promise<string[]> {
    const transport = await this.#transport(provider);
    return listModels(transport, await this.#endpoint(provider), AbortSignal.timeout(listTimeoutMs));
  }

  async #transport(provider: Provider): Promise<Transport> {
    return provider.preset.id === 'demo' ? createDemoTransport(this.#clock) : (await this.#platform()).transport;
  }

  async #endpoint(provider: Provider): Promise<Endpoint> {
    const apiKey = await this.#keys.get(provider);
    if (!apiKey && provider.preset.needsKey && !provider.loopback) throw new StreamFailure(noKeyError(provider));
    return {
      baseUrl: provider.baseUrl,
      headers: provider.headers,
      body: provider.body,
      ...(apiKey && { apiKey }),
    };
  }
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

function noKeyError(provider: Provider): StreamError {
  const variable = provider.preset.keyEnvironmentName;
  const environment = variable ? `, or set ${variable} in the environment and restart VS Code` : '';
  return {
    kind: 'auth',
    message: `There is no API key for ${provider.label} at ${provider.origin}. Run “Runnel: Set API Key…” to enter one${environment}.`,
    retryable: false,
  };
}

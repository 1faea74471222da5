import { contentState, type StreamError, StreamFailure } from '../delta.ts';
import { listModels } from '../providers/list-models.ts';
import type { ModelInfo } from '../providers/model-info.ts';
import type { Provider } from '../providers/provider.ts';
import type { Clock } from '../transport/clock.ts';
import { streamAnswer } from '../transport/stream-answer.ts';
import type { Timeouts } from '../transport/stream-options.ts';
import type { Transport } from '../transport/transport.ts';
import { maskError, secretsOf } from '../wire/mask-secrets.ts';
import { withoutCredentials } from '../wire/url-secrets.ts';
import type { Endpoint, WireFormat } from '../wire/wire-format.ts';
import type { CheckStep, CheckStepId } from './check-report.ts';
import { CheckSteps } from './check-steps.ts';
import { connectionPlan, describeStep } from './connection-lines.ts';
import type { ConnectionProbe } from './connection-probe.ts';
import { observedTransport } from './observe-transport.ts';

/** What is checked, and with what. */
export interface ConnectionCheck {
  provider: Provider;
  format: WireFormat;
  /** Undefined when there is none for this provider. */
  modelId: string | undefined;
  /** With the key. */
  endpoint: Endpoint;
  /** Where the key comes from, in words; the error where one is needed and missing. Never the key. */
  key: string | StreamError;
  transport: Transport;
  /** In words. */
  transportName: string;
  /** Undefined where the transport does not let us see how it connects. */
  probe: ConnectionProbe | undefined;
  /** Whether to ask the model for one word, which costs a few tokens. */
  askModel: boolean;
  timeouts: Timeouts;
  clock: Clock;
  /** Aborting it ends the check; what was not done is said to be not reached. */
  signal: AbortSignal;
  /** Told of every change; the steps are the same objects each time. */
  onChange(steps: readonly CheckStep[]): void;
}

/** Longest answer that is asked for, in tokens: the least that every provider takes. */
const answerTokens = 16;

/** Longest wait for a list of models, in milliseconds. */
const listTimeoutMs = 15_000;

const connectionSteps: readonly CheckStepId[] = ['dns', 'tcp', 'proxy-tls', 'tunnel', 'tls'];

/**
 * Checks step by step whether a provider can be asked, and where it ends if not. Never rejects: all that goes wrong is in
 * the steps it resolves with.
 */
export async function checkConnection(check: ConnectionCheck): Promise<readonly CheckStep[]> {
  const steps = new CheckSteps(check.clock, check.onChange);
  try {
    await new Run(check, steps).run();
  } catch (thrown) {
    if (!check.signal.aborted) steps.failRunning(errorOf(thrown).message);
  }
  steps.close(check.signal.aborted);
  return steps.all;
}

/** One run through all steps. */
class Run {
  readonly #check: ConnectionCheck;
  readonly #steps: CheckSteps;
  readonly #url: URL;

  constructor(check: ConnectionCheck, steps: CheckSteps) {
    this.#check = check;
    this.#steps = steps;
    this.#url = new URL(check.provider.baseUrl.trim());
  }

  async run(): Promise<void> {
    this.#settings();
    await this.#connect();
    const { key } = this.#check;
    if (this.#steps.hasFailed || typeof key !== 'string') return;
    const models = await this.#listModels();
    if (models === 'give up') return;
    await this.#stream();
  }

  #settings(): void {
    const { provider, format, modelId, key, transportName } = this.#check;
    this.#steps.end('settings', 'ok', [
      `Base URL: ${withoutCredentials(this.#url, () => '(hidden)').href}`,
      `Preset: ${provider.preset.id}. Wire format: ${format.id}`,
      modelId === undefined ? 'No model of this provider is chosen' : `Model: ${modelId}`,
    ]);
    if (typeof key === 'string') this.#steps.end('key', 'ok', [key]);
    else this.#steps.end('key', 'failed', [key.message]);
    this.#steps.end('transport', 'ok', [transportName]);
  }

  async #connect(): Promise<void> {
    const { probe, timeouts, signal } = this.#check;
    const steps = this.#steps;
    if (!probe) {
      const reason = 'This transport connects by itself and does not tell how';
      for (const id of ['proxy', ...connectionSteps] as const) steps.end(id, 'skipped', [reason]);
      return;
    }
    let takes: CheckStepId[] = [];
    steps.start('proxy');
    await probe(this.#url, {
      timeoutMs: timeouts.connect,
      signal,
      onStep: (step, ms) => {
        const { id, state, lines } = describeStep(step);
        steps.end(id, state, lines, ms);
        if (step.step === 'proxy') {
          const plan = connectionPlan(this.#url, step.proxy);
          takes = plan.takes;
          for (const { id: skipped, reason } of plan.skipped) steps.end(skipped, 'skipped', [reason]);
        }
        const next = takes[takes.indexOf(id) + 1];
        if (state !== 'failed' && next) steps.start(next);
      },
    });
  }

  /** Says what the server makes of a request that costs nothing. */
  async #listModels(): Promise<'go on' | 'give up'> {
    const { provider, endpoint, transport, signal } = this.#check;
    const steps = this.#steps;
    let status: number | undefined;
    const onResponse = (got: number) => {
      // A list may come in several pages.
      if (status === undefined) steps.end('http', 'ok', [`HTTP ${got} to the request for the models`]);
      status = got;
    };
    steps.start('http');
    const timeout = AbortSignal.timeout(listTimeoutMs);
    try {
      const models = await listModels({
        transport: observedTransport(transport, { onResponse }),
        endpoint,
        dialect: provider.preset.modelList,
        signal: AbortSignal.any([signal, timeout]),
      });
      this.#accepted();
      this.#describeModels(models);
      return 'go on';
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      const { kind, message } = timeout.aborted ? listTimeoutError() : this.#masked(thrown);
      if (status === undefined) steps.end('http', 'failed', [message]);
      else if (kind === 'auth') steps.end('accepted', 'failed', [message]);
      else steps.end('models', 'warning', [message]);
      return status === undefined || kind === 'auth' ? 'give up' : 'go on';
    }
  }

  /** The server took a request; the first that it takes says so. */
  #accepted(): void {
    if (this.#steps.state('accepted') !== 'waiting') return;
    const { apiKey } = this.#check.endpoint;
    this.#steps.end('accepted', 'ok', apiKey === undefined ? ['The server answers without a key'] : []);
  }

  #describeModels(models: readonly ModelInfo[]): void {
    const { modelId } = this.#check;
    const count = models.length === 1 ? '1 model' : `${models.length} models`;
    if (modelId === undefined) this.#steps.end('models', 'ok', [count]);
    else if (models.some(({ id }) => id === modelId)) {
      this.#steps.end('models', 'ok', [`${count}; “${modelId}” is among them`]);
    } else {
      const remedy = 'If it does not answer, choose another with “Runnel: Select Model…”.';
      this.#steps.end('models', 'warning', [`${count}; “${modelId}” is not among them. ${remedy}`]);
    }
  }

  /** Asks the model for one word, and leaves as soon as something of it has come. */
  async #stream(): Promise<void> {
    const { format, endpoint, modelId, transport, timeouts, clock, signal, askModel } = this.#check;
    const steps = this.#steps;
    if (!askModel || modelId === undefined) {
      const reason = askModel ? 'No model of this provider is chosen' : 'The model was not to be asked';
      for (const id of ['first-byte', 'first-token'] as const) steps.end(id, 'skipped', [reason]);
      if (steps.state('accepted') === 'waiting') steps.end('accepted', 'skipped', ['Only an answer would tell']);
      return;
    }
    let status: number | undefined;
    const onFirstByte = () => {
      if (status === undefined || status > 299) return;
      this.#accepted();
      steps.end('first-byte', 'ok', []);
      steps.start('first-token');
    };
    steps.start('first-byte');
    const stop = new AbortController();
    const answer = streamAnswer({
      transport: observedTransport(transport, {
        onResponse: got => {
          status = got;
        },
        onFirstByte,
      }),
      format,
      endpoint,
      request: {
        model: modelId,
        messages: [{ role: 'user', parts: [{ type: 'text', text: 'Say: ok' }] }],
        maxOutputTokens: answerTokens,
      },
      signal: AbortSignal.any([signal, stop.signal]),
      timeouts,
      retry: { attempts: 1, maxWaitMs: 0 },
      clock,
    });
    try {
      for await (const step of answer) {
        if (step.type === 'error') {
          const refused = step.kind === 'auth';
          if (refused) steps.end('accepted', 'failed', ['The key is not accepted for an answer']);
          const at = steps.state('first-byte') === 'running' ? 'first-byte' : 'first-token';
          steps.end(at, 'failed', [...(status === undefined ? [] : [`HTTP ${status}`]), step.message]);
          return;
        }
        if (step.type === 'state') continue;
        const state = contentState(step);
        if (state) {
          steps.end('first-token', 'ok', [state === 'reasoning' ? 'The model begins to reason' : 'The model answers']);
          return;
        }
        if (step.type === 'finish') {
          const reason = step.rawReason ?? step.reason;
          steps.end('first-token', 'warning', [`The answer ended (${reason}) before any text of it came`]);
          return;
        }
      }
    } finally {
      stop.abort();
    }
  }

  #masked(thrown: unknown): StreamError {
    return maskError(errorOf(thrown), secretsOf(this.#check.endpoint));
  }
}

function listTimeoutError(): StreamError {
  const message = `No list of models within ${listTimeoutMs / 1000} s. Check the network, VPN or proxy, or try again.`;
  return { kind: 'network', message, retryable: true };
}

function errorOf(thrown: unknown): StreamError {
  if (StreamFailure.is(thrown)) return thrown.error;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    kind: 'protocol',
    message: `Runnel’s check itself failed: ${message}. Please report this.`,
    retryable: false,
  };
}

import type { StreamError, StreamErrorItem, Usage } from '../../../../src/core/delta.ts';
import { systemClock } from '../../../../src/core/transport/clock.ts';
import { streamAnswer } from '../../../../src/core/transport/stream-answer.ts';
import type { StreamOptions } from '../../../../src/core/transport/stream-options.ts';
import type { StreamStep } from '../../../../src/core/transport/stream-step.ts';
import type { Transport } from '../../../../src/core/transport/transport.ts';
import { openAiChat } from '../../../../src/core/wire/openai-chat/openai-chat.ts';

/** Options for one question, as wide as they need to be; a test overrides what it is about. */
export function streamOptions(
  transport: Transport,
  baseUrl: string,
  overrides: Partial<StreamOptions> & { model?: string } = {},
): StreamOptions {
  const { model = 'm', ...rest } = overrides;
  return {
    transport,
    format: openAiChat,
    endpoint: { baseUrl },
    request: { model, messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }] },
    signal: new AbortController().signal,
    timeouts: { connect: 5000, firstByte: 5000, idle: 5000 },
    retry: { attempts: 1, maxWaitMs: 60_000 },
    clock: systemClock,
    random: () => 1,
    ...rest,
  };
}

/** An answer that is being streamed: its steps so far, and its end. */
export class Run {
  readonly steps: StreamStep[] = [];
  /** Resolves when the generator has ended; rejects if it throws, which it must not. */
  readonly done: Promise<void>;
  readonly #waiting: { until: (step: StreamStep) => boolean; resolve: () => void; reject: (error: Error) => void }[] =
    [];

  constructor(options: StreamOptions) {
    this.done = this.#run(options);
  }

  /** Resolves with the first step that fits; one that has already come counts. Rejects if none comes. */
  when(until: (step: StreamStep) => boolean): Promise<void> {
    if (this.steps.some(until)) return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiting.push({ until, resolve, reject }));
  }

  /** The states so far; a delta is named by its type. */
  get trail(): string[] {
    return this.steps.map(step => (step.type === 'state' ? step.state : step.type));
  }

  get error(): StreamErrorItem | undefined {
    const last = this.steps.at(-1);
    return last?.type === 'error' ? last : undefined;
  }

  get text(): string {
    return joined(this.steps, 'text-delta');
  }

  async #run(options: StreamOptions): Promise<void> {
    for await (const step of streamAnswer(options)) {
      this.steps.push(step);
      for (const waiter of this.#waiting) if (waiter.until(step)) waiter.resolve();
    }
    for (const waiter of this.#waiting) waiter.reject(new Error(`the answer ended: ${this.trail.join(' ')}`));
  }
}

/** Everything an answer came to. */
export interface Outcome {
  text: string;
  reasoning: string;
  refusal: string;
  tools: { id: string; name: string; argumentsText: string; complete: boolean }[];
  finish: string | undefined;
  usage: Usage | undefined;
  error: StreamError | undefined;
}

/** Streams an answer to its end and sums it up. */
export async function streamToEnd(options: StreamOptions): Promise<Outcome> {
  const run = new Run(options);
  await run.done;
  const tools: Outcome['tools'] = [];
  const outcome: Outcome = {
    text: run.text,
    reasoning: joined(run.steps, 'reasoning-delta'),
    refusal: joined(run.steps, 'refusal-delta'),
    tools,
    finish: undefined,
    usage: undefined,
    error: run.error,
  };
  for (const step of run.steps) {
    const tool = 'id' in step ? tools.find(({ id }) => id === step.id) : undefined;
    if (step.type === 'tool-call-start')
      tools.push({ id: step.id, name: step.name, argumentsText: '', complete: false });
    else if (step.type === 'tool-call-delta' && tool) tool.argumentsText += step.argumentsText;
    else if (step.type === 'tool-call-end' && tool) tool.complete = true;
    else if (step.type === 'finish') outcome.finish = step.reason;
    else if (step.type === 'usage') outcome.usage = step.usage;
  }
  return outcome;
}

function joined(steps: readonly StreamStep[], type: 'text-delta' | 'reasoning-delta' | 'refusal-delta'): string {
  return steps.map(step => (step.type === type ? step.text : '')).join('');
}

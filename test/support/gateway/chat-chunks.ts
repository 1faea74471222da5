/** The payloads of an OpenAI-compatible chat completion, as the gateway writes them. */

const ID = 'chatcmpl-sample';
/** Seconds since the epoch; fixed, so that an answer is always the same. */
const CREATED = 1_750_000_000;

/** What an answer is made of. */
export interface ChatAnswer {
  model: string;
  tokens: readonly string[];
  /** Written before the text. */
  reasoningTokens?: readonly string[];
  finishReason?: string;
  promptTokens: number;
}

/** One event of the stream. */
export function sseEvent(payload: unknown): string {
  return `data: ${typeof payload === 'string' ? payload : JSON.stringify(payload)}\n\n`;
}

export function deltaChunk(model: string, delta: Record<string, unknown>, finishReason: string | null = null): unknown {
  return {
    id: ID,
    object: 'chat.completion.chunk',
    created: CREATED,
    model,
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  };
}

export function usageChunk(answer: ChatAnswer): unknown {
  return {
    id: ID,
    object: 'chat.completion.chunk',
    created: CREATED,
    model: answer.model,
    choices: [],
    usage: usage(answer),
  };
}

/** The answer in one piece, for a request without `stream: true`. */
export function completion(answer: ChatAnswer): unknown {
  const message: Record<string, unknown> = { role: 'assistant', content: answer.tokens.join('') };
  if (answer.reasoningTokens) message['reasoning_content'] = answer.reasoningTokens.join('');
  return {
    id: ID,
    object: 'chat.completion',
    created: CREATED,
    model: answer.model,
    choices: [{ index: 0, message, finish_reason: answer.finishReason ?? 'stop' }],
    usage: usage(answer),
  };
}

export function errorBody(message: string, type: string, code: string | null = null): unknown {
  return { error: { message, type, param: null, code } };
}

function usage(answer: ChatAnswer): unknown {
  const reasoning = answer.reasoningTokens?.length ?? 0;
  const output = answer.tokens.length + reasoning;
  return {
    prompt_tokens: answer.promptTokens,
    completion_tokens: output,
    total_tokens: answer.promptTokens + output,
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

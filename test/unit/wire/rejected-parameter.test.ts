import { describe, expect, test } from 'vitest';
import { errorFromResponse } from '../../../src/core/wire/provider-error.ts';
import type { SentRequest } from '../../../src/core/wire/rejected-parameter.ts';

/** All that Runnel sets, as each protocol sends it. */
const request = { temperature: 0.5, maxOutputTokens: 99, reasoningEffort: 'high' };
const conversation = [{ role: 'user', content: 'Is top_k not supported? Unknown parameter: seed' }];
const chat = {
  model: 'm',
  messages: conversation,
  stream: true,
  stream_options: { include_usage: true },
  temperature: 0.5,
  max_tokens: 99,
  reasoning_effort: 'high',
};
const responses = {
  model: 'm',
  input: conversation,
  instructions: 'Be brief',
  stream: true,
  store: false,
  temperature: 0.5,
  max_output_tokens: 99,
  reasoning: { effort: 'high', summary: 'auto' },
  include: ['reasoning.encrypted_content'],
};
const anthropic = {
  model: 'm',
  messages: conversation,
  stream: true,
  temperature: 0.5,
  max_tokens: 99,
  thinking: { type: 'enabled', budget_tokens: 5 },
  output_config: { effort: 'xhigh' },
};
const gemini = {
  contents: conversation,
  generationConfig: { temperature: 0.5, maxOutputTokens: 99, thinkingConfig: { thinkingLevel: 'HIGH' } },
};
const ollama = { model: 'm', messages: conversation, stream: true, think: true, options: { num_predict: 9 } };

function rejected(body: object, error: unknown, more: { status?: number; request?: SentRequest['request'] } = {}) {
  const { status = 400, request: asked = request } = more;
  return errorFromResponse({
    status,
    headers: {},
    bodyText: typeof error === 'string' ? error : JSON.stringify(error),
    url: new URL('https://api.example.com/v1'),
    sent: { request: asked, body: JSON.stringify(body) },
  });
}

const openAi = (message: string, fields: object = {}) => ({
  error: { message, type: 'invalid_request_error', param: null, code: null, ...fields },
});
const claude = (message: string) => ({ type: 'error', error: { type: 'invalid_request_error', message } });
const google = (message: string, details: unknown[] = []) => ({
  error: { code: 400, message, status: 'INVALID_ARGUMENT', details },
});

describe('a rejected parameter is named', () => {
  test.each<[string, object, unknown, string, number?]>([
    [
      'OpenAI, by its field',
      { ...chat, max_tokens: 5 },
      openAi(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        {
          param: 'max_tokens',
          code: 'unsupported_parameter',
        },
      ),
      'maxOutputTokens',
    ],
    [
      'the same in words alone',
      chat,
      openAi(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      ),
      'maxOutputTokens',
    ],
    [
      'OpenAI, a value',
      chat,
      openAi(
        "Unsupported value: 'temperature' does not support 0.5 with this model. Only the default (1) value is supported.",
      ),
      'temperature',
    ],
    ['Responses, the effort', responses, openAi('Unsupported.', { param: 'reasoning.effort' }), 'reasoningEffort'],
    ['Responses, the summary', responses, openAi('Verify first.', { param: 'reasoning.summary' }), 'reasoning'],
    [
      'Responses, what to include',
      responses,
      openAi('Encrypted content is not supported', { param: 'include' }),
      'include',
    ],
    ['Anthropic, a range', anthropic, claude('temperature: range: 0..1'), 'temperature'],
    ['Anthropic, deprecated', anthropic, claude('`temperature` is deprecated for this model.'), 'temperature'],
    [
      'Anthropic, two of which one',
      anthropic,
      claude('`temperature` and `top_p` cannot both be specified'),
      'temperature',
    ],
    [
      'Anthropic, an effort',
      anthropic,
      claude("This model does not support effort level 'xhigh'. Supported levels: high, low, max, medium."),
      'reasoningEffort',
    ],
    [
      'Anthropic, the field of the effort',
      anthropic,
      claude('output_config.effort: Extra inputs are not permitted'),
      'reasoningEffort',
    ],
    [
      'Anthropic, a budget',
      anthropic,
      claude('thinking.enabled.budget_tokens: Input should be greater than or equal to 1024'),
      'reasoningEffort',
    ],
    ['Anthropic, thinking', anthropic, claude('"thinking" is not supported by this model'), 'reasoningEffort'],
    [
      'Anthropic, the limit',
      anthropic,
      claude('max_tokens: 200000 > 64000, which is the maximum allowed number of output tokens for m'),
      'maxOutputTokens',
    ],
    ['Gemini, the level', gemini, google('thinking_level is not supported by this model.'), 'reasoningEffort'],
    [
      'Gemini, the level in words',
      gemini,
      google('Thinking level MINIMAL is not supported for this model.'),
      'reasoningEffort',
    ],
    [
      'Gemini, an unknown name',
      gemini,
      google(
        'Invalid JSON payload received. Unknown name "thinkingLevel" at \'generation_config.thinking_config\': Cannot find field.',
      ),
      'reasoningEffort',
    ],
    [
      'Gemini, a violation',
      gemini,
      google('Request contains an invalid argument.', [
        { fieldViolations: [{ field: 'generation_config.temperature' }] },
      ]),
      'temperature',
    ],
    [
      'Mistral, FastAPI’s list',
      chat,
      { detail: [{ type: 'extra_forbidden', loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }] },
      'stream_options',
      422,
    ],
    [
      'Mistral, the list within a message',
      chat,
      {
        object: 'error',
        message: { detail: [{ type: 'extra_forbidden', loc: ['body', 'reasoning_effort'], msg: 'Extra' }] },
      },
      'reasoningEffort',
      422,
    ],
    [
      'vLLM, Python’s idea of a list',
      chat,
      {
        object: 'error',
        message:
          "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'Extra inputs are not permitted'}]",
      },
      'stream_options',
    ],
    ['a strict server', chat, { error: "This server does not support 'stream_options'" }, 'stream_options'],
    ['a stricter one', chat, { error: 'unexpected keyword argument: reasoning_effort' }, 'reasoningEffort'],
    ['Groq', chat, openAi('reasoning_effort is not supported with this model'), 'reasoningEffort'],
    ['xAI', chat, { code: 'x', error: 'Argument not supported on this model: reasoningEffort' }, 'reasoningEffort'],
    ['Ollama', ollama, { error: '"m" does not support thinking' }, 'reasoningEffort'],
    ['a field of the user’s', { ...chat, top_k: 5 }, openAi('Unrecognized request argument supplied: top_k'), 'top_k'],
    [
      'an upstream’s, through OpenRouter',
      chat,
      {
        error: {
          message: 'Provider returned error',
          code: 400,
          metadata: { raw: JSON.stringify(openAi('No.', { param: 'temperature' })), provider_name: 'OpenAI' },
        },
      },
      'temperature',
    ],
  ])('%s', (_, body, error, parameter, status = 400) => {
    const failure = rejected(body, error, { status });
    expect(failure).toMatchObject({ kind: 'invalid-request', retryable: false, parameter });
    expect(failure.message).toMatch(/Ask again without it/);
  });
});

describe('nothing is named', () => {
  test.each<[string, object, unknown]>([
    ['that was not sent', chat, openAi("Unsupported parameter: 'top_k'.", { param: 'top_k' })],
    ['that is in the conversation only', chat, openAi('Unknown parameter: seed')],
    ['without which there is no request', chat, openAi('model: field required', { param: 'model' })],
    [
      'of a message',
      chat,
      openAi("Unsupported value: 'messages[0].role' does not support 'temperature'", { param: 'messages[0].role' }),
    ],
    ['that is only mentioned', chat, openAi('The prompt is empty. Lower the temperature to get shorter answers.')],
    [
      'that is advised',
      chat,
      openAi("Unknown parameter 'max_length'. Please use 'max_tokens', which is not deprecated."),
    ],
    ['where nothing is said', chat, ''],
    ['where all is said', chat, openAi('The model is not available')],
  ])('%s', (_, body, error) => {
    expect(rejected(body, error)).not.toHaveProperty('parameter');
  });

  test('that no setting can take away: Anthropic demands a limit', () => {
    const error = claude('max_tokens: 64000 > 8192, which is the maximum');
    expect(rejected(anthropic, error, { request: {} })).not.toHaveProperty('parameter');
  });

  test('for other errors than a bad request', () => {
    const error = openAi("'temperature' is not supported", { param: 'temperature' });
    for (const status of [401, 404, 429, 500])
      expect(rejected(chat, error, { status })).not.toHaveProperty('parameter');
    expect(rejected(chat, openAi('x', { param: 'max_tokens', code: 'context_length_exceeded' }))).not.toHaveProperty(
      'parameter',
    );
  });
});

test('the message names it as the provider does, and says where it is set', () => {
  const { message } = rejected(chat, openAi("'max_tokens' is not supported", { param: 'max_tokens' }));
  expect(message).toMatch(
    /^api\.example\.com does not accept “max_tokens” for this model \(HTTP 400\): “.+”\. Ask again without it, or change “maxOutputTokens” in the settings\.$/,
  );
  expect(rejected({ ...chat, top_k: 1 }, openAi('No', { param: 'top_k' })).message).toMatch(
    /or change “top_k” in the “body” of the setting “runnel\.providers”\.$/,
  );
});

test('a hostile message takes no time', () => {
  const message = `${'temperature '.repeat(5000)}${'"max_tokens": '.repeat(3000)}`;
  const start = performance.now();
  rejected(chat, openAi(message));
  expect(performance.now() - start).toBeLessThan(1000);
});

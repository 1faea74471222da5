import { event, saysAb, tryAll, whole } from './adversary-support.ts';
import * as claude from './anthropic-messages-support.ts';
import * as responses from './openai-responses-support.ts';
import { events } from './support.ts';

const answer = (...stream: readonly (object | readonly object[])[]) => events(stream.flat(), '');
const tool = { type: 'tool_use', id: 't', name: 'f', input: { x: 1 } };
const served = { type: 'code_execution_tool_result', tool_use_id: 's', content: { stdout: '1' } };

tryAll('anthropic-messages', [
  [
    'a call that is there from the start',
    answer(claude.start({ content: [served, tool], stop_reason: 'tool_use' }), { type: 'message_stop' }),
    { tools: [whole('t', 'f', '{"x":1}')], finish: 'tool-calls' },
  ],
  [
    'text that is there from the start',
    answer(claude.start({ content: [{ type: 'text', text: 'a' }] }), claude.text(1, 'b'), claude.stop()),
    saysAb,
  ],
  [
    'a start that comes again with content',
    answer(
      claude.start({ id: 'm' }),
      claude.text(0, 'ab'),
      claude.start({ id: 'm', content: [{ type: 'text', text: 'ab' }] }),
      claude.stop(),
    ),
    saysAb,
  ],
  [
    'a start cut off behind its content',
    answer(claude.start({ content: [{ type: 'text', text: 'a' }] })),
    { text: 'a', error: { kind: 'truncated' } },
  ],
  [
    'a refusal without a word',
    answer(claude.start(), claude.stop('refusal')),
    { text: '', finish: 'refusal', usage: { inputTokens: 10, outputTokens: 5 } },
  ],
  [
    'a request that is too large',
    event({ type: 'error', error: { type: 'request_too_large', message: 'no' } }, 'error'),
    { error: { kind: 'invalid-request', retryable: false } },
  ],
  [
    'an error after the reason',
    answer(claude.start(), claude.text(0, 'a'), claude.stop().slice(0, 1), {
      type: 'error',
      error: { type: 'api_error', message: 'late' },
    }),
    { text: 'a', error: { kind: 'server' } },
  ],
]);

const callBegins = [
  responses.added(responses.functionCall(''), 0),
  responses.delta('function_call_arguments', '{"x"', { item_id: 'fc' }),
];
const callEnds = (args: string) => responses.end({ output: [responses.functionCall(args)] });

tryAll('openai-responses', [
  [
    'a call whose end is in the response alone',
    answer(callBegins, callEnds('{"x":1}')),
    { tools: [whole('a', 'f', '{"x":1}')], finish: 'tool-calls' },
  ],
  [
    'a call that never has an end',
    answer(callBegins, callEnds('{"x"')),
    { tools: [{ id: 'a', argumentsText: '{"x"', complete: false }], finish: 'tool-calls' },
  ],
]);

const candidate = (parts: readonly object[], more: object = {}) => ({ candidates: [{ content: { parts }, ...more }] });
const callPart = (fields: object) => candidate([{ functionCall: { willContinue: true, ...fields } }]);
const args = (...partialArgs: readonly object[]) => callPart({ partialArgs });
const text = (jsonPath: string, stringValue: string, willContinue = false) => ({ jsonPath, stringValue, willContinue });
const end = candidate([], { finishReason: 'STOP' });

tryAll('gemini-generatecontent', [
  [
    'texts that are written side by side',
    events(
      [
        callPart({ name: 'f' }),
        args(text('$.p', 'x', true), text('$.q', '1', true)),
        args(text('$.p', 'y')),
        args(text('$.q', '2')),
        args(text('$.q', '3')),
        end,
      ],
      '',
    ),
    { tools: [{ name: 'f', argumentsText: '{"p":"xy","q":"3"}', complete: true }] },
  ],
  [
    'values of all kinds, and pieces that say nothing',
    events(
      [
        callPart({ name: 'f' }),
        args(text('$.l[0].c', 'Zü', true)),
        callPart({}),
        args(text('$.l[0].c', 'rich', true)),
        args(text('$.l[0].c', '')),
        args(
          { jsonPath: '$.l[1]', numberValue: 0 },
          { jsonPath: '$.b', boolValue: false },
          { jsonPath: '$.z', nullValue: 'NULL_VALUE' },
        ),
        candidate([{ functionCall: {} }]),
        end,
      ],
      '',
    ),
    { tools: [{ argumentsText: '{"l":[{"c":"Zürich"},0],"b":false,"z":null}', complete: true }], finish: 'tool-calls' },
  ],
  [
    'a reason that is corrected',
    events(
      [
        candidate([{ text: 'a' }], { finishReason: 'FINISH_REASON_UNSPECIFIED' }),
        candidate([{ text: 'b' }], { finishReason: 'STOP' }),
      ],
      '',
    ),
    saysAb,
  ],
]);

const line = (content: string, more: object = {}) => ({
  model: 'm',
  message: { role: 'assistant', content },
  done: false,
  ...more,
});

tryAll('ollama-ndjson', [
  ['a list of lines', JSON.stringify([line('a'), line('b'), line('', { done: true, done_reason: 'stop' })]), saysAb],
  [
    'null characters between lines',
    `\0${JSON.stringify(line('a'))}\n\0\n${JSON.stringify(line('b', { done: true, done_reason: 'stop' }))}\0\n`,
    saysAb,
  ],
]);

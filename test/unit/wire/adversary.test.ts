import { describe, expect, test } from 'vitest';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import * as claude from './anthropic-messages-support.ts';
import { chunk, collect, cut, decodePieces, events, toBytes } from './support.ts';

/** What a stream is called, its body, and what it means. */
type Case = readonly [name: string, body: string | Uint8Array, meaning: object];

/** Streams that are odd in ways the protocol allows, or that some server has been seen to be odd in. */
function tryAll(format: WireFormatId, cases: readonly Case[]): void {
  describe.each(cases)(`${format}: %s`, (_, body, meaning) => {
    const bytes = typeof body === 'string' ? toBytes(body) : body;
    test.each([
      ['whole', [bytes]],
      ['byte by byte', cut(bytes, 1)],
    ])('%s', (_, pieces) => expect(collect(decodePieces(pieces, { format }))).toMatchObject(meaning));
  });
}

function event(payload: unknown, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(payload)}\n\n`;
}

const a = event(chunk({ content: 'a' }));
const b = event(chunk({ content: 'b' }));
const over = events([chunk({}, 'stop')]);
const saysAb = { text: 'ab', finish: 'stop' };

tryAll('openai-chat', [
  ['line ends of every kind', a.replaceAll('\n', '\r') + b.replaceAll('\n', '\r\n') + over, saysAb],
  ['null characters between events', `\0${a}\0\0\n\n\0${b}: \0\n\n\0${over}`, saysAb],
  ['null characters after a payload', a.replace('\n', '\0\n') + b + over, saysAb],
  [
    'JSON laid out over lines of data',
    `${JSON.stringify(chunk({ content: 'ab' }), null, 2).replaceAll(/^/gm, 'data: ')}\n\n${over}`,
    saysAb,
  ],
  ['no blank lines between events', (a + b + over).replaceAll('\n\n', '\n'), saysAb],
  ['events wrapped once more', (a + b + over).replaceAll('data: ', 'data: data: '), saysAb],
  [
    'bytes that are no UTF-8',
    Uint8Array.of(...toBytes('data: {"choices":[{"delta":{"content":"a'), 0xff, 0xc3, ...toBytes(`b"}}]}\n\n${over}`)),
    { text: 'a\ufffd\ufffdb', finish: 'stop' },
  ],
  ['a large event', event(chunk({ content: 'x'.repeat(50_000) })) + over, { text: 'x'.repeat(50_000), finish: 'stop' }],
  [
    'a broken event between good ones',
    `${a}data: {"choices":[{"del\n\n${b}${over}`,
    { text: 'a', error: { kind: 'protocol' } },
  ],
  ['a list of chunks', events([[chunk({ content: 'a' }), chunk({ content: 'b' })], chunk({}, 'stop')]), saysAb],
  ['text after the finish', a + event(chunk({}, 'stop')) + b, saysAb],
  [
    'an error after the finish',
    a + event(chunk({}, 'stop')) + event({ error: { message: 'late', code: 502 } }),
    { text: 'a', error: { kind: 'server' } },
  ],
  [
    'an error before all else',
    event({ error: { message: 'no', code: 'invalid_api_key' } }) + a + over,
    { text: '', error: { kind: 'auth', retryable: false } },
  ],
  [
    'an error of words alone',
    `${a}event: error\ndata: upstream went away\n\n${over}`,
    { text: 'a', error: { kind: 'server', message: expect.stringContaining('went away') } },
  ],
  [
    'a list of errors',
    a + event({ success: false, errors: [{ code: 7000, message: 'No route' }] }),
    { text: 'a', error: { message: expect.stringContaining('No route') } },
  ],
  [
    'a refusal that is filtered',
    events([chunk({ refusal: 'no' }), chunk({}, 'content_filter')]),
    { refusal: 'no', finish: 'content-filter' },
  ],
  [
    'two choices in turn',
    events([
      {
        choices: [
          { index: 1, delta: { content: 'B' } },
          { index: 0, delta: { content: 'ab' } },
        ],
      },
      { choices: [{ index: 1, delta: {}, finish_reason: 'length' }] },
      chunk({}, 'stop'),
    ]),
    saysAb,
  ],
]);

/** A stream of these fragments of calls. */
function calls(...fragments: readonly (readonly object[])[]): string {
  return events([...fragments.map(tool_calls => chunk({ tool_calls })), chunk({}, 'tool_calls')]);
}

const part = (index: number | undefined, id: string | null, name?: string, args?: string) => ({
  ...(index === undefined ? {} : { index }),
  ...(id === '' ? {} : { id }),
  function: { ...(name === undefined ? {} : { name }), ...(args === undefined ? {} : { arguments: args }) },
});
const whole = (id: string, name: string, argumentsText: string) => ({ id, name, argumentsText, complete: true });

for (const format of ['openai-chat', 'mistral'] as const) {
  tryAll(format, [
    [
      'a name in pieces',
      calls([part(0, 'a', 'get_', '')], [part(0, '', 'weather')], [part(0, '', '', '{}')]),
      { tools: [whole('a', 'get_weather', '{}')] },
    ],
    [
      'a name that grows',
      calls([part(0, 'a', 'get_')], [part(0, 'a', 'get_weather')], [part(0, '', '', '{}')]),
      { tools: [whole('a', 'get_weather', '{}')] },
    ],
    [
      'a name again and again',
      calls([part(0, 'a', 'f', '')], [part(0, 'a', 'f', '')], [part(0, 'a', 'f', '{}')]),
      { tools: [whole('a', 'f', '{}')] },
    ],
    ['a name and nothing else', calls([part(0, 'a', 'f')]), { tools: [whole('a', 'f', '')], finish: 'tool-calls' }],
    [
      'calls whose arguments come in another order',
      calls(
        [part(0, 'a', 'f', '')],
        [part(1, 'b', 'g', '')],
        [part(1, '', undefined, '{"y"')],
        [part(0, '', undefined, '{}')],
        [part(1, '', undefined, ':2}')],
      ),
      { tools: [whole('a', 'f', '{}'), whole('b', 'g', '{"y":2}')] },
    ],
    [
      'ids that are the word for none',
      calls([part(undefined, 'null', 'f', '{}'), part(undefined, 'null', 'g', '{}')]),
      { tools: [whole('call_1', 'f', '{}'), whole('call_2', 'g', '{}')] },
    ],
    [
      'fragments told apart by their ids',
      calls(
        [part(undefined, 'a', 'f', '{')],
        [part(undefined, 'b', 'g', '{')],
        [part(undefined, 'a', undefined, '}')],
        [part(undefined, 'b', undefined, '}')],
      ),
      { tools: [whole('a', 'f', '{}'), whole('b', 'g', '{}')] },
    ],
    [
      'ids with dots and colons',
      calls([part(0, 'functions.f:0', 'f', '{}')], [part(1, 'functions.f:1', 'f', '{}')]),
      { tools: [whole('functions.f:0', 'f', '{}'), whole('functions.f:1', 'f', '{}')] },
    ],
    [
      'a character cut in two',
      calls([part(0, 'a', 'f', '"\\ud83d')], [part(0, '', undefined, '\\ude00"')]),
      { tools: [whole('a', 'f', '"\\ud83d\\ude00"')] },
    ],
    [
      'a call that the connection cuts off',
      events([chunk({ tool_calls: [part(0, 'a', 'f')] })], ''),
      { tools: [{ id: 'a', name: 'f', complete: false }], error: { kind: 'truncated' } },
    ],
  ]);
}

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

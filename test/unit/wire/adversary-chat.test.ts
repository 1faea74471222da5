import { expect } from 'vitest';
import { event, saysAb, tryAll, whole } from './adversary-support.ts';
import { chunk, events, toBytes } from './support.ts';

const a = event(chunk({ content: 'a' }));
const b = event(chunk({ content: 'b' }));
const over = events([chunk({}, 'stop')]);

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
    [
      'arguments that begin with an empty object',
      calls([part(0, 'a', 'f', '{}')], [part(0, '', undefined, '{"x"')], [part(0, '', undefined, ':1}')]),
      { tools: [whole('a', 'f', '{"x":1}')] },
    ],
    [
      'an empty object before another call',
      calls([part(0, 'a', 'f', '{}')], [part(1, 'b', 'g', '{"x":1}')]),
      { tools: [whole('a', 'f', '{}'), whole('b', 'g', '{"x":1}')] },
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

import { describe, expect, test } from 'vitest';
import { answer, answerOf } from './openai-chat-support.ts';
import { chunk } from './support.ts';

describe('tool calls', () => {
  const call = (fields: object, name?: string, args?: unknown) => ({
    ...fields,
    function: { ...(name === undefined ? {} : { name }), ...(args === undefined ? {} : { arguments: args }) },
  });
  const f = { name: 'f', complete: true };

  test.each([
    [
      'in fragments',
      [
        [call({ index: 0, id: 'a' }, 'f', '')],
        [call({ index: 0 }, undefined, '{"x"')],
        [call({ index: 0 }, undefined, ':1}')],
      ],
      [{ ...f, id: 'a', argumentsText: '{"x":1}' }],
    ],
    [
      'with empty ids and names later',
      [[call({ index: 0, id: 'a' }, 'f', '{')], [call({ index: 0, id: '' }, '', '}')]],
      [{ ...f, id: 'a', argumentsText: '{}' }],
    ],
    [
      'with the name on every fragment',
      [[call({ index: 0, id: 'a' }, 'f', '{"x":')], [call({ index: 0, id: 'a' }, 'f', '1}')]],
      [{ ...f, id: 'a', argumentsText: '{"x":1}' }],
    ],
    [
      'counted from 1',
      [[call({ index: 1, id: 'a' }, 'f', '{')], [call({ index: 1 }, undefined, '}')]],
      [{ ...f, id: 'a', argumentsText: '{}' }],
    ],
    [
      'without an index, whole',
      [[call({ id: 'a' }, 'f', '{"x":1}'), call({ id: 'b' }, 'f', '{}')]],
      [
        { ...f, id: 'a', argumentsText: '{"x":1}' },
        { ...f, id: 'b', argumentsText: '{}' },
      ],
    ],
    [
      'without an index, in fragments',
      [
        [call({ id: 'a' }, 'f', '{"x"')],
        [call({}, '', ':1}')],
        [call({ id: 'b' }, 'g', '{')],
        [call({ id: 'b' }, undefined, '}')],
      ],
      [
        { ...f, id: 'a', argumentsText: '{"x":1}' },
        { ...f, id: 'b', name: 'g', argumentsText: '{}' },
      ],
    ],
    [
      'all counted 0',
      [[call({ index: 0, id: 'a' }, 'f', '{}')], [call({ index: 0, id: 'b' }, 'f', '{}')]],
      [
        { ...f, id: 'a', argumentsText: '{}' },
        { ...f, id: 'b', argumentsText: '{}' },
      ],
    ],
    [
      'in parallel',
      [
        [call({ index: 0, id: 'a' }, 'f', '{'), call({ index: 1, id: 'b' }, 'g', '{')],
        [call({ index: 1 }, undefined, '}'), call({ index: 0 }, undefined, '}')],
      ],
      [
        { ...f, id: 'a', argumentsText: '{}' },
        { ...f, id: 'b', name: 'g', argumentsText: '{}' },
      ],
    ],
    [
      'without ids',
      [[call({ index: 0 }, 'f', '{}'), call({ index: 1 }, 'f', '{}')], [call({}, 'f', '{"y":1}')]],
      [
        { ...f, id: 'call_1', argumentsText: '{}' },
        { ...f, id: 'call_2', argumentsText: '{}' },
        { ...f, id: 'call_3', argumentsText: '{"y":1}' },
      ],
    ],
    [
      'with one id for two',
      [[call({ index: 0, id: 'a' }, 'f', '{}'), call({ index: 1, id: 'a' }, 'f', '{}')]],
      [
        { ...f, id: 'a', argumentsText: '{}' },
        { ...f, id: 'call_1', argumentsText: '{}' },
      ],
    ],
    [
      'with the id late',
      [[call({ index: 0 }, 'f', '')], [call({ index: 0, id: 'a' }, undefined, '{}')]],
      [{ ...f, id: 'a', argumentsText: '{}' }],
    ],
    [
      'with the name late',
      [[call({ index: 0, id: 'a' }, undefined, '{')], [call({ index: 0 }, 'f', '}')]],
      [{ ...f, id: 'a', argumentsText: '{}' }],
    ],
    [
      'with an object for arguments',
      [[call({ index: 0, id: 'a' }, 'f', { q: 'x', n: [1] })]],
      [{ ...f, id: 'a', argumentsText: '{"q":"x","n":[1]}' }],
    ],
    [
      'without arguments',
      [[call({ index: 0, id: 'a' }, 'f', ''), call({ index: 1, id: 'b' }, 'f'), call({ index: 2, id: 'c' }, 'f', {})]],
      ['a', 'b', 'c'].map(id => ({ ...f, id, argumentsText: '' })),
    ],
    [
      'with numbers for ids and texts for indexes',
      [[call({ index: '0', id: 7 }, 'f', '{')], [call({ index: '0' }, undefined, '}')]],
      [{ ...f, id: '7', argumentsText: '{}' }],
    ],
    [
      'sent twice',
      [[call({ index: 0, id: 'a' }, 'f', '{}')], [call({ index: 0, id: 'a' }, 'f', '{}')]],
      [{ ...f, id: 'a', argumentsText: '{}' }],
    ],
    [
      'of a custom tool',
      [[{ index: 0, id: 'a', type: 'custom', custom: { name: 'f', input: 'free text' } }]],
      [{ ...f, id: 'a', argumentsText: 'free text' }],
    ],
    [
      'that are empty',
      [[{}, null, { index: 0, function: {} }], [call({ index: 0, id: 'a' }, 'f', '{}')]],
      [{ ...f, id: 'a', argumentsText: '{}' }],
    ],
  ])('%s', (_, fragments, tools) => {
    for (const reason of ['tool_calls', 'stop']) {
      const result = answerOf(
        fragments.map(entries => ({ tool_calls: entries })),
        reason,
      );
      expect(result).toMatchObject({ tools, finish: 'tool-calls' });
    }
  });

  test('may stand where a list should', () => {
    expect(answerOf([{ tool_calls: call({ index: 0, id: 'a' }, 'f', '{}') }], 'tool_calls').tools).toHaveLength(1);
  });

  test('of old come in function_call', () => {
    const deltas = [{ function_call: { name: 'f', arguments: '{"x"' } }, { function_call: { arguments: ':1}' } }];
    expect(answerOf(deltas, 'function_call')).toMatchObject({
      tools: [{ name: 'f', argumentsText: '{"x":1}', complete: true }],
      finish: 'tool-calls',
    });
  });

  test.each([
    ['length', '{"x":"ab', 'length'],
    ['length', '{}', 'length'],
    ['content_filter', '{}', 'content-filter'],
    ['tool_calls', '{"x":"ab', 'tool-calls'],
    [null, '{}', 'other'],
  ])('are not complete after %s with %s', (raw, args, finish) => {
    const result = answerOf([{ tool_calls: [call({ index: 0, id: 'a' }, 'f', args)] }], raw);
    expect(result).toMatchObject({ tools: [{ id: 'a', argumentsText: args, complete: false }], finish });
  });

  test('are kept, incomplete, when the stream breaks off', () => {
    const result = answer([chunk({ tool_calls: [call({ index: 0 }, 'f')] })], '');
    expect(result).toMatchObject({ tools: [{ name: 'f', complete: false }], error: { kind: 'truncated' } });
  });
});

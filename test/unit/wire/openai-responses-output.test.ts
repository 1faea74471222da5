import { describe, expect, test } from 'vitest';
import {
  added,
  answer,
  completeCall,
  completed,
  delta,
  done,
  end,
  functionCall,
  items,
  text,
} from './openai-responses-support.ts';

describe('calls', () => {
  const args = (piece: unknown, more: object = {}) =>
    delta('function_call_arguments', piece, { item_id: 'fc', ...more });
  const allArgs = (whole: unknown) => ({
    type: 'response.function_call_arguments.done',
    output_index: 0,
    arguments: whole,
  });

  test.each([
    ['pieces', [added(functionCall(''), 0), args('{"x"'), args(':1}')]],
    ['pieces and the whole', [added(functionCall(''), 0), args('{"x":1}'), allArgs('{"x":1}')]],
    ['the whole', [added(functionCall(''), 0), allArgs('{"x":1}')]],
    ['the item', [done(functionCall('{"x":1}'), 0)]],
    ['an item that has an object', [done(functionCall({ x: 1 }), 0)]],
    ['the announcement', [added(functionCall('{"x":1}'), 0)]],
    ['all of it', [added(functionCall(''), 0), args('{"x":1}'), done(functionCall('{"x":1}'), 0)]],
    ['pieces that come before the item', [args('{"x":'), args('1}'), done(functionCall('{"x":1}'), 0)]],
    [
      'ids that change',
      [
        added(functionCall('', { id: 'x' }), 0),
        args('{"x":1}', { item_id: 'y' }),
        done(functionCall('{"x":1}', { id: 'z' }), 0),
      ],
    ],
    [
      'pieces that are spelled otherwise than the whole',
      [added(functionCall(''), 0), args('{"x":1}'), allArgs('{ "x": 1 }')],
    ],
  ])('in %s', (_, stream) => {
    expect(completed(...stream)).toMatchObject({
      tools: [{ ...completeCall, argumentsText: '{"x":1}' }],
      finish: 'tool-calls',
    });
    expect(answer([...stream, end({ output: [functionCall('{"x":1}')] })]).tools).toHaveLength(1);
  });

  test('in nothing but the finished response', () => {
    expect(answer([end({ output: [functionCall('{}')] })])).toMatchObject({
      tools: [{ ...completeCall, argumentsText: '{}' }],
      finish: 'tool-calls',
    });
  });

  test('in parallel', () => {
    const second = functionCall('', { id: 'fc2', call_id: 'b', name: 'g' });
    const stream = [
      added(functionCall(''), 0),
      added(second, 1),
      args('{', { output_index: 0 }),
      args('[', { output_index: 1, item_id: 'fc2' }),
      args('}', { output_index: 0 }),
      args(']', { output_index: 1, item_id: 'fc2' }),
    ];
    const tools = [
      { ...completeCall, argumentsText: '{}' },
      { id: 'b', name: 'g', argumentsText: '[]', complete: true },
    ];
    expect(completed(...stream).tools).toEqual(tools);
    // All of them counted 0.
    expect(completed(...stream.map(event => ({ ...event, output_index: 0 }))).tools).toEqual(tools);
    expect(completed(...stream.map(event => ({ ...event, output_index: undefined }))).tools).toEqual(tools);
  });

  test('without arguments or ids, and with one id for two', () => {
    const bare = functionCall(undefined, { id: undefined, call_id: undefined });
    const { tools } = completed(done(bare, 0), done(functionCall(''), 1), done(functionCall('{}'), 2));
    expect(tools.map(({ id, argumentsText, complete }) => [id, argumentsText, complete])).toEqual([
      ['call_1', '', true],
      ['a', '', true],
      ['call_2', '{}', true],
    ]);
  });

  test('of a custom tool take any text', () => {
    const custom = { type: 'custom_tool_call', id: 'ct', call_id: 'a', name: 'f', input: '' };
    const stream = [
      added(custom, 0),
      delta('custom_tool_call_input', 'SELECT ', { item_id: 'ct' }),
      { type: 'response.custom_tool_call_input.done', output_index: 0, item_id: 'ct', input: 'SELECT 1' },
    ];
    expect(completed(...stream)).toMatchObject({
      tools: [{ ...completeCall, argumentsText: 'SELECT 1' }],
      finish: 'tool-calls',
    });
  });

  test('that are cut off are not complete', () => {
    const incomplete = {
      type: 'response.incomplete',
      response: { incomplete_details: { reason: 'max_output_tokens' } },
    };
    const stream = [
      added(functionCall(''), 0),
      args('{"x":"ab'),
      done(functionCall('{"x":"ab', { status: 'incomplete' }), 0),
    ];
    expect(answer([...stream, incomplete])).toMatchObject({ tools: [{ complete: false }], finish: 'length' });
    expect(answer(stream)).toMatchObject({ tools: [{ complete: false }], error: { kind: 'truncated' } });
    expect(answer([added(functionCall(''), 0), args('{}'), incomplete]).tools).toMatchObject([{ complete: false }]);
  });

  test('that the server runs are not ours', () => {
    const server = { type: 'mcp_call', id: 'mcp', name: 'f', arguments: '{}', output: 'x' };
    const piece = { type: 'response.mcp_call_arguments.delta', output_index: 0, item_id: 'mcp', delta: '{}' };
    expect(completed(added(server, 0), piece, done(server, 0), text('x', { output_index: 1 }))).toMatchObject({
      tools: [],
      text: 'x',
      finish: 'stop',
    });
  });
});

describe('sources and images', () => {
  const annotation = (fields: object) => ({
    type: 'response.output_text.annotation.added',
    output_index: 0,
    item_id: 'i0',
    annotation: fields,
  });
  const page = { type: 'url_citation', url: 'https://1', title: 'One', start_index: 0, end_index: 3 };
  const annotated = { type: 'message', id: 'i0', content: [{ type: 'output_text', text: 'abc', annotations: [page] }] };

  test.each([
    ['events', [text('abc'), annotation(page)]],
    ['the item', [text('abc'), done(annotated, 0)]],
    ['both', [text('abc'), annotation(page), done(annotated, 0)]],
    ['nothing but the response', [text('abc')]],
  ])('in %s', (_, stream) => {
    const citations = items([...stream, end({ output: [annotated] })]).filter(item => item.type === 'citation');
    expect(citations).toEqual([
      { type: 'citation', url: 'https://1', title: 'One', cites: { within: 3, start: 0, end: 3 } },
    ]);
  });

  test('count from the part they belong to', () => {
    const second = { ...annotation(page), content_index: 1 };
    const part = { type: 'response.output_text.delta', output_index: 0, item_id: 'i0' };
    const stream = [text('abc'), { ...part, content_index: 1, delta: 'defg' }, second];
    const citations = items([...stream, end()]).filter(item => item.type === 'citation');
    expect(citations).toMatchObject([{ cites: { within: 4, start: 0, end: 3 } }]);
  });

  test('in a finished item count from their part', () => {
    const parts = ['abc', 'defg'].map(words => ({ type: 'output_text', text: words, annotations: [page] }));
    const item = { type: 'message', id: 'i0', content: parts };
    expect(items([done(item, 0), end()]).filter(({ type }) => type === 'citation')).toMatchObject([
      { cites: { within: 7 } },
      { cites: { within: 4 } },
    ]);
  });

  test('of an item behind which another one came have no place, even if both are as long', () => {
    const part = { type: 'response.output_text.delta', content_index: 0 };
    const stream = [text('abc'), { ...part, output_index: 1, item_id: 'i1', delta: 'xyz' }];
    const item = { type: 'message', id: 'i0', content: [{ type: 'output_text', text: 'abc', annotations: [page] }] };
    const citations = items([...stream, done(item, 0), end()]).filter(({ type }) => type === 'citation');
    expect(citations).toEqual([{ type: 'citation', url: 'https://1', title: 'One' }]);
  });

  test('of several messages that come only with the whole response have their places', () => {
    const citations = items([end({ output: [annotated, { ...annotated, id: 'i1' }] })]).filter(
      ({ type }) => type === 'citation',
    );
    expect(citations).toMatchObject([{ cites: { within: 3 } }, { cites: { within: 3 } }]);
  });

  test('may be files, or nested', () => {
    const stream = [
      annotation({ type: 'file_citation', file_id: 'file-1', filename: 'a.pdf', index: 1 }),
      annotation({ type: 'container_file_citation', filename: 'b.csv', container_id: 'c' }),
      annotation({ type: 'url_citation', url_citation: { url: 'https://2' } }),
      annotation({ type: 'new', x: 1 }),
      annotation({}),
    ];
    expect(items([...stream, end()]).filter(item => item.type === 'citation')).toEqual([
      { type: 'citation', title: 'a.pdf' },
      { type: 'citation', title: 'b.csv' },
      { type: 'citation', url: 'https://2' },
    ]);
  });

  test.each([
    ['AAAA', { output_format: 'webp' }, 'image/webp AAAA'],
    ['AAAA', {}, 'image/png AAAA'],
    ['/9j/AAAA', { output_format: 'png' }, 'image/jpeg /9j/AAAA'],
    ['data:image/png;base64,AAAA', {}, 'image/png AAAA'],
  ])('the finished image %s counts, its drafts do not', (result, more, image) => {
    const item = { type: 'image_generation_call', id: 'ig', status: 'completed', result, ...more };
    const draft = { type: 'response.image_generation_call.partial_image', output_index: 0, partial_image_b64: 'BBBB' };
    const stream = [added({ ...item, result: null }, 0), draft, done(item, 0)];
    expect(answer([...stream, end({ output: [item] })]).images).toEqual([image]);
    expect(answer([draft, end({ output: [item] })]).images).toEqual([image]);
  });
});

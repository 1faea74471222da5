import { describe, expect, test } from 'vitest';
import type { StreamItem } from '../../../src/core/delta.ts';
import { type Answer, collect, decode, events } from './support.ts';

/** A server-sent event of the protocol, without the name that the stream may give it. */
type Event = { type: string } & Record<string, unknown>;

function items(stream: readonly unknown[], end = ''): StreamItem[] {
  return decode(events(stream, end), { format: 'openai-responses' });
}

function answer(stream: readonly unknown[], end = ''): Answer {
  return collect(items(stream, end));
}

/** The answer in a stream that is completed in order. */
function completed(...stream: readonly unknown[]): Answer {
  return answer([...stream, end()]);
}

function end(response: object = {}): Event {
  return {
    type: 'response.completed',
    response: { id: 'r', model: 'm', status: 'completed', output: [], ...response },
  };
}

function delta(kind: string, text: unknown, more: object = {}): Event {
  return { type: `response.${kind}.delta`, output_index: 0, content_index: 0, item_id: 'i0', delta: text, ...more };
}

const text = (piece: string, more: object = {}) => delta('output_text', piece, more);
const added = (item: object, index?: number): Event => ({
  type: 'response.output_item.added',
  ...(index === undefined ? {} : { output_index: index }),
  item,
});
const done = (item: object, index?: number): Event => ({ ...added(item, index), type: 'response.output_item.done' });
const message = (content: string, id = 'i0') => ({
  type: 'message',
  id,
  content: content === '' ? [] : [{ type: 'output_text', text: content, annotations: [] }],
});
const functionCall = (args: unknown, more: object = {}) => ({
  type: 'function_call',
  id: 'fc',
  call_id: 'a',
  name: 'f',
  arguments: args,
  ...more,
});
const f = { id: 'a', name: 'f', complete: true };

describe('text', () => {
  test.each([
    ['its pieces alone', [text('ab'), text('c')]],
    ['its whole alone', [{ type: 'response.output_text.done', output_index: 0, content_index: 0, text: 'abc' }]],
    [
      'its part alone',
      [
        {
          type: 'response.content_part.done',
          output_index: 0,
          content_index: 0,
          part: { type: 'output_text', text: 'abc' },
        },
      ],
    ],
    ['the item alone', [done(message('abc'), 0)]],
    ['the item alone, without an index', [done(message('abc'))]],
    [
      'all of them',
      [
        added(message(''), 0),
        text('ab'),
        text('c'),
        { type: 'response.output_text.done', output_index: 0, content_index: 0, item_id: 'i0', text: 'abc' },
        done(message('abc'), 0),
        done(message('abc'), 0),
      ],
    ],
    [
      'pieces without the last one',
      [text('a'), text('b'), { type: 'response.output_text.done', output_index: 0, content_index: 0, text: 'abc' }],
    ],
    ['pieces without the last one, and the item', [added(message(''), 0), text('ab'), done(message('abc'), 0)]],
    ['ids that change', [added(message('', 'x'), 0), text('abc', { item_id: 'y' }), done(message('abc', 'z'), 0)]],
    [
      'ids and no indexes',
      [
        added(message('', 'x')),
        text('abc', { item_id: 'x', output_index: undefined }),
        done(message('abc', 'x')),
        done(message('abc', 'x')),
      ],
    ],
    ['a piece that is an object', [delta('output_text', { text: 'abc' })]],
    ['a whole that differs', [text('abc'), done(message('other text'), 0)]],
  ])('in %s', (_, stream) => {
    expect(completed(...stream)).toMatchObject({ text: 'abc', finish: 'stop' });
    expect(answer([...stream, end({ output: [message('abc')] })]).text).toBe('abc');
  });

  test('in nothing but the finished response', () => {
    expect(answer([end({ output: [message('abc')] })]).text).toBe('abc');
    expect(answer([text('ab'), end({ output: [message('abc')] })]).text).toBe('abc');
  });

  test('of two messages is two paragraphs, concatenated plainly', () => {
    const two = (first: object, second: object) =>
      items([...[first, second], end()]).filter(item => item.type === 'text-delta');
    const expected = [
      { type: 'text-delta', text: 'a' },
      { type: 'text-delta', text: 'b', startsParagraph: true },
    ];
    expect(two(text('a'), text('b', { output_index: 1, item_id: 'i1' }))).toEqual(expected);
    expect(two(done(message('a', 'x'), 0), done(message('b', 'y'), 1))).toEqual(expected);
    // Servers that count every item 0.
    expect(two(done(message('a', 'x'), 0), done(message('b', 'y'), 0))).toEqual(expected);
    const parts = two(text('a'), text('b', { content_index: 1 }));
    expect(parts.map(item => 'startsParagraph' in item)).toEqual([false, false]);
  });

  test('is paired by the id where all items are 0', () => {
    const at = (id: string, piece: string) => text(piece, { item_id: id });
    const stream = [added(message('', 'x'), 0), added(message('', 'y'), 0), at('x', 'a'), at('y', 'b'), at('x', 'c')];
    expect(completed(...stream, done(message('ac', 'x'), 0), done(message('b', 'y'), 0)).text).toBe('abc');
  });
});

describe('reasoning', () => {
  const summary = (piece: string, part = 0) => delta('reasoning_summary_text', piece, { summary_index: part });
  const raw = (piece: string) => delta('reasoning_text', piece);
  const item = (fields: object) => ({ type: 'reasoning', id: 'i0', summary: [], ...fields });
  const summaries = (...texts: string[]) => ({ summary: texts.map(piece => ({ type: 'summary_text', text: piece })) });

  test.each([
    ['pieces of a summary', [summary('a'), summary('b')]],
    ['pieces of itself', [raw('a'), raw('b')]],
    ['pieces by another name', [{ ...raw('ab'), type: 'response.reasoning.delta' }]],
    [
      'the whole summary',
      [{ type: 'response.reasoning_summary_text.done', output_index: 0, summary_index: 0, text: 'ab' }],
    ],
    ['the item’s summary', [done(item(summaries('a', 'b')), 0)]],
    ['the item’s content', [done(item({ content: [{ type: 'reasoning_text', text: 'ab' }] }), 0)]],
    [
      'both, in one item',
      [raw('ab'), done(item({ ...summaries('ab'), content: [{ type: 'reasoning_text', text: 'ab' }] }), 0)],
    ],
  ])('in %s counts once', (_, stream) => {
    const output = [item(summaries('a', 'b')), message('x')];
    expect(answer([...stream, text('x', { output_index: 1, item_id: 'i1' }), end({ output })])).toMatchObject({
      reasoning: 'ab',
      text: 'x',
    });
  });

  test('has the parts of its summary as paragraphs', () => {
    const stream = [summary('a'), summary('b'), summary('c', 1), summary('d', 1), end()];
    const flags = items(stream).map(delta => 'startsParagraph' in delta);
    expect(flags).toEqual([false, false, true, false, false, false]);
  });

  test('is signed by what has to go back, once it is known what follows', () => {
    const stream = [
      added(item({ encrypted_content: 'early' }), 0),
      summary('hm'),
      done(item({ ...summaries('hm'), encrypted_content: 'secret' }), 0),
      added(message('', 'i1'), 1),
      text('x', { output_index: 1, item_id: 'i1' }),
      end({ output: [item({ encrypted_content: 'secret' }), message('x', 'i1')] }),
    ];
    const [reasoning, signature, piece] = items(stream);
    expect([reasoning, piece]).toMatchObject([{ text: 'hm' }, { type: 'text-delta' }]);
    if (signature?.type !== 'reasoning-delta') throw new Error('No signature where one should be');
    expect(signature.text).toBe('');
    expect(JSON.parse(signature.signature ?? '')).toEqual({
      item: { id: 'i0', encrypted_content: 'secret' },
      text: 'summary',
      next: 'message',
    });
    expect(answer(stream).signatures).toHaveLength(1);
  });

  test.each([
    ['a search', [added({ type: 'web_search_call', id: 'ws' }, 1)], 'web_search_call'],
    ['a call', [done(functionCall('{}'), 1)], 'function_call'],
    ['nothing', [], undefined],
  ])('says that %s follows', (_, stream, next) => {
    const { signatures } = completed(done(item({ encrypted_content: 'secret' }), 0), ...stream);
    expect(signatures.map(signature => JSON.parse(signature).next)).toEqual([next]);
  });

  test('without anything encrypted is not signed, since nothing is stored', () => {
    expect(completed(done(item(summaries('a')), 0)).signatures).toEqual([]);
  });
});

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
    expect(completed(...stream)).toMatchObject({ tools: [{ ...f, argumentsText: '{"x":1}' }], finish: 'tool-calls' });
    expect(answer([...stream, end({ output: [functionCall('{"x":1}')] })]).tools).toHaveLength(1);
  });

  test('in nothing but the finished response', () => {
    expect(answer([end({ output: [functionCall('{}')] })])).toMatchObject({
      tools: [{ ...f, argumentsText: '{}' }],
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
      { ...f, argumentsText: '{}' },
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
    expect(completed(...stream)).toMatchObject({ tools: [{ ...f, argumentsText: 'SELECT 1' }], finish: 'tool-calls' });
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

describe('sources and pictures', () => {
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
    expect(citations).toEqual([{ type: 'citation', url: 'https://1', title: 'One' }]);
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
  ])('the finished picture %s counts, its drafts do not', (result, more, image) => {
    const item = { type: 'image_generation_call', id: 'ig', status: 'completed', result, ...more };
    const draft = { type: 'response.image_generation_call.partial_image', output_index: 0, partial_image_b64: 'BBBB' };
    const stream = [added({ ...item, result: null }, 0), draft, done(item, 0)];
    expect(answer([...stream, end({ output: [item] })]).images).toEqual([image]);
    expect(answer([draft, end({ output: [item] })]).images).toEqual([image]);
  });
});

describe('the end', () => {
  const last = (type: string, response: object) => ({ type, response });

  test.each([
    ['response.completed', { status: 'completed' }, 'stop', 'completed'],
    ['response.completed', {}, 'stop', 'completed'],
    ['response.done', { status: 'completed' }, 'stop', 'completed'],
    ['response.incomplete', { incomplete_details: { reason: 'max_output_tokens' } }, 'length', 'max_output_tokens'],
    ['response.incomplete', { incomplete_details: { reason: 'content_filter' } }, 'content-filter', 'content_filter'],
    ['response.incomplete', { incomplete_details: { reason: 'new' } }, 'other', 'new'],
    ['response.incomplete', { incomplete_details: null }, 'other', 'incomplete'],
    [
      'response.completed',
      { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
      'length',
      'max_output_tokens',
    ],
    ['response.cancelled', { status: 'cancelled' }, 'other', 'cancelled'],
  ])('%s with %j is %s', (type, response, reason, rawReason) => {
    expect(items([text('x'), last(type, response)]).at(-1)).toEqual({ type: 'finish', reason, rawReason });
  });

  test('after a refusal is one', () => {
    const refusal = { type: 'message', id: 'i0', content: [{ type: 'refusal', refusal: 'No.' }] };
    for (const stream of [
      [delta('refusal', 'N'), delta('refusal', 'o.')],
      [{ type: 'response.refusal.done', output_index: 0, content_index: 0, refusal: 'No.' }],
      [done(refusal, 0)],
    ]) {
      expect(answer([...stream, end({ output: [refusal] })])).toMatchObject({
        refusal: 'No.',
        text: '',
        finish: 'refusal',
      });
    }
  });

  test('that never comes is a truncated stream, with its text', () => {
    expect(answer([text('x'), done(message('x'), 0)])).toMatchObject({
      text: 'x',
      error: { kind: 'truncated', retryable: true },
    });
    expect(answer([text('x')], 'data: {"type":"response.compl').error?.kind).toBe('truncated');
  });

  test('told by the marker of another protocol is “other”', () => {
    expect(answer([text('x')], 'data: [DONE]\n\n').finish).toBe('other');
  });

  test('has the usage, with the cost of a gateway', () => {
    const usage = {
      input_tokens: 9,
      output_tokens: 8,
      total_tokens: 17,
      input_tokens_details: { cached_tokens: 4, cache_write_tokens: 2 },
      output_tokens_details: { reasoning_tokens: 3 },
      cost: 0.01,
    };
    const expected = {
      inputTokens: 9,
      outputTokens: 8,
      cachedInputTokens: 4,
      cacheWriteTokens: 2,
      reasoningTokens: 3,
      costUsd: 0.01,
    };
    expect(answer([text('x'), end({ usage })]).usage).toEqual(expected);
    expect(answer([text('x'), last('response.incomplete', { usage })]).usage).toEqual(expected);
    const failed = last('response.failed', { usage, error: { code: 'server_error', message: 'x' } });
    expect(answer([text('x'), failed]).usage).toEqual(expected);
    expect(answer([text('x'), end({ usage: null })]).usage).toBeUndefined();
  });
});

describe('errors', () => {
  const failed = (error: unknown) => ({ type: 'response.failed', response: { status: 'failed', error } });

  test.each([
    ['flat', { type: 'error', code: 'rate_limit_exceeded', message: 'slow', param: null }, 'rate-limit', true],
    ['nested', { type: 'error', error: { type: 'insufficient_quota', message: 'slow' } }, 'quota', false],
    ['in the response', failed({ code: 'server_error', message: 'slow' }), 'server', true],
    ['of the prompt', failed({ code: 'invalid_prompt', message: 'slow' }), 'invalid-request', false],
    ['of a picture', failed({ code: 'image_file_not_found', message: 'slow' }), 'invalid-request', false],
    ['of a policy', failed({ code: 'bio_policy', message: 'slow' }), 'invalid-request', false],
    [
      'in a completed response',
      end({ status: 'failed', error: { code: 'server_error', message: 'slow' } }),
      'server',
      true,
    ],
    ['bare', { error: { message: 'slow', code: 429 } }, 'rate-limit', true],
    ['a bare text', { error: 'slow' }, 'server', true],
    ['too long', { type: 'error', code: 'context_length_exceeded', message: 'slow' }, 'context-length', false],
  ])('%s', (_, event, kind, retryable) => {
    expect(answer([text('x'), event, failed({ code: 'server_error', message: 'again' }), text('y')])).toMatchObject({
      text: 'x',
      error: { kind, retryable, message: expect.stringContaining('slow') },
    });
  });

  test('without words are errors all the same', () => {
    expect(answer([failed(null)]).error?.kind).toBe('server');
    expect(answer([{ type: 'error' }]).error?.kind).toBe('server');
  });

  test('of a tool that the server runs are not the answer’s', () => {
    const event = { type: 'response.mcp_call.failed', output_index: 0, error: { message: 'x' } };
    expect(completed(event, text('x')).finish).toBe('stop');
  });
});

describe('events', () => {
  test('may be known by their names alone', () => {
    const named = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    const body =
      named('response.created', { response: { id: 'r', model: 'm' } }) +
      named('response.output_text.delta', { delta: 'x' }) +
      named('response.completed', { response: { status: 'completed' } });
    expect(collect(decode(body, { format: 'openai-responses' }))).toMatchObject({
      start: { id: 'r', model: 'm' },
      text: 'x',
      finish: 'stop',
    });
  });

  test('that are unknown, empty or of no shape are passed over', () => {
    const odd = [
      { type: 'keepalive', sequence_number: 3 },
      { type: 'response.keep_alive' },
      { type: 'response.audio.delta', delta: 'AAAA' },
      { type: 'response.output_item.added' },
      { type: 'response.output_item.done', item: null, output_index: 'x' },
      { type: 'response.output_text.delta' },
      { type: 'response.output_text.delta', delta: null, output_index: -1 },
      { type: 'response.output_text.annotation.added' },
      { type: 'response.created', response: null },
      { type: 7 },
      {},
      [],
      null,
      'x',
      7,
    ];
    expect(completed(...odd, text('x'), ...odd)).toMatchObject({ text: 'x', finish: 'stop' });
  });

  test('say once who answers', () => {
    const created = (id: string) => ({ type: 'response.created', response: { id, model: '' } });
    expect(
      answer([created(''), created('r1'), { ...created('r2'), type: 'response.in_progress' }, end()]).start,
    ).toEqual({
      type: 'response-start',
      id: 'r1',
    });
  });
});

describe('a body that is no stream', () => {
  const document = (value: unknown) => collect(decode(JSON.stringify(value), { format: 'openai-responses' }));

  test('may be a whole response', () => {
    const response = {
      id: 'r',
      object: 'response',
      model: 'm',
      status: 'completed',
      error: null,
      output: [
        { type: 'reasoning', id: 'rs', summary: [{ type: 'summary_text', text: 'hm' }], encrypted_content: 'e' },
        message('abc'),
      ],
      usage: { input_tokens: 1, output_tokens: 2 },
    };
    const result = document(response);
    expect(result).toMatchObject({ reasoning: 'hm', text: 'abc', finish: 'stop', usage: { inputTokens: 1 } });
    expect(JSON.parse(result.signatures[0] ?? '')).toMatchObject({ item: { id: 'rs' }, next: 'message' });
  });

  test('may be an error', () => {
    expect(document({ error: { message: 'model not loaded', code: 'model_not_found' } }).error).toMatchObject({
      kind: 'not-found',
      message: expect.stringContaining('model not loaded'),
    });
    expect(
      document({ object: 'response', status: 'failed', error: { code: 'server_error' }, output: [] }).error?.kind,
    ).toBe('server');
  });

  test('may be anything else', () => {
    expect(document({ object: 'list', data: [] }).error?.kind).toBe('protocol');
    expect(document([]).error?.kind).toBe('protocol');
    expect(document([text('x'), end()])).toMatchObject({ text: 'x', finish: 'stop' });
  });
});

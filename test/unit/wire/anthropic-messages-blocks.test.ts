import { describe, expect, test } from 'vitest';
import { answerOf, block, itemsOf, start, stop, text } from './anthropic-messages-support.ts';

describe('blocks', () => {
  test('may hold their first text at their start', () => {
    const answer = answerOf(
      start(),
      block(0, { type: 'thinking', thinking: 'h', signature: '' }, { type: 'thinking_delta', thinking: 'm' }),
      block(1, { type: 'text', text: 'A' }, { type: 'text_delta', text: 'B' }),
      stop(),
    );
    expect(answer).toMatchObject({ reasoning: 'hm', text: 'AB', signatures: [] });
  });

  test.each([
    ['server_tool_use', { type: 'input_json_delta', partial_json: '{"query":"x"}' }],
    ['mcp_tool_use', { type: 'input_json_delta', partial_json: '{}' }],
    ['web_search_tool_result', { type: 'text_delta', text: 'found' }],
    ['web_fetch_tool_result', undefined],
    ['code_execution_tool_result', undefined],
    ['mcp_tool_result', { type: 'text_delta', text: 'said' }],
    ['container_upload', undefined],
    ['compaction', { type: 'compaction_delta', content: 'in short' }],
    ['hologram', { type: 'text_delta', text: '?' }],
  ])('of the provider’s own (%s) are not shown', (type, delta) => {
    const content = { type, id: 'srv', name: 'web_search', input: {}, content: [{ type: 'text', text: 'inner' }] };
    const answer = answerOf(start(), block(0, content, ...(delta ? [delta] : [])), text(1, 'a'), stop());
    expect(answer).toMatchObject({ text: 'a', reasoning: '', tools: [], citations: [], finish: 'stop' });
  });

  test('may have no start, no stop and no index', () => {
    const bare = (delta: object) => ({ type: 'content_block_delta', delta });
    const opened = (content_block: object) => ({ type: 'content_block_start', content_block });
    expect(
      answerOf(
        start(),
        bare({ type: 'thinking_delta', thinking: 'hm' }),
        bare({ type: 'text_delta', text: 'a' }),
        { ...bare({ type: 'text_delta', text: 'b' }), index: 7 },
        opened({ type: 'server_tool_use', name: 'search', input: {} }),
        bare({ type: 'input_json_delta', partial_json: '{"q":1}' }),
        opened({ type: 'tool_use', id: 't', name: 'f' }),
        bare({ type: 'input_json_delta', partial_json: '{"a":1}' }),
        stop('tool_use'),
      ),
    ).toMatchObject({
      reasoning: 'hm',
      text: 'ab',
      tools: [{ id: 't', name: 'f', argumentsText: '{"a":1}', complete: true }],
      finish: 'tool-calls',
    });
  });

  test('may all have the same index', () => {
    expect(answerOf(start(), text(0, 'a'), block(0, { type: 'server_tool_use' }), text(0, 'b'), stop())).toMatchObject({
      text: 'ab',
      finish: 'stop',
    });
  });

  test('may come interleaved', () => {
    const delta = (index: number, piece: object) => ({ type: 'content_block_delta', index, delta: piece });
    const opened = (index: number, id: string) => ({
      type: 'content_block_start',
      index,
      content_block: { type: 'tool_use', id, name: id, input: {} },
    });
    const answer = answerOf(
      start(),
      opened(0, 'x'),
      opened(1, 'y'),
      delta(0, { type: 'input_json_delta', partial_json: '{"n":' }),
      delta(1, { type: 'input_json_delta', partial_json: '[]' }),
      delta(0, { type: 'input_json_delta', partial_json: '1}' }),
      { type: 'content_block_stop', index: 1 },
      { type: 'content_block_stop', index: 0 },
      stop('tool_use'),
    );
    expect(answer.tools).toEqual([
      { id: 'x', name: 'x', argumentsText: '{"n":1}', complete: true },
      { id: 'y', name: 'y', argumentsText: '[]', complete: true },
    ]);
  });
});

describe('paragraphs', () => {
  const starts = (...stream: (object | object[])[]) =>
    itemsOf(start(), ...stream, stop()).flatMap(item =>
      item.type === 'text-delta' || item.type === 'reasoning-delta' ? [[item.text, item.startsParagraph ?? false]] : [],
    );
  const search = block(1, { type: 'server_tool_use', name: 'web_search' });

  test('begin after something else, not after text', () => {
    expect(starts(text(0, 'a', 'b'), text(1, 'c'))).toEqual([
      ['a', false],
      ['b', false],
      ['c', false],
    ]);
    expect(starts(search, text(0, 'a'), search, text(2, 'b', 'c'))).toEqual([
      ['a', false],
      ['b', true],
      ['c', false],
    ]);
  });

  test('are not begun twice', () => {
    expect(starts(text(0, 'a\n'), search, text(2, 'b'), search, text(3, '\n\nc')).map(([, begins]) => begins)).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('of thinking are its blocks', () => {
    const thought = (index: number, thinking: string) =>
      block(index, { type: 'thinking', thinking: '' }, { type: 'thinking_delta', thinking });
    expect(starts(thought(0, 'a'), thought(1, 'b'))).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });
});

describe('tool calls', () => {
  const call = (id: string | undefined, input: unknown, ...texts: string[]) =>
    block(
      0,
      { type: 'tool_use', id, name: 'f', input },
      ...texts.map(partial_json => ({ type: 'input_json_delta', partial_json })),
    );

  test('without arguments', () => {
    for (const calls of [call('t', {}), call('t', {}, ''), call('t', undefined, '', ''), call('t', null)]) {
      expect(answerOf(start(), calls, stop('tool_use')).tools).toEqual([
        { id: 't', name: 'f', argumentsText: '', complete: true },
      ]);
    }
  });

  test('with arguments at the start, which deltas take the place of', () => {
    const argumentsOf = (calls: object[]) => answerOf(start(), calls, stop('tool_use')).tools[0]?.argumentsText;
    expect(argumentsOf(call('t', { a: [1] }))).toBe('{"a":[1]}');
    expect(argumentsOf(call('t', '{"a":2}'))).toBe('{"a":2}');
    expect(argumentsOf(call('t', { a: 1 }, '{"a":', '3}'))).toBe('{"a":3}');
  });

  test('get an id of their own where they have none or the same', () => {
    const { tools } = answerOf(
      start(),
      call(undefined, {}),
      call('', {}),
      call('t', {}),
      call('t', {}),
      stop('tool_use'),
    );
    expect(new Set(tools.map(tool => tool.id)).size).toBe(4);
    expect(tools.every(tool => tool.complete && tool.id !== '')).toBe(true);
  });

  test('are not complete when the model was cut off in one', () => {
    const unclosed = call('t', {}, '{"a": "so f').slice(0, -1);
    expect(answerOf(start(), unclosed, stop('max_tokens'))).toMatchObject({
      tools: [{ argumentsText: '{"a": "so f', complete: false }],
      finish: 'length',
    });
    // Fine-grained streaming closes the block all the same.
    expect(answerOf(start(), call('t', {}, '{"a": "so f'), stop('max_tokens')).tools[0]?.complete).toBe(false);
    expect(answerOf(start(), unclosed)).toMatchObject({ tools: [{ complete: false }], error: { kind: 'truncated' } });
    const whole = call('t', {}, '{"a":1}').slice(0, -1);
    expect(answerOf(start(), whole, stop('max_tokens')).tools[0]?.complete).toBe(false);
  });

  test('are over when the model says that it called', () => {
    const unclosed = [...call('t', {}, '{"a":1}').slice(0, -1), ...call('u', { b: 1 }).slice(0, -1)];
    expect(answerOf(start(), unclosed, stop('tool_use')).tools).toMatchObject([
      { argumentsText: '{"a":1}', complete: true },
      { argumentsText: '{"b":1}', complete: true },
    ]);
  });

  test('decide the finish where a copy of the protocol says end_turn', () => {
    expect(answerOf(start(), call('t', {}), stop('end_turn')).finish).toBe('tool-calls');
  });
});

describe('citations', () => {
  const cited = (citation: unknown) =>
    itemsOf(start(), block(0, { type: 'text', text: '' }, { type: 'citations_delta', citation }), stop()).filter(
      item => item.type === 'citation',
    );

  test.each([
    [
      { type: 'web_search_result_location', url: 'https://a', title: 'A', cited_text: 'x', encrypted_index: 'E' },
      { url: 'https://a', title: 'A', snippet: 'x' },
    ],
    [
      { type: 'char_location', document_index: 0, document_title: 'Doc', cited_text: 'x', start_char_index: 0 },
      { title: 'Doc', snippet: 'x' },
    ],
    [{ type: 'page_location', document_title: null, cited_text: 'x', start_page_number: 1 }, { snippet: 'x' }],
    [{ type: 'content_block_location', document_title: 'Doc', cited_text: '' }, { title: 'Doc' }],
    [
      { type: 'search_result_location', source: 'https://b', title: 'B', cited_text: 'x' },
      { url: 'https://b', title: 'B', snippet: 'x' },
    ],
    [
      { type: 'search_result_location', source: 'kb/7', title: null, cited_text: 'x' },
      { title: 'kb/7', snippet: 'x' },
    ],
  ])('%j', (citation, expected) => expect(cited(citation)).toEqual([{ type: 'citation', ...expected, cites: 'here' }]));

  const withoutEnds = (events: object[]) =>
    events.filter(event => !('type' in event) || event.type !== 'content_block_stop');

  test.each<[string, (events: object[]) => object[]]>([
    ['ends', events => [...events, stop()].flat()],
    ['has no end', events => [...withoutEnds(events), stop()].flat()],
    ['is followed by another without an end', events => [...withoutEnds(events), text(2, ' On.'), stop()].flat()],
    ['breaks off', events => events.slice(0, -1)],
  ])('come when the text they stand behind is there, and its block %s', (_, written) => {
    const citation = { type: 'web_search_result_location', url: 'https://a', title: 'A' };
    const deltas = [
      { type: 'citations_delta', citation },
      { type: 'text_delta', text: 'Cited.' },
    ];
    const events = [start(), text(0, 'Not cited. '), block(1, { type: 'text', text: '' }, ...deltas)].flat();
    const types = itemsOf(...written(events)).map(({ type }) => type);
    expect(types.filter(type => type === 'text-delta' || type === 'citation').slice(0, 3)).toEqual([
      'text-delta',
      'text-delta',
      'citation',
    ]);
  });

  test('of nothing are none, and results of a search are not yet cited', () => {
    for (const citation of [null, {}, { type: 'char_location' }, 'x']) expect(cited(citation)).toEqual([]);
    const results = { type: 'web_search_tool_result', content: [{ type: 'web_search_result', url: 'https://a' }] };
    expect(answerOf(start(), block(0, results), text(1, 'a'), stop()).citations).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { type Answer, chunk, collect, decode, events } from './support.ts';

/** The answer in a stream of these chunks. */
function answer(chunks: readonly unknown[], end?: string): Answer {
  return collect(decode(events(chunks, end)));
}

/** The answer in a stream with these deltas and a finish reason. */
function answerOf(deltas: readonly unknown[], finishReason: string | null = 'stop'): Answer {
  return answer([...deltas.map(delta => chunk(delta)), chunk({}, finishReason)]);
}

const text = chunk({ content: 'text' });

describe('finish', () => {
  test.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool_calls', 'tool-calls'],
    ['function_call', 'tool-calls'],
    ['content_filter', 'content-filter'],
    ['model_length', 'length'],
    ['made_up', 'other'],
    // Other protocols' words, by gateways that hand them on.
    ['end_turn', 'stop'],
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['tool_use', 'tool-calls'],
    ['SAFETY', 'content-filter'],
  ])('%s is %s', (raw, reason) => {
    expect(decode(events([text, chunk({}, raw)])).at(-1)).toEqual({ type: 'finish', reason, rawReason: raw });
  });

  test.each([[{ type: 'stop' }], [{ reason: 'stop' }]])('may be an object: %j', reason => {
    const choice = { index: 0, delta: {}, finish_reason: reason };
    expect(answer([text, { choices: [choice] }], '').finish).toBe('stop');
  });

  test.each([['null'], ['None'], [7], [{}], [[]]])('%j is none', reason => {
    const choice = { index: 0, delta: {}, finish_reason: reason };
    expect(answer([text, { choices: [choice] }], '').error?.kind).toBe('truncated');
  });

  test('none before the marker is “other”, without a raw reason', () => {
    expect(decode(events([text])).at(-1)).toEqual({ type: 'finish', reason: 'other' });
  });

  test('none at all is a truncated stream, with its text', () => {
    expect(answer([text], '')).toMatchObject({ text: 'text', error: { kind: 'truncated', retryable: true } });
  });

  test('without a marker is accepted', () => expect(answer([text, chunk({}, 'stop')], '').finish).toBe('stop'));

  test('is not taken back by null or "", and comes once and last', () => {
    const usage = { usage: { prompt_tokens: 1, completion_tokens: 2 } };
    const items = decode(
      events([text, chunk({}, 'stop'), chunk({}, null, usage), chunk({ content: '' }, ''), chunk({}, 'stop')]),
    );
    expect(items.slice(-2).map(item => item.type)).toEqual(['usage', 'finish']);
    expect(items.at(-1)).toMatchObject({ reason: 'stop' });
  });

  test.each([
    ['error', 'server'],
    ['insufficient_system_resource', 'overloaded'],
    ['function_call_filter: MALFORMED_FUNCTION_CALL', 'protocol'],
  ])('%s is an error', (raw, kind) => {
    expect(answer([text, chunk({}, raw)])).toMatchObject({ text: 'text', error: { kind, retryable: true } });
  });

  test('stop after a refusal is a refusal', () => {
    expect(answerOf([{ refusal: '' }, { refusal: 'I can’t ' }, { refusal: 'help.' }])).toMatchObject({
      refusal: 'I can’t help.',
      finish: 'refusal',
    });
    expect(answerOf([{ content: 'yes', refusal: '' }]).finish).toBe('stop');
  });
});

describe('chunks', () => {
  test('may lack everything', () => {
    const bare = [{ id: 'c' }, { choices: null }, { choices: [{ index: 0 }] }, { choices: [null] }, 7, null, 'x'];
    expect(
      answer([...bare, chunk(null), chunk({ content: null, tool_calls: null }), text, chunk({}, 'stop')]),
    ).toMatchObject({ text: 'text', finish: 'stop' });
  });

  test('say once who answers, as soon as it is told', () => {
    const { start } = answer([
      { id: '', model: '', choices: [], prompt_filter_results: [] },
      { id: 'first', model: 'real', choices: [{ index: 0, delta: { content: 'a' } }] },
      { id: 'second', model: 'other', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    ]);
    expect(start).toEqual({ type: 'response-start', id: 'first', model: 'real' });
  });

  test('of a second choice are not for us', () => {
    const second = { choices: [{ index: 1, delta: { content: 'B' }, finish_reason: 'length' }] };
    expect(answer([second, text, second, chunk({}, 'stop')])).toMatchObject({ text: 'text', finish: 'stop' });
  });

  test('may repeat the whole message beside the delta', () => {
    const choice = { index: 0, delta: { content: '' }, message: { content: 'text' }, finish_reason: 'stop' };
    expect(answer([text, { choices: [choice] }, { choices: [{ message: { content: 'text' } }] }]).text).toBe('text');
  });

  test('may grow from message to message, or be pieces of one', () => {
    const messages = (...contents: unknown[]) =>
      contents.map(content => ({ choices: [{ index: 0, message: { role: 'assistant', content } }] }));
    expect(answer([...messages('a', 'ab', 'ab', 'abc'), chunk({}, 'stop')]).text).toBe('abc');
    expect(answer([...messages('a', 'b', null, 'c'), chunk({}, 'stop')]).text).toBe('abc');
    const beside = { index: 0, delta: { role: 'assistant', content: '' }, message: { content: 'a' } };
    expect(answer([{ choices: [beside] }, chunk({ content: 'b' }), chunk({}, 'stop')]).text).toBe('ab');
  });

  test.each([
    ['a choice that stands where a list should', { choices: { index: 0, delta: { content: 'more' } } }],
    ['a choice counted by a string', { choices: [{ index: '0', delta: { content: 'more' } }] }],
    ['a delta that is a text', { choices: [{ index: 0, delta: 'more' }] }],
    ['a text of old', { object: 'text_completion', choices: [{ index: 0, text: 'more' }] }],
    ['content that is one part', chunk({ content: { type: 'text', text: 'more' } })],
    ['a part without a type', chunk({ content: [{ text: 'more' }] })],
    [
      'audio, logprobs and filters beside',
      {
        choices: [
          {
            delta: { content: 'more', audio: { id: 'a', data: 'AAAA' } },
            logprobs: { content: [{ token: 'more', logprob: -1 }] },
            content_filter_results: { hate: { filtered: false } },
          },
        ],
        obfuscation: 'xx',
      },
    ],
    ['filters that come later', chunk({ content: 'more' }, null, { content_filter_offsets: { end_offset: 4 } })],
  ])('may have %s', (_, odd) => {
    expect(answer([text, odd, chunk({}, 'stop')])).toMatchObject({ text: 'textmore', finish: 'stop' });
  });

  test('may be cut in the middle of a character', () => {
    const half = (code: string) => `data: {"choices":[{"index":0,"delta":{"content":"${code}"}}]}\n\n`;
    const body = half('\\ud83d') + half('\\ude00') + events([chunk({}, 'stop')]);
    expect(collect(decode(body)).text).toBe('😀');
  });

  test('that are no JSON are passed over, broken ones are an error', () => {
    const stop = events([chunk({}, 'stop')]);
    expect(collect(decode(`${events([text], '')}data: ping\n\ndata: {}\n\ndata: [DONE ]\n\n`)).finish).toBe('other');
    expect(collect(decode(`${events([text], '')}data: ping\n\n${stop}`))).toMatchObject({
      text: 'text',
      finish: 'stop',
    });
    expect(collect(decode(`${events([text], '')}data: {"id":"c","cho\n\n${stop}`))).toMatchObject({
      text: 'text',
      error: { kind: 'protocol' },
    });
  });

  test('cut off at the end are no error of their own', () => {
    const cutOff = 'data: {"id":"c","cho';
    expect(answer([text], cutOff).error?.kind).toBe('truncated');
    expect(answer([text, chunk({}, 'stop')], cutOff).finish).toBe('stop');
  });
});

describe('content', () => {
  test('may be a list of parts, and turn into text', () => {
    const deltas = [
      {
        content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'th' }, { type: 'reference' }], closed: true }],
      },
      { content: [{ type: 'thinking', thinking: 'ink', signature: 'sig' }] },
      {
        content: [{ type: 'text', text: 'A' }, { type: 'reference', reference_ids: [1] }, { type: 'new', x: 1 }, null],
      },
      { content: 'B' },
    ];
    expect(answerOf(deltas)).toMatchObject({
      text: 'AB',
      reasoning: 'think',
      signatures: [JSON.stringify({ thinking_signature: 'sig' })],
    });
  });

  test('may be images', () => {
    const image = (url: string) => ({ images: [{ type: 'image_url', image_url: { url } }] });
    const deltas = [
      image('data:image/png;base64,AAAA'),
      { content: [{ type: 'image_url', image_url: 'data:image/JPEG;charset=x;base64,BBBB' }] },
      image('https://host/image.png'),
      image('data:text/html,<b>'),
    ];
    const { images, citations } = answerOf(deltas);
    expect(images).toEqual(['image/png AAAA', 'image/jpeg BBBB']);
    expect(citations).toEqual(['https://host/image.png']);
  });

  test('has each of its sources once', () => {
    const citation = (url: string) => ({ type: 'url_citation', url_citation: { url, title: 'T', content: 'S' } });
    const items = decode(
      events([
        chunk({ content: 'a' }, null, {
          citations: ['https://1'],
          search_results: [{ url: 'https://1', title: 'One' }],
        }),
        chunk({ content: 'b' }, null, { citations: ['https://1', 'https://2'] }),
        chunk({ annotations: [citation('https://3'), { type: 'file_path' }] }),
        chunk({ annotations: [citation('https://3'), { type: 'url_citation', url: 'https://4' }] }, 'stop'),
      ]),
    );
    expect(items.filter(item => item.type === 'citation')).toEqual([
      { type: 'citation', url: 'https://1', title: 'One' },
      { type: 'citation', url: 'https://2' },
      { type: 'citation', url: 'https://3', title: 'T', snippet: 'S' },
      { type: 'citation', url: 'https://4' },
    ]);
  });
});

describe('reasoning', () => {
  const detail = (fields: object) => ({ reasoning_details: [{ type: 'reasoning.text', ...fields }] });

  test.each([
    ['reasoning', [{ reasoning: 'a' }, { reasoning: 'b' }]],
    ['reasoning_content', [{ reasoning_content: 'a', content: null }, { reasoning_content: 'b' }]],
    ['a field that is renamed', [{ reasoning_content: 'a' }, { reasoning: 'b' }]],
    ['details', [detail({ text: 'a' }), { reasoning_details: [{ type: 'reasoning.summary', summary: 'b' }] }]],
    ['all at once', [{ reasoning: 'a', reasoning_content: 'a', ...detail({ text: 'a' }) }, { reasoning: 'b' }]],
    [
      'details in chunks of their own',
      [{ reasoning: 'a' }, detail({ text: 'a' }), { reasoning: 'b' }, detail({ text: 'ab' })],
    ],
    [
      'encrypted details beside',
      [{ reasoning: 'ab', reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }] }],
    ],
  ])('in %s counts once', (_, deltas) => {
    expect(answerOf([...deltas, { content: 'answer' }])).toMatchObject({ reasoning: 'ab', text: 'answer' });
  });

  test('that is long counts once, too, when details repeat a piece or all of it', () => {
    const pieces = Array.from({ length: 3000 }, (_, index) => `thought ${index}, `);
    const all = pieces.join('');
    const deltas = [...pieces.flatMap(text => [{ reasoning: text }, detail({ text })]), detail({ text: all })];
    expect(answerOf([...deltas, detail({ text: 'new' })]).reasoning).toBe(`${all}new`);
  });

  test.each([
    ['an object', [{ reasoning: { text: 'ab' } }]],
    ['the field of Copilot', [{ reasoning_text: 'a' }, { reasoning_text: 'b' }]],
  ])('may be %s', (_, deltas) => expect(answerOf(deltas).reasoning).toBe('ab'));

  test('has its signature once, after all of it and before the answer', () => {
    const items = decode(
      events([
        chunk({ reasoning_content: 'a', reasoning_signature: null }),
        chunk({ reasoning_content: 'b', reasoning_signature: 'sig' }),
        chunk({ reasoning_content: 'c', reasoning_signature: 'sig', content: '' }),
        chunk({ content: 'answer' }),
        chunk({ content: '!', reasoning_signature: 'sig' }, 'stop'),
      ]),
    );
    const signature = JSON.stringify({ reasoning_signature: 'sig' });
    expect(items.map(item => ('text' in item ? [item.type, item.text] : [item.type]))).toEqual([
      ['response-start'],
      ['reasoning-delta', 'a'],
      ['reasoning-delta', 'b'],
      ['reasoning-delta', 'c'],
      ['reasoning-delta', ''],
      ['text-delta', 'answer'],
      ['text-delta', '!'],
      ['finish'],
    ]);
    expect(items[4]).toEqual({ type: 'reasoning-delta', text: '', signature });
  });

  test('keeps OpenRouter’s details as they are to go back, its pieces joined', () => {
    const encrypted = { type: 'reasoning.encrypted', data: 'x', id: 'rs_1', format: 'openai-responses-v1', index: 1 };
    const { signatures, reasoning } = answerOf([
      { reasoning: 'a', ...detail({ text: 'a', index: 0, format: 'anthropic-claude-v1', signature: null }) },
      { reasoning: 'b', ...detail({ text: 'b', index: 0, format: null }) },
      detail({ text: '', signature: 'sig', index: 0 }),
      detail({ text: '', signature: 'sig', index: 0 }),
      { reasoning_details: [encrypted] },
      { reasoning_details: [encrypted], content: 'answer' },
      { reasoning_details: [{ type: 'reasoning.encrypted', data: 'y', index: 2 }] },
    ]);
    expect(reasoning).toBe('ab');
    const text = { type: 'reasoning.text', text: 'ab', index: 0, format: 'anthropic-claude-v1', signature: 'sig' };
    expect(signatures.map(signature => JSON.parse(signature))).toEqual([
      { reasoning_details: [text, encrypted] },
      { reasoning_details: [{ type: 'reasoning.encrypted', data: 'y', index: 2 }] },
    ]);
  });

  test('has no signature where nothing in the details is signed', () => {
    expect(answerOf([detail({ text: 'a', index: 0, format: 'unknown' }), { content: 'x' }]).signatures).toEqual([]);
  });
});

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

describe('usage', () => {
  test.each([
    [
      'OpenAI',
      {
        prompt_tokens: 9,
        completion_tokens: 8,
        total_tokens: 17,
        prompt_tokens_details: { cached_tokens: 4 },
        completion_tokens_details: { reasoning_tokens: 3 },
      },
      { inputTokens: 9, outputTokens: 8, cachedInputTokens: 4, reasoningTokens: 3 },
    ],
    [
      'Requesty',
      {
        prompt_tokens: 9,
        completion_tokens: 8,
        prompt_tokens_details: { cached_tokens: 0, caching_tokens: 5 },
        cost: 0.01,
      },
      { inputTokens: 9, outputTokens: 8, cachedInputTokens: 0, cacheWriteTokens: 5, costUsd: 0.01 },
    ],
    [
      'DeepSeek',
      { prompt_tokens: 9, completion_tokens: 8, prompt_cache_hit_tokens: 6, prompt_cache_miss_tokens: 3 },
      { inputTokens: 9, outputTokens: 8, cachedInputTokens: 6 },
    ],
    [
      'Mistral',
      { prompt_tokens: 9, completion_tokens: 8, num_cached_tokens: 6 },
      { inputTokens: 9, outputTokens: 8, cachedInputTokens: 6 },
    ],
    [
      'xAI',
      {
        prompt_tokens: 12,
        completion_tokens: 1,
        total_tokens: 303,
        completion_tokens_details: { reasoning_tokens: 290 },
      },
      { inputTokens: 12, outputTokens: 291, reasoningTokens: 290 },
    ],
    [
      'details of null',
      { prompt_tokens: 9, completion_tokens: 8, prompt_tokens_details: null, completion_tokens_details: null },
      { inputTokens: 9, outputTokens: 8 },
    ],
    [
      'other names',
      { input_tokens: 9, output_tokens: 8, input_tokens_details: { cached_tokens: 1 } },
      { inputTokens: 9, outputTokens: 8, cachedInputTokens: 1 },
    ],
    [
      'a cost in parts',
      { prompt_tokens: 9, completion_tokens: 8, cost: { total_cost: 0.5 } },
      { inputTokens: 9, outputTokens: 8, costUsd: 0.5 },
    ],
    ['counts that are none', { prompt_tokens: '9', completion_tokens: null, total_tokens: -1 }, undefined],
  ])('of %s', (_, usage, expected) => {
    expect(answer([text, chunk({}, 'stop', { usage })]).usage).toEqual(expected);
  });

  test('is the last of its snapshots, and is told when it changes', () => {
    const usage = (completion_tokens: number) => ({ usage: { prompt_tokens: 1, completion_tokens } });
    const items = decode(
      events([
        chunk({ content: 'a' }, null, { usage: null }),
        chunk({ content: 'b' }, null, usage(1)),
        chunk({ content: 'c' }, null, usage(1)),
        chunk({}, 'stop', usage(3)),
        { choices: [], ...usage(3) },
      ]),
    );
    expect(items.filter(item => item.type === 'usage').map(item => item.usage.outputTokens)).toEqual([1, 3]);
  });

  test('may be Groq’s own, or stand in the choice', () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2 };
    expect(answer([text, chunk({}, 'stop', { x_groq: { id: 'x', usage } })]).usage).toEqual({
      inputTokens: 1,
      outputTokens: 2,
    });
    expect(answer([text, { choices: [{ delta: {}, finish_reason: 'stop', usage }] }]).usage?.outputTokens).toBe(2);
  });
});

describe('errors in the stream', () => {
  test.each([
    [
      'OpenAI',
      { error: { message: 'The server had an error.', type: 'server_error', code: null } },
      'server',
      true,
      'server had an error',
    ],
    [
      'no credit',
      { error: { message: 'Quota', type: 'insufficient_quota', code: 'insufficient_quota' } },
      'quota',
      false,
      'Quota',
    ],
    [
      'OpenRouter',
      {
        ...chunk({ content: '' }, 'error'),
        error: { code: 502, message: 'Provider returned error', metadata: { raw: '{"error":{"message":"upstream"}}' } },
      },
      'server',
      true,
      'upstream',
    ],
    [
      'vLLM',
      { object: 'error', message: 'bad grammar', type: 'BadRequestError', param: null, code: 400 },
      'invalid-request',
      false,
      'bad grammar',
    ],
    ['a status for a code', { error: { message: 'slower', code: 429 } }, 'rate-limit', true, 'slower'],
    [
      'an error in the choice',
      { choices: [{ index: 0, delta: { content: '' }, error: { code: 503, message: 'full' } }] },
      'overloaded',
      true,
      'full',
    ],
    ['a bare text', { error: 'CUDA out of memory' }, 'server', true, 'CUDA out of memory'],
    ['a bare body', { code: 'Throttling', message: 'slower', request_id: 'r' }, 'rate-limit', true, 'slower'],
    [
      'too long',
      {
        error: {
          message: 'This model’s maximum context length is 8192 tokens',
          type: 'invalid_request_error',
          code: null,
        },
      },
      'context-length',
      false,
      '8192',
    ],
  ])('%s', (_, payload, kind, retryable, message) => {
    expect(answer([text, payload, text])).toMatchObject({
      text: 'text',
      error: { kind, retryable, message: expect.stringContaining(message) },
    });
  });

  test('may be named events, whatever their payload', () => {
    const errorEvent = (data: string) => collect(decode(`${events([text], '')}event: error\ndata: ${data}\n\n`)).error;
    expect(errorEvent('{"error":{"message":"x","type":"invalid_request_error","status_code":400}}')?.kind).toBe(
      'invalid-request',
    );
    expect(errorEvent('{"message":"x","type":"overloaded_error"}')?.kind).toBe('overloaded');
    expect(errorEvent('something failed')).toMatchObject({
      kind: 'server',
      message: expect.stringContaining('something failed'),
    });
    expect(errorEvent('{"broken"')?.message).not.toContain('broken');
  });

  test('come after the text and the usage of their chunk', () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2 };
    const items = decode(
      events([chunk({ content: 'x' }, 'length', { usage, error: { code: 400, message: 'limit' } })]),
    );
    expect(items.map(item => item.type)).toEqual(['response-start', 'text-delta', 'usage', 'error']);
  });

  test.each([null, false, '', undefined, {}, { code: null, message: '' }])('are none when the field is %j', error => {
    expect(answer([chunk({ content: 'a' }, 'stop', { error })]).finish).toBe('stop');
  });
});

import { describe, expect, test } from 'vitest';
import type { StreamItem } from '../../../src/core/delta.ts';
import { type Answer, collect, cut, decode, decodePieces, toBytes } from './support.ts';

const format = 'gemini-generatecontent';

/** A chunk with these parts. */
function parts(list: readonly unknown[], candidate: object = {}, more: object = {}): object {
  const candidates = [{ content: { role: 'model', parts: list }, index: 0, ...candidate }];
  return { candidates, modelVersion: 'gemini-x', responseId: 'r1', ...more };
}

const stop = { finishReason: 'STOP' };

function stream(chunks: readonly unknown[]): string {
  return chunks.map(chunk => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');
}

function itemsOf(chunks: readonly unknown[]): StreamItem[] {
  return decode(stream(chunks), { format });
}

/** The answer in a stream, which must be the same whole and byte by byte. */
function answerIn(chunks: readonly unknown[]): Answer {
  const answer = collect(itemsOf(chunks));
  expect(collect(decodePieces(cut(toBytes(stream(chunks)), 1), { format }))).toEqual(answer);
  return answer;
}

test('an answer in its order', () => {
  const usage = { promptTokenCount: 9, candidatesTokenCount: 2, thoughtsTokenCount: 3, totalTokenCount: 14 };
  const chunks = [
    parts([{ text: 'hm', thought: true }], {}, { usageMetadata: { trafficType: 'ON_DEMAND' } }),
    parts([{ text: 'Grüße ' }, { text: '😀', thoughtSignature: 'S' }]),
    parts([{ text: '' }], stop, { usageMetadata: usage }),
  ];
  expect(itemsOf(chunks)).toEqual([
    { type: 'response-start', id: 'r1', model: 'gemini-x' },
    { type: 'reasoning-delta', text: 'hm' },
    { type: 'text-delta', text: 'Grüße ' },
    { type: 'text-delta', text: '😀' },
    { type: 'reasoning-delta', text: '', signature: 'S' },
    { type: 'usage', usage: { inputTokens: 9, outputTokens: 5, reasoningTokens: 3 } },
    { type: 'finish', reason: 'stop', rawReason: 'STOP' },
  ]);
});

describe('parts', () => {
  test('that are images', () => {
    const inlineData = { mimeType: 'image/png', data: 'AAAA' };
    const { images, signatures, text } = answerIn([
      parts([{ inlineData, thought: true }, { text: 'see' }, { inlineData, thoughtSignature: 'S' }], stop),
    ]);
    expect({ images, signatures, text }).toEqual({ images: ['image/png AAAA'], signatures: ['S'], text: 'see' });
  });

  test('that the provider runs, or that nobody knows yet, are not shown', () => {
    const list = [
      { executableCode: { language: 'PYTHON', code: 'print(1)' }, thoughtSignature: 'S' },
      { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1' } },
      { toolCall: { toolType: 'GOOGLE_SEARCH', id: 'a' } },
      { toolResponse: { toolType: 'GOOGLE_SEARCH', id: 'a' } },
      { inlineData: { mimeType: 'audio/wav', data: 'AA' } },
      { somethingNew: { text: 'x' } },
      null,
      'x',
    ];
    expect(itemsOf([parts(list), parts([{ text: 'ok' }], stop)])).toEqual([
      { type: 'response-start', id: 'r1', model: 'gemini-x' },
      { type: 'text-delta', text: 'ok' },
      { type: 'finish', reason: 'stop', rawReason: 'STOP' },
    ]);
  });

  test('of another candidate are not ours', () => {
    const second = { content: { parts: [{ text: 'B' }] }, index: 1, finishReason: 'SAFETY' };
    const first = { content: { parts: [{ text: 'A' }] }, index: 0, finishReason: 'STOP' };
    expect(answerIn([{ candidates: [second, first] }, { candidates: [second] }])).toMatchObject({
      text: 'A',
      finish: 'stop',
    });
  });

  test.each([[{}], [{ candidates: null }], [{ candidates: [{}] }], [{ candidates: [{ content: {} }] }], [7], [null]])(
    'may be missing: %j',
    empty => {
      expect(answerIn([empty, parts([{ text: 'a' }]), empty, parts([], stop), empty])).toMatchObject({
        text: 'a',
        finish: 'stop',
      });
    },
  );
});

describe('function calls', () => {
  const call = (functionCall: object, more: object = {}) => ({ functionCall, ...more });

  test('get ids of their own, and carry their signature', () => {
    const list = [call({ name: 'f', args: { b: 1, a: 'ä' } }, { thoughtSignature: 'S' }), call({ name: 'f' })];
    const { tools, finish, signatures } = answerIn([parts([...list, call({ id: 'x', name: 'g', args: {} })], stop)]);
    expect(tools).toEqual([
      { id: 'call_1', name: 'f', argumentsText: '{"b":1,"a":"ä"}', complete: true },
      { id: 'call_2', name: 'f', argumentsText: '', complete: true },
      { id: 'x', name: 'g', argumentsText: '', complete: true },
    ]);
    expect([finish, signatures]).toEqual(['tool-calls', ['S']]);
  });

  test.each(['MAX_TOKENS', 'SAFETY', 'OTHER'])('are not complete where the answer ends with %s', finishReason => {
    const { tools, finish } = answerIn([parts([call({ name: 'f', args: { a: 1 } })], { finishReason })]);
    expect(tools).toEqual([{ id: 'call_1', name: 'f', argumentsText: '{"a":1}', complete: false }]);
    expect(finish).not.toBe('tool-calls');
  });

  test('that the provider answers itself are none', () => {
    const asked = [call({ name: 'f', args: {} }), call({ id: '2', name: 'g' }), call({ name: 'f', args: { a: 1 } })];
    const answered = [{ functionResponse: { name: 'f', response: {} } }, { functionResponse: { id: '2', name: 'g' } }];
    const { tools, finish } = answerIn([parts(asked), parts([...answered, { text: 'so' }], stop)]);
    expect(tools.map(({ argumentsText }) => argumentsText)).toEqual(['{"a":1}']);
    expect(finish).toBe('tool-calls');
    const all = [...answered, { functionResponse: { name: 'f' } }];
    expect(answerIn([parts(asked), parts(all), parts([{ text: 'so' }], stop)])).toMatchObject({
      tools: [],
      finish: 'stop',
    });
  });

  test('are put together from pieces', () => {
    const piece = (jsonPath: string, fields: object) =>
      parts([call({ partialArgs: [{ jsonPath, ...fields }], willContinue: true })]);
    const { tools } = answerIn([
      parts([call({ name: 'f', willContinue: true }, { thoughtSignature: 'S' })]),
      piece('$.to.names[0].first', { stringValue: 'Zoë', willContinue: true }),
      piece('$.to.names[0].first', { stringValue: ' "Q"\n', willContinue: true }),
      piece('$.to.names[0].first', { stringValue: '' }),
      piece('$.to.names[1].first', { stringValue: 'B' }),
      piece("$['a.b'][\"it's\"]", { numberValue: 1.5 }),
      piece('$.flags[0]', { boolValue: false }),
      piece('$.flags[2]', { nullValue: null }),
      piece('$.__proto__', { stringValue: 'x' }),
      piece('$.same', { stringValue: 'old' }),
      piece('$.same', { stringValue: 'new' }),
      parts([call({})]),
      // The second call has no end.
      parts([call({ name: 'f', willContinue: true })]),
      piece('$.n', { numberValue: 0 }),
      parts([call({ name: 'g' })], stop),
    ]);
    expect(tools.map(({ name, argumentsText, complete }) => [name, argumentsText, complete])).toEqual([
      [
        'f',
        '{"to":{"names":[{"first":"Zoë \\"Q\\"\\n"},{"first":"B"}]},"a.b":{"it\'s":1.5},"flags":[false,null,null],"__proto__":"x","same":"new"}',
        true,
      ],
      ['f', '{"n":0}', true],
      ['g', '', true],
    ]);
  });

  test('take no harm from pieces that make no sense', () => {
    const partialArgs = [
      { jsonPath: '$.a[999999999]', stringValue: 'x' },
      { jsonPath: '$', stringValue: 'x' },
      { jsonPath: '$.a..b[', stringValue: 'x' },
      { jsonPath: '$.a', stringValue: 'x' },
      { jsonPath: '$.a.b', boolValue: true },
      { jsonPath: '$.c' },
      null,
    ];
    const { tools } = answerIn([parts([call({ partialArgs })]), parts([call({ name: 'f', partialArgs })], stop)]);
    expect(tools.map(tool => tool.argumentsText)).toEqual(['{"a":{"b":true}}']);
  });
});

test('each source is told once', () => {
  const web = (uri: string, title: string) => ({ web: { uri, title } });
  const groundingChunks = [web('https://a', 'A'), web('https://b', 'B')];
  const { citations } = answerIn([
    parts([{ text: 'x' }], { groundingMetadata: { groundingChunks } }),
    parts([], {
      groundingMetadata: { groundingChunks: [...groundingChunks, { maps: { uri: 'https://c', title: 'C' } }] },
      citationMetadata: { citations: [{ uri: 'https://b' }, { uri: 'https://d', license: 'mit' }, {}] },
      urlContextMetadata: {
        urlMetadata: [
          { retrievedUrl: 'https://e', urlRetrievalStatus: 'URL_RETRIEVAL_STATUS_SUCCESS' },
          { retrievedUrl: 'https://f', urlRetrievalStatus: 'URL_RETRIEVAL_STATUS_ERROR' },
        ],
      },
      ...stop,
    }),
  ]);
  expect(citations).toEqual(['https://a', 'https://b', 'https://c', 'https://d', 'https://e']);
});

test('a source is told with the passages it stands behind', () => {
  const web = (uri: string) => ({ web: { uri, title: uri } });
  const support = (text: string, ...groundingChunkIndices: number[]) => ({ segment: { text }, groundingChunkIndices });
  const groundingMetadata = {
    groundingChunks: [web('https://a'), web('https://b'), web('https://a'), web('https://c')],
    groundingSupports: [support('One.', 0, 1), support('Two.', 2), support('Two.', 0), support('Three.', 7), {}],
  };
  const citations = itemsOf([parts([{ text: 'One. Two.' }], { groundingMetadata, ...stop })]).filter(
    item => item.type === 'citation',
  );
  expect(citations).toEqual([
    { type: 'citation', url: 'https://a', title: 'https://a', cites: { passages: ['One.', 'Two.'] } },
    { type: 'citation', url: 'https://b', title: 'https://b', cites: { passages: ['One.'] } },
    { type: 'citation', url: 'https://c', title: 'https://c' },
  ]);
});

describe('the end', () => {
  test.each([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['RECITATION', 'content-filter'],
    ['SPII', 'content-filter'],
    ['IMAGE_SAFETY', 'content-filter'],
    ['LANGUAGE', 'other'],
    ['SOMETHING_NEW', 'other'],
  ])('%s means %s', (finishReason, finish) => {
    expect(answerIn([parts([{ text: 'a' }]), { candidates: [{ finishReason }] }])).toMatchObject({ text: 'a', finish });
  });

  test.each(['MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL', 'TOO_MANY_TOOL_CALLS'])(
    '%s is an error',
    finishReason => {
      const candidate = { finishReason, finishMessage: 'It said f(.' };
      const { text, usage, error } = answerIn([
        parts([{ text: 'a' }], candidate),
        { usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 2 } },
      ]);
      expect([text, usage?.outputTokens]).toEqual(['a', 2]);
      expect(error).toMatchObject({
        kind: 'protocol',
        retryable: true,
        message: expect.stringMatching(`${finishReason}.*It said f`),
      });
    },
  );

  test('a question that is blocked finishes without an answer', () => {
    const { finish, usage } = answerIn([
      { promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: { promptTokenCount: 4, totalTokenCount: 4 } },
    ]);
    expect([finish, usage]).toEqual(['content-filter', { inputTokens: 4, outputTokens: 0 }]);
  });

  test('feedback without a reason blocks nothing', () => {
    expect(answerIn([{ promptFeedback: {} }, parts([{ text: 'a' }], stop)]).finish).toBe('stop');
    expect(answerIn([{ promptFeedback: {} }]).error?.kind).toBe('truncated');
  });

  test('a connection that closes without a reason has cut the answer off', () => {
    const { text, tools, error } = answerIn([parts([{ text: 'half' }]), parts([{ functionCall: { name: 'f' } }])]);
    expect([text, tools[0]?.complete, error?.kind]).toEqual(['half', false, 'truncated']);
  });

  test('a proxy’s own marker of the end is one', () => {
    const body = (chunks: readonly unknown[]) => `${stream(chunks)}data: [DONE]\n\n`;
    expect(collect(decode(body([parts([{ text: 'a' }], stop)]), { format })).finish).toBe('stop');
    expect(collect(decode(body([parts([{ text: 'a' }])]), { format })).finish).toBe('other');
  });

  test('an error in the stream keeps the text', () => {
    const error = { error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } };
    for (const last of [error, [error], error.error]) {
      expect(answerIn([parts([{ text: 'a' }]), last])).toMatchObject({
        text: 'a',
        error: { kind: 'overloaded', retryable: true, message: expect.stringContaining('overloaded') },
      });
    }
  });
});

test.each([
  ['all the prompt', { promptTokenCount: 5, toolUsePromptTokenCount: 3, candidatesTokenCount: 1 }, [8, 1]],
  ['what is cached', { promptTokenCount: 5, cachedContentTokenCount: 4, candidatesTokenCount: 1 }, [5, 1, 4]],
  ['thoughts as output', { promptTokenCount: 5, thoughtsTokenCount: 2 }, [5, 2, undefined, 2]],
  ['what the total tells', { promptTokenCount: 5, totalTokenCount: 12 }, [5, 7]],
  ['nothing that is not known', { promptTokenCount: 5 }, [5, undefined]],
])('usage counts %s', (_, usageMetadata, [input, output, cached, reasoning]) => {
  const { usage } = answerIn([parts([{ text: 'a' }], stop, { usageMetadata })]);
  expect([usage?.inputTokens, usage?.outputTokens, usage?.cachedInputTokens, usage?.reasoningTokens]).toEqual([
    input,
    output,
    cached,
    reasoning,
  ]);
});

describe('a body that is no event stream', () => {
  const chunks = [parts([{ text: 'a ä ' }]), parts([{ text: '], {"b' }], stop)];
  const read = (body: string) => {
    const answer = collect(decode(body, { format }));
    expect(collect(decodePieces(cut(toBytes(body), 1), { format }))).toEqual(answer);
    return answer;
  };

  test.each([
    ['one document', JSON.stringify(parts([{ text: 'a ä ], {"b' }], stop))],
    ['an array', JSON.stringify(chunks)],
    ['an array on many lines', `\ufeff${JSON.stringify(chunks, null, 2)}\r\n`],
    ['chunks that Code Assist wraps', stream(chunks.map(response => ({ response, traceId: 't' })))],
  ])('%s', (_, body) => expect(read(body)).toMatchObject({ text: 'a ä ], {"b', finish: 'stop' }));

  test('an array is read as it comes, and keeps its text when it is cut off', () => {
    const body = toBytes(JSON.stringify([...chunks.slice(0, 1), parts([{ text: 'lost' }])]).slice(0, -20));
    expect(collect(decode(body, { format }))).toMatchObject({ text: 'a ä ', error: { kind: 'truncated' } });
  });

  test.each(['[]', '[1, 2]', '[{"name": "x"}]', '{"models": []}'])('%s is no answer', body => {
    expect(read(body).error).toMatchObject({ kind: 'protocol', retryable: false });
  });
});

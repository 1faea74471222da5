import { describe, expect, test } from 'vitest';
import {
  added,
  answer,
  completed,
  delta,
  done,
  end,
  functionCall,
  items,
  message,
  text,
} from './openai-responses-support.ts';

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

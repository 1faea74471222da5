import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StreamItem } from '../../../src/core/delta.ts';
import { ThinkTagSplitter, type ThinkTags } from '../../../src/core/wire/think-tags.ts';
import { chunk, collect, decode, events } from './support.ts';

const finish: StreamItem = { type: 'finish', reason: 'stop' };

/** What comes of a text in these pieces, and the last item. */
function split(kind: ThinkTags, pieces: readonly string[], last: StreamItem = finish): StreamItem[] {
  const splitter = new ThinkTagSplitter(kind);
  const items = pieces.flatMap(text => splitter.split([{ type: 'text-delta', text }]));
  return [...items, ...splitter.split([last])];
}

function answerOf(kind: ThinkTags, pieces: readonly string[], last?: StreamItem): { reasoning: string; text: string } {
  const { reasoning, text } = collect(split(kind, pieces, last));
  return { reasoning, text };
}

/** All ways to cut a text into three pieces. */
function* cuts(text: string): Generator<string[]> {
  for (let first = 0; first <= text.length; first++) {
    for (let second = first; second <= text.length; second++) {
      yield [text.slice(0, first), text.slice(first, second), text.slice(second)];
    }
  }
}

const cases: [kind: ThinkTags, text: string, reasoning: string, answer: string][] = [
  ['tagged', '<think>plan</think>answer', 'plan', 'answer'],
  ['tagged', ' \n<think>\nplan\n</think>\n\nanswer\n', '\nplan\n', 'answer\n'],
  ['tagged', '<think>\n\n</think>\n\nHi', '', 'Hi'],
  ['tagged', '<think></think>Hi', '', 'Hi'],
  ['tagged', '<THINK>a</Think> b', 'a', 'b'],
  ['tagged', '<thinking>a </think> b</thinking>c', 'a </think> b', 'c'],
  ['tagged', '<thought>a</thought>b', 'a', 'b'],
  ['tagged', '<reasoning>a</reasoning>b', 'a', 'b'],
  ['tagged', '<think>a < b, </thi and <</think>c</think>', 'a < b, </thi and <', 'c</think>'],
  ['tagged', '<think>never closed </thin', 'never closed </thin', ''],
  ['tagged', 'Use <think>x</think> so', '', 'Use <think>x</think> so'],
  ['tagged', ' plain', '', ' plain'],
  ['tagged', '<thin', '', '<thin'],
  ['tagged', '\n<b>bold</b>', '', '\n<b>bold</b>'],
  ['tagged', '</think>a', '', '</think>a'],
  ['tagged', '', '', ''],
  ['tagged', '  ', '', '  '],
  ['open', 'plan</think>\n\nanswer', 'plan', 'answer'],
  ['open', '\n<think>plan</think>answer', 'plan', 'answer'],
  ['open', '</think>answer', '', 'answer'],
  ['open', 'a </thinking>b', 'a ', 'b'],
  ['open', 'about <think> here</think>b', 'about <think> here', 'b'],
  ['open', '<think>not closed', 'not closed', ''],
  ['open', 'no thoughts <at> all', 'no thoughts <at> all', 'no thoughts <at> all'],
  ['open', '<thin', '<thin', '<thin'],
];

test.each(cases)('%s %j, in any three pieces', (kind, text, reasoning, answer) => {
  for (const pieces of cuts(text))
    expect(answerOf(kind, pieces), JSON.stringify(pieces)).toEqual({ reasoning, text: answer });
});

/** The same said in another way: of a text as a whole. */
function cutAtTags(kind: ThinkTags, text: string): { reasoning: string; text: string } {
  const names = 'think|thinking|thought|reasoning';
  const [, , inner, rest] =
    new RegExp(`^\\s*<(${names})>(.*?)</\\1>\\s*(.*)$`, 'is').exec(text) ??
    new RegExp(`^\\s*<(${names})>(.*)$`, 'is').exec(text) ??
    (kind === 'open' ? (new RegExp(`^()(.*?)</(?:${names})>\\s*(.*)$`, 'is').exec(text) ?? [text, '', text]) : []);
  if (inner === undefined) return { reasoning: '', text };
  return { reasoning: inner.trim() === '' ? '' : inner, text: rest ?? '' };
}

test('whatever the pieces, it is the text cut at the tags', () => {
  const words = ['<', '</', 'think>', '<think>', '</think>', '<thin', ' ', '\n', 'a', 'ä😀', '>', '</thinking>'];
  const written = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map(some => some.join(''));
  const offsets = fc.array(fc.nat(80), { maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom<ThinkTags>('tagged', 'open'), written, offsets, (kind, text, at) => {
      const edges = [0, ...at.map(offset => Math.min(offset, text.length)).sort((a, b) => a - b), text.length];
      const pieces = edges.slice(1).map((end, index) => text.slice(edges[index], end));
      expect(answerOf(kind, pieces, { type: 'finish', reason: 'length' })).toEqual(cutAtTags(kind, text));
    }),
    { numRuns: 2000 },
  );
});

test('nothing is held back but what may be a tag', () => {
  const splitter = new ThinkTagSplitter('tagged');
  const push = (text: string) => splitter.split([{ type: 'text-delta', text }]);
  expect(push('<think>')).toEqual([]);
  expect(push('one <')).toEqual([{ type: 'reasoning-delta', text: 'one ' }]);
  expect(push('two')).toEqual([{ type: 'reasoning-delta', text: '<two' }]);
  expect(push('</think> a')).toEqual([{ type: 'text-delta', text: 'a' }]);
  expect(push(' <think>')).toEqual([{ type: 'text-delta', text: ' <think>' }]);
});

describe('what is held back', () => {
  const error: StreamItem = { type: 'error', kind: 'truncated', message: '', retryable: true };
  const call: StreamItem = { type: 'tool-call-start', id: 'a', name: 'f' };

  test.each<[string, StreamItem]>([
    ['an error', error],
    ['a tool call', call],
    ['a refusal', { type: 'refusal-delta', text: 'no' }],
    ['a signature', { type: 'reasoning-delta', text: '', signature: 's' }],
  ])('goes out before %s', (_, item) => {
    expect(split('tagged', ['<thi'], item)).toEqual([{ type: 'text-delta', text: '<thi' }, item]);
    expect(split('tagged', ['<think>a</thi'], item)).toEqual([
      { type: 'reasoning-delta', text: 'a' },
      { type: 'reasoning-delta', text: '</thi' },
      item,
    ]);
  });

  test('stays while usage, a source or the model’s name comes', () => {
    const splitter = new ThinkTagSplitter('tagged');
    const usage: StreamItem = { type: 'usage', usage: { outputTokens: 1 } };
    expect(splitter.split([{ type: 'text-delta', text: '<thi' }, usage])).toEqual([usage]);
    expect(splitter.split([{ type: 'citation', url: 'https://a' }])).toHaveLength(1);
    expect(splitter.split([{ type: 'text-delta', text: 'nk>a' }])).toEqual([{ type: 'reasoning-delta', text: 'a' }]);
  });

  test('ends with a paragraph, which stays one', () => {
    const splitter = new ThinkTagSplitter('tagged');
    const second: StreamItem = { type: 'text-delta', text: 'b', startsParagraph: true };
    expect(splitter.split([{ type: 'text-delta', text: '<thi' }, second])).toEqual([
      { type: 'text-delta', text: '<thi' },
      second,
    ]);
  });
});

test('without a closing tag, an open answer is one only if it ended in order', () => {
  expect(answerOf('open', ['thoughts'], { type: 'finish', reason: 'length' })).toEqual({
    reasoning: 'thoughts',
    text: '',
  });
  expect(answerOf('open', ['answer'], finish)).toEqual({ reasoning: 'answer', text: 'answer' });
});

test('a server that takes the tags out itself is believed', () => {
  const splitter = new ThinkTagSplitter('open');
  const items: StreamItem[] = [
    { type: 'reasoning-delta', text: 'plan' },
    { type: 'text-delta', text: 'answer' },
  ];
  expect(splitter.split([...items, finish])).toEqual([...items, finish]);
});

test('white space without end is not waited with', () => {
  expect(
    answerOf(
      'tagged',
      Array.from({ length: 2000 }, () => ' '),
    ),
  ).toEqual({ reasoning: '', text: ' '.repeat(2000) });
});

test('a body is split as its provider’s settings say', () => {
  const body = events([chunk({ content: '<think>pl' }), chunk({ content: 'an</think>\n\nanswer' }, 'stop')]);
  expect(collect(decode(body, { thinkTags: 'tagged' }))).toMatchObject({ reasoning: 'plan', text: 'answer' });
  expect(collect(decode(body))).toMatchObject({ reasoning: '', text: '<think>plan</think>\n\nanswer' });
  const broken = events([chunk({ content: '<think>plan</th' })], '');
  expect(collect(decode(broken, { thinkTags: 'tagged' }))).toMatchObject({
    reasoning: 'plan</th',
    error: { kind: 'truncated' },
  });
});

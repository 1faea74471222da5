import { describe, expect, test } from 'vitest';
import { answer, answerOf } from './openai-chat-support.ts';
import { chunk, collect, decode, events } from './support.ts';

const text = chunk({ content: 'text' });

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
      { type: 'citation', url: 'https://1', title: 'One', number: 1 },
      { type: 'citation', url: 'https://2', number: 2 },
      { type: 'citation', url: 'https://3', title: 'T', snippet: 'S' },
      { type: 'citation', url: 'https://4' },
    ]);
  });

  test('tells a source again for other words, and which words these are', () => {
    const annotation = (start_index: number, end_index: number) => ({
      annotations: [{ type: 'url_citation', url_citation: { url: 'https://1', start_index, end_index } }],
    });
    const items = decode(
      events([
        chunk({ content: 'abc' }),
        chunk({ ...annotation(0, 3), content: 'def' }),
        chunk(annotation(0, 3)),
        chunk(annotation(0, 0)),
        chunk(annotation(3, 6), 'stop'),
      ]),
    );
    expect(items.filter(item => item.type === 'citation')).toEqual([
      { type: 'citation', url: 'https://1', cites: { within: 6, start: 0, end: 3 } },
      { type: 'citation', url: 'https://1', cites: { within: 6, start: 3, end: 6 } },
    ]);
  });
});

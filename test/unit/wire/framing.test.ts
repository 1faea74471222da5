import { expect, test } from 'vitest';
import type { Framer } from '../../../src/core/wire/framer.ts';
import { createJsonLinesFramer } from '../../../src/core/wire/json-lines.ts';
import { createSseFramer } from '../../../src/core/wire/sse.ts';
import type { Frame } from '../../../src/core/wire/wire-format.ts';
import { cut, toBytes } from './support.ts';

/** The frames of a body, which must be the same whole and byte by byte. */
function frames(create: () => Framer, body: string): Frame[] {
  const [whole, bytewise] = [body.length * 4, 1].map(size => {
    const framer = create();
    return [...cut(toBytes(body), size).flatMap(piece => framer.push(piece)), ...framer.end()];
  });
  expect(bytewise).toEqual(whole);
  return whole ?? [];
}

test.each([
  ['line feeds', 'data: a\n\ndata: b\n\n', [{ data: 'a' }, { data: 'b' }]],
  ['carriage returns with line feeds', 'data: a\r\n\r\ndata: b\r\n\r\n', [{ data: 'a' }, { data: 'b' }]],
  ['carriage returns', 'data: a\r\rdata: b\r\rdata: c\r\r', [{ data: 'a' }, { data: 'b' }, { data: 'c' }]],
  ['a byte order mark', '\ufeffdata: a\n\n', [{ data: 'a' }]],
  ['one optional space', 'data:a\n\ndata:  b\n\n', [{ data: 'a' }, { data: ' b' }]],
  ['several lines of data', 'data: a\ndata: b\n\n', [{ data: 'a\nb' }]],
  ['an event’s name', 'event: error\ndata: a\n\ndata: b\n\n', [{ event: 'error', data: 'a' }, { data: 'b' }]],
  ['comments and fields of no use', ': c\n\n:\nid: 7\nretry: 1\nfoo: bar\nbaz\ndata: a\n\n', [{ data: 'a' }]],
  ['data with “data:” in it', 'data: data: x\n\n', [{ data: 'data: x' }]],
  ['no blank line at the end', 'data: a\n\ndata: b\n', [{ data: 'a' }, { data: 'b', cutOff: true }]],
  ['no line end at the end', 'data: a\n\ndata: ä', [{ data: 'a' }, { data: 'ä', cutOff: true }]],
  ['a carriage return at the end', 'data: a\r', [{ data: 'a', cutOff: true }]],
  ['nothing', '', []],
  ['only comments', ': a\n\n: b', []],
])('server-sent events: %s', (_, body, expected) => {
  expect(frames(createSseFramer, body)).toEqual(expected);
});

test.each([
  ['line feeds', '{"a":1}\n{"b":2}\n', [{ data: '{"a":1}' }, { data: '{"b":2}' }]],
  ['carriage returns with line feeds', '{"a":1}\r\n{"b":2}\r\n', [{ data: '{"a":1}' }, { data: '{"b":2}' }]],
  ['blank lines', '\n\n{"a":1}\n \n', [{ data: '{"a":1}' }]],
  ['no line end at the end', '{"a":1}\n{"ä":2}', [{ data: '{"a":1}' }, { data: '{"ä":2}', cutOff: true }]],
  ['line separators that are none', '{"a":"\u2028\r"}\n', [{ data: '{"a":"\u2028\r"}' }]],
  ['a byte order mark', '\ufeff{"a":1}\n', [{ data: '{"a":1}' }]],
])('JSON lines: %s', (_, body, expected) => {
  expect(frames(createJsonLinesFramer, body)).toEqual(expected);
});

test('a byte that is no UTF-8 costs one character, not the event', () => {
  const framer = createSseFramer();
  expect(framer.push(new Uint8Array([...toBytes('data: a'), 0xff, ...toBytes('b\n\n')]))).toEqual([
    { data: 'a\ufffdb' },
  ]);
});

test.each([
  ['server-sent events', createSseFramer, 'data: a\n\n', 'data: '],
  ['JSON lines', createJsonLinesFramer, 'a\n', ''],
])('%s: a payload without end is given up, after what came before it', (_, create, first, start) => {
  const framer = create(20);
  expect(framer.push(toBytes(`${first}${start}${'x'.repeat(30)}`))).toEqual([{ data: 'a' }]);
  expect(() => framer.push(toBytes('x'))).toThrow(/too large/);
});

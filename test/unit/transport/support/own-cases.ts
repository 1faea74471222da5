import type { WireCase } from './wire-case.ts';

const done = 'data: [DONE]\n\n';

/** Streams as servers have been seen to send them, or may. Written for these tests. */
export const ownCases: readonly WireCase[] = [
  wireCase('one byte a write, through characters of two to four bytes', {
    segments: bytes(`${text('Zürich → 東京 ')}${text('🧑‍🚀 𝒳')}${finish('stop')}${done}`),
    expected: { text: 'Zürich → 東京 🧑‍🚀 𝒳' },
  }),
  wireCase('CRLF and CR line ends, and a mark at the beginning', {
    segments: [`\uFEFF${text('a').replaceAll('\n', '\r\n')}`, text('b').replaceAll('\n', '\r'), finish('stop'), done],
    expected: { text: 'ab' },
  }),
  wireCase('comments, unknown fields, names, and data without a space', {
    segments: [
      ': one moment\n\n',
      `id: 7\nretry: 10\nunknown: x\n${text('x')}`,
      'data:\n\n',
      text('y').replace('data: ', 'data:'),
      `event: message\n${finish('stop')}`,
      done,
    ],
    expected: { text: 'xy' },
  }),
  wireCase('an event cut into data lines', {
    segments: [
      'data: {"choices":\ndata: [{"index":0,"delta":\ndata: {"content":"joined"}}]}\n\n',
      finish('stop'),
      done,
    ],
    expected: { text: 'joined' },
  }),
  wireCase('text that looks like framing', {
    segments: [text('data: no\n\ndata: [DONE]\n\n'), finish('stop'), done],
    expected: { text: 'data: no\n\ndata: [DONE]\n\n' },
  }),
  wireCase('no blank line and no end mark after the last event', {
    segments: [text('tail'), finish('stop').trimEnd()],
    expected: { text: 'tail' },
  }),
  wireCase('rubbish after the end mark', {
    segments: [text('e'), finish('stop'), done, 'data: {"choices":[{"delta":{"content":"more"}}]}\n\n', '\u0000\u0001'],
    expected: { text: 'e' },
  }),
  wireCase('usage that grows with every event, and comes once more after the finish', {
    segments: [
      event({ choices: [{ delta: { content: 'a' } }], usage: { prompt_tokens: 9, completion_tokens: 1 } }),
      event({ choices: [{ delta: { content: 'b' } }], usage: { prompt_tokens: 9, completion_tokens: 2 } }),
      finish('stop'),
      event({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 3 } }),
      done,
    ],
    expected: { text: 'ab', usage: { input: 9, output: 3 } },
  }),
  wireCase('a tool call in pieces', {
    segments: [
      tool({ index: 0, id: 'call-a', function: { name: 'look', arguments: '' } }),
      tool({ index: 0, function: { arguments: '{"at":' } }),
      tool({ index: 0, id: '', function: { name: '', arguments: '"sea"}' } }),
      finish('tool_calls'),
      done,
    ],
    expected: { tools: [{ id: 'call-a', name: 'look', args: { at: 'sea' } }], finish: 'tool-calls' },
  }),
  wireCase('a tool call cut off by the length limit is not complete', {
    segments: [
      tool({ index: 0, id: 'call-a', function: { name: 'write', arguments: '{"text":"on' } }),
      finish('length'),
      done,
    ],
    expected: { tools: [{ id: 'call-a', name: 'write', argsText: '{"text":"on', incomplete: true }], finish: 'length' },
  }),
  wireCase('a refusal', {
    segments: [
      event({ choices: [{ delta: { refusal: 'No, ' } }] }),
      event({ choices: [{ delta: { refusal: 'sorry.' } }] }),
      finish('stop'),
      done,
    ],
    expected: { refusal: 'No, sorry.', finish: 'refusal' },
  }),
  wireCase('an error event after some text', {
    segments: [
      text('half'),
      'event: error\ndata: {"error":{"message":"The backend fell over","type":"server_error"}}\n\n',
    ],
    expected: {
      text: 'half',
      finish: 'error',
      error: { kind: 'server', retryable: true, messageIncludes: 'fell over' },
    },
  }),
  wireCase('an error as the body of a 200', {
    headers: { 'content-type': 'application/json' },
    segments: ['{"error":{"message":"no such model here","code":"model_not_found"}}'],
    expected: { finish: 'error', error: { kind: 'not-found', retryable: false, messageIncludes: 'no such model' } },
  }),
  wireCase('a whole answer in place of a stream', {
    headers: { 'content-type': 'application/json' },
    segments: [
      '{"choices":[{"message":{"role":"assistant","con',
      'tent":"all at once"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":4}}',
    ],
    expected: { text: 'all at once', usage: { input: 3, output: 4 } },
  }),
  wireCase('a body that ends in mid-answer', {
    segments: [text('cut '), text('off')],
    expected: { text: 'cut off', finish: 'error', error: { kind: 'truncated', retryable: true } },
  }),
  wireCase('a connection that closes in mid-answer', {
    segments: [text('cut '), text('off')],
    end: 'cut',
    expected: { text: 'cut off', finish: 'error', error: { kind: 'truncated', retryable: true } },
  }),
  wireCase('a connection that is reset in mid-answer', {
    segments: [text('torn '), text('off')],
    end: 'reset',
    expected: {
      text: 'torn off',
      finish: 'error',
      error: { kind: 'truncated', retryable: true, messageIncludes: '127.0.0.1' },
    },
  }),
  wireCase('a connection that is reset after the finish reason', {
    segments: [text('whole'), finish('stop')],
    end: 'reset',
    expected: { text: 'whole' },
  }),
  wireCase('an empty body', {
    segments: [],
    expected: { finish: 'error', error: { kind: 'truncated', retryable: true } },
  }),
  wireCase('a web page with status 200', {
    headers: { 'content-type': 'text/html' },
    segments: ['<!doctype html><html><body>Please sign in</body></html>'],
    expected: { finish: 'error', error: { kind: 'protocol', retryable: false, mustNotInclude: '<html' } },
  }),
  wireCase('a web page with status 503', {
    status: 503,
    headers: { 'content-type': 'text/html' },
    segments: ['<html><body><h1>503 Service Unavailable</h1></body></html>'],
    expected: { finish: 'error', error: { kind: 'overloaded', status: 503, retryable: true, mustNotInclude: '<html' } },
  }),
  wireCase('a rate limit with a wait in seconds', {
    status: 429,
    headers: { 'content-type': 'application/json', 'retry-after': '3' },
    segments: ['{"error":{"message":"Slow down","type":"requests","code":"rate_limit_exceeded"}}'],
    expected: { finish: 'error', error: { kind: 'rate-limit', status: 429, retryable: true, retryAfterMs: 3000 } },
  }),
  wireCase('a key that is wrong', {
    status: 401,
    headers: { 'content-type': 'application/json' },
    segments: ['{"error":{"message":"Incorrect API key provided: sk-1234567890abcdef"}}'],
    expected: {
      finish: 'error',
      error: { kind: 'auth', status: 401, retryable: false, mustNotInclude: 'sk-1234567890abcdef' },
    },
  }),
];

interface Given {
  status?: number;
  headers?: Record<string, string>;
  segments: WireCase['segments'];
  end?: WireCase['end'];
  expected: Partial<WireCase['expected']>;
}

function wireCase(id: string, { expected, ...given }: Given): WireCase {
  return {
    id,
    description: id,
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    end: 'close',
    ...given,
    expected: { text: '', reasoning: '', tools: [], finish: 'stop', usage: null, error: null, ...expected },
  };
}

function event(payload: unknown): string {
  return `data: ${JSON.stringify(payload)}\n\n`;
}

function text(content: string): string {
  return event({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
}

function tool(call: unknown): string {
  return event({ choices: [{ index: 0, delta: { tool_calls: [call] }, finish_reason: null }] });
}

function finish(reason: string): string {
  return event({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });
}

function bytes(stream: string): WireCase['segments'] {
  return [...Buffer.from(stream)].map(byte => ({ b64: Buffer.from([byte]).toString('base64') }));
}

import { expect, test } from 'vitest';
import { startGateway } from '../../support/gateway/gateway.ts';
import { recordedPieces } from '../../support/gateway/recording.ts';

const fast = { firstTokenMs: 0, tokensPerSecond: Number.POSITIVE_INFINITY };
const encoder = new TextEncoder();

/** With a cut-off character and no end: whatever was recorded is served. */
const recordings = [
  { name: 'chat.sse', bytes: Uint8Array.from([...encoder.encode(': hi\n\ndata: {"a":"ä"}\r\n\r\ndata: '), 0xc3]) },
  { name: 'lines.jsonl', bytes: encoder.encode('{"message":{"content":"a"}}\n{"done":true}') },
];

async function ask(baseUrl: string, path: string, model: string): Promise<Response> {
  return fetch(baseUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'x' }] }),
  });
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

test('recordings are served as they are, by their names', async () => {
  const gateway = await startGateway({ pace: fast, replay: recordings });
  try {
    expect(gateway.models).toContain('replay/chat.sse');
    const chat = await ask(gateway.baseUrl, '/chat/completions', 'replay/chat.sse');
    expect(chat.headers.get('content-type')).toBe('text/event-stream');
    expect(await bytesOf(chat)).toEqual(recordings[0]?.bytes);
    expect(gateway.requests.at(-1)?.tokensWritten).toBe(3);
    const lines = await ask(gateway.origin, '/api/chat', 'replay/lines.jsonl');
    expect(lines.headers.get('content-type')).toBe('application/x-ndjson');
    expect(await bytesOf(lines)).toEqual(recordings[1]?.bytes);
    expect((await ask(gateway.baseUrl, '/chat/completions', 'any')).status).toBe(404);
  } finally {
    await gateway.close();
  }
});

test('a single one is served for every model that is not known', async () => {
  const gateway = await startGateway({ pace: fast, replay: recordings.slice(0, 1) });
  try {
    expect(await bytesOf(await ask(gateway.baseUrl, '/chat/completions', 'gpt-x'))).toEqual(recordings[0]?.bytes);
    expect(await (await ask(gateway.baseUrl, '/chat/completions', 'sample/fast')).text()).toContain('as fast as');
  } finally {
    await gateway.close();
  }
});

test('it is cut after events and lines, and can be held between them', async () => {
  const pieces = (text: string) =>
    recordedPieces({ name: '', bytes: encoder.encode(text) }).map(piece => new TextDecoder().decode(piece));
  expect(pieces('data: 1\n\ndata: 2\r\n\r\ndata: 3')).toEqual(['data: 1\n\n', 'data: 2\r\n\r\n', 'data: 3']);
  expect(pieces('{"a":1}\n{"a":2}\n')).toEqual(['{"a":1}\n', '{"a":2}\n']);
  expect(pieces('')).toEqual([]);

  const gateway = await startGateway({ pace: fast, replay: recordings.slice(0, 1) });
  try {
    gateway.hold();
    const answer = ask(gateway.baseUrl, '/chat/completions', 'any');
    const request = await gateway.nextRequest();
    gateway.release(1);
    await request.whenWritten(1);
    expect(request.tokensWritten).toBe(1);
    gateway.resume();
    expect(await bytesOf(await answer)).toEqual(recordings[0]?.bytes);
  } finally {
    await gateway.close();
  }
});

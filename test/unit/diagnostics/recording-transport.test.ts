import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createByteMask } from '../../../src/core/diagnostics/mask-bytes.ts';
import { recordingTransport } from '../../../src/core/diagnostics/recording-transport.ts';
import type { HttpRequest } from '../../../src/core/wire/wire-format.ts';
import { FakeTransport } from '../transport/support/fake-transport.ts';

const key = 'sk-secret/of+test';

const request: HttpRequest = {
  method: 'POST',
  url: new URL('https://host.example/v1/chat/completions?key=query-secret'),
  headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'x-company': 'company-secret' },
  body: '{}',
};

/** What was recorded, one entry a response. */
function recorder() {
  const recordings: { status: number; bytes: number[]; ended: number }[] = [];
  const transport = new FakeTransport();
  const recording = recordingTransport(transport, ({ status }) => {
    const entry = { status, bytes: [] as number[], ended: 0 };
    recordings.push(entry);
    return { write: bytes => entry.bytes.push(...bytes), end: () => entry.ended++ };
  });
  return { transport, recording, recordings };
}

const decode = (bytes: readonly number[]) => new TextDecoder().decode(Uint8Array.from(bytes));

describe('a recording', () => {
  test('holds the bytes of the body as they came, and the reader gets them too', async () => {
    const { transport, recording, recordings } = recorder();
    const sending = recording.send(request, { signal: new AbortController().signal });
    const exchange = transport.exchange(0);
    exchange.respond();
    exchange.push('data: {"a":"ü');
    exchange.push('€"}\r\n\r\n');
    exchange.push('data: [DONE]\n\n');
    exchange.end();
    let read = '';
    for await (const bytes of (await sending).body) read += new TextDecoder().decode(bytes);
    expect(read).toBe('data: {"a":"ü€"}\r\n\r\ndata: [DONE]\n\n');
    expect(recordings.map(({ bytes, ...rest }) => ({ ...rest, text: decode(bytes) }))).toEqual([
      { status: 200, ended: 1, text: read },
    ]);
  });

  test('holds no credential of the request, however it is cut, and as many bytes as came', async () => {
    const { transport, recording, recordings } = recorder();
    const sending = recording.send(request, { signal: new AbortController().signal });
    const exchange = transport.exchange(0);
    exchange.respond(401);
    const body = `{"error":"Wrong key ${key.replace('/', '\\/')} (${key}), company-secret, query-secret"}`;
    for (const character of body) exchange.push(character);
    exchange.end();
    let read = '';
    for await (const bytes of (await sending).body) read += new TextDecoder().decode(bytes);
    expect(read).toBe(body);
    const text = decode(recordings[0]?.bytes ?? []);
    expect(text).toBe(
      `{"error":"Wrong key ${'*'.repeat(18)} (${'*'.repeat(17)}), ${'*'.repeat(14)}, ${'*'.repeat(12)}"}`,
    );
    expect(text).toHaveLength(body.length);
  });

  test('ends with what came, when the connection breaks and when the reader leaves', async () => {
    const broken = recorder();
    const sending = broken.recording.send(request, { signal: new AbortController().signal });
    broken.transport.exchange(0).respond();
    broken.transport.exchange(0).push('some');
    broken.transport.exchange(0).fail(new Error('reset'));
    const { body } = await sending;
    await expect(async () => {
      for await (const _ of body);
    }).rejects.toThrow('reset');
    expect(broken.recordings).toMatchObject([{ ended: 1 }]);
    expect(decode(broken.recordings[0]?.bytes ?? [])).toBe('some');

    const left = recorder();
    const other = left.recording.send(request, { signal: new AbortController().signal });
    left.transport.exchange(0).respond();
    left.transport.exchange(0).push('some');
    for await (const _ of (await other).body) break;
    expect(left.recordings).toMatchObject([{ ended: 1 }]);
  });

  test('is of answers only, not of lists of models', async () => {
    const { transport, recording, recordings } = recorder();
    const { body: _, ...get } = request;
    const sending = recording.send({ ...get, method: 'GET' }, { signal: new AbortController().signal });
    transport.exchange(0).respond();
    await sending;
    expect(recordings).toEqual([]);
  });
});

test('a mask leaves all else as it is, and nothing of a secret, at any cut', () => {
  const secrets = ['abcabd', 'bcab', 'ab/ab'];
  const piece = fc.oneof(
    fc.constantFrom(...secrets, 'ab\\/ab', 'abc', 'ab', 'ü'),
    fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', '/', '\\') }),
  );
  const whole = (bytes: Uint8Array) => {
    const mask = createByteMask(secrets);
    return [...mask.push(bytes), ...mask.end()];
  };
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat(40)), (pieces, cuts) => {
      const bytes = new TextEncoder().encode(pieces.join('|'));
      const mask = createByteMask(secrets);
      const out: number[] = [];
      let start = 0;
      for (const cut of cuts) {
        out.push(...mask.push(bytes.subarray(start, start + cut)));
        start += cut;
      }
      out.push(...mask.push(bytes.subarray(start)), ...mask.end());
      expect(out).toHaveLength(bytes.length);
      const text = decode(out);
      for (const secret of secrets) expect(text).not.toContain(secret);
      for (const [index, byte] of out.entries()) if (byte !== 0x2a) expect(byte).toBe(bytes[index]);
      expect(decode(whole(bytes))).not.toMatch(/abcabd|bcab|ab\/ab|ab\\\/ab/);
    }),
  );
});

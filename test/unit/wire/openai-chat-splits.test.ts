import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StreamItem } from '../../../src/core/delta.ts';
import { chunk, collect, decode, decodePieces, events, toBytes } from './support.ts';

const folder = new URL('../../fixtures/openai-chat/', import.meta.url);
const streams = readdirSync(folder)
  .filter(name => name.endsWith('.sse'))
  .map(name => [name, readFileSync(new URL(name, folder))] as const);

/** The deltas with adjacent text joined: what is left when how the bytes came does not matter. */
function merge(items: readonly StreamItem[]): StreamItem[] {
  const merged: StreamItem[] = [];
  for (const item of items) {
    const last = merged.at(-1);
    if (item.type === 'text-delta' && last?.type === 'text-delta') {
      merged[merged.length - 1] = { type: 'text-delta', text: last.text + item.text };
    } else merged.push(item);
  }
  return merged;
}

test.each(streams)('%s is the same cut in two at every byte', (_, bytes) => {
  const whole = decode(bytes);
  for (let at = 0; at <= bytes.length; at++) {
    expect(decodePieces([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(whole);
  }
});

test.each(streams)('%s keeps what came before it is cut off at any byte', (_, bytes) => {
  const whole = collect(decode(bytes));
  for (let at = 0; at < bytes.length; at++) {
    const part = collect(decode(bytes.subarray(0, at)));
    expect(whole.text.startsWith(part.text) && whole.reasoning.startsWith(part.reasoning)).toBe(true);
    if (part.error) expect(['truncated', whole.error?.kind]).toContain(part.error.kind);
    else expect(part.finish).toBe(whole.finish);
  }
});

test('the streams written by hand mean what they should', () => {
  const answers = Object.fromEntries(streams.map(([name, bytes]) => [name, collect(decode(bytes))]));
  expect(answers['scripts.sse']).toMatchObject({
    text: 'Grüße aus Κόρινθος, 日本語と한국어 👩\u200d👩\u200d👧 und 🇨🇭, 𝕏²\n```ts\nconst naïve = "“”";\n```\nשלום',
    finish: 'stop',
    usage: { inputTokens: 21, outputTokens: 13, cachedInputTokens: 8, reasoningTokens: 5 },
  });
  expect(answers['reasoning-and-tools.crlf.sse']).toMatchObject({
    text: 'Ich sehe nach.',
    reasoning: 'First über das Wetter.',
    signatures: ['c2lnbmF0dXJl'],
    tools: [
      { id: 'call_a', name: 'weather', argumentsText: '{"city": "Zürich 🏔"}', complete: true },
      { id: 'call_b', name: 'now', argumentsText: '', complete: true },
    ],
    finish: 'tool-calls',
  });
  expect(answers['bare-cr-no-end.sse']).toMatchObject({ text: 'in zwei Zeilen – ä und Schluß', finish: 'stop' });
  expect(answers['error.sse']).toMatchObject({ text: 'Half an ansẘer', error: { kind: 'overloaded' } });
});

test('any text in any deltas, cut anywhere, arrives whole', () => {
  const cuts = fc.array(fc.nat(), { maxLength: 20 });
  const texts = fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 8 });
  fc.assert(
    fc.property(texts, cuts, fc.constantFrom('\n', '\r\n', '\r'), (parts, offsets, lineEnd) => {
      const body = events([...parts.map(content => chunk({ content })), chunk({}, 'stop')]).replaceAll('\n', lineEnd);
      const bytes = toBytes(body);
      const edges = [0, ...offsets.map(offset => offset % bytes.length).sort((a, b) => a - b), bytes.length];
      const pieces = edges.slice(1).map((end, index) => bytes.subarray(edges[index], end));
      const items = decodePieces(pieces);
      expect(collect(items)).toMatchObject({ text: parts.join(''), finish: 'stop' });
      expect(merge(items)).toEqual(merge(decode(bytes)));
    }),
    { numRuns: 200 },
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { isWireFormatId, wireFormats } from '../../../src/core/wire/wire-formats.ts';
import { keepAlivesOf, textStreams } from './streams-by-hand.ts';
import { collect, decode, decodePieces, toBytes } from './support.ts';

const root = new URL('../../fixtures/', import.meta.url);

/** The streams written by hand for each format. */
const streams = readdirSync(root)
  .filter(isWireFormatId)
  .flatMap(format =>
    readdirSync(new URL(`${format}/`, root))
      .filter(name => /\.(?:sse|ndjson)$/.test(name))
      .map(name => [format, name, new Uint8Array(readFileSync(new URL(`${format}/${name}`, root)))] as const),
  );

test('there are streams of every format', () => {
  expect(new Set(streams.map(([format]) => format))).toEqual(new Set(Object.keys(wireFormats)));
});

/** What the streams called “answer” say, each in its own words. */
const commonAnswer = {
  text: 'Grüße, 日本 👩\u200d👩\u200d👧',
  reasoning: 'First über das Wetter.',
  tools: [
    { name: 'weather', complete: true },
    { name: 'now', complete: true },
  ],
  finish: 'tool-calls',
  usage: { inputTokens: 21, outputTokens: 13 },
};

const commonError = { text: 'Half an ansẘer', error: { retryable: true } };

/** What the others say. */
const meanings: Readonly<Record<string, object>> = {
  'scripts.sse': {
    text: 'Grüße aus Κόρινθος, 日本語と한국어 👩\u200d👩\u200d👧 und 🇨🇭, 𝕏²\n```ts\nconst naïve = "“”";\n```\nשלום',
    finish: 'stop',
    usage: { inputTokens: 21, outputTokens: 13, cachedInputTokens: 8, reasoningTokens: 5 },
  },
  'reasoning-and-tools.crlf.sse': {
    ...commonAnswer,
    text: 'Ich sehe nach.',
    signatures: [expect.stringContaining('c2lnbmF0dXJl')],
    tools: [
      { id: 'call_a', name: 'weather', argumentsText: '{"city": "Zürich 🏔"}', complete: true },
      { id: 'call_b', name: 'now', argumentsText: '', complete: true },
    ],
  },
  'bare-cr-no-end.sse': { text: 'in zwei Zeilen – ä und Schluß', finish: 'stop' },
};

describe.each(streams)('%s %s', { timeout: 60_000 }, (format, name, bytes) => {
  const whole = decode(bytes, { format });
  const answer = collect(whole);

  test('means what it should', () => {
    const isError = name.startsWith('error');
    expect(answer).toMatchObject(meanings[name] ?? (isError ? commonError : commonAnswer));
    const weather = answer.tools.find(tool => tool.name === 'weather');
    if (weather) expect(JSON.parse(weather.argumentsText)).toEqual({ city: 'Zürich 🏔' });
  });

  test('is the same cut in two at every byte', () => {
    for (let at = 0; at <= bytes.length; at++) {
      expect(decodePieces([bytes.subarray(0, at), bytes.subarray(at)], { format })).toEqual(whole);
    }
  });

  test('keeps what came before it is cut off at any byte', () => {
    for (let at = 0; at < bytes.length; at++) {
      const part = collect(decode(bytes.subarray(0, at), { format }));
      expect(answer.text.startsWith(part.text) && answer.reasoning.startsWith(part.reasoning)).toBe(true);
      if (part.error) expect(['truncated', answer.error?.kind]).toContain(part.error.kind);
      else expect(part.finish).toBe(answer.finish);
    }
  });

  test('is the same with any keep-alives in between, any ends of line, and any cut', () => {
    const { framing } = wireFormats[format];
    const blocks = blocksOf(bytes, framing);
    const keepAlive = fc.constantFrom('', ...keepAlivesOf(format));
    const between = fc.array(keepAlive, { minLength: blocks.length + 1, maxLength: blocks.length + 1 });
    const lineEnd = fc.constantFrom('\n', '\r\n', ...(framing === 'sse' ? ['\r'] : []));
    const start = fc.constantFrom('', '\ufeff');
    fc.assert(
      fc.property(between, lineEnd, start, cuts, fc.boolean(), (fillers, end, mark, offsets, isTight) => {
        const text = mark + fillers.map((filler, index) => filler + (blocks[index] ?? '')).join('');
        const spaced = isTight ? text.replaceAll(/^(data|event): /gm, '$1:') : text;
        const body = toBytes(spaced.replaceAll('\n', end));
        expect(decodePieces(cutAt(body, offsets), { format })).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });
});

const cuts = fc.array(fc.nat(), { maxLength: 20 });

describe('any text in any deltas', { timeout: 60_000 }, () => {
  // All characters there are: making them takes most of a second.
  const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
  const texts = fc.array(anyText, { minLength: 1, maxLength: 8 });

  test.each(Object.entries(textStreams))('of %s, cut anywhere, arrives whole', (id, streamOf) => {
    const format = id as WireFormatId;
    fc.assert(
      fc.property(texts, cuts, (parts, offsets) => {
        const bytes = toBytes(streamOf(parts));
        expect(collect(decodePieces(cutAt(bytes, offsets), { format }))).toMatchObject({
          text: parts.join(''),
          finish: 'stop',
        });
      }),
      { numRuns: 100 },
    );
  });
});

/** Cuts bytes at places that may be anywhere, also beyond their end. */
function cutAt(bytes: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  const edges = [0, ...offsets.map(offset => offset % bytes.length).sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((end, index) => bytes.subarray(edges[index], end));
}

/** The events or lines of a stream, each with its end in line feeds. */
function blocksOf(bytes: Uint8Array, framing: 'sse' | 'jsonl'): string[] {
  const text = new TextDecoder().decode(bytes).replaceAll(/\r\n?/g, '\n').trim();
  return framing === 'sse'
    ? text.split(/\n\n+/).map(block => `${block}\n\n`)
    : text.split('\n').map(line => `${line}\n`);
}

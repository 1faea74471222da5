import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../../scripts/deltas-command.ts';
import { guessFormat, keyHint } from '../../../scripts/deltas-errors.ts';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { chunk } from '../wire/support.ts';
import { chunkings, runDeltas } from './run-deltas.ts';

const bodies: Record<string, string> = {
  'anthropic-messages':
    'event: message_start\ndata: {"type":"message_start","message":{"id":"m","role":"assistant","content":[]}}\n\n',
  'openai-responses': 'data: {"type":"response.created","response":{"id":"r","status":"in_progress"}}\n\n',
  'gemini-generatecontent': 'data: {"candidates":[{"content":{"parts":[{"text":"Hi"}]}}]}\n\n',
  'openai-chat': `data: ${JSON.stringify(chunk({ content: 'Hi' }))}\n\n`,
  'ollama-ndjson': '{"model":"m","message":{"role":"assistant","content":"Hi"},"done":false}\n',
};
const formats = Object.keys(bodies) as WireFormatId[];
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a recording', () => {
  test.each(formats)('of %s is known by its first payload', format => {
    expect(guessFormat(bytes(bodies[format] ?? ''))).toBe(format);
    expect(guessFormat(bytes(`\uFEFF: ping\n\n${format === 'ollama-ndjson' ? '' : bodies[format]}`))).toBe(
      format === 'ollama-ndjson' ? undefined : format,
    );
  });

  test('of Gemini may be a JSON array', () => {
    expect(guessFormat(bytes('[{\n  "candidates": []\n}\n,\n{'))).toBe('gemini-generatecontent');
  });

  test('of something else is of no format', () => {
    expect(guessFormat(bytes('data: {"a":1}\n\n'))).toBe('unknown');
    expect(guessFormat(bytes('some text'))).toBeUndefined();
  });

  const pairs = formats.flatMap(own => formats.filter(other => other !== own).map(other => [own, other] as const));
  test.each(pairs)('of %s, read as %s, says so', async (own, other) => {
    for (const size of chunkings) {
      const { status, items } = await runDeltas(other, '', size, bytes(bodies[own] ?? ''));
      expect(status).toBe(1);
      expect(items.filter(({ type }) => type !== 'response-start')).toEqual([
        expect.objectContaining({ type: 'error', message: expect.stringContaining(`--format ${own}.`) }),
      ]);
      expect(items.at(-1)).not.toHaveProperty('remedy');
      expect(items.at(-1)).toMatchObject({ message: expect.stringContaining(`read as “${other}”`) });
    }
  });

  test('of another format that ends as chat completions do names its format, too', async () => {
    const body = bytes(`${bodies['anthropic-messages']}data: [DONE]\n\n`);
    expect((await runDeltas('openai-chat', '', undefined, body)).items).toMatchObject([
      { type: 'error', message: expect.stringContaining('--format anthropic-messages') },
    ]);
  });

  test.each(formats)('of %s that breaks off is not told to go on', async format => {
    const { status, items } = await runDeltas(format, '', undefined, bytes(bodies[format] ?? ''));
    expect(status).toBe(1);
    expect(items.at(-1)).toMatchObject({
      type: 'error',
      kind: 'truncated',
      message: 'The recording ends before the answer is complete.',
    });
  });

  test('with a broken payload is not told to go on either', async () => {
    const body = `${bodies['openai-chat']}data: {"choices":[{"del\n\ndata: [DONE]\n\n`;
    expect((await runDeltas('openai-chat', '', undefined, bytes(body))).items.at(-1)).toMatchObject({
      type: 'error',
      kind: 'protocol',
      message: 'The server sent a piece of the answer that is not valid JSON.',
    });
  });

  test('of no known format says that nothing could be read', async () => {
    expect((await runDeltas('openai-chat', '', undefined, bytes('data: {"a":1}\n\n'))).items).toMatchObject([
      { type: 'error', kind: 'truncated', message: expect.stringContaining('read as “openai-chat”') },
    ]);
  });

  test('that holds a provider’s error gives the provider’s words', async () => {
    const body = 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n';
    expect((await runDeltas('anthropic-messages', '', undefined, bytes(body))).items).toMatchObject([
      { type: 'error', kind: 'overloaded', message: expect.stringContaining('Overloaded') },
    ]);
  });
});

test.each([
  ['chat', 'openai-chat'],
  ['responses', 'openai-responses'],
  ['anthropic', 'anthropic-messages'],
  ['gemini', 'gemini-generatecontent'],
  ['mistral', 'mistral'],
  ['ollama', 'ollama-ndjson'],
])('%s is short for %s', (alias, id) => {
  expect(parseCommand(['--format', alias], {})).toMatchObject({ format: { id } });
});

test('about a key, the command line’s own option is named', () => {
  expect(keyHint(false)).toMatch(/^No key was sent\. --key-env NAME/);
  expect(keyHint(true)).toMatch(/--key-env was not accepted/);
});

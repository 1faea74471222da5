import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readContentDelta } from '../../../src/core/wire/anthropic-messages/content-delta.ts';
import { parseJson } from '../../../src/core/wire/json.ts';

describe('a content delta read without JSON.parse', () => {
  const kinds = ['text', 'thinking', 'input_json'] as const;
  const event = (kind: (typeof kinds)[number], text: string, index: number) => {
    const field = kind === 'input_json' ? 'partial_json' : kind;
    return JSON.stringify({ type: 'content_block_delta', index, delta: { type: `${kind}_delta`, [field]: text } });
  };

  test.each(kinds)('is what Anthropic mostly sends: %s', kind => {
    const data = event(kind, 'Grüße 👩‍💻 {"a\\nb":\n', 3).replace('}}', '}      }  ');
    expect(readContentDelta(data)).toEqual(JSON.parse(data));
  });

  test('is what JSON.parse gives, or nothing', () => {
    const kind = fc.constantFrom(...kinds);
    fc.assert(
      fc.property(kind, fc.string({ unit: 'binary' }), fc.nat(12), (which, text, index) => {
        const data = event(which, text, index);
        const read = readContentDelta(data);
        if (read) expect(read).toEqual(JSON.parse(data));
        else expect(index).toBeGreaterThan(9);
      }),
    );
  });

  test('is never read of what JSON.parse reads otherwise', () => {
    const whole = event('text', 'some "words"\n', 0);
    const damage = fc.record({
      at: fc.nat(whole.length),
      length: fc.nat(4),
      by: fc.string({ maxLength: 4, unit: 'binary' }),
    });
    const pieces = fc.constantFrom('"', '}', '{', '\\', ',"index":7', ' ', '\n', '\t', '0', '-', '\0');
    fc.assert(
      fc.property(damage, pieces, fc.boolean(), ({ at, length, by }, piece, usePiece) => {
        const data = whole.slice(0, at) + (usePiece ? piece : by) + whole.slice(at + length);
        const read = readContentDelta(data);
        if (read) expect(read).toEqual(parseJson(data));
      }),
      { numRuns: 5000 },
    );
  });
});

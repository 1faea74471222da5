import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { start, stop, text } from './anthropic-messages-support.ts';
import { collect, decode, events } from './support.ts';

/** Events in which anything may stand where a field is read. */
const value = fc.oneof(
  fc.constantFrom(null, 0, 1, '', 'x', true, [], {}, [null], [{}], { type: 'text', text: 'no' }, { id: 'msg' }),
  fc.jsonValue({ maxDepth: 2 }),
);
const fields = fc.dictionary(
  fc.constantFrom('index', 'content_block', 'delta', 'message', 'usage', 'content', 'done_reason', 'response', 'model'),
  value,
  { maxKeys: 4 },
);
const event = fc.record({
  type: fc.constantFrom('content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'ping', 7),
  fields,
});

test.each<WireFormatId>(['anthropic-messages', 'ollama-ndjson'])('%s survives any fields', format => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), stream => {
      const strange = stream.map(({ type, fields: other }) => ({ ...other, type }));
      const body = events([start(), ...strange, ...text(90, 'text'), ...stop()], '');
      const answer = collect(decode(body, { format, framing: 'sse' }));
      if (format === 'anthropic-messages' && !answer.error) expect(answer.text.endsWith('text')).toBe(true);
    }),
    { numRuns: 300 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { chunk, collect, decode, events } from './support.ts';

/** Streams in which anything may stand where a field is read: nothing throws, and there is one end. */
const value = fc.oneof(
  fc.constantFrom<unknown>(null, 0, 1, -1, '', 'x', '{}', true, [], {}, [null], [{}], ['x'], [[]], '__proto__'),
  fc.jsonValue({ maxDepth: 3 }),
);

function objectOf(names: readonly string[], entry: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  return fc.dictionary(fc.constantFrom(...names), entry, { maxKeys: 5 });
}

/** A part of content, a detail of reasoning or a call: what lists are made of. */
const part = objectOf(
  [
    'type',
    'text',
    'thinking',
    'signature',
    'image_url',
    'data',
    'index',
    'id',
    'function',
    'summary',
    'url',
    'annotations',
  ],
  fc.oneof(
    fc.constantFrom<unknown>(
      'text',
      'thinking',
      'image_url',
      'reasoning.text',
      'output_text',
      'summary_text',
      'url_citation',
    ),
    objectOf(['name', 'arguments', 'url', 'text'], value),
    value,
  ),
);
const parts = fc.oneof(value, part, fc.array(part, { maxLength: 3 }));

const chatFields = [
  'content',
  'reasoning',
  'reasoning_content',
  'reasoning_details',
  'reasoning_signature',
  'tool_calls',
  'function_call',
  'refusal',
  'images',
  'annotations',
];
const choice = objectOf(
  ['index', 'delta', 'message', 'text', 'usage', 'finish_reason'],
  fc.oneof(value, objectOf(chatFields, parts)),
);
const chatChunk = objectOf(
  ['id', 'model', 'choices', 'usage', 'x_groq', 'citations', 'search_results'],
  fc.oneof(value, choice, fc.array(choice, { maxLength: 2 })),
);

const item = objectOf(
  [
    'id',
    'type',
    'call_id',
    'name',
    'arguments',
    'input',
    'content',
    'summary',
    'encrypted_content',
    'result',
    'status',
  ],
  fc.oneof(
    fc.constantFrom<unknown>('message', 'reasoning', 'function_call', 'custom_tool_call', 'image_generation_call'),
    parts,
  ),
);
const event = fc
  .record({
    type: fc.constantFrom(
      'response.created',
      'response.output_item.added',
      'response.output_item.done',
      'response.content_part.done',
      'response.output_text.delta',
      'response.output_text.done',
      'response.refusal.delta',
      'response.reasoning_summary_text.delta',
      'response.reasoning_summary_part.done',
      'response.reasoning_text.done',
      'response.output_text.annotation.added',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.custom_tool_call_input.delta',
      'response.new',
    ),
    fields: objectOf(
      [
        'output_index',
        'content_index',
        'summary_index',
        'item_id',
        'delta',
        'text',
        'part',
        'item',
        'annotation',
        'response',
      ],
      fc.oneof(value, item, part),
    ),
  })
  .map(({ type, fields }) => ({ ...fields, type }));

test.each<WireFormatId>(['openai-chat', 'mistral'])('%s survives any fields', format => {
  fc.assert(
    fc.property(fc.array(chatChunk, { maxLength: 6 }), stream => {
      const answer = collect(decode(events([...stream, chunk({ content: 'text' }), chunk({}, 'stop')]), { format }));
      if (!answer.error) expect(answer.text.endsWith('text')).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('openai-responses survives any fields', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 8 }), fc.array(item, { maxLength: 3 }), (stream, output) => {
      const last = [
        { type: 'response.output_text.delta', output_index: 90, item_id: 'last', delta: 'text' },
        { type: 'response.completed', response: { status: 'completed', output } },
      ];
      const answer = collect(decode(events([...stream, ...last], ''), { format: 'openai-responses' }));
      expect(answer.error).toBeUndefined();
      expect(answer.text).toContain('text');
    }),
    { numRuns: 500 },
  );
});

test.each<WireFormatId>(['openai-chat', 'openai-responses'])('%s survives any document', format => {
  fc.assert(
    fc.property(fc.oneof(chatChunk, item, event, fc.array(parts), fc.jsonValue()), document => {
      collect(decode(JSON.stringify(document), { format }));
    }),
    { numRuns: 500 },
  );
});

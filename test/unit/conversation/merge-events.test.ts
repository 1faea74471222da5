import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEvent } from '../../../src/core/conversation/apply-event.ts';
import { type ConversationEvent, emptyConversation } from '../../../src/core/conversation/conversation.ts';
import { appendMerged } from '../../../src/core/conversation/merge-events.ts';
import type { Delta } from '../../../src/core/delta.ts';

const text = fc.string({ maxLength: 4 });
const toolId = fc.constantFrom('t1', 't2');
const delta: fc.Arbitrary<Delta> = fc.oneof(
  fc.record({ type: fc.constant('text-delta' as const), text }),
  fc.record({ type: fc.constant('refusal-delta' as const), text }),
  fc.record(
    { type: fc.constant('reasoning-delta' as const), text, signature: fc.constantFrom('s1', 's2') },
    { requiredKeys: ['type', 'text'] },
  ),
  fc.record({ type: fc.constant('tool-call-start' as const), id: toolId, name: text }),
  fc.record({ type: fc.constant('tool-call-delta' as const), id: toolId, argumentsText: text }),
  fc.record({ type: fc.constant('tool-call-end' as const), id: toolId }),
  fc.record({ type: fc.constant('usage' as const), usage: fc.record({ outputTokens: fc.nat() }) }),
);
const answerId = fc.constantFrom('a', 'b');
const event: fc.Arbitrary<ConversationEvent> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('answer-delta' as const), id: answerId, delta }) },
  fc.record({
    type: fc.constant('answer-state' as const),
    id: answerId,
    state: fc.constantFrom('waiting' as const, 'stalled' as const),
  }),
);

/** Two answers to begin with. */
function start() {
  const conversation = emptyConversation('c');
  const model = { providerId: 'p', providerLabel: 'P', modelId: 'm' };
  for (const id of ['a', 'b']) applyEvent(conversation, { type: 'answer-start', id, parentId: 'q', model, at: 0 });
  return conversation;
}

test('merged events do the same as the events one by one, and are never more', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), events => {
      const one = start();
      for (const each of events) applyEvent(one, each);
      const queue: ConversationEvent[] = [];
      for (const each of structuredClone(events)) appendMerged(queue, each);
      const merged = start();
      for (const each of queue) applyEvent(merged, each);
      expect(merged).toEqual(one);
      expect(queue.length).toBeLessThanOrEqual(events.length);
    }),
  );
});

test('a thousand text deltas become one', () => {
  const queue: ConversationEvent[] = [];
  for (let i = 0; i < 1000; i++) {
    appendMerged(queue, { type: 'answer-delta', id: 'a', delta: { type: 'text-delta', text: 'x' } });
  }
  expect(queue).toEqual([{ type: 'answer-delta', id: 'a', delta: { type: 'text-delta', text: 'x'.repeat(1000) } }]);
});

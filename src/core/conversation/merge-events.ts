import { type Delta, paragraphBreak, type ReasoningDelta, type TextDelta } from '../delta.ts';
import type { ConversationEvent } from './conversation.ts';

/**
 * Appends an event to a queue, merging it into the last one where the result of applying both is the same.
 *
 * Both the road to a view and the journal gather events with it; neither ever holds more than the text received.
 */
export function appendMerged(queue: ConversationEvent[], event: ConversationEvent): void {
  const last = queue.at(-1);
  const merged = last && mergeEvents(last, event);
  if (merged) queue[queue.length - 1] = merged;
  else queue.push(event);
}

/** One event that does what both do, one after the other; undefined where there is none. */
export function mergeEvents(first: ConversationEvent, second: ConversationEvent): ConversationEvent | undefined {
  if (first.type === 'answer-delta' && second.type === 'answer-delta' && first.id === second.id) {
    const delta = mergeDeltas(first.delta, second.delta);
    return delta && { type: 'answer-delta', id: first.id, delta };
  }
  if (first.type === 'answer-state' && second.type === 'answer-state' && first.id === second.id) return second;
  return undefined;
}

function mergeDeltas(first: Delta, second: Delta): Delta | undefined {
  if (first.type === 'text-delta' && second.type === 'text-delta') {
    return { ...first, text: joined(first, second) };
  }
  if (first.type === 'refusal-delta' && second.type === 'refusal-delta') {
    return { type: 'refusal-delta', text: first.text + second.text };
  }
  if (first.type === 'reasoning-delta' && second.type === 'reasoning-delta' && first.signature === undefined) {
    const { startsParagraph: _, ...rest } = second;
    return { ...rest, ...(first.startsParagraph && { startsParagraph: true }), text: joined(first, second) };
  }
  if (first.type === 'tool-call-delta' && second.type === 'tool-call-delta' && first.id === second.id) {
    return { type: 'tool-call-delta', id: first.id, argumentsText: first.argumentsText + second.argumentsText };
  }
  if (first.type === 'usage' && second.type === 'usage') return second;
  return undefined;
}

function joined(first: TextDelta | ReasoningDelta, second: TextDelta | ReasoningDelta): string {
  return first.text + (second.startsParagraph ? paragraphBreak : '') + second.text;
}

import type { StreamItem } from '../../../src/core/delta.ts';
import { type Answer, collect, decode, events } from './support.ts';

/** A server-sent event of the protocol, without the name that the stream may give it. */
type Event = { type: string } & Record<string, unknown>;

/** The items of a stream of these events. */
export function items(stream: readonly unknown[], end = ''): StreamItem[] {
  return decode(events(stream, end), { format: 'openai-responses' });
}

export function answer(stream: readonly unknown[], end = ''): Answer {
  return collect(items(stream, end));
}

/** The answer in a stream that is completed in order. */
export function completed(...stream: readonly unknown[]): Answer {
  return answer([...stream, end()]);
}

/** The last event of a stream that is completed in order. */
export function end(response: object = {}): Event {
  return {
    type: 'response.completed',
    response: { id: 'r', model: 'm', status: 'completed', output: [], ...response },
  };
}

/** A piece of the first item. */
export function delta(kind: string, text: unknown, more: object = {}): Event {
  return { type: `response.${kind}.delta`, output_index: 0, content_index: 0, item_id: 'i0', delta: text, ...more };
}

/** A piece of text of the first item. */
export const text = (piece: string, more: object = {}) => delta('output_text', piece, more);
/** An item begins. */
export const added = (item: object, index?: number): Event => ({
  type: 'response.output_item.added',
  ...(index === undefined ? {} : { output_index: index }),
  item,
});
/** An item is done. */
export const done = (item: object, index?: number): Event => ({
  ...added(item, index),
  type: 'response.output_item.done',
});
/** An item that is a message. */
export const message = (content: string, id = 'i0') => ({
  type: 'message',
  id,
  content: content === '' ? [] : [{ type: 'output_text', text: content, annotations: [] }],
});
/** An item that is a call of the function `f`. */
export const functionCall = (args: unknown, more: object = {}) => ({
  type: 'function_call',
  id: 'fc',
  call_id: 'a',
  name: 'f',
  arguments: args,
  ...more,
});
/** A complete call of the function in {@link functionCall}. */
export const completeCall = { id: 'a', name: 'f', complete: true };

import type { StreamItem } from '../../../src/core/delta.ts';
import { type Answer, collect, decode, events } from './support.ts';

/** The event that begins an answer. */
export function start(more: object = {}): object {
  return {
    type: 'message_start',
    message: { id: 'msg', model: 'm', content: [], usage: { input_tokens: 10, output_tokens: 1 }, ...more },
  };
}

/** The events of a block, its deltas as given. */
export function block(index: number, content: object, ...deltas: readonly object[]): object[] {
  return [
    { type: 'content_block_start', index, content_block: content },
    ...deltas.map(delta => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

/** The events of a block of text. */
export function text(index: number, ...texts: readonly string[]): object[] {
  return block(index, { type: 'text', text: '' }, ...texts.map(piece => ({ type: 'text_delta', text: piece })));
}

/** The two events that end an answer. */
export function stop(reason: string | null = 'end_turn', more: object = {}): object[] {
  return [
    {
      type: 'message_delta',
      delta: { stop_reason: reason, stop_sequence: null },
      usage: { output_tokens: 5 },
      ...more,
    },
    { type: 'message_stop' },
  ];
}

/** The items of a stream of these events, without the events' names. */
export function itemsOf(...stream: readonly (object | readonly object[])[]): StreamItem[] {
  return decode(events(stream.flat(), ''), { format: 'anthropic-messages' });
}

/** The same put together. */
export function answerOf(...stream: readonly (object | readonly object[])[]): Answer {
  return collect(itemsOf(...stream));
}

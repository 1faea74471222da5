import type { Script } from '../script.ts';
import { namedEvent } from './server-sent-event.ts';

/** The events of a message: a block each for the thinking, the text and the tool's input, and a ping. */
export function anthropicEvents({ reasoning, text, toolName, toolArguments }: Script): string[] {
  const block = (index: number, content: object, deltas: readonly object[]) => [
    namedEvent('content_block_start', { index, content_block: content }),
    ...deltas.map(delta => namedEvent('content_block_delta', { index, delta })),
    namedEvent('content_block_stop', { index }),
  ];
  const message = {
    id: 'msg_01Vw4LfKp0sYd9RmZ1aJhBx7',
    type: 'message',
    role: 'assistant',
    model: 'sample-opus-5',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 210, cache_creation_input_tokens: 0, cache_read_input_tokens: 1024, output_tokens: 1 },
  };
  const end = { stop_reason: 'tool_use', stop_sequence: null };
  const signature = { type: 'signature_delta', signature: 'RXVhQmtjR2dZdU1w'.repeat(24) };
  return [
    namedEvent('message_start', { message }),
    namedEvent('ping'),
    ...block(0, { type: 'thinking', thinking: '', signature: '' }, [
      ...reasoning.map(thinking => ({ type: 'thinking_delta', thinking })),
      signature,
    ]),
    ...block(
      1,
      { type: 'text', text: '' },
      text.map(piece => ({ type: 'text_delta', text: piece })),
    ),
    ...block(2, { type: 'tool_use', id: 'toolu_01Qm3xT8bN', name: toolName, input: {} }, [
      ...toolArguments.map(piece => ({ type: 'input_json_delta', partial_json: piece })),
    ]),
    namedEvent('message_delta', { delta: end, usage: { output_tokens: 5678 } }),
    namedEvent('message_stop'),
  ];
}

import type { Script } from '../script.ts';
import { dataEvent } from './server-sent-event.ts';

/** The events of Mistral: reasoning as parts of the content, a whole tool call in one chunk, usage with the end. */
export function mistralEvents({ reasoning, text, toolName, toolArguments }: Script): string[] {
  const frame = {
    id: 'b7d20c5e41f84a2f9e6d3c1a0b9f8e7d',
    object: 'chat.completion.chunk',
    created: 1795000000,
    model: 'sample-medium-2608',
  };
  const chunk = (delta: object, finishReason: string | null = null, more: object = {}) =>
    dataEvent({ ...frame, choices: [{ index: 0, delta, finish_reason: finishReason, logprobs: null }], ...more });
  const call = { id: 'D681PevKs', function: { name: toolName, arguments: toolArguments.join('') } };
  const usage = { prompt_tokens: 1234, total_tokens: 6912, completion_tokens: 5678 };
  return [
    chunk({ role: 'assistant', content: '' }),
    ...reasoning.map(piece => chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: piece }] }] })),
    ...text.map(piece => chunk({ content: piece })),
    chunk({ content: '', tool_calls: [call] }, 'tool_calls', { usage }),
    'data: [DONE]\n\n',
  ];
}

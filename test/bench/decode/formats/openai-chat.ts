import type { Script } from '../script.ts';
import { dataEvent } from './server-sent-event.ts';

/** The events of a chat completion, with the reasoning in the field most compatible servers use for it. */
export function openAiChatEvents({ reasoning, text, toolName, toolArguments }: Script): string[] {
  const frame = {
    id: 'chatcmpl-Bx7uQe2TnVw4LfKp0sYd9RmZ1aJh',
    object: 'chat.completion.chunk',
    created: 1795000000,
    model: 'sample-5-mini-2026-08-07',
    service_tier: 'default',
    system_fingerprint: 'fp_5c1f0a9be3',
  };
  const chunk = (delta: object, finishReason: string | null = null) =>
    dataEvent({ ...frame, choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }], usage: null });
  const call = (fields: object) => chunk({ tool_calls: [{ index: 0, ...fields }] });
  const usage = {
    prompt_tokens: 1234,
    completion_tokens: 5678,
    total_tokens: 6912,
    prompt_tokens_details: { cached_tokens: 1024, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 900, audio_tokens: 0 },
  };
  return [
    chunk({ role: 'assistant', content: '', refusal: null }),
    ...reasoning.map(piece => chunk({ reasoning_content: piece })),
    ...text.map(piece => chunk({ content: piece })),
    call({ id: 'call_Qm3xT8bN', type: 'function', function: { name: toolName, arguments: '' } }),
    ...toolArguments.map(piece => call({ function: { arguments: piece } })),
    chunk({}, 'tool_calls'),
    dataEvent({ ...frame, choices: [], usage }),
    'data: [DONE]\n\n',
  ];
}

import type { Script } from '../script.ts';
import { namedEvent } from './server-sent-event.ts';

/** The events of a response: the deltas, and the texts once more at the end of each part, each item and the whole. */
export function openAiResponsesEvents({ reasoning, text, toolName, toolArguments }: Script): string[] {
  let sequence = 0;
  const event = (type: string, fields: object) => namedEvent(type, { sequence_number: sequence++, ...fields });
  const response = {
    id: 'resp_68f0a1b2c3d4e5f60718293a4b5c6d7e',
    object: 'response',
    created_at: 1795000000,
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    model: 'sample-5-2026-08-07',
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: 'medium', summary: 'auto' },
    store: false,
    temperature: 1,
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    truncation: 'disabled',
    metadata: {},
  };

  const reasoningId = 'rs_68f0a1b2c3d4e5f60718293a4b5c6d70';
  const summaryPart = { item_id: reasoningId, output_index: 0, summary_index: 0 };
  const summary = { type: 'summary_text', text: reasoning.join('') };
  const reasoningItem = { id: reasoningId, type: 'reasoning', summary: [summary] };

  const messageId = 'msg_68f0a1b2c3d4e5f60718293a4b5c6d71';
  const textPart = { item_id: messageId, output_index: 1, content_index: 0 };
  const content = { type: 'output_text', annotations: [], logprobs: [], text: text.join('') };
  const message = { id: messageId, type: 'message', role: 'assistant' };
  const messageItem = { ...message, status: 'completed', content: [content] };

  const callId = 'fc_68f0a1b2c3d4e5f60718293a4b5c6d72';
  const callPart = { item_id: callId, output_index: 2 };
  const call = { id: callId, type: 'function_call', call_id: 'call_Qm3xT8bN', name: toolName };
  const callItem = { ...call, status: 'completed', arguments: toolArguments.join('') };

  const usage = {
    input_tokens: 1234,
    input_tokens_details: { cached_tokens: 1024 },
    output_tokens: 5678,
    output_tokens_details: { reasoning_tokens: 900 },
    total_tokens: 6912,
  };
  const output = [reasoningItem, messageItem, callItem];
  return [
    event('response.created', { response: { ...response, status: 'in_progress', output: [], usage: null } }),
    event('response.in_progress', { response: { ...response, status: 'in_progress', output: [], usage: null } }),
    event('response.output_item.added', { output_index: 0, item: { ...reasoningItem, summary: [] } }),
    event('response.reasoning_summary_part.added', { ...summaryPart, part: { ...summary, text: '' } }),
    ...reasoning.map(delta => event('response.reasoning_summary_text.delta', { ...summaryPart, delta })),
    event('response.reasoning_summary_text.done', { ...summaryPart, text: summary.text }),
    event('response.reasoning_summary_part.done', { ...summaryPart, part: summary }),
    event('response.output_item.done', { output_index: 0, item: reasoningItem }),
    event('response.output_item.added', { output_index: 1, item: { ...message, status: 'in_progress', content: [] } }),
    event('response.content_part.added', { ...textPart, part: { ...content, text: '' } }),
    ...text.map(delta => event('response.output_text.delta', { ...textPart, delta, logprobs: [] })),
    event('response.output_text.done', { ...textPart, text: content.text, logprobs: [] }),
    event('response.content_part.done', { ...textPart, part: content }),
    event('response.output_item.done', { output_index: 1, item: messageItem }),
    event('response.output_item.added', { output_index: 2, item: { ...call, status: 'in_progress', arguments: '' } }),
    ...toolArguments.map(delta => event('response.function_call_arguments.delta', { ...callPart, delta })),
    event('response.function_call_arguments.done', { ...callPart, arguments: callItem.arguments }),
    event('response.output_item.done', { output_index: 2, item: callItem }),
    event('response.completed', { response: { ...response, status: 'completed', output, usage } }),
  ];
}

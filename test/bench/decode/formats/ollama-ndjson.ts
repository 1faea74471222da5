import type { Script } from '../script.ts';

/** The lines of Ollama: one JSON object each, tool calls whole. */
export function ollamaLines({ reasoning, text, toolName, toolArguments }: Script): string[] {
  const line = (fields: object) =>
    `${JSON.stringify({ model: 'sample:8b', created_at: '2026-11-22T13:13:32.123456789Z', ...fields })}\n`;
  const message = (fields: object) => line({ message: { role: 'assistant', content: '', ...fields }, done: false });
  const end = {
    total_duration: 4_200_000_000,
    prompt_eval_count: 1234,
    eval_count: 5678,
    eval_duration: 3_900_000_000,
  };
  return [
    ...reasoning.map(thinking => message({ thinking })),
    ...text.map(content => message({ content })),
    ...toolArguments.map(args =>
      message({ tool_calls: [{ function: { name: toolName, arguments: JSON.parse(args) } }] }),
    ),
    line({ message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', ...end }),
  ];
}

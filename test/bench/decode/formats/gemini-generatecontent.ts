import type { Script } from '../script.ts';

/** The events of Gemini: CRLF, a few words in each chunk, usage in all of them, no marker at the end. */
export function geminiEvents({ reasoning, text, toolName, toolArguments }: Script): string[] {
  let tokens = 0;
  const chunk = (part: object, more: object = {}) => {
    tokens += 8;
    const payload = {
      candidates: [{ content: { parts: [part], role: 'model' }, ...more, index: 0 }],
      usageMetadata: {
        promptTokenCount: 1234,
        candidatesTokenCount: tokens,
        totalTokenCount: 1234 + tokens,
        promptTokensDetails: [{ modality: 'TEXT', tokenCount: 1234 }],
        thoughtsTokenCount: 900,
      },
      modelVersion: 'sample-3-pro',
      responseId: 'Vw4LfKp0sYd9RmZ1aJhBx7',
    };
    return `data: ${JSON.stringify(payload)}\r\n\r\n`;
  };
  const calls = toolArguments.map(args => chunk({ functionCall: { name: toolName, args: JSON.parse(args) } }));
  return [
    ...reasoning.map(piece => chunk({ text: piece, thought: true })),
    ...text.map(piece => chunk({ text: piece })),
    ...calls,
    chunk({ text: '' }, { finishReason: 'STOP' }),
  ];
}

import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createMistral } from '@ai-sdk/mistral';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';
import { type Client, emptyAnswer } from './client.ts';
import { fetchOf } from './fake-fetch.ts';

type Model = ReturnType<ReturnType<typeof createOpenAI>['chat']>;
type CreateModel = (settings: { apiKey: string; fetch: typeof fetch }) => Model;

/** Said, since it would warn about what it takes otherwise for a model that it does not know. */
const maxOutputTokens = 4096;

/**
 * The AI SDK in its two ways: a provider's own `doStream`, the faster one, which is all that decoding needs; and
 * `streamText`, which is what its users call.
 */
function ways(provider: string, create: CreateModel, more: Pick<Client, 'withoutReasoning'> = {}): Client[] {
  const model = (chunks: readonly Uint8Array[]) => create({ apiKey: 'sample-key', fetch: fetchOf(chunks) });
  return [
    {
      name: `${provider}: doStream`,
      role: 'sdk',
      ...more,
      async read(chunks) {
        const answer = emptyAnswer();
        const { stream } = await model(chunks).doStream({
          prompt: [{ role: 'user', content: [{ type: 'text', text: 'Go on.' }] }],
          maxOutputTokens,
        });
        for await (const part of stream) {
          if (part.type === 'text-delta') answer.text += part.delta;
          else if (part.type === 'reasoning-delta') answer.reasoning += part.delta;
          else if (part.type === 'tool-input-delta') answer.argumentsText += part.delta;
          else if (part.type === 'error') throw part.error;
        }
        return answer;
      },
    },
    {
      name: `ai with ${provider}: streamText`,
      role: 'sdk',
      ...more,
      async read(chunks) {
        const answer = emptyAnswer();
        const { stream } = streamText({ model: model(chunks), prompt: 'Go on.', maxOutputTokens, maxRetries: 0 });
        for await (const part of stream) {
          if (part.type === 'text-delta') answer.text += part.text;
          else if (part.type === 'reasoning-delta') answer.reasoning += part.text;
          else if (part.type === 'tool-input-delta') answer.argumentsText += part.delta;
          else if (part.type === 'error') throw part.error;
        }
        return answer;
      },
    },
  ];
}

export const aiSdkCompatible: readonly Client[] = ways('@ai-sdk/openai-compatible', settings =>
  createOpenAICompatible({ ...settings, name: 'sample', baseURL: 'https://sample.invalid/v1' }).chatModel('sample'),
);

export const aiSdkOpenAiChat: readonly Client[] = ways(
  '@ai-sdk/openai',
  settings => createOpenAI(settings).chat('sample'),
  { withoutReasoning: true },
);

export const aiSdkOpenAiResponses: readonly Client[] = ways('@ai-sdk/openai', settings =>
  createOpenAI(settings).responses('sample'),
);

export const aiSdkAnthropic: readonly Client[] = ways('@ai-sdk/anthropic', settings =>
  createAnthropic(settings).languageModel('sample'),
);

export const aiSdkGoogle: readonly Client[] = ways('@ai-sdk/google', settings =>
  createGoogle(settings).languageModel('sample'),
);

export const aiSdkMistral: readonly Client[] = ways('@ai-sdk/mistral', settings =>
  createMistral(settings).languageModel('sample'),
);

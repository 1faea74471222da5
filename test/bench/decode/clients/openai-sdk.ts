import OpenAI from 'openai';
import { type Client, emptyAnswer } from './client.ts';
import { fetchOf } from './fake-fetch.ts';

function client(chunks: readonly Uint8Array[]): OpenAI {
  return new OpenAI({ apiKey: 'sample-key', fetch: fetchOf(chunks), maxRetries: 0 });
}

/** The bare stream of chunks, which is its fastest way: the `stream` helper puts messages together on top of it. */
export const openAiSdkChat: Client = {
  name: 'openai: chat.completions.create',
  role: 'sdk',
  async read(chunks) {
    const answer = emptyAnswer();
    const stream = await client(chunks).chat.completions.create({ model: 'sample', messages: [], stream: true });
    for await (const chunk of stream) {
      // Not in OpenAI's own protocol, and so not in the types.
      const delta: Delta | undefined = chunk.choices[0]?.delta;
      if (delta?.content) answer.text += delta.content;
      if (delta?.reasoning_content) answer.reasoning += delta.reasoning_content;
      const argumentsText = delta?.tool_calls?.[0]?.function?.arguments;
      if (argumentsText) answer.argumentsText += argumentsText;
    }
    return answer;
  },
};

type Delta = OpenAI.ChatCompletionChunk.Choice.Delta & { reasoning_content?: string };

/** As above. */
export const openAiSdkResponses: Client = {
  name: 'openai: responses.create',
  role: 'sdk',
  async read(chunks) {
    const answer = emptyAnswer();
    const stream = await client(chunks).responses.create({ model: 'sample', input: 'Go on.', stream: true });
    for await (const event of stream) {
      if (event.type === 'response.output_text.delta') answer.text += event.delta;
      else if (event.type === 'response.reasoning_summary_text.delta') answer.reasoning += event.delta;
      else if (event.type === 'response.function_call_arguments.delta') answer.argumentsText += event.delta;
    }
    return answer;
  },
};

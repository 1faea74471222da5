import Anthropic from '@anthropic-ai/sdk';
import { type Client, emptyAnswer } from './client.ts';
import { fetchOf } from './fake-fetch.ts';

/** The bare stream of events, which is its fastest way: the `stream` helper puts messages together on top of it. */
export const anthropicSdk: Client = {
  name: '@anthropic-ai/sdk: messages.create',
  role: 'sdk',
  async read(chunks) {
    const answer = emptyAnswer();
    const client = new Anthropic({ apiKey: 'sample-key', fetch: fetchOf(chunks), maxRetries: 0 });
    const stream = await client.messages.create({
      model: 'sample',
      max_tokens: 10_000,
      messages: [{ role: 'user', content: 'Go on.' }],
      stream: true,
    });
    for await (const event of stream) {
      if (event.type !== 'content_block_delta') continue;
      const { delta } = event;
      if (delta.type === 'text_delta') answer.text += delta.text;
      else if (delta.type === 'thinking_delta') answer.reasoning += delta.thinking;
      else if (delta.type === 'input_json_delta') answer.argumentsText += delta.partial_json;
    }
    return answer;
  },
};

import { openAiChat } from '../openai-chat/openai-chat.ts';
import type { WireFormat } from '../wire-format.ts';

/** Being written. */
export const anthropicMessages: WireFormat = { ...openAiChat, id: 'anthropic-messages', framing: 'sse' };

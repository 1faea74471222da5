import { openAiChat } from '../openai-chat/openai-chat.ts';
import type { WireFormat } from '../wire-format.ts';

/** Being written. */
export const openAiResponses: WireFormat = { ...openAiChat, id: 'openai-responses', framing: 'sse' };

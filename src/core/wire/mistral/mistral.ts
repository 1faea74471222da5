import { openAiChat } from '../openai-chat/openai-chat.ts';
import type { WireFormat } from '../wire-format.ts';

/** Being written. */
export const mistral: WireFormat = { ...openAiChat, id: 'mistral', framing: 'sse' };

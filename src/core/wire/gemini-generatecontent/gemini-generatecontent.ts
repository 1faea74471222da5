import { openAiChat } from '../openai-chat/openai-chat.ts';
import type { WireFormat } from '../wire-format.ts';

/** Being written. */
export const geminiGenerateContent: WireFormat = { ...openAiChat, id: 'gemini-generatecontent', framing: 'sse' };

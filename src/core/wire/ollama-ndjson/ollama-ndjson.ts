import { openAiChat } from '../openai-chat/openai-chat.ts';
import type { WireFormat } from '../wire-format.ts';

/** Being written. */
export const ollamaNdjson: WireFormat = { ...openAiChat, id: 'ollama-ndjson', framing: 'jsonl' };

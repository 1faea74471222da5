import { anthropicMessages } from './anthropic-messages/anthropic-messages.ts';
import { geminiGenerateContent } from './gemini-generatecontent/gemini-generatecontent.ts';
import { mistral } from './mistral/mistral.ts';
import { ollamaNdjson } from './ollama-ndjson/ollama-ndjson.ts';
import { openAiChat } from './openai-chat/openai-chat.ts';
import { openAiResponses } from './openai-responses/openai-responses.ts';
import type { WireFormat, WireFormatId } from './wire-format.ts';

/** All wire formats, by their id. */
export const wireFormats: Readonly<Record<WireFormatId, WireFormat>> = {
  'openai-chat': openAiChat,
  'openai-responses': openAiResponses,
  'anthropic-messages': anthropicMessages,
  'gemini-generatecontent': geminiGenerateContent,
  mistral,
  'ollama-ndjson': ollamaNdjson,
};

/** Whether a text is the id of a wire format. */
export function isWireFormatId(id: string): id is WireFormatId {
  return Object.hasOwn(wireFormats, id);
}

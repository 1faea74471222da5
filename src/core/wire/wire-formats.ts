import { openAiChat } from './openai-chat/openai-chat.ts';
import type { WireFormat, WireFormatId } from './wire-format.ts';

/** All wire formats, by their id. */
export const wireFormats: Readonly<Record<WireFormatId, WireFormat>> = {
  'openai-chat': openAiChat,
};

/** Whether a text is the id of a wire format. */
export function isWireFormatId(id: string): id is WireFormatId {
  return Object.hasOwn(wireFormats, id);
}

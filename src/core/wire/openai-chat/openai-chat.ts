import type { WireFormat } from '../wire-format.ts';
import { buildRequest } from './build-request.ts';
import { createDecoder } from './decoder.ts';

/**
 * OpenAI's chat completions, as spoken by OpenAI and by nearly every gateway and local server.
 *
 * @see https://platform.openai.com/docs/api-reference/chat/streaming
 */
export const openAiChat: WireFormat = { id: 'openai-chat', framing: 'sse', buildRequest, createDecoder };

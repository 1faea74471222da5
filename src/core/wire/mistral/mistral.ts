import { createDecoder } from '../openai-chat/decoder.ts';
import type { WireFormat } from '../wire-format.ts';
import { buildRequest } from './build-request.ts';

/**
 * Mistral's chat completions. Its streams are those of OpenAI's with content that may be a list of parts, which the decoder
 * for chat completions reads as well, since gateways pass them on; only the requests differ.
 *
 * @see https://docs.mistral.ai/api/#tag/chat
 */
export const mistral: WireFormat = { id: 'mistral', framing: 'sse', buildRequest, createDecoder };

import type { WireFormat } from '../wire-format.ts';
import { buildRequest } from './build-request.ts';
import { createDecoder } from './decoder.ts';

/**
 * OpenAI's Responses, as spoken by OpenAI, Azure, xAI and several gateways and local servers.
 *
 * @see https://platform.openai.com/docs/api-reference/responses-streaming
 */
export const openAiResponses: WireFormat = { id: 'openai-responses', framing: 'sse', buildRequest, createDecoder };

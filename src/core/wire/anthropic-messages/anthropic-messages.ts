import type { WireFormat } from '../wire-format.ts';
import { buildRequest } from './build-request.ts';
import { createDecoder } from './decoder.ts';

/**
 * Anthropic's Messages, as spoken by Anthropic, by Claude elsewhere, and by gateways and local servers that copy it.
 *
 * @see https://docs.claude.com/en/docs/build-with-claude/streaming
 */
export const anthropicMessages: WireFormat = { id: 'anthropic-messages', framing: 'sse', buildRequest, createDecoder };

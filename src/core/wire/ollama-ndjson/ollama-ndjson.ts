import type { WireFormat } from '../wire-format.ts';
import { buildRequest } from './build-request.ts';
import { createDecoder } from './decoder.ts';

/**
 * Ollama's own protocol.
 *
 * @see https://docs.ollama.com/api/chat
 */
export const ollamaNdjson: WireFormat = { id: 'ollama-ndjson', framing: 'jsonl', buildRequest, createDecoder };

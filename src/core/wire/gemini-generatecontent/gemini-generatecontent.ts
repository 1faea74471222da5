import type { WireFormat } from '../wire-format.ts';
import { buildRequest } from './build-request.ts';
import { createDecoder } from './decoder.ts';

/**
 * Google's `streamGenerateContent`, as spoken by the Gemini API and by Vertex AI.
 *
 * @see https://ai.google.dev/api/generate-content
 */
export const geminiGenerateContent: WireFormat = {
  id: 'gemini-generatecontent',
  framing: 'sse',
  buildRequest,
  createDecoder,
};

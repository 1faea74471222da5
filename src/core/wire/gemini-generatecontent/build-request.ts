import { StreamFailure } from '../../delta.ts';
import { endpointUrl, requestBody, requestHeaders, streamHeaders } from '../http-request.ts';
import { systemText } from '../request-parts.ts';
import type { AnswerRequest, Endpoint, HttpRequest, RequestPart } from '../wire-format.ts';
import { thinkingConfig } from './thinking.ts';

/**
 * Builds the POST to `{base URL}/models/{model}:streamGenerateContent`. The key goes into a header, never into the address.
 *
 * @throws StreamFailure of kind `invalid-request` when the base URL is not an http(s) URL, or the model's name cannot be
 *   part of one
 */
export function buildRequest(request: AnswerRequest, endpoint: Endpoint): HttpRequest {
  const path = `/${modelPath(request.model)}:streamGenerateContent`;
  const url = endpointUrl(endpoint.baseUrl, path, isVertexBase(endpoint.baseUrl) ? '' : '/v1beta');
  // Without it the answer is one JSON array.
  url.searchParams.set('alt', 'sse');
  const system = systemText(request.messages);
  const ours = {
    ...(system === '' ? {} : { systemInstruction: { parts: [{ text: system }] } }),
    contents: request.messages
      .filter(({ role }) => role !== 'system')
      .map(({ role, parts }) => ({ role: role === 'assistant' ? 'model' : 'user', parts: parts.map(toPart) })),
    ...withFields('generationConfig', generationConfig(request)),
  };
  const headers = requestHeaders(endpoint, streamHeaders, 'x-goog-api-key');
  return { method: 'POST', url, headers, body: requestBody(ours, endpoint.body) };
}

function generationConfig(request: AnswerRequest): object {
  const { model, temperature, maxOutputTokens, reasoningEffort, reasoningBudget } = request;
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...withFields('thinkingConfig', thinkingConfig(model, reasoningEffort, reasoningBudget)),
  };
}

function withFields(name: string, fields: object): object {
  return Object.keys(fields).length === 0 ? {} : { [name]: fields };
}

function toPart(part: RequestPart): object {
  const signature = part.signature === undefined ? {} : { thoughtSignature: part.signature };
  switch (part.type) {
    case 'text':
      return { text: part.text, ...signature };
    case 'image':
      return { inlineData: { mimeType: part.mimeType, data: part.base64 }, ...signature };
    case 'reasoning':
      // Without text it is no thought but what came in a part of its own, as the last one of a stream often does.
      return part.text === '' ? { text: '', ...signature } : { text: part.text, thought: true, ...signature };
  }
}

/** A model's name within the address: as it is where it is a whole resource name, which is how models are listed. */
function modelPath(model: string): string {
  const name = model.trim().replace(/^\/+/, '');
  const path = /^(?:models|tunedModels|publishers|projects|endpoints)\//.test(name) ? name : `models/${name}`;
  const segments = path.split('/');
  // “..” would be another address, even when encoded.
  if (segments.some(segment => /^\.*$/.test(segment))) {
    throw new StreamFailure({
      kind: 'invalid-request',
      message: `“${model}” cannot be the name of a model. Choose another with “Runnel: Select Model…”.`,
      retryable: false,
    });
  }
  return segments.map(encodeURIComponent).join('/');
}

/** Vertex AI has its version before the project and the location. */
function isVertexBase(baseUrl: string): boolean {
  return /\/v\d\w*\/projects\//.test(baseUrl);
}

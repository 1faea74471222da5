import { endpointUrl, requestBody, requestHeaders, streamHeaders } from '../http-request.ts';
import { systemText } from '../request-parts.ts';
import type { AnswerRequest, Endpoint, HttpRequest } from '../wire-format.ts';
import { anthropicHeaders } from './headers.ts';
import { limitsOf } from './limits.ts';
import { toMessages } from './messages.ts';

/**
 * Builds the POST to `{base URL}/v1/messages`.
 *
 * @throws StreamFailure of kind `invalid-request` when the base URL is not an http(s) URL
 */
export function buildRequest(request: AnswerRequest, endpoint: Endpoint): HttpRequest {
  const url = endpointUrl(endpoint.baseUrl, '/messages', '/v1');
  const limits = limitsOf(request);
  const isThinking = limits.thinking !== undefined && limits.thinking.type !== 'disabled';
  const system = systemText(request.messages);
  const ours = {
    model: request.model,
    ...limits,
    ...(system === '' ? {} : { system }),
    messages: toMessages(request.messages),
    stream: true,
    // A model that thinks takes no temperature.
    ...(request.temperature === undefined || isThinking ? {} : { temperature: request.temperature }),
  };
  const headers = requestHeaders(endpoint, { ...streamHeaders, ...anthropicHeaders(url) }, 'x-api-key');
  return { method: 'POST', url, headers, body: requestBody(ours, endpoint.body) };
}
